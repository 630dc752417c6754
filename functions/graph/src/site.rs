//! The site API: `/api/users/follow/`, `/api/users/unfollow/`

mod follow;

use shared::openapi::{Routes, TOO_OFTEN};

use crate::bodies::{Nothing, UserToFollow};

const INVALID_USERNAME: &str = "`username` is missing or invalid.";
const NO_SUCH_USER: &str = "No user has this username.";
const NO_FOLLOWS: &str = "The community mode is `friendship`: there are no follows.";

const FOLLOW_REFUSED: &str = "The community mode is `friendship`: there are no follows; or a follow takes a confirmed \
    e-mail address in this community, which the caller lacks (`email_not_verified`).";

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Site: profiles", "Profiles and follows (site API).")
        .post("/api/users/follow/", follow::follow_user, |op| {
            op.operation_id("follow_user", "Follow a user")
                .description(
                    "Not a toggle: following a user again changes nothing. The username is compared without regard to \
                     case. Counters, the notification and the home feed are updated a moment later.",
                )
                .request_body::<UserToFollow>()
                .response::<Nothing>(200, "The caller follows the user. The array is always empty.")
                .error(400, "`username` is missing, invalid or the caller's own.")
                .error(404, NO_SUCH_USER)
                .error(403, FOLLOW_REFUSED)
                .error(429, TOO_OFTEN)
        })
        .post("/api/users/unfollow/", follow::unfollow_user, |op| {
            op.operation_id("unfollow_user", "Unfollow a user")
                .description(
                    "Not a toggle: unfollowing a user whom the caller does not follow changes nothing. The username is \
                     compared without regard to case. Counters and the home feed are updated a moment later.",
                )
                .request_body::<UserToFollow>()
                .response::<Nothing>(200, "The caller does not follow the user. The array is always empty.")
                .error(400, INVALID_USERNAME)
                .error(404, NO_SUCH_USER)
                .error(403, NO_FOLLOWS)
        })
}
