//! `PATCH /api/v2/user/{id}/settings/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::SettingsView;
use shared::dialect::{Input, PathId};
use shared::domain::Result;
use shared::runtime::state::AppState;

/// Changes the settings that the body holds.
pub async fn update_settings(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    input: Input,
) -> Result<Json<SettingsView>> {
    let settings = state.store.settings().get(caller.claimed_id());
    let (viewer, before) = caller.with(settings).await?;
    viewer.must_be(id)?;
    let mut fields = input.fields()?;
    let mut settings = before;
    let mut change = |name, target: &mut i8, choices: &[i8]| {
        if let Some(value) = fields.choice(name, choices) {
            *target = value;
        }
    };
    change("qa_frequency", &mut settings.qa_frequency, &[-1, 0, 1]);
    change("email_notification_not_qa", &mut settings.email_notification_not_qa, &[0, 1]);
    change("mobile_notifications_scmty", &mut settings.mobile_notifications_scmty, &[0, 1]);
    change("show_toast_notifications", &mut settings.show_toast_notifications, &[0, 1]);
    change("toast_notifications_emit_sound", &mut settings.toast_notifications_emit_sound, &[0, 1]);
    fields.finish()?;
    state.store.settings().save(id, &before, &settings).await?;
    Ok(Json(settings.into()))
}
