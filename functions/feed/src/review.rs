//! What is held for review before others see it, and what its author and staff may do about it.

use axum::http::StatusCode;
use shared::dialect::community::{AuthorView, CommentView, PostView};
use shared::domain::post::PostCounters;
use shared::domain::{
    CommentRef, Contribution, CountedComment, Error, Held, HeldContent, HoldReason, Id, PostKind, PostWithCounters,
    Problem, Profile, Result, ReviewRules, Viewer,
};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;
use shared::store::Consistency;

use crate::moderators::must_be_author_or_moderator;

/// The meaning of 409 for an edit.
pub const HELD: &str = "It is held for review (`held_for_review`).";

/// Why a new post or comment with these texts is held; `None` if it is not. What staff write never is.
pub async fn reason_to_hold(
    state: &AppState,
    viewer: &Viewer,
    author: &Profile,
    texts: &[&str],
) -> Result<Option<HoldReason>> {
    let rules = &state.config.review;
    if viewer.is_staff() || *rules == ReviewRules::default() {
        return Ok(None);
    }
    let by_age = || rules.of_age(author.date_joined(), state.clock.now());
    if let Some(reason) = rules.of_text(texts).or_else(by_age) {
        return Ok(Some(reason));
    }
    if rules.first == 0 {
        return Ok(None);
    }
    let published = state.store.held().published_by(viewer.id(), rules.first as usize).await?;
    Ok(rules.of_number(published))
}

/// Fails if an edit adds what would have been held: what is published already is not taken back.
pub fn must_need_no_review(state: &AppState, viewer: &Viewer, before: &[&str], after: &[&str]) -> Result<()> {
    let rules = &state.config.review;
    if viewer.is_staff() || rules.of_text(before).is_some() || rules.of_text(after).is_none() {
        return Ok(());
    }
    let message = "This would be held for review, which an edit cannot be. Write something new.";
    Err(Error::field("text", Problem::new("needs_review", message)))
}

/// A held post or comment as a path names it.
#[derive(Clone, Copy)]
pub enum HeldPath {
    Post(PostKind, Id),
    Comment(Id),
}

impl HeldPath {
    /// What is held, for its author and for staff; for others there is nothing.
    pub async fn find(self, state: &AppState, viewer: &Viewer) -> Result<Held> {
        let held = state.store.held().get(self.contribution()).await?.filter(|held| self.matches(held));
        held.filter(|held| held.author == viewer.id() || viewer.is_staff()).ok_or_else(Error::not_found)
    }

    /// The view of what is held, if it is a post.
    pub async fn view_post(self, state: &AppState, viewer: Option<&Viewer>) -> Result<PostView> {
        let viewer = viewer.ok_or_else(Error::not_found)?;
        let held = self.find(state, viewer).await?;
        let author = author_of(state, viewer, &held).await?;
        post_view(state, viewer, held, author).ok_or_else(Error::not_found)
    }

    /// The view of what is held, if it is a comment.
    pub async fn view_comment(self, state: &AppState, viewer: Option<&Viewer>) -> Result<CommentView> {
        let viewer = viewer.ok_or_else(Error::not_found)?;
        let held = self.find(state, viewer).await?;
        let author = author_of(state, viewer, &held).await?;
        comment_view(viewer, held, author).ok_or_else(Error::not_found)
    }

    /// Deletes what is held, for its author and for staff.
    pub async fn delete(self, state: &AppState, viewer: &Viewer) -> Result<StatusCode> {
        let held = self.find(state, viewer).await?;
        must_be_author_or_moderator(state, viewer, held.author).await?;
        if !state.store.held().remove(held.contribution()).await? {
            return Err(Error::not_found());
        }
        SecurityEvent::StaffDeletedContent.log_by_staff(viewer, held.author);
        Ok(StatusCode::NO_CONTENT)
    }

    /// The error of an edit of what is held, or of nothing.
    pub async fn edit_error(self, state: &AppState, viewer: &Viewer) -> Error {
        match self.find(state, viewer).await {
            Ok(_) => {
                let message = "This is held for review and cannot be edited. Delete it and write something new.";
                Error::conflict("held_for_review", message)
            }
            Err(error) => error,
        }
    }

    fn contribution(self) -> Contribution {
        match self {
            Self::Post(_, id) => Contribution::Post(id),
            // The id alone leads to a held comment, whatever its post is.
            Self::Comment(id) => Contribution::Comment(CommentRef::top(id, id)),
        }
    }

    fn matches(self, held: &Held) -> bool {
        match (self, &held.content) {
            (Self::Post(kind, _), HeldContent::Post(post)) => post.kind == kind,
            (Self::Comment(_), HeldContent::Comment(_)) => true,
            _ => false,
        }
    }
}

async fn author_of(state: &AppState, viewer: &Viewer, held: &Held) -> Result<AuthorView> {
    let author = state.store.profiles().get(held.author, Consistency::Eventual).await?.ok_or_else(Error::not_found)?;
    Ok(AuthorView::new(&author, Some(viewer), &state.config))
}

/// The view of a held post; `None` for a comment.
pub fn post_view(state: &AppState, viewer: &Viewer, held: Held, author: AuthorView) -> Option<PostView> {
    let HeldContent::Post(post) = held.content else { return None };
    let post = PostWithCounters { post: *post, counters: PostCounters::default() };
    Some(PostView::new(post, author, &[], Some(viewer), state.clock.now()).held())
}

/// The view of a held comment; `None` for a post.
pub fn comment_view(viewer: &Viewer, held: Held, author: AuthorView) -> Option<CommentView> {
    let HeldContent::Comment(comment) = held.content else { return None };
    let counted = CountedComment { comment: *comment, votes: 0, flags: 0, replies: 0, latest: Vec::new() };
    Some(CommentView::new(counted, Some(author), false, Some(viewer))?.held())
}
