//! `POST /api/v2/user/me/connection/{action}/`, `POST /api/v2/user/{id}/connection/{action}/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use shared::auth::CurrentUser;
use shared::dialect::{Input, PathIdAndText, PathText};
use shared::domain::graph::edge::must_differ;
use shared::domain::graph::friendship::{FriendshipAction, FriendshipCommand};
use shared::domain::{ConnectionStatus, Error, Id, Problem, Result, UserId, text};
use shared::runtime::state::AppState;
use shared::store::Consistency;
use utoipa::ToSchema;

/// With whom it was done.
#[derive(Serialize, ToSchema)]
pub struct ActedWith {
    username: String,
}

/// What stands between the caller and the user after the act.
#[derive(Serialize, ToSchema)]
pub struct ActedOn {
    #[schema(required)]
    connection_status: Option<ConnectionStatus>,
}

/// One of the six actions, with the user whom the body names.
pub async fn act_by_username(
    State(state): State<AppState>,
    PathText(action): PathText,
    caller: CurrentUser,
    input: Input,
) -> Result<(StatusCode, Json<ActedWith>)> {
    let action: FriendshipAction = action.parse()?;
    let found = async {
        state.config.mode.must_connect()?;
        let mut fields = input.fields()?;
        let name = fields.required("username", text::guess);
        let name = fields.complete(name)?;
        Ok((state.store.claimed_names().find_username(&name).await?, name))
    };
    let (viewer, (target, username)) = caller.with(found).await?;
    let target = target.ok_or_else(no_such_user)?;
    let act = act(&state, viewer.id(), target, action)?;
    // The name had to be looked up first: the state is not read but guessed.
    state.store.friendships().apply(act, act.likely_before()).await?;
    Ok((StatusCode::CREATED, Json(ActedWith { username })))
}

/// One of the six actions, with the user whom the path names.
pub async fn act_by_id(
    State(state): State<AppState>,
    PathIdAndText(id, action): PathIdAndText,
    caller: CurrentUser,
) -> Result<Json<ActedOn>> {
    let action: FriendshipAction = action.parse()?;
    let (store, me) = (&state.store, caller.claimed_id());
    let reads =
        async { tokio::try_join!(store.profiles().get(id, Consistency::Eventual), store.friendships().get(me, id)) };
    let (viewer, (target, friendship)) = caller.with(reads).await?;
    state.config.mode.must_connect()?;
    let act = act(&state, viewer.id(), id, action)?;
    target.filter(|target| !target.is_deleted()).ok_or_else(Error::not_found)?;
    let after = store.friendships().apply(act, friendship).await?;
    Ok(Json(ActedOn { connection_status: after.and_then(|after| after.status_for(viewer.id())) }))
}

fn act(state: &AppState, by: UserId, with: UserId, action: FriendshipAction) -> Result<FriendshipCommand> {
    must_differ(by, with)?;
    Ok(FriendshipCommand { by, with, action, id: Id::generate(state.clock.now()) })
}

/// The body names nobody.
pub(super) fn no_such_user() -> Error {
    Error::field("username", Problem::new("does_not_exist", "There is no user with this name."))
}
