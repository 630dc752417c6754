//! What front ends read before they show anything: preferences and features of the community.

mod features;
mod preferences;

use shared::dialect::community::{FeatureView, ListView, PreferenceView};
use shared::openapi::Routes;

use crate::bodies::PreferenceChange;

const PATH: &str = "/api/v2/dynamic_preference/{id}/";
const NO_SUCH_PREFERENCE: &str = "There is no preference with this id.";

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag(
            "Preferences",
            "What SelfCommunity's front ends read at their start: texts, colours, addresses of pages, and what the \
             community has (community API).",
        )
        .get("/api/v2/dynamic_preference/", preferences::list_preferences, |op| {
            op.operation_id("list_preferences", "List the preferences")
                .description(
                    "Returns all preferences on one page: page parameters are ignored. `Authorization` is ignored, so \
                     that a front end with an expired token starts. The values follow from the settings of the \
                     deployment, from what kith has, and from changes by superusers, which appear within a minute. \
                     The response has an `ETag` to revalidate it with.",
                )
                .response::<ListView<PreferenceView>>(200, "All preferences.")
                .not_modified()
        })
        .get(PATH, preferences::retrieve_preference, |op| {
            op.operation_id("retrieve_preference", "Get a preference")
                .description(
                    "`Authorization` is ignored. A change by a superuser appears within a minute. The response has an \
                     `ETag` to revalidate it with.",
                )
                .response::<PreferenceView>(200, "The preference.")
                .not_modified()
                .error(401, "`id` is not an id, and the request has bad credentials.")
                .error(404, NO_SUCH_PREFERENCE)
        })
        .patch(PATH, preferences::update_preference, |op| {
            op.operation_id("update_preference", "Change a preference")
                .description(
                    "For superusers. Texts, colours, URLs and URL templates can be changed; the other preferences \
                     follow from the settings of the deployment and from what kith has. `null` and the empty text \
                     restore the default. Other callers see the change within a minute.",
                )
                .request_body::<PreferenceChange>()
                .response::<PreferenceView>(200, "The preference after the change.")
                .error(400, "`value` is missing or breaks its rule, or the preference cannot be changed.")
                .error(403, "The caller is not a superuser.")
                .error(404, NO_SUCH_PREFERENCE)
        })
        .get("/api/v2/feature/", features::list_features, |op| {
            op.operation_id("list_features", "List the features")
                .description(
                    "Returns all features on one page, each with whether kith has it. `Authorization` is ignored. The \
                     response has an `ETag` to revalidate it with.",
                )
                .response::<ListView<FeatureView>>(200, "All features.")
                .not_modified()
        })
}
