//! `PATCH /api/v2/user/{id}/settings/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::SettingsView;
use shared::dialect::{Input, PathId};
use shared::domain::Result;
use shared::domain::profile::audience::Audience;
use shared::runtime::state::AppState;

use super::current::read;

/// Changes the settings that the body holds.
pub async fn update_settings(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    input: Input,
) -> Result<Json<SettingsView>> {
    let settings = read(&state, caller.claimed_id());
    let (viewer, (before, profile_before)) = caller.with(settings).await?;
    viewer.must_be(id)?;
    let mut fields = input.fields()?;
    let (mut settings, mut profile) = (before, profile_before.clone());
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
    for (name, target) in [
        ("profile_visibility", &mut profile.profile_visibility),
        ("connections_visibility", &mut profile.connections_visibility),
    ] {
        *target = fields.optional(name, Audience::parse).unwrap_or(*target);
    }
    fields.finish()?;
    state.store.settings().save((&before, &profile_before), (&settings, &profile)).await?;
    Ok(Json(SettingsView::new(settings, &profile)))
}
