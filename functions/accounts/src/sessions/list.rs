//! `GET /api/v2/user/me/sessions/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::UserSessionView;
use shared::domain::Result;
use shared::domain::account::session::SESSIONS_MAX;
use shared::runtime::state::AppState;

/// Lists the caller's sessions that are alive.
pub async fn list_sessions(State(state): State<AppState>, caller: CurrentUser) -> Result<Json<Vec<UserSessionView>>> {
    let sessions = state.store.sessions().list(caller.claimed_id());
    let (viewer, sessions) = caller.with(sessions).await?;
    let now = state.clock.now().as_second();
    let alive = sessions.into_iter().filter(|session| viewer.auth.keeps(session) && session.expires > now);
    let views = alive.take(SESSIONS_MAX).map(|session| UserSessionView::new(session, viewer.claims.session));
    Ok(Json(views.collect()))
}
