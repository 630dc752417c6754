//! `PATCH /api/v2/moderation/contribution/{id}/`

use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use shared::auth::CurrentUser;
use shared::dialect::{Input, PathId};
use shared::domain::account::audit::{self, AuditKind, AuditedAction};
use shared::domain::{
    Comment, CommentRef, Contribution, Error, ErrorKind, Moderation, Notice, Problem, Result, UserId, Verdict, Viewer,
};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;

use super::draft::{Action, Draft};
use super::held;
use super::target::Found;
use crate::moderators::must_be_author_or_moderator;

/// Decides about a contribution, or takes a decision back; or reminds its author, or a user who has flagged it, of the
/// rules. `fanout` deletes what is to be deleted, and notifies the author.
pub async fn moderate_contribution(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    input: Input,
) -> Result<StatusCode> {
    let viewer = caller.alone().await?;
    viewer.must_be_staff()?;
    let draft = Draft::read(input.fields()?.without_nulls())?;
    let found = match draft.contribution_type.find(&state.store, id).await {
        Err(error) if error.kind == ErrorKind::NotFound => return held::decide(&state, &viewer, &draft, id).await,
        found => found?,
    };
    let author = found.author();
    must_be_author_or_moderator(&state, &viewer, author).await?;
    match found {
        found if draft.is_notice() => return notice(&state, &viewer, &draft, &found).await,
        Found::Comment(found) if !found.comment.is_live() => restore(&state, &viewer, &draft, &found.comment).await?,
        found => decide(&state, &viewer, &draft, &found).await?,
    }
    SecurityEvent::StaffModeratedContent.log_by_staff(&viewer, author);
    Ok(StatusCode::NO_CONTENT)
}

async fn decide(state: &AppState, viewer: &Viewer, draft: &Draft, found: &Found) -> Result<()> {
    let (contribution, author, before, now) =
        (found.contribution(), found.author(), found.decision(), state.clock.now());
    let after = draft.decide(before)?.map(|verdict| Moderation {
        verdict,
        reason: draft.reason.filter(|_| verdict != Verdict::Ignored),
        by: viewer.id(),
        at: now,
    });
    let changes = audit::moderation(contribution, [before, after.as_ref()].map(audit::decision));
    let audited = AuditedAction::of(viewer, author, AuditKind::ModerateContent, changes, now);
    state.store.moderations().decide(contribution, author, [before, after.as_ref()], audited.as_ref()).await
}

/// Reminds a user of the rules. The author is reminded of what they have written, a flagger of what flags are for.
async fn notice(state: &AppState, viewer: &Viewer, draft: &Draft, found: &Found) -> Result<StatusCode> {
    let (contribution, now) = (found.contribution(), state.clock.now());
    let (to, reason) = match draft.flagger {
        None => (found.author(), draft.reason),
        Some(flagger) => {
            if state.store.flags().get(contribution.into(), flagger).await?.is_none() {
                let problem = Problem::new("does_not_exist", "This user has not flagged the contribution.");
                return Err(Error::field("user", problem));
            }
            must_be_author_or_moderator(state, viewer, flagger).await?;
            (flagger, None)
        }
    };
    let audited = AuditedAction::of(viewer, to, AuditKind::ModerateContent, audit::notice(contribution, reason), now);
    let notice = Notice { to, reason, by: viewer.id(), at: now };
    state.store.moderations().notice(contribution, &notice, audited.as_ref()).await?;
    SecurityEvent::StaffModeratedContent.log_by_staff(viewer, to);
    Ok(StatusCode::NO_CONTENT)
}

/// Restores a deleted comment, which is all that can be done about it.
async fn restore(state: &AppState, viewer: &Viewer, draft: &Draft, comment: &Comment) -> Result<()> {
    if draft.action != Action::Delete || draft.reason.is_some() {
        return Err(Error::not_found());
    }
    let audited = audited_restoration(viewer, comment.at, comment.author, state.clock.now());
    let restored = state.store.comments().restore(comment.at, comment.author, audited.as_ref()).await?;
    if restored { Ok(()) } else { Err(Error::not_found()) }
}

/// The entry for the restoration of a comment; `None` for one's own.
pub fn audited_restoration(
    viewer: &Viewer,
    comment: CommentRef,
    author: UserId,
    now: Timestamp,
) -> Option<AuditedAction> {
    let changes = audit::moderation(Contribution::Comment(comment), [("deleted", None), ("open", None)]);
    AuditedAction::of(viewer, author, AuditKind::ModerateContent, changes, now)
}
