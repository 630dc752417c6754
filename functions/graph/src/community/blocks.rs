//! Routes on blocks: `/api/v2/user/{id}/block/`, and the list of blocked users.

mod check;
mod list;
mod toggle;

use shared::dialect::community::{ListView, UserView};
use shared::domain::Toggle;
use shared::openapi::Routes;
use shared::openapi::parameters::PAGES;

use super::{NO_SUCH_USER, SAME_USER};
use check::IsBlocked;

const BLOCK: [(&str, &str); 3] = [
    ("toggle_block", "Block a user or end the block"),
    ("add_block", "Block a user"),
    ("remove_block", "End the block of a user"),
];

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Blocked users", "Users with whom the caller has nothing more to do, in every community mode.")
        .toggle("/api/v2/user/{id}/block/", toggle::toggle_block, BLOCK, |op, toggle| {
            let op = match toggle {
                Toggle::Flip => op
                    .description(
                        "Toggles the block: a second call undoes the first. No body is read, and the user is not notified. \
                         A block ends follows, requests and the connection between the two, in both directions, at once. \
                         While it stands, neither can follow the other, ask for a connection, or react to what the other \
                         writes, neither causes the other a notification, and each vanishes from the lists, searches, \
                         suggestions and feeds of the other. To the blocked user, the caller no longer exists (404). The \
                         caller still gets the user by id. Staff see both. The end of the block restores nothing.",
                    )
                    .response::<UserView>(201, "The block is toggled. The body is the user."),
                Toggle::Set | Toggle::Unset => op
                    .description("A repeated call changes nothing. No body is read. `POST` describes what a block does.")
                    .no_content("The block is as the caller wants it."),
            };
            op.error(400, "The id is the caller's own (`self`).").error(404, NO_SUCH_USER).link(&[("is_blocked", &[("id", "$request.path.id")]), SAME_USER])
        })
        .get("/api/v2/user/{id}/is_blocked/", check::is_blocked, |op| {
            op.operation_id("is_blocked", "Check whether the caller blocks a user")
                .description("A change by the caller is seen at once. No user can see who blocks them.")
                .response::<IsBlocked>(200, "Whether the caller blocks the user.")
                .error(404, NO_SUCH_USER)
        })
        .get("/api/v2/user/blocked_users/", list::list_blocked_users, |op| {
            op.operation_id("list_blocked_users", "List blocked users")
                .description("Lists the users whom the caller blocks. Deleted users are left out of a page.")
                .query(PAGES)
                .response::<ListView<UserView>>(
                    200,
                    "A page of blocked users, newest block first. `count` goes up to 1,000; the list itself has no limit.",
                )
                .error(400, "A page parameter is invalid.")
        })
}
