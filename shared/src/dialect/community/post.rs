//! Posts and discussions.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::community::author::AuthorView;
use crate::dialect::community::media::MediaOfPostView;
use crate::dialect::community::poll::PollView;
use crate::dialect::community::reaction::{ReactionCountView, ReactionView};
use crate::domain::post::moderation::visibility;
use crate::domain::post::{Content, html};
use crate::domain::time::rfc3339;
use crate::domain::{Id, OwnReactions, PollVote, Post, PostKind, PostWithCounters, Viewer, Visibility};
use crate::runtime::config::Config;

/// A post or a discussion.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PostView {
    /// The kind.
    #[serde(rename = "type")]
    pub(super) kind: PostKind,
    /// The post's id.
    id: Id,
    /// The title of a discussion; empty for a post.
    pub(super) title: String,
    /// A readable name for URLs, at most 60 characters, made once from the title, or else from the summary, or else the
    /// `type`. An edit keeps it.
    pub(super) slug: String,
    /// Ids of categories, as they were sent. The host application gives them their meaning.
    pub(super) categories: Vec<Id>,
    /// `images` if there are `medias`, otherwise empty.
    media_type: &'static str,
    /// The media: an object each, or the id of one that the host application keeps.
    pub(super) medias: Vec<MediaOfPostView>,
    /// The location of the post; `null` if it has none.
    #[schema(required)]
    pub(super) location: Option<LocationView>,
    /// The poll; `null` if the post has none.
    #[schema(required)]
    pub(super) poll: Option<PollView>,
    /// When the post was last edited, or else published: RFC 3339, UTC.
    last_activity_at: String,
    /// When the post was last edited: RFC 3339, UTC. `null` if it never was.
    #[schema(required)]
    last_edited_at: Option<String>,
    /// The number of users who have seen the post. It lags a little.
    view_count: u64,
    /// The number of users who have flagged the post. It lags a little.
    flag_count: u64,
    /// The number of comments on the post and of replies to them, without deleted ones. It lags a little.
    comment_count: u64,
    /// The author.
    pub(super) author: AuthorView,
    /// When the post was published: RFC 3339, UTC.
    added_at: String,
    /// The text as HTML, cleaned when it was stored: no script survives.
    pub(super) html: String,
    /// The beginning of the text without markup, at most 300 characters, as HTML: `<`, `>`, `&` and quotes are escaped.
    pub(super) summary: String,
    /// The text as in `html`, or as in `summary` if it goes on after that.
    pub(super) summary_html: String,
    /// Whether the text goes on after the summary.
    pub(super) summary_truncated: bool,
    /// Always `false`: deleted posts are not shown.
    deleted: bool,
    /// Whether staff have hidden the post, and the caller sees none of its content: `true`, or else the empty text.
    collapsed: Collapsed,
    /// The number of votes for the post. It lags a little.
    score: u64,
    /// The same as `score`.
    vote_count: u64,
    /// Always 0: posts are not shared.
    share_count: u64,
    /// Ids that the post is addressed to, as they were sent. The host application gives them their meaning.
    pub(super) addressing: Vec<Id>,
    /// The number of users who follow the post. It lags a little.
    followers: u64,
    /// The same as `followers`.
    follower_count: u64,
    /// Whether the caller has voted for the post; `false` for an anonymous caller. Absent in notifications and in the queue
    /// of the moderators.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    voted: Option<bool>,
    /// Whether the caller follows the post; absent where `voted` is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    followed: Option<bool>,
    /// Whether the caller has suspended notifications about the post; absent where `voted` is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    suspended: Option<bool>,
    /// The reaction of the caller's vote; `null` without one.
    #[schema(required)]
    reaction: Option<ReactionView>,
    /// How many votes have each reaction. They lag a little. Empty in notifications with many long texts.
    pub(super) reactions_count: Vec<ReactionCountView>,
    /// `true` while the post is held for review: no one but the author and staff sees it. Absent otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    held_for_review: Option<bool>,
}

/// Whether a post is shown without its content. Clients of the first version of the API expect a text.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(untagged)]
enum Collapsed {
    /// It is: always `true`.
    Yes(bool),
    /// It is not: always empty.
    No(&'static str),
}

/// The location of a post.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct LocationView {
    /// The place in words; empty if unset.
    pub(super) location: String,
    /// Latitude in degrees, -90 to 90.
    lat: f64,
    /// Longitude in degrees, -180 to 180.
    lng: f64,
}

impl PostView {
    /// The post with its author, as it is `now` for `viewer`. `votes` are the viewer's own votes in its poll. If staff
    /// have hidden the post, others see that it is there, without its content.
    pub fn new(
        post: PostWithCounters,
        author: AuthorView,
        votes: &[PollVote],
        viewer: Option<&Viewer>,
        now: Timestamp,
        config: &Config,
    ) -> Self {
        let PostWithCounters { mut post, counters } = post;
        let is_whole = visibility(post.moderation.as_ref(), post.author, viewer) == Visibility::Whole;
        if !is_whole {
            post = Post::new(post.id, post.kind, post.author, Content::default());
        }
        let caller = viewer.map(Viewer::id);
        let poll = post.content.poll.clone();
        let location = post.content.location.clone();
        let medias = MediaOfPostView::all(&post.content, config);
        let summary = html::escape(&post.summary);
        Self {
            kind: post.kind,
            id: post.id,
            media_type: if medias.is_empty() { "" } else { "images" },
            location: location.map(|at| LocationView { location: at.location, lat: at.lat, lng: at.lng }),
            poll: poll
                .map(|poll| PollView::new(poll, |choice| counters.choices.get(&choice).copied(), votes, caller, now)),
            last_activity_at: rfc3339(post.last_activity()),
            last_edited_at: post.edited.map(rfc3339),
            view_count: counters.views,
            flag_count: counters.flags,
            comment_count: counters.comments,
            author,
            added_at: rfc3339(post.id.created()),
            title: post.content.title,
            slug: post.slug,
            categories: post.content.categories,
            medias,
            summary_html: if post.summary_truncated { summary.clone() } else { post.content.html.clone() },
            html: post.content.html,
            summary,
            summary_truncated: post.summary_truncated,
            deleted: false,
            collapsed: if is_whole { Collapsed::No("") } else { Collapsed::Yes(true) },
            score: counters.votes,
            vote_count: counters.votes,
            share_count: 0,
            addressing: post.content.addressing,
            followers: counters.followers,
            follower_count: counters.followers,
            voted: None,
            followed: None,
            suspended: None,
            reaction: None,
            reactions_count: ReactionCountView::all(counters.votes, &counters.reactions),
            held_for_review: None,
        }
    }

    /// The post as one that is held for review.
    pub fn held(self) -> Self {
        Self { held_for_review: Some(true), ..self }
    }

    /// The post with what the caller has done about it.
    pub fn with_own(self, own: OwnReactions) -> Self {
        let reaction = own.vote.map(ReactionView::from);
        Self {
            voted: Some(reaction.is_some()),
            reaction,
            followed: Some(own.followed),
            suspended: Some(own.suspended),
            ..self
        }
    }
}
