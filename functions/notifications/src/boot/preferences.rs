//! `GET /api/v2/dynamic_preference/`, `GET` and `PATCH /api/v2/dynamic_preference/{id}/`

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use shared::auth::CurrentUser;
use shared::dialect::community::{ListView, PreferenceView};
use shared::dialect::{Fields, Input, PathId};
use shared::domain::preference::{self, Changes, Editable, Preference};
use shared::domain::{Error, Problem, Result, UserId};
use shared::runtime::caching::revalidated_json;
use shared::runtime::state::AppState;

/// How long a process answers with the preferences that it has read (`docs/api/community.md`, "Preferences").
const MAX_AGE: Duration = Duration::from_secs(60);

/// Lists all preferences.
pub async fn list_preferences(State(state): State<AppState>, headers: HeaderMap) -> Result<Response> {
    let preferences = all(&state, &changes(&state).await?).into_iter().map(PreferenceView::from);
    revalidated_json(&headers, &ListView::whole(preferences.collect()))
}

/// Returns a preference.
pub async fn retrieve_preference(
    State(state): State<AppState>,
    PathId(id): PathId,
    headers: HeaderMap,
) -> Result<Response> {
    let preference = find(all(&state, &changes(&state).await?), id)?;
    revalidated_json(&headers, &PreferenceView::from(preference))
}

/// Changes a preference, or restores its default.
pub async fn update_preference(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    input: Input,
) -> Result<Json<PreferenceView>> {
    caller.alone().await?.must_be_superuser()?;
    let fields = input.fields()?;
    find(all(&state, &Changes::new()), id)?;
    let row = preference::editable(id.get()).ok_or_else(not_editable)?;
    let value = read(fields, row)?;
    let changes = state.store.preferences().set(row, value.as_deref()).await?;
    let changed = row.preference(id.get(), &changes);
    state.preferences.put(state.clock.now(), changes);
    Ok(Json(changed.into()))
}

async fn changes(state: &AppState) -> Result<Changes> {
    state.preferences.get(state.clock.now(), MAX_AGE, state.store.preferences().get()).await
}

fn all(state: &AppState, changes: &Changes) -> Vec<Preference> {
    let config = &state.config;
    preference::all(config.mode, config.hybrid_buttons, config.web_push_key.as_deref(), changes)
}

fn find(preferences: Vec<Preference>, id: UserId) -> Result<Preference> {
    preferences.into_iter().find(|preference| preference.id == id.get()).ok_or_else(Error::not_found)
}

fn read(mut fields: Fields, row: &Editable) -> Result<Option<String>> {
    if !fields.contains("value") {
        return Err(Error::field("value", Problem::required()));
    }
    let value = fields.optional("value", |text| row.parse(text));
    fields.complete(value)
}

fn not_editable() -> Error {
    let message = "This preference follows from the settings of the deployment and cannot be changed.";
    Error::field("value", Problem::new("invalid", message))
}
