//! `POST /api/v2/notification/read/`

use axum::extract::State;
use axum::http::StatusCode;
use futures::future::try_join_all;
use shared::auth::CurrentUser;
use shared::dialect::Input;
use shared::domain::Result;
use shared::runtime::state::AppState;

/// Sids in one request.
const SIDS_MAX: usize = 100;

/// Marks notifications as seen. The sid of a result names all notifications in it. Sids that name nothing of the
/// caller's change nothing.
pub async fn read_notifications(
    State(state): State<AppState>,
    caller: CurrentUser,
    input: Input,
) -> Result<StatusCode> {
    let (store, me) = (&state.store, caller.claimed_id());
    let unseen = async {
        let mut sids = input.ids("sids", SIDS_MAX)?;
        sids.sort_unstable();
        sids.dedup();
        try_join_all(sids.into_iter().map(|sid| store.notifications().unseen_by_id(me, sid))).await
    };
    let (_, unseen) = caller.with(unseen).await?;
    store.notifications().mark_seen(unseen.into_iter().flatten().collect(), state.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
