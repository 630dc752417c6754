//! The site dialect: `/api/users/...`, `/api/actions/...`, with the error shapes of Django REST framework.

use axum::Json;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::dialect::picture;
use crate::domain::game::{Game, GameAction, MarkedGame, Marks};
use crate::domain::{Email, Error, ErrorKind, Id, Profile, User, UserId, Viewer};
use crate::runtime::config::Config;

/// Side of a Gravatar picture, in pixels.
const GRAVATAR_SIZE: u16 = 120;

/// A registered or logged-in user, with the token.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionView {
    /// Who it is.
    pub user: AccountView,
    /// The token to send from now on.
    pub token: String,
}

/// The basic data of an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountView {
    id: UserId,
    username: String,
    #[schema(required)]
    email: Option<Email>,
}

impl AccountView {
    /// The account as its owner sees it.
    pub fn new(profile: &Profile) -> Self {
        Self { id: profile.id, username: profile.username.to_string(), email: profile.email.clone() }
    }
}

/// The caller's basic data and picture (`GET /api/users/user/`).
#[derive(Debug, Serialize, ToSchema)]
pub struct CallerView {
    #[serde(flatten)]
    account: AccountView,
    gravatar: String,
}

impl CallerView {
    /// The caller.
    pub fn new(profile: &Profile, config: &Config) -> Self {
        let gravatar = picture(profile, profile.email.as_ref(), GRAVATAR_SIZE, config);
        Self { account: AccountView::new(profile), gravatar }
    }
}

/// A profile (`GET /api/users/{username}`).
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileView {
    id: UserId,
    username: String,
    #[schema(required)]
    email: Option<Email>,
    #[schema(required)]
    bio: Option<String>,
    #[schema(required)]
    location: Option<String>,
    #[schema(required)]
    twitter: Option<String>,
    gravatar: String,
    played: Vec<GameView>,
    liked: Vec<GameView>,
    backlog: Vec<GameView>,
    wishlist: Vec<GameView>,
    following: Vec<UserId>,
    followers: Vec<UserId>,
    following_count: u64,
    followers_count: u64,
    /// Said only where the caller follows the user.
    #[serde(rename = "followingUser", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    following_user: Option<bool>,
    /// The caller, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub me: Option<AccountView>,
}

/// The lists of a profile.
#[derive(Debug, Default)]
pub struct Lists {
    /// Games, with the lists that hold them.
    pub games: Vec<MarkedGame>,
    /// Those whom the user follows, newest first.
    pub following: Vec<UserId>,
    /// Those who follow the user, newest first.
    pub followers: Vec<UserId>,
}

impl ProfileView {
    /// The profile as this viewer sees it (`None`: anonymous).
    pub fn new(user: User, lists: Lists, viewer: Option<&Viewer>, config: &Config) -> Self {
        let User { profile, counters, relation } = user;
        let Lists { games, following, followers } = lists;
        let email = config.email_visibility.shows(viewer, profile.id).then(|| profile.email.clone()).flatten();
        let list =
            |held: fn(Marks) -> bool| games.iter().filter(|g| held(g.marks)).map(|g| GameView::from(&g.game)).collect();
        Self {
            gravatar: picture(&profile, email.as_ref(), GRAVATAR_SIZE, config),
            id: profile.id,
            username: profile.username.to_string(),
            email,
            bio: filled(profile.bio),
            location: filled(profile.location),
            twitter: filled(profile.twitter),
            played: list(|marks| marks.played),
            liked: list(|marks| marks.liked),
            backlog: list(|marks| marks.backlog),
            wishlist: list(|marks| marks.wishlist),
            following,
            followers,
            following_count: counters.followings,
            followers_count: counters.followers,
            following_user: relation.follows.then_some(true),
            me: None,
        }
    }
}

/// The seed shows unset text as null.
fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// The game as the lists of a profile show it.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct GameView {
    id: Id,
    igdb: String,
    name: String,
}

impl From<&Game> for GameView {
    fn from(game: &Game) -> Self {
        Self { id: game.id, igdb: game.igdb.clone(), name: game.name.clone() }
    }
}

/// Which lists hold a game (`GET /api/actions/`); empty for a game that nobody has touched.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarksView {
    #[serde(flatten)]
    #[schema(value_type = MarksSchema)]
    marks: Option<MarkedView>,
}

#[derive(Debug, Serialize)]
struct MarkedView {
    played: bool,
    liked: bool,
    backlog: bool,
    wishlist: bool,
}

/// All of them, or none.
#[derive(ToSchema)]
#[expect(dead_code, reason = "nothing is ever of this type")]
struct MarksSchema {
    #[schema(nullable = false)]
    played: Option<bool>,
    #[schema(nullable = false)]
    liked: Option<bool>,
    #[schema(nullable = false)]
    backlog: Option<bool>,
    #[schema(nullable = false)]
    wishlist: Option<bool>,
}

impl MarksView {
    /// The marks, if the game is known.
    pub fn new(marks: Option<Marks>) -> Self {
        let view = |Marks { played, liked, backlog, wishlist }| MarkedView { played, liked, backlog, wishlist };
        Self { marks: marks.map(view) }
    }
}

/// What a toggle of a game's list did (`POST /api/actions/{action}/`).
#[derive(Debug, Serialize, ToSchema)]
pub struct ActionView {
    game: Id,
    user: UserId,
    action: &'static str,
    value: bool,
    /// Said only where it happened.
    #[serde(rename = "removedFromBacklog", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    removed_from_backlog: Option<bool>,
}

impl ActionView {
    /// What `action` of `user` did to the marks of `game`.
    pub fn new(game: &Game, user: UserId, action: GameAction, before: Marks, after: Marks) -> Self {
        let removed = action == GameAction::Log && before.backlog && !after.backlog;
        Self {
            game: game.id,
            user,
            action: action.word(),
            value: after.holds(action),
            removed_from_backlog: removed.then_some(true),
        }
    }
}

/// The shapes of Django REST framework: by field, `non_field_errors`, or `detail`.
pub(crate) fn error_body(error: &Error) -> Json<Value> {
    if error.kind == ErrorKind::Unauthenticated {
        // The seed has one text for a missing token and a bad one.
        return Json(json!({"detail": Error::invalid_token().message}));
    }
    if error.kind != ErrorKind::Invalid {
        return Json(json!({"detail": error.message}));
    }
    if error.fields.is_empty() {
        return Json(json!({"non_field_errors": [error.message]}));
    }
    let mut fields = Map::new();
    for wrong in &error.fields {
        let messages = fields.entry(wrong.field.clone()).or_insert_with(|| json!([]));
        if let Value::Array(messages) = messages {
            messages.push(json!(wrong.problem.message));
        }
    }
    Json(Value::Object(fields))
}
