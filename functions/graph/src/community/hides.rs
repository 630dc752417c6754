//! Routes on hides: `/api/v2/user/{id}/hide/`, `.../is_hidden/`, `.../is_hidden_by/`, and the lists of hidden users.

mod list;
mod toggle;

use shared::dialect::community::{ListView, UserView};
use shared::domain::{Id, Toggle};
use shared::openapi::Routes;
use shared::openapi::parameters::PAGES;

use super::edge_checks::{self, IsHidden, IsHiddenBy};
use super::{NO_SUCH_USER, SAME_USER};

const HIDE: [(&str, &str); 3] = [
    ("toggle_hide", "Hide a user or show them again"),
    ("add_hide", "Hide a user"),
    ("remove_hide", "Show a hidden user again"),
];

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Hidden users", "Users whom the caller does not want to see, in every community mode.")
        .toggle("/api/v2/user/{id}/hide/", toggle::toggle_hide, HIDE, |op, toggle| {
            let op = match toggle {
                Toggle::Flip => op
                    .description(
                        "Toggles the hide: a second call undoes the first. No body is read, and the user is not notified. \
                         A hidden user leaves the caller's lists, searches, suggestions and home feed, and causes the \
                         caller no new notification; those that the user had caused are taken away a moment later, seen or not, \
                         and the end of the hide does not bring them back. The user is still shown by id, in their own \
                         feed and as the author of a post. Lists leave out the first 1,000 hidden users.",
                    )
                    .response::<UserView>(201, "The hide is toggled. The body is the user."),
                Toggle::Set | Toggle::Unset => op
                    .description("A repeated call changes nothing. No body is read. `POST` describes what a hide does.")
                    .no_content("The hide is as the caller wants it."),
            };
            op.error(400, "The id is the caller's own (`self`).")
                .error(404, NO_SUCH_USER)
                .link(&[("is_hidden", &[("id", "$request.path.id")]), SAME_USER])
        })
        .get("/api/v2/user/{id}/is_hidden/", edge_checks::is_hidden, |op| {
            op.operation_id("is_hidden", "Check whether the caller hides a user")
                .description("A change by the caller is seen at once.")
                .response::<IsHidden>(200, "Whether the caller hides the user.")
                .error(404, NO_SUCH_USER)
        })
        .get("/api/v2/user/{id}/is_hidden_by/", edge_checks::is_hidden_by, |op| {
            op.operation_id("is_hidden_by", "Check whether a user hides the caller")
                .description("The opposite direction of `is_hidden`.")
                .response::<IsHiddenBy>(200, "Whether the user hides the caller.")
                .error(404, NO_SUCH_USER)
        })
        .get("/api/v2/user/hidden_users/", list::list_hidden_users, |op| {
            op.operation_id("list_hidden_users", "List hidden users")
                .description("Lists the users whom the caller hides. Deleted users are left out of a page.")
                .query(PAGES)
                .response::<ListView<UserView>>(
                    200,
                    "A page of hidden users, newest first. `count` goes up to 1,000; the list itself has no limit.",
                )
                .error(400, "A page parameter is invalid.")
        })
        .get("/api/v2/user/hidden_users_id/", list::list_hidden_users_id, |op| {
            op.operation_id("list_hidden_users_id", "List the ids of hidden users")
                .description(
                    "Returns at most 1,000 ids, those of the users who are left out of the caller's lists and \
                     searches.",
                )
                .response_array::<Id>(200, "The ids of hidden users.")
        })
}
