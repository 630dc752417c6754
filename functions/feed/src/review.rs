//! What is held for review before others see it, and what its author and staff may do about it.

use std::collections::HashMap;

use axum::http::StatusCode;
use shared::dialect::community::{AuthorView, CommentView, PostView};
use shared::domain::account::audit::AuditKind;
use shared::domain::post::PostCounters;
use shared::domain::post::mention::{name_in, named};
use shared::domain::{
    CommentRef, Contribution, CountedComment, Error, Held, HeldContent, HoldReason, Id, OwnReactions, PostKind,
    PostWithCounters, Problem, Profile, Result, ReviewRules, Viewer,
};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;
use shared::store::{Consistency, HiddenUsers};
use shared::views::names_in;

use crate::blocked_authors::must_see_comment;
use crate::moderators::{audited_act, must_be_author_or_moderator};

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
        let (held, author) = with_names(state, viewer, self.find(state, viewer).await?).await?;
        let view = post_view(state, viewer, held, author).ok_or_else(Error::not_found)?;
        Ok(view.with_own(OwnReactions::default()))
    }

    /// The view of what is held, if it is a comment.
    pub async fn view_comment(self, state: &AppState, viewer: &Viewer) -> Result<CommentView> {
        one_comment(state, viewer, self.find(state, viewer).await?).await
    }

    /// The same, unless a block stands between the viewer and the author of the post.
    pub async fn see_comment(
        self,
        state: &AppState,
        viewer: Option<&Viewer>,
        hidden: &HiddenUsers,
    ) -> Result<CommentView> {
        let viewer = viewer.ok_or_else(Error::not_found)?;
        let held = self.find(state, viewer).await?;
        if let Contribution::Comment(at) = held.contribution() {
            must_see_comment(state, Some(viewer), hidden, (at, held.author)).await?;
        }
        one_comment(state, viewer, held).await
    }

    /// Deletes what is held, for its author and for staff.
    pub async fn delete(self, state: &AppState, viewer: &Viewer) -> Result<StatusCode> {
        let held = self.find(state, viewer).await?;
        must_be_author_or_moderator(state, viewer, held.author).await?;
        let contribution = held.contribution();
        let audited = audited_act(viewer, AuditKind::DeleteContent, contribution, held.author, state.clock.now());
        let audited = audited.as_ref().map(|audited| (held.author, audited));
        if !state.store.held().remove(contribution, audited).await? {
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

/// What is held with the names of those whom it mentions, and its author.
async fn with_names(state: &AppState, viewer: &Viewer, mut held: Held) -> Result<(Held, AuthorView)> {
    let html = match &held.content {
        HeldContent::Post(post) => post.content.html.clone(),
        HeldContent::Comment(comment) => comment.html.clone(),
    };
    let known = HashMap::new();
    let names = names_in(&state.store, std::iter::once(html.as_str()), &known);
    let author = state.store.profiles().get(held.author, Consistency::Eventual);
    let (names, author) = tokio::try_join!(names, author)?;
    match &mut held.content {
        HeldContent::Post(post) => name_in(post, &names),
        HeldContent::Comment(comment) => comment.html = named(&html, &names),
    }
    let author = author.ok_or_else(Error::not_found)?;
    Ok((held, AuthorView::new(&author, Some(viewer), &state.config)))
}

async fn one_comment(state: &AppState, viewer: &Viewer, held: Held) -> Result<CommentView> {
    let (held, author) = with_names(state, viewer, held).await?;
    let is_reply = matches!(held.contribution(), Contribution::Comment(CommentRef { parent: Some(_), .. }));
    let view = comment_view(viewer, held, author).ok_or_else(Error::not_found)?;
    Ok(if is_reply { view } else { view.with_latest(Vec::new()) })
}

/// The view of a held post; `None` for a comment.
pub fn post_view(state: &AppState, viewer: &Viewer, held: Held, author: AuthorView) -> Option<PostView> {
    let HeldContent::Post(post) = held.content else { return None };
    let post = PostWithCounters { post: *post, counters: PostCounters::default() };
    Some(PostView::new(post, author, &[], Some(viewer), state.clock.now(), &state.config).held())
}

/// The view of a held comment; `None` for a post.
pub fn comment_view(viewer: &Viewer, held: Held, author: AuthorView) -> Option<CommentView> {
    let HeldContent::Comment(comment) = held.content else { return None };
    let (comment, reactions, latest) = (*comment, Default::default(), Vec::new());
    let counted = CountedComment { comment, votes: 0, reactions, flags: 0, replies: 0, latest };
    Some(CommentView::new(counted, Some(author), None, Some(viewer))?.held())
}
