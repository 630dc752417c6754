//! `POST /api/v2/device/web/`

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::auth::CurrentUser;
use shared::dialect::{Fields, Input};
use shared::domain::Result;
use shared::domain::device::{Device, PushEndpoint, parse_auth_secret, parse_public_key};
use shared::runtime::state::AppState;
use utoipa::ToSchema;

use super::vapid::push_off;

/// A registered device.
#[derive(Serialize, ToSchema)]
pub struct DeviceOut {
    /// The id of the device, a fingerprint of its endpoint: 32 hexadecimal digits.
    id: String,
}

/// Registers a browser of the caller.
pub async fn register_device(
    State(state): State<AppState>,
    caller: CurrentUser,
    input: Input,
) -> Result<Json<DeviceOut>> {
    add(&state, caller, input, read).await
}

/// Adds the device that `read` finds in the body to those of the caller.
pub async fn add(
    state: &AppState,
    caller: CurrentUser,
    input: Input,
    read: fn(Fields) -> Result<(PushEndpoint, String, String)>,
) -> Result<Json<DeviceOut>> {
    let viewer = caller.alone().await?;
    if state.config.web_push_key.is_none() {
        return Err(push_off());
    }
    let (endpoint, p256dh, auth) = read(input.fields()?)?;
    let (id, now) = (endpoint.device(), state.clock.now());
    let device = Device::new(endpoint, p256dh, auth, &viewer, now);
    state.store.devices().add(viewer.id(), &device, now).await?;
    Ok(Json(DeviceOut { id: id.as_str().to_owned() }))
}

fn read(mut fields: Fields) -> Result<(PushEndpoint, String, String)> {
    let endpoint = fields.required("endpoint", PushEndpoint::parse);
    let keys = fields.required_object("keys").and_then(|mut keys| {
        let p256dh = keys.required("p256dh", parse_public_key);
        let auth = keys.required("auth", parse_auth_secret);
        fields.absorb("keys", keys);
        p256dh.zip(auth)
    });
    let read = endpoint.zip(keys).map(|(endpoint, (p256dh, auth))| (endpoint, p256dh, auth));
    fields.complete(read)
}
