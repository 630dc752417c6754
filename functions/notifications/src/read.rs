//! `POST /api/v2/notification/read/`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::auth::CurrentUser;
use shared::dialect::Input;
use shared::domain::Result;
use shared::domain::notification::ReadingPart;
use shared::runtime::service::PREFERENCE_APPLIED;
use shared::runtime::state::AppState;

/// Sids in one request.
const SIDS_MAX: usize = 100;

/// Marks notifications as seen. The sid of a result names all notifications in it. Sids that name nothing of the
/// caller's change nothing. What is more than one request looks at is marked by event, and a header says so.
pub async fn read_notifications(
    State(state): State<AppState>,
    caller: CurrentUser,
    input: Input,
) -> Result<impl IntoResponse> {
    let (notifications, me) = (state.store.notifications(), caller.claimed_id());
    let unseen = async {
        let mut sids = input.ids("sids", SIDS_MAX)?;
        sids.sort_unstable();
        sids.dedup();
        let parts: Vec<ReadingPart> = sids.into_iter().map(ReadingPart::of).collect();
        notifications.unseen_of(me, &parts).await
    };
    let (_, (unseen, rest)) = caller.with(unseen).await?;
    let goes_on = (!rest.is_empty()).then_some([(PREFERENCE_APPLIED, "respond-async")]);
    notifications.mark_read(me, unseen, rest, state.clock.now()).await?;
    Ok((StatusCode::NO_CONTENT, goes_on, ()))
}
