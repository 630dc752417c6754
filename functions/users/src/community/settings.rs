//! Routes on notification settings: `/api/v2/user/{id}/settings/`

mod retrieve;
mod update;

use shared::dialect::community::SettingsView;
use shared::openapi::Routes;

use super::USERS;
use super::bodies::SettingsChange;

const PATH: &str = "/api/v2/user/{id}/settings/";
const NOT_AN_ID: &str = "The path is not an id.";
const NOT_THE_CALLER: &str = "The id is not the caller's. Staff get this too.";

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag(USERS.0, USERS.1)
        .get(PATH, retrieve::retrieve_settings, |op| {
            op.operation_id("retrieve_settings", "Get the caller's settings")
                .description(
                    "Returns the caller's notification settings, or their defaults. `mobile_notifications_scmty` turns web \
                     pushes on or off. kith keeps `qa_frequency` for the host application and does not act on it.",
                )
                .response::<SettingsView>(200, "The caller's settings.")
                .error(403, NOT_THE_CALLER)
                .error(404, NOT_AN_ID)
        })
        .patch(PATH, update::update_settings, |op| {
            op.operation_id("update_settings", "Update the caller's settings")
                .description(
                    "Changes the settings that the body holds; the others stay as they are.",
                )
                .optional_body::<SettingsChange>()
                .response::<SettingsView>(200, "All of the caller's settings after the change.")
                .error(400, "A setting is not one of its allowed values.")
                .error(403, NOT_THE_CALLER)
                .error(404, NOT_AN_ID)
                .link(&[("retrieve_settings", &[("id", "$request.path.id")])])
        })
}
