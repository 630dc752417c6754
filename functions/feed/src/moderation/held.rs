//! What is held for review: its list, and what staff decide about it.

use axum::http::StatusCode;
use shared::dialect::community::{AuthorView, ContributionView, FlaggedContributionView, ListView};
use shared::dialect::{PageLinks, Params};
use shared::domain::account::audit::{self, AuditKind, AuditedAction};
use shared::domain::{CommentRef, Error, Held, HeldContent, Id, Moderation, Problem, Result, UserId, Verdict, Viewer};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;

use super::draft::{Action, Draft};
use super::target::ContributionType;
use crate::moderators::must_be_author_or_moderator;
use crate::review::{HeldPath, comment_view, post_view};

/// Lists what is held, oldest first.
pub async fn list_held(
    state: &AppState,
    viewer: &Viewer,
    params: &Params,
    links: &PageLinks,
) -> Result<ListView<FlaggedContributionView>> {
    let (request, held) = (params.page()?, state.store.held());
    let (page, count) = tokio::try_join!(held.page(&request), held.count())?;
    let authors: Vec<UserId> = page.rows.iter().map(|held| held.author).collect();
    let authors = state.store.profiles().get_many(&authors).await?;
    let (next, previous) = links.of(&page);
    let results = page.rows.into_iter().filter_map(|held| {
        let author = AuthorView::new(authors.get(&held.author)?, Some(viewer), &state.config);
        view(state, viewer, held, author)
    });
    Ok(ListView { count: count as u64, next, previous, results: results.collect() })
}

fn view(state: &AppState, viewer: &Viewer, held: Held, author: AuthorView) -> Option<FlaggedContributionView> {
    let reason = held.reason;
    let contribution = match &held.content {
        HeldContent::Post(post) => {
            (post.kind.name(), ContributionView::Post(Box::new(post_view(state, viewer, held, author)?)))
        }
        HeldContent::Comment(_) => {
            ("comment", ContributionView::Comment(Box::new(comment_view(viewer, held, author)?)))
        }
    };
    Some(FlaggedContributionView::held(contribution, reason))
}

/// The held contribution of this type.
pub async fn find(state: &AppState, viewer: &Viewer, of: ContributionType, id: Id) -> Result<Held> {
    let path = match of {
        ContributionType::Post(kind) => HeldPath::Post(kind, id),
        ContributionType::Comment => HeldPath::Comment(id),
    };
    path.find(state, viewer).await
}

/// Releases a held contribution, or deletes it.
pub(super) async fn decide(state: &AppState, viewer: &Viewer, draft: &Draft, id: Id) -> Result<StatusCode> {
    let held = find(state, viewer, draft.contribution_type, id).await?;
    must_be_author_or_moderator(state, viewer, held.author).await?;
    let (contribution, now, store) = (held.contribution(), state.clock.now(), &state.store);
    let audited = |after| {
        let changes = audit::moderation(contribution, [("held", None), after]);
        AuditedAction::of(viewer, held.author, AuditKind::ModerateContent, changes, now)
    };
    match (draft.action, draft.reason) {
        (Action::Release | Action::Ignore, _) => {
            if let HeldContent::Comment(comment) = &held.content {
                must_be_there(state, comment.at).await?;
            }
            store.held().release(&held, audited(("open", None)).as_ref()).await?;
        }
        (Action::Delete, Some(reason)) => {
            let verdict = Verdict::Deleted;
            let decision = Moderation { verdict, reason: Some(reason), by: viewer.id(), at: now };
            store.held().refuse(&held, &decision, audited((verdict.name(), Some(reason))).as_ref()).await?;
        }
        (Action::Delete, None) => return Err(Error::field("moderation_type", Problem::required())),
        (Action::Hide | Action::ScoldAuthor | Action::ScoldFlagger, _) => {
            let message = "What is held for review is released or deleted.";
            return Err(Error::field("action", Problem::new("invalid_choice", message)));
        }
    }
    SecurityEvent::StaffModeratedContent.log_by_staff(viewer, held.author);
    Ok(StatusCode::NO_CONTENT)
}

/// Fails if what a comment is about is gone.
async fn must_be_there(state: &AppState, at: CommentRef) -> Result<()> {
    let post = state.store.posts().get(at.post, true).await?;
    let parent = match at.parent() {
        Some(parent) => state.store.comments().get_consistently(parent).await?.is_some_and(|one| one.comment.is_live()),
        None => true,
    };
    if post.is_some() && parent {
        return Ok(());
    }
    Err(Error::conflict("gone", "What this comment is about is gone. Delete it."))
}
