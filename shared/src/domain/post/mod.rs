//! Posts and discussions: what somebody publishes, and what others do about it (contract, "Posts and feed").

pub mod html;
pub mod poll;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::id::{Id, UserId};
use crate::domain::post::poll::Poll;

/// Most characters of a title.
pub const TITLE_MAX: usize = 150;
/// Most categories, and most tags that a post is addressed to.
pub const CATEGORIES_MAX: usize = 10;
/// Most media.
pub const MEDIAS_MAX: usize = 20;
/// The two kinds of posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostKind {
    /// It has a title.
    Discussion,
    /// It has none.
    Post,
}

impl PostKind {
    /// The kind as the API names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Discussion => "discussion",
            Self::Post => "post",
        }
    }
}

/// Where a post is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// In words.
    pub location: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lng: f64,
}

impl Location {
    /// Nearer to zero than this a number cannot be kept (the least is 1e-130), and no place is meant.
    const LEAST: f64 = 1e-100;

    /// A place at these degrees.
    pub fn new(location: String, lat: f64, lng: f64) -> Self {
        let [lat, lng] = [lat, lng].map(|degrees| if degrees.abs() < Self::LEAST { 0.0 } else { degrees });
        Self { location, lat, lng }
    }
}

/// What its author decides of a post.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The title; empty for those that have none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The text, as [`html::clean`] leaves it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub html: String,
    /// Its categories; what they are is the host application's business.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Id>,
    /// Its media.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub medias: Vec<Id>,
    /// Where it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// The tags that it is addressed to; what they are is the host application's business.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressing: Vec<Id>,
    /// A question to those who read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<Poll>,
}

impl Content {
    /// Whether there is nothing to see.
    pub fn is_empty(&self) -> bool {
        let blank = html::summary(&self.html).is_empty() && !self.html.contains("<img");
        self.title.is_empty() && blank && self.medias.is_empty() && self.poll.is_none()
    }
}

/// A post or a discussion. The store keeps it as it stands here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Post {
    /// Its id; the moment of publication is part of it.
    pub id: Id,
    /// Its kind.
    pub kind: PostKind,
    /// Who published it.
    pub author: UserId,
    /// Its name in addresses, made once.
    pub slug: String,
    /// The beginning of its text, as plain text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// What the author says.
    #[serde(flatten)]
    pub content: Content,
    /// When it was last edited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited: Option<Timestamp>,
}

impl Post {
    /// A post that is published with this id.
    pub fn new(id: Id, kind: PostKind, author: UserId, content: Content) -> Self {
        let summary = html::summary(&content.html);
        let mut slug = html::slug(if content.title.is_empty() { &summary } else { &content.title });
        if slug.is_empty() {
            slug = kind.name().to_owned();
        }
        Self { id, kind, author, slug, summary, content, edited: None }
    }

    /// The same post with other content. Nothing but that changes, and nothing where it is the same.
    pub fn edit(&self, content: Content, now: Timestamp) -> Self {
        if content == self.content {
            return self.clone();
        }
        Self { summary: html::summary(&content.html), content, edited: Some(now), ..self.clone() }
    }

    /// When something last happened to it.
    pub fn last_activity(&self) -> Timestamp {
        self.edited.unwrap_or_else(|| self.id.created())
    }
}

/// Numbers of a post, derived from facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostCounters {
    /// Votes for it.
    pub votes: u64,
    /// Users who follow it.
    pub followers: u64,
    /// Users who have seen it.
    pub views: u64,
    /// Votes for each choice of its poll.
    pub choices: BTreeMap<Id, u64>,
}

/// A post with its numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct PostWithCounters {
    /// The post.
    pub post: Post,
    /// Its numbers.
    pub counters: PostCounters,
}

/// What a user can do about a post, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReactionKind {
    /// Vote for it.
    Vote,
    /// Follow it.
    Follow,
    /// See it.
    View,
}

/// What one user did about a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reaction {
    /// The post.
    pub post: Id,
    /// Who did it.
    pub user: UserId,
    /// Its id, which says when. One that is undone and done again has another.
    pub id: Id,
    /// Whose post it is, where that was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<UserId>,
}
