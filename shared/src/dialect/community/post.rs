//! Posts as the community dialect shows them (seed 000, `Discussion`).

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::community::UserView;
use crate::domain::time::rfc3339;
use crate::domain::{
    Email, Gender, Id, Poll, PollVote, PostKind, PostWithCounters, Profile, Status, User, UserId, Viewer,
};
use crate::runtime::config::Config;

/// A post or a discussion, with its kind beside what the seed shows.
#[derive(Debug, Serialize, ToSchema)]
pub struct PostView {
    #[serde(rename = "type")]
    pub(super) kind: PostKind,
    id: Id,
    title: String,
    slug: String,
    categories: Vec<Id>,
    media_type: &'static str,
    medias: Vec<Id>,
    #[schema(required)]
    location: Option<LocationView>,
    #[schema(required)]
    poll: Option<PollView>,
    last_activity_at: String,
    view_count: u64,
    author: AuthorView,
    added_at: String,
    html: String,
    summary: String,
    deleted: bool,
    collapsed: &'static str,
    score: u64,
    addressing: Vec<Id>,
    followers: u64,
}

#[derive(Debug, Serialize, ToSchema)]
struct LocationView {
    location: String,
    lat: f64,
    lng: f64,
}

#[derive(Debug, Serialize, ToSchema)]
struct PollView {
    id: Id,
    title: String,
    multiple_choices: bool,
    added_at: String,
    modified_at: String,
    closed: bool,
    #[schema(required)]
    expiration_at: Option<String>,
    hidden: bool,
    choices: Vec<ChoiceView>,
    votes: Vec<PollVoteView>,
}

#[derive(Debug, Serialize, ToSchema)]
struct ChoiceView {
    id: Id,
    choice: String,
    order: usize,
    added_at: String,
    deleted: bool,
    count_votes: u64,
}

#[derive(Debug, Serialize, ToSchema)]
struct PollVoteView {
    id: Id,
    choice: Id,
    user: UserId,
}

/// An entry of the home feed: the post under the name of its kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeedUnitView {
    #[serde(rename = "type")]
    kind: PostKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    discussion: Option<PostView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    post: Option<PostView>,
}

/// A user as the author of a post: neither numbers nor what stands between them and the caller.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuthorView {
    id: UserId,
    username: String,
    real_name: String,
    #[schema(required)]
    email: Option<Email>,
    email_isvalid: bool,
    date_joined: String,
    bio: String,
    location: String,
    #[schema(required)]
    birthday: Option<Date>,
    description: String,
    gender: Gender,
    status: Status,
    website: String,
    avatar_url: String,
    cover: String,
}

impl AuthorView {
    /// The author as this viewer sees them (`None`: anonymous). Of one who is soft-deleted nothing is told but the name.
    pub fn new(profile: &Profile, viewer: Option<&Viewer>, config: &Config) -> Self {
        let mut profile = profile.clone();
        if profile.is_deleted() {
            profile = Profile { status: Status::Deleted, ..Profile::new(profile.id, profile.username, None) };
        }
        let user = User { profile, counters: Default::default(), relation: Default::default() };
        let user = UserView::new(user, viewer, config);
        Self {
            id: user.id,
            username: user.username,
            real_name: user.real_name,
            email: user.email,
            email_isvalid: user.email_isvalid,
            date_joined: user.date_joined,
            bio: user.bio,
            location: user.location,
            birthday: user.birthday,
            description: user.description,
            gender: user.gender,
            status: user.status,
            website: user.website,
            avatar_url: user.avatar_url,
            cover: user.cover,
        }
    }
}

impl PostView {
    /// The post with its author, and with what the caller has chosen in its poll.
    pub fn new(posted: PostWithCounters, author: AuthorView, votes: &[PollVote], caller: Option<UserId>) -> Self {
        let PostWithCounters { post, counters } = posted;
        let poll = post.content.poll.clone();
        let location = post.content.location.clone();
        Self {
            kind: post.kind,
            id: post.id,
            media_type: if post.content.medias.is_empty() { "" } else { "images" },
            location: location.map(|at| LocationView { location: at.location, lat: at.lat, lng: at.lng }),
            poll: poll.map(|poll| PollView::new(poll, |choice| counters.choices.get(&choice).copied(), votes, caller)),
            last_activity_at: rfc3339(post.last_activity()),
            view_count: counters.views,
            author,
            added_at: rfc3339(post.id.created()),
            title: post.content.title,
            slug: post.slug,
            categories: post.content.categories,
            medias: post.content.medias,
            html: post.content.html,
            summary: post.summary,
            deleted: false,
            collapsed: "",
            score: counters.votes,
            addressing: post.content.addressing,
            followers: counters.followers,
        }
    }
}

impl PollView {
    fn new(poll: Poll, count: impl Fn(Id) -> Option<u64>, votes: &[PollVote], caller: Option<UserId>) -> Self {
        let added_at = rfc3339(poll.id.created());
        let choices = poll.choices.into_iter().enumerate().map(|(order, choice)| ChoiceView {
            id: choice.id,
            choice: choice.choice,
            order,
            added_at: added_at.clone(),
            deleted: false,
            count_votes: count(choice.id).unwrap_or(0),
        });
        let own =
            caller.map(|user| votes.iter().map(move |vote| PollVoteView { id: vote.id, choice: vote.choice, user }));
        Self {
            id: poll.id,
            title: poll.title,
            multiple_choices: poll.multiple_choices,
            modified_at: poll.modified.map_or_else(|| added_at.clone(), rfc3339),
            closed: poll.closed,
            expiration_at: poll.expiration_at.map(rfc3339),
            hidden: false,
            choices: choices.collect(),
            votes: own.into_iter().flatten().collect(),
            added_at,
        }
    }
}

impl From<PostView> for FeedUnitView {
    fn from(post: PostView) -> Self {
        let kind = post.kind;
        match kind {
            PostKind::Discussion => Self { kind, discussion: Some(post), post: None },
            PostKind::Post => Self { kind, discussion: None, post: Some(post) },
        }
    }
}
