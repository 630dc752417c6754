//! Routes on one user: `/api/v2/user/{id}/`, `/api/v2/user/{id}/counters/`, `/api/v2/avatar/{id}/`

mod counters;
mod delete;
mod picture;
mod retrieve;
mod update;

use shared::dialect::community::{CountersView, UserView};
use shared::openapi::parameters::{ID_MAX, Parameter, flag, number};
use shared::openapi::{Operation, Routes};

use super::USERS;
use super::bodies::UserChange;

const PATH: &str = "/api/v2/user/{id}/";
const HARD: Parameter = flag(
    "hard",
    "`1` deletes the account with everything that belongs to it and frees its username and e-mail address; `0`, the \
     default, is a soft deletion.",
);
const USER_ID: Parameter = number("id", "The id of the user.", 1, Some(ID_MAX));
const NO_SUCH_USER: &str = "No user has this id, or the user is deleted.";

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag(USERS.0, USERS.1)
        .get(PATH, retrieve::retrieve_user, |op| {
            op.operation_id("retrieve_user", "Get a user")
                .description(
                    "Open to anonymous callers. `email` is `null` unless the caller may see it, `connection_status` is \
                     the caller's relation to the user, and the counters of connection requests are present for the \
                     user alone. Deactivated users, and users whom the caller hides, are returned.",
                )
                .response::<UserView>(200, "The user, as the caller may see them.")
                .error(404, NO_SUCH_USER)
        })
        .put(PATH, update::update_user, |op| {
            update(op.operation_id("replace_user", "Update the caller's profile (as PATCH)"))
        })
        .patch(PATH, update::update_user, |op| update(op.operation_id("update_user", "Update the caller's profile")))
        .delete(PATH, delete::delete_user, |op| {
            op.operation_id("delete_user", "Delete a user")
                .description(
                    "Users may delete their own account, staff also those of plain users, superusers any. A soft \
                     deletion removes the user from every list and lookup, revokes their tokens and ends their \
                     follows, hides and friendships. Their posts stay, with the username alone, and the username and \
                     the e-mail address stay taken. A hard deletion removes everything but the views of posts, and \
                     frees both names at once; the rest is removed a little later. Neither can be undone.",
                )
                .query(&[HARD])
                .no_content("The user is deleted.")
                .error(400, "`hard` is invalid, or the user is soft-deleted already (`already_deleted`).")
                .error(
                    403,
                    "The caller may not delete this account. A plain user gets this for every id but their own, \
                     whether or not the account exists.",
                )
                .error(404, "No account has this id. Only staff get this.")
                .error(409, "The user is the last active superuser (`last_superuser`).")
        })
        .get("/api/v2/user/{id}/counters/", counters::retrieve_counters, |op| {
            op.operation_id("retrieve_counters", "Get a user's counters")
                .description(
                    "Open to anonymous callers. Counters lag a little behind the actions that they count, and are \
                     exact once events have settled. The counters of connection requests are `null` for every caller \
                     but the user.",
                )
                .response::<CountersView>(200, "The user's counters.")
                .error(404, NO_SUCH_USER)
        })
        .get("/api/v2/avatar/{id}/", picture::show_picture, |op| {
            op.operation_id("show_picture", "Redirect to a user's picture")
                .description(
                    "For pages that show the picture of a user by id alone. Open to anonymous callers. Leads to the \
                     primary avatar, or to a Gravatar if the user has uploaded none.",
                )
                .path_param(USER_ID)
                .redirect("The picture is at the URL in `Location`.")
                .error(404, NO_SUCH_USER)
        })
}

/// `PUT` and `PATCH` are one operation.
fn update(op: Operation) -> Operation {
    op.description(
        "Changes the fields that the body holds. `PUT` and `PATCH` do the same: absent fields stay as they are, and \
         unknown and read-only fields are ignored, so the user object may be sent back whole. As multipart the body \
         may hold the files `avatar` and `cover`, of at most 5 MB and 40 megapixels each. A new avatar joins the \
         collection and becomes the primary; `cover` as `null` or an empty text removes the cover. The e-mail address \
         is changed with `change_email`.",
    )
    .optional_body::<UserChange>()
    .with_files(&["avatar", "cover"])
    .response::<UserView>(200, "The caller's user object after the change.")
    .error(400, "A field breaks its rule, the username is taken, or a file is not accepted.")
    .error(403, "The id is not the caller's. Staff change other accounts through the directory API.")
    .error(404, "The path is not an id, or the account was deleted during the request.")
    .error(409, "The account was changed at the same time (`changed_meanwhile`). Load it and try again.")
    .error(413, "The body is larger than 6 MiB as multipart, 7 MiB with `avatar_base64`, or 256 KiB otherwise.")
    .error(429, "Too many requests with a picture or for an upload address, or too many new usernames: 60 of each in an hour by default.")
    .link(&[("retrieve_user", &[("id", "$response.body#/id")])])
}
