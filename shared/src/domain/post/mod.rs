//! Posts and discussions, and users' reactions to them (`docs/api/community.md`, "Posts and feeds").

pub mod comment;
pub mod contribution;
pub mod excerpt;
pub mod flag;
pub mod flag_type;
pub mod html;
mod markup;
pub mod media;
pub mod media_upload;
pub mod mention;
pub mod moderation;
pub mod poll;
pub mod review;
pub mod vote_reaction;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::id::{Id, UserId};
use crate::domain::post::media::PostMedia;
use crate::domain::post::moderation::{Moderation, Verdict};
use crate::domain::post::poll::Poll;
use crate::domain::post::vote_reaction::VoteReaction;

/// Maximum length of a title, in characters.
pub const TITLE_MAX: usize = 150;
/// Maximum number of categories of a post, and of tags that it is addressed to.
pub const CATEGORIES_MAX: usize = 10;
/// Maximum number of media of a post.
pub const MEDIAS_MAX: usize = 20;

/// The kind of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostKind {
    /// A discussion, which has a title.
    Discussion,
    /// A post without a title.
    Post,
}

impl PostKind {
    /// The name of the kind in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Discussion => "discussion",
            Self::Post => "post",
        }
    }
}

/// The place that a post is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// The place in words.
    pub location: String,
    /// Latitude, in degrees north.
    pub lat: f64,
    /// Longitude, in degrees east.
    pub lng: f64,
}

impl Location {
    /// Smaller absolute values become zero. DynamoDB stores none below 1e-130, and no place needs them.
    const LEAST: f64 = 1e-100;

    /// A place with these coordinates.
    pub fn new(location: String, lat: f64, lng: f64) -> Self {
        let [lat, lng] = [lat, lng].map(|degrees| if degrees.abs() < Self::LEAST { 0.0 } else { degrees });
        Self { location, lat, lng }
    }
}

/// The part of a post that its author writes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The title; empty for a post without one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The text, cleaned by [`html::clean`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub html: String,
    /// The categories. Their meaning is up to the host application.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Id>,
    /// The ids of the media: of those that kith has, and of those that the host application keeps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub medias: Vec<Id>,
    /// Copies of the media that kith has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attached: Vec<PostMedia>,
    /// The place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// The tags that the post is addressed to. Their meaning is up to the host application.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressing: Vec<Id>,
    /// The poll.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<Poll>,
}

impl Content {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.title.is_empty() && html::is_blank(&self.html) && self.medias.is_empty() && self.poll.is_none()
    }
}

/// A post or a discussion, stored in this form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Post {
    /// The id, which contains the time of publication.
    pub id: Id,
    /// The kind.
    pub kind: PostKind,
    /// The author.
    pub author: UserId,
    /// The name in URLs, which never changes.
    pub slug: String,
    /// The beginning of the text, as plain text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// Whether the text goes on after the summary.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub summary_truncated: bool,
    /// What the author wrote.
    #[serde(flatten)]
    pub content: Content,
    /// When the post was last edited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited: Option<Timestamp>,
    /// What staff have decided about the post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moderation: Option<Moderation>,
}

impl Post {
    /// A new post with this id.
    pub fn new(id: Id, kind: PostKind, author: UserId, content: Content) -> Self {
        let (summary, summary_truncated) = html::summary(&content.html);
        let mut slug = html::slug(if content.title.is_empty() { &summary } else { &content.title });
        if slug.is_empty() {
            slug = kind.name().to_owned();
        }
        Self { id, kind, author, slug, summary, summary_truncated, content, edited: None, moderation: None }
    }

    /// The post with other content, edited now. The same content changes nothing.
    pub fn edit(&self, content: Content, now: Timestamp) -> Self {
        if content == self.content {
            return self.clone();
        }
        let (summary, summary_truncated) = html::summary(&content.html);
        Self { summary, summary_truncated, content, edited: Some(now), ..self.clone() }
    }

    /// Whether staff have deleted the post.
    pub fn is_deleted(&self) -> bool {
        self.moderation.is_some_and(|moderation| moderation.verdict == Verdict::Deleted)
    }

    /// When the post was last edited, or else published.
    pub fn last_activity(&self) -> Timestamp {
        self.edited.unwrap_or_else(|| self.id.created())
    }
}

/// The counters of a post, derived from source items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostCounters {
    /// Votes for the post.
    pub votes: u64,
    /// Users who follow the post.
    pub followers: u64,
    /// Users who have viewed the post.
    pub views: u64,
    /// Flags of the post.
    pub flags: u64,
    /// Comments on the post and replies to them, without deleted ones.
    pub comments: u64,
    /// Comments on the post itself, with the deleted ones that are shown as blanks.
    pub top_comments: u64,
    /// Votes for the post with each reaction that is counted.
    pub reactions: BTreeMap<VoteReaction, u64>,
    /// Votes for each choice of the poll.
    pub choices: BTreeMap<Id, u64>,
}

/// A post with its counters.
#[derive(Clone, Debug, PartialEq)]
pub struct PostWithCounters {
    /// The post.
    pub post: Post,
    /// The counters.
    pub counters: PostCounters,
}

/// The kind of a reaction. A user has at most one reaction of each kind to a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReactionKind {
    /// A vote for the post.
    Vote,
    /// The user follows the post.
    Follow,
    /// The user has viewed the post.
    View,
    /// The user has suspended notifications about the post.
    Suspension,
}

/// What a user has done about a post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwnReactions {
    /// The reaction of the user's vote for it, if there is one.
    pub vote: Option<VoteReaction>,
    /// Whether the user follows it.
    pub followed: bool,
    /// Whether the user has suspended notifications about it.
    pub suspended: bool,
}

/// A reaction of one user to a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reaction {
    /// The post.
    pub post: Id,
    /// The user.
    pub user: UserId,
    /// The id, which contains the time. A reaction that is taken back and repeated has another id.
    pub id: Id,
    /// The author of the post, if it was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<UserId>,
    /// How a vote is meant.
    #[serde(default, skip_serializing_if = "VoteReaction::is_like")]
    pub reaction: VoteReaction,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> Id {
        Id::at(1_800_000_000_000, 7)
    }

    fn content(title: &str, html: &str) -> Content {
        Content { title: title.to_owned(), html: html.to_owned(), ..Content::default() }
    }

    #[test]
    fn a_slug_is_made_of_the_title_or_else_the_text_or_else_the_kind() {
        let slug = |title, html| Post::new(id(), PostKind::Post, id(), content(title, html)).slug;
        assert_eq!(slug("A title", "<p>A text</p>"), "a-title");
        assert_eq!(slug("", "<p>A text</p>"), "a-text");
        assert_eq!(slug("", "<p>!</p>"), "post");
    }

    #[test]
    fn an_edit_keeps_the_slug_and_the_same_content_is_no_edit() {
        let post = Post::new(id(), PostKind::Discussion, id(), content("Old", "<p>old</p>"));
        let now: Timestamp = "2027-02-01T00:00:00Z".parse().unwrap();
        assert_eq!(post.edit(post.content.clone(), now), post);
        assert_eq!(post.last_activity(), id().created());
        let edited = post.edit(content("New", "<p>new</p>"), now);
        assert_eq!((edited.slug.as_str(), edited.summary.as_str()), ("old", "new"));
        assert_eq!(edited.last_activity(), now);
    }

    #[test]
    fn a_place_alone_is_nothing_to_show() {
        let place = Location::new("here".to_owned(), 1e-200, -12.5);
        assert_eq!((place.lat, place.lng), (0.0, -12.5));
        assert!(Content { location: Some(place), ..content("", "<p> </p>") }.is_empty());
        assert!(!content("", "<img src=\"https://example.org/a.png\">").is_empty());
        assert!(!content("", "a").is_empty() && !content("a", "").is_empty());
        assert!(!Content { medias: vec![id()], ..Content::default() }.is_empty());
    }
}
