//! `POST /api/v2/device/wp/`, `DELETE /api/v2/device/wp/{registration_id}/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::{Fields, Input, PathText};
use shared::domain::Result;
use shared::domain::device::{PushEndpoint, parse_auth_secret, parse_public_key};
use shared::runtime::state::AppState;

use super::register::{DeviceOut, add};

/// Registers a browser of the caller.
pub async fn register_published_device(
    State(state): State<AppState>,
    caller: CurrentUser,
    input: Input,
) -> Result<Json<DeviceOut>> {
    add(&state, caller, input, read).await
}

/// Removes a browser of the caller.
pub async fn remove_published_device(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathText(registration): PathText,
) -> Result<StatusCode> {
    let viewer = caller.alone().await?;
    let devices = state.store.devices().of_user(viewer.id()).await?;
    let named = devices
        .into_iter()
        .filter(|(device, found)| device.as_str() == registration || found.endpoint.registration() == registration);
    let named: Vec<_> = named.map(|(device, _)| device).collect();
    state.store.devices().remove(viewer.id(), &named).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn read(mut fields: Fields) -> Result<(PushEndpoint, String, String)> {
    let browser = fields.optional("browser", |name| Ok(name.to_owned()));
    let registration = |text: &str| PushEndpoint::of_registration(browser.as_deref(), text);
    let endpoint = fields.required("registration_id", registration);
    let p256dh = fields.required("p256dh", parse_public_key);
    let auth = fields.required("auth", parse_auth_secret);
    let read = endpoint.zip(p256dh).zip(auth).map(|((endpoint, p256dh), auth)| (endpoint, p256dh, auth));
    fields.complete(read)
}
