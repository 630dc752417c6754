//! Who may change what another user has written.

use jiff::Timestamp;
use shared::domain::account::audit::{self, AuditKind, AuditedAction};
use shared::domain::account::permissions::AccountAction;
use shared::domain::{Contribution, Result, SocialAction, UserId, Viewer};
use shared::runtime::state::AppState;

/// Fails unless the caller is the author, or staff who may decide about what the author has written.
pub async fn must_be_author_or_moderator(state: &AppState, viewer: &Viewer, author: UserId) -> Result<()> {
    if let Err(forbidden) = viewer.must_be_self_or_staff(author) {
        // Who is blocked by the author does not learn that there is something to change.
        let block = state.store.blocks().between(Some(viewer.id()), author).await?;
        SocialAction::ViewContent.must_pass(block, Some(viewer))?;
        return Err(forbidden);
    }
    if viewer.id() == author || viewer.auth.is_superuser {
        return Ok(());
    }
    match state.store.auth_states().get(author).await? {
        Some(auth) => viewer.may(AccountAction::ModerateContent, author, &auth),
        None => Ok(()),
    }
}

/// The entry of the audit trail for what a caller does with a contribution of `author`; `None` for one's own.
pub fn audited_act(
    viewer: &Viewer,
    action: AuditKind,
    contribution: Contribution,
    author: UserId,
    now: Timestamp,
) -> Option<AuditedAction> {
    AuditedAction::of(viewer, author, action, audit::content(contribution), now)
}
