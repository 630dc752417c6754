//! Profiles.

use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::response_size::{SIZE_MAX, line_in_body};
use crate::dialect::site::account::AccountView;
use crate::dialect::site::game::GameView;
use crate::dialect::site::picture::gravatar;
use crate::domain::game::{Game, GameDetails, MarkedGame, Marks};
use crate::domain::profile::audience::ViewerClass;
use crate::domain::profile::visibility::PrivateField;
use crate::domain::{Email, User, UserId, Viewer};
use crate::runtime::config::Config;

/// A user's profile, with the user's game lists, followings and followers. The four game lists cover at most 1,000
/// games together, and at most about 5 MB: the first in the order of `igdb` as text.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileView {
    /// The user's id.
    id: UserId,
    /// The username, as the user wrote it.
    username: String,
    /// The e-mail address; `null` if there is none, or if the caller may not see it.
    #[schema(required)]
    email: Option<Email>,
    /// A text about the user, which may hold line breaks; `null` if unset.
    #[schema(required)]
    bio: Option<String>,
    /// A place in words; `null` if unset.
    #[schema(required)]
    location: Option<String>,
    /// The user's Twitter name; `null` if unset.
    #[schema(required)]
    twitter: Option<String>,
    /// URL of the uploaded avatar, or of a Gravatar of 120 pixels if there is none.
    gravatar: String,
    /// The games that the user has played, in the order of `igdb` as text.
    played: Vec<GameView>,
    /// The games that the user likes, in the order of `igdb` as text.
    liked: Vec<GameView>,
    /// The games that the user wants to play, in the order of `igdb` as text.
    backlog: Vec<GameView>,
    /// The games that the user wants to have, in the order of `igdb` as text.
    wishlist: Vec<GameView>,
    /// The user's favorite games, at most 5, in the order in which they were added.
    favorites: Vec<GameView>,
    /// Ids of the users whom this user follows: the newest 1,000, newest first.
    following: Vec<UserId>,
    /// Ids of the users who follow this user: the newest 1,000, newest first.
    followers: Vec<UserId>,
    /// The number of users whom this user follows. It follows a change after a moment.
    following_count: u64,
    /// The number of users who follow this user. It follows a change after a moment.
    followers_count: u64,
    /// `true` if the caller follows the user, otherwise absent.
    #[serde(rename = "followingUser", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    following_user: Option<bool>,
    /// The caller's account; absent for an anonymous caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub me: Option<AccountView>,
}

/// The lists of a profile.
#[derive(Debug, Default)]
pub struct Lists {
    /// The games, each with the lists that hold it.
    pub games: Vec<MarkedGame>,
    /// The favorite games.
    pub favorites: Vec<Game>,
    /// The users whom the user follows, newest first.
    pub following: Vec<UserId>,
    /// The users who follow the user, newest first.
    pub followers: Vec<UserId>,
}

impl ProfileView {
    /// The profile as the viewer sees it (`None`: anonymous), without `me`.
    pub fn new(user: User, lists: Lists, viewer: Option<&Viewer>, config: &Config) -> Self {
        let User { profile, counters, relation } = user;
        let Lists { games, favorites, mut following, mut followers } = lists;
        let class = ViewerClass::of(viewer, profile.id, relation);
        if !profile.shows(PrivateField::EdgeLists, class) {
            (following, followers) = (Vec::new(), Vec::new());
        }
        let location = profile.shows(PrivateField::Location, class).then_some(profile.location.clone());
        let games = within(games, SIZE_MAX);
        let email = config.email_visibility.shows(viewer, profile.id).then(|| profile.email.clone()).flatten();
        let list = |holds: fn(Marks) -> bool| {
            games.iter().filter(|g| holds(g.marks)).map(|g| GameView::from(&g.game)).collect()
        };
        Self {
            gravatar: gravatar(&profile, email.as_ref(), config),
            id: profile.id,
            username: profile.username.to_string(),
            email,
            bio: text_or_null(profile.bio),
            location: location.and_then(text_or_null),
            twitter: text_or_null(profile.twitter),
            played: list(|marks| marks.played),
            liked: list(|marks| marks.liked),
            backlog: list(|marks| marks.backlog),
            wishlist: list(|marks| marks.wishlist),
            favorites: favorites.iter().map(GameView::from).collect(),
            following,
            followers,
            following_count: counters.followings,
            followers_count: counters.followers,
            following_user: relation.follows.then_some(true),
            me: None,
        }
    }
}

/// The first games whose entries in the lists have at most `max` bytes together.
fn within(mut games: Vec<MarkedGame>, mut max: usize) -> Vec<MarkedGame> {
    let fitting = games.iter().take_while(|marked| {
        let Marks { played, liked, backlog, wishlist } = marked.marks;
        let lists = [played, liked, backlog, wishlist].into_iter().filter(|holds| *holds).count();
        let left = max.checked_sub(lists * size(&marked.game));
        max = left.unwrap_or(max);
        left.is_some()
    });
    let count = fitting.count();
    games.truncate(count);
    games
}

/// The size of a game in a body, or a little more.
fn size(game: &Game) -> usize {
    let GameDetails { slug, cover_id, backdrop_id } = &game.details;
    let words = [Some(&game.igdb), slug.as_ref(), cover_id.as_ref(), backdrop_id.as_ref()];
    150 + line_in_body(&game.name) + words.into_iter().flatten().map(String::len).sum::<usize>()
}

/// Unset text is `null` in the site dialect.
fn text_or_null(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
