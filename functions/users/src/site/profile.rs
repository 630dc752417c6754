//! Routes on profiles: `/api/users/{username}/`, `/api/users/profile/{username}/`

mod lists;
mod retrieve;
mod update;

use shared::dialect::site::ProfileView;
use shared::openapi::Routes;
use shared::openapi::parameters::{Parameter, text};

use super::bodies::ProfileChange;

pub(super) const USERNAME: Parameter = text("username", "The username. Case does not matter.");
pub(super) const NO_SUCH_USER: &str = "No user has this username, or the user is deleted.";

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Site: profiles", "Profiles and follows (site API).")
        .get("/api/users/{username}/", retrieve::retrieve_profile, |op| {
            op.operation_id("retrieve_profile", "Get a profile")
                .description(
                    "Open to anonymous callers. With credentials the response also has `me`, and `followingUser` if \
                     the caller follows the user. `following` and `followers` hold the newest 1,000 ids each; the \
                     counts are complete, but follow a change a moment later. The game lists hold at most 1,000 games \
                     in all. Unset texts are `null`.",
                )
                .path_param(USERNAME)
                .response::<ProfileView>(200, "The profile, as the caller may see it.")
                .error(404, NO_SUCH_USER)
        })
        .get("/api/users/profile/{username}/", retrieve::retrieve_profile, |op| {
            op.operation_id("retrieve_profile_alias", "Get a profile (second path)")
                .description("Does the same as `GET /api/users/{username}/`.")
                .path_param(USERNAME)
                .response::<ProfileView>(200, "The profile, as the caller may see it.")
                .error(404, NO_SUCH_USER)
        })
        .post("/api/users/profile/{username}/", update::update_profile, |op| {
            op.operation_id("update_profile", "Update the caller's profile")
                .description(
                    "Changes the fields that the body holds; absent fields stay as they are. `null` and the empty text \
                     clear `location`, `twitter` and `bio`. A value equal to the stored one is always accepted. The \
                     old username or e-mail address is free at once. Where the community sends mail, a new address \
                     awaits the code that is mailed to it, and the response has the present one.",
                )
                .path_param(text("username", "The caller's current username, or the new one of the body."))
                .optional_body::<ProfileChange>()
                .response::<ProfileView>(200, "The profile after the change.")
                .error(400, "A field breaks its rule, or the username or the e-mail address is taken.")
                .error(403, "The username in the path is not the caller's. Staff get this too.")
                .error(404, "The account was deleted during the request.")
                .error(409, "The account was changed at the same time. Load it and try again.")
                .error(
                    429,
                    "Too many new usernames or addresses, or mails to them. Wait as long as `Retry-After` says.",
                )
                .link(&[("retrieve_profile", &[("username", "$response.body#/username")])])
        })
}
