//! `POST /api/v2/user/me/connection_requests/mark_seen/`, `POST /api/v2/user/{id}/connection_requests/mark_seen/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::community::UserView;
use shared::dialect::{Input, PathId};
use shared::domain::graph::edge::must_differ;
use shared::domain::{Error, ErrorKind, Result, text};
use shared::runtime::state::AppState;
use shared::store::Consistency;

use crate::community::errors::no_such_username;

/// Marks the request of the user whom the body names as seen, or without a name every request received so far.
pub async fn mark_requests_seen(
    State(state): State<AppState>,
    caller: CurrentUser,
    input: Input,
) -> Result<(StatusCode, Json<UserView>)> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        state.config.mode.require_friendships()?;
        let mut fields = input.fields()?;
        let name = fields.optional("username", |text| {
            if text::trim(text).is_empty() { Ok(None) } else { text::unverified_name(text).map(Some) }
        });
        let from = async {
            match fields.complete(Some(name.flatten()))? {
                Some(name) => store.claimed_names().find_username(&name).await?.map(Some).ok_or_else(no_such_username),
                None => Ok(None),
            }
        };
        tokio::try_join!(store.users().get(me, None, Consistency::Strong), from)
    };
    let (viewer, (user, from)) = caller.with(reads).await?;
    let user = user.ok_or_else(Error::not_found)?;
    let now = state.clock.now();
    match from {
        Some(from) => {
            let marked = store.friendships().mark_request_seen(me, from, now).await;
            let unseen = |error: Error| if error.kind == ErrorKind::NotFound { no_such_username() } else { error };
            marked.map_err(unseen)?.then_some(()).ok_or_else(no_request)?
        }
        None => store.friendships().mark_requests_seen(me, now).await?,
    }
    Ok((StatusCode::CREATED, Json(UserView::new(user, Some(&viewer), &state.config))))
}

/// Marks the request of the user whom the path names as seen.
pub async fn mark_request_seen(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<StatusCode> {
    let from = state.store.profiles().get(id, Consistency::Eventual);
    let (viewer, from) = caller.with(from).await?;
    state.config.mode.require_friendships()?;
    must_differ(viewer.id(), id)?;
    from.filter(|from| !from.is_deleted()).ok_or_else(Error::not_found)?;
    state
        .store
        .friendships()
        .mark_request_seen(viewer.id(), id, state.clock.now())
        .await?
        .then_some(())
        .ok_or_else(no_request)?;
    Ok(StatusCode::NO_CONTENT)
}

fn no_request() -> Error {
    Error::invalid("invalid_connection_state", "This user has not sent you a connection request.")
}
