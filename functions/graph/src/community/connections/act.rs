//! `POST /api/v2/user/me/connection/{action}/`, `POST /api/v2/user/{id}/connection/{action}/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use shared::auth::{CurrentUser, must_be_verified};
use shared::dialect::{Input, PathIdAndText, PathText};
use shared::domain::account::activity::Activity;
use shared::domain::graph::edge::must_differ;
use shared::domain::graph::friendship::{FriendshipAction, FriendshipCommand};
use shared::domain::{ConnectionStatus, Error, ErrorKind, Id, Result, SocialAction, UserId, Viewer, text};
use shared::runtime::limits::must_have_room;
use shared::runtime::state::AppState;
use shared::store::Consistency;
use utoipa::ToSchema;

use crate::community::errors::no_such_username;

/// The user of an action by username.
#[derive(Serialize, ToSchema)]
#[schema(as = ActedWith)]
pub struct ActionByUsernameOut {
    /// The username, as it was sent.
    username: String,
}

/// The outcome of an action by id.
#[derive(Serialize, ToSchema)]
#[schema(as = ActedOn)]
pub struct ActionByIdOut {
    /// The caller's status with the user after the action, never `followed`; `null` if there is neither a connection
    /// nor a visible request.
    #[schema(required)]
    connection_status: Option<ConnectionStatus>,
}

/// Applies an action to the friendship with the user whom the body names.
pub async fn act_by_username(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathText(action): PathText,
    input: Input,
) -> Result<(StatusCode, Json<ActionByUsernameOut>)> {
    let found = async {
        let action: FriendshipAction = action.parse()?;
        state.config.mode.require_friendships()?;
        let mut fields = input.fields()?;
        let name = fields.required("username", text::unverified_name);
        let name = fields.complete(name)?;
        Ok((action, state.store.claimed_names().find_username(&name).await?, name))
    };
    let (viewer, (action, target, username)) = caller.with(found).await?;
    let target = target.ok_or_else(no_such_username)?;
    let command = new_command(&state, &viewer, target, action).await?;
    // The lookup of the name took a trip already. Assuming the likely state saves the trip that would read it.
    let applied = state.store.friendships().apply(command, command.expected_state()).await;
    applied.map_err(|error| if error.kind == ErrorKind::NotFound { no_such_username() } else { error })?;
    Ok((StatusCode::CREATED, Json(ActionByUsernameOut { username })))
}

/// Applies an action to the friendship with the user whom the path names.
pub async fn act_by_id(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathIdAndText(id, action): PathIdAndText,
) -> Result<Json<ActionByIdOut>> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        let action: FriendshipAction = action.parse()?;
        let target = store.profiles().get(id, Consistency::Eventual);
        let (target, friendship) = tokio::try_join!(target, store.friendships().get(me, id))?;
        Ok((action, target, friendship))
    };
    let (viewer, (action, target, friendship)) = caller.with(reads).await?;
    state.config.mode.require_friendships()?;
    let command = new_command(&state, &viewer, id, action).await?;
    target.filter(|target| !target.is_deleted()).ok_or_else(Error::not_found)?;
    SocialAction::Approach.must_pass(friendship.and_then(|there| there.block_for(viewer.id())), Some(&viewer))?;
    let after = store.friendships().apply(command, friendship).await?;
    Ok(Json(ActionByIdOut { connection_status: after.and_then(|after| after.status_for(viewer.id())) }))
}

async fn new_command(
    state: &AppState,
    viewer: &Viewer,
    with: UserId,
    action: FriendshipAction,
) -> Result<FriendshipCommand> {
    let by = viewer.id();
    must_differ(by, with)?;
    if action == FriendshipAction::Request {
        must_be_verified(state, viewer, None).await?;
        must_have_room(state, viewer, Activity::Requests)?;
    }
    Ok(FriendshipCommand { by, with, action, id: Id::generate(state.clock.now()) })
}
