//! `GET`, `DELETE /api/v2/user/{id}/sessions/`, `DELETE /api/v2/user/{id}/sessions/{session}/`: for staff.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::community::UserSessionView;
use shared::dialect::{PathId, PathIdAndText};
use shared::domain::account::audit::{AuditKind, AuditedAction};
use shared::domain::account::session::SESSIONS_MAX;
use shared::domain::{AccountAction, AuthState, Error, Id, Result, Session, UserId, Viewer};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;
use shared::store::EndCause;

use super::end::longest_access;

/// A user whose sessions the viewer may see and end.
struct Managed {
    viewer: Viewer,
    auth: AuthState,
    sessions: Vec<Session>,
}

/// Lists the sessions of a user that are alive.
pub async fn list_sessions_of_user(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<Json<Vec<UserSessionView>>> {
    let Managed { viewer, sessions, .. } = manage(&state, caller, id).await?;
    let views = sessions.into_iter().map(|session| UserSessionView::new(session, viewer.claims.session));
    Ok(Json(views.collect()))
}

/// Ends a session of a user.
pub async fn end_session_of_user(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathIdAndText(id, session): PathIdAndText,
) -> Result<StatusCode> {
    let Managed { viewer, auth, sessions } = manage(&state, caller, id).await?;
    let session = Id::parse(&session).filter(|session| sessions.iter().any(|known| known.id == *session));
    let session = session.ok_or_else(Error::not_found)?;
    let now = state.clock.now();
    let audited = AuditedAction::of(&viewer, id, AuditKind::EndSession, BTreeMap::new(), now);
    let cause = audited.as_ref().map_or(EndCause::List, EndCause::Staff);
    let (second, until) = (now.as_second(), longest_access(&state, now.as_second()));
    state.store.sessions().end(id, session, &auth, until, second, cause).await?;
    match audited {
        Some(_) => SecurityEvent::StaffEndedSessions.log_by_staff(&viewer, id),
        None => SecurityEvent::SessionEnded.log(id, session),
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all sessions and tokens of a user.
pub async fn end_sessions_of_user(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<StatusCode> {
    let Managed { viewer, auth, .. } = manage(&state, caller, id).await?;
    let now = state.clock.now();
    match AuditedAction::of(&viewer, id, AuditKind::EndSessions, BTreeMap::new(), now) {
        Some(audited) => {
            state.store.sessions().end_all(id, &auth, &audited, now.as_second()).await?;
            SecurityEvent::StaffEndedSessions.log_by_staff(&viewer, id);
        }
        None => {
            state.store.auth_states().revoke_all_tokens(&viewer, now.as_second()).await?;
            SecurityEvent::LoggedOutEverywhere.log_own(&viewer);
        }
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Reads the account and its sessions that are alive, if the caller may manage them.
async fn manage(state: &AppState, caller: CurrentUser, id: UserId) -> Result<Managed> {
    let (accounts, sessions) = (state.store.accounts(), state.store.sessions());
    let reads = async { tokio::try_join!(accounts.get(id), sessions.list(id)) };
    let (viewer, (account, sessions)) = caller.with(reads).await?;
    let Some(account) = account else { return Err(viewer.account_not_found()) };
    viewer.may(AccountAction::ManageSessions, id, &account.auth)?;
    let (auth, now) = (account.auth, state.clock.now().as_second());
    let alive = sessions.into_iter().filter(|session| auth.keeps(session) && session.expires > now);
    Ok(Managed { viewer, sessions: alive.take(SESSIONS_MAX).collect(), auth })
}
