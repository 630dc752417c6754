//! Routes on follows: `/api/v2/user/{id}/...`, `/api/v2/suggestion/user/`

mod remove;
mod suggest;
mod toggle;

use shared::dialect::community::{ListView, UserView};
use shared::domain::Toggle;
use shared::openapi::parameters::{LIMIT, OFFSET, PAGES, id};
use shared::openapi::{Operation, Routes, TOO_OFTEN};

use super::edge_checks::{self, IsFollowed, IsFollower};
use super::{FOLLOW_REFUSED, MUTUAL, NO_FOLLOW_LIST, NO_FOLLOWS, NO_SUCH_USER, SAME_USER, edge_lists};
use toggle::FollowOut;

const FOLLOW: [(&str, &str); 3] = [
    ("toggle_follow", "Follow or unfollow a user"),
    ("add_follow", "Follow a user"),
    ("remove_follow", "Unfollow a user"),
];

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    let list = |op: Operation| {
        op.query(PAGES)
            .query(&[MUTUAL])
            .error(400, "A page parameter or `mutual` is invalid.")
            .error(403, NO_FOLLOW_LIST)
            .error(404, NO_SUCH_USER)
    };
    routes
        .tag("Follows", "Follows between users, in the community modes `follow` and `hybrid`.")
        .toggle("/api/v2/user/{id}/follow/", toggle::toggle_follow, FOLLOW, |op, toggle| {
            let op = match toggle {
                Toggle::Flip => op
                    .description(
                        "Toggles the follow: a second call undoes the first. No body is read. The user's notification, \
                         the counters and the caller's home feed are updated a moment later. Toggles at the same time \
                         are applied one after the other.",
                    )
                    .response::<FollowOut>(201, "The follow is toggled. The object is always empty."),
                Toggle::Set | Toggle::Unset => op
                    .description(
                        "A repeated call changes nothing and notifies no one. No body is read. The user's \
                         notification, the counters and the caller's home feed are updated a moment later.",
                    )
                    .no_content("The follow is as the caller wants it."),
            };
            let op = if toggle == Toggle::Unset { op } else { op.error(429, TOO_OFTEN) };
            op.error(400, "The id is the caller's own (`self`).")
                .error(403, FOLLOW_REFUSED)
                .error(404, NO_SUCH_USER)
                .link(&[("list_followers", &[("id", "$request.path.id")]), SAME_USER])
        })
        .get("/api/v2/user/{id}/followers/", edge_lists::list_followers, |op| {
            list(op.operation_id("list_followers", "List the followers of a user"))
                .description(
                    "Open to anonymous callers. Users whom the caller hides, and users who do not match `mutual`, are \
                     left out of a page after it is read: it can be shorter than `limit`, and `next` leads on.",
                )
                .response::<ListView<UserView>>(
                    200,
                    "A page of the user's followers, newest first. `count` is the number of all followers, or with \
                     `mutual` of those who match among the newest 500.",
                )
        })
        .delete("/api/v2/user/{id}/followers/{follower}/", remove::remove_follower, |op| {
            op.operation_id("remove_follower", "Remove a follower")
                .description(
                    "Ends the follow of the caller by another user, who is not notified and can follow again. Counters and \
                     the follower's home feed are updated a moment later.",
                )
                .path_param(id("follower", "The id of the follower."))
                .no_content("The user no longer follows the caller.")
                .error(403, "The id is not the caller's own, or the community has no follows.")
                .error(404, "No user with this id follows the caller.")
        })
        .get("/api/v2/user/{id}/followings/", edge_lists::list_followings, |op| {
            list(op.operation_id("list_followings", "List the users whom a user follows"))
                .description(
                    "Open to anonymous callers. Users whom the caller hides, and users who do not match `mutual`, are \
                     left out of a page after it is read: it can be shorter than `limit`, and `next` leads on.",
                )
                .response::<ListView<UserView>>(
                    200,
                    "A page of the users whom the user follows, newest first. `count` is the number of all of them, or with \
                     `mutual` of those who match among the newest 500.",
                )
        })
        .get("/api/v2/user/{id}/is_followed/", edge_checks::is_followed, |op| {
            op.operation_id("is_followed", "Check whether the caller follows a user")
                .description("A change by the caller is seen at once. For many users, use `connection_statuses`.")
                .response::<IsFollowed>(200, "Whether the caller follows the user.")
                .error(403, NO_FOLLOWS)
                .error(404, NO_SUCH_USER)
        })
        .get("/api/v2/user/{id}/is_follower/", edge_checks::is_follower, |op| {
            op.operation_id("is_follower", "Check whether a user follows the caller")
                .description("The opposite direction of `is_followed`.")
                .response::<IsFollower>(200, "Whether the user follows the caller.")
                .error(403, NO_FOLLOWS)
                .error(404, NO_SUCH_USER)
        })
        .get("/api/v2/suggestion/user/", suggest::suggest_users, |op| {
            op.operation_id("suggest_users", "Suggest users to the caller")
                .description(
                    "Suggests friends of the caller's friends first, then users who are followed by those whom the \
                     caller follows; within each group, users with more common edges first. The community mode decides \
                     which edges are looked at: the newest 60 of the caller's own, and the newest 25 of each of 10 \
                     users of either kind. Users whom the caller follows, is connected with, has a visible request \
                     with or hides are left out, and so are deactivated users. A page has at most 20 users.",
                )
                .query(&[LIMIT, OFFSET])
                .response::<ListView<UserView>>(
                    200,
                    "A page of suggested users. It can be shorter than `limit`; `count` leaves out users who are left \
                     out of this page.",
                )
                .error(400, "`limit` or `offset` is invalid.")
                .error(404, "")
        })
}
