//! `/users/...`: accounts and their audit trails.

mod attributes;
mod audit;
mod change_password;
mod create;
mod delete;
mod filter;
mod list;
mod me;
mod retrieve;
mod update;

use shared::dialect::directory::schemas::{
    AccountChange, AccountDocument, AccountList, AuditList, NewAccount, NewPassword,
};
use shared::domain::profile::search::SEARCH_MAX;
use shared::openapi::Routes;
use shared::openapi::parameters::{PAGE_CURSORS, PAGE_NUMBER, Parameter, USER_FIELDS, line, word};

use change_password::ChangePasswordOut;

const SORT: Parameter = word(
    "sort",
    "The order of the list, descending with a leading `-`; `date_joined` by default. `username` ignores case.",
    &["date_joined", "-date_joined", "username", "-username"],
);

const SEARCH: Parameter = line(
    "filter[search]",
    "Starts of words, all of which must occur in the user's names, without regard to case and accents. Empty for no \
     search.",
    SEARCH_MAX,
);

const IS_ACTIVE: Parameter = boolean(
    "filter[is_active]",
    "Only active accounts, or only deactivated ones. The list of deactivated ones has no order by `username`.",
);
const IS_STAFF: Parameter =
    boolean("filter[is_staff]", "Only staff, or only others. The list of staff has no order by `username`.");
const IS_SUPERUSER: Parameter = boolean(
    "filter[is_superuser]",
    "Only superusers, or only others. The list of superusers has no order by `username`.",
);

const fn boolean(name: &'static str, description: &'static str) -> Parameter {
    word(name, description, &["true", "false"])
}

const USER_NOT_FOUND: &str = "`id` is not the UUID of a user, or the user does not exist or is soft-deleted.";

/// The routes of accounts.
pub fn routes<R: Routes>(routes: R) -> R {
    password_and_audit(account(list_and_create(routes)))
}

fn list_and_create<R: Routes>(routes: R) -> R {
    routes
        .tag("Directory: users", "Administration of users, in JSON:API.")
        .get("/users/", list::list_users, |op| {
            op.operation_id("list_accounts", "List users")
                .description(
                    "Lists the users that are not deleted, deactivated ones included. Only staff may call it. A search \
                     reads at most 1,000 index rows of what everyone can find and 1,000 of what only staff can find; \
                     with several words, a single letter or `sort=username`, it considers the first 100 candidates. \
                     `count` is the number found within these bounds. Page numbers reach the first 10,000 rows; beyond \
                     those, follow `links`. Filters must all match. Without a search, a filtered list is not counted and has \
                     no page numbers, and a page may have fewer rows than it could: follow `links` until there is no next one.",
                )
                .query(&[PAGE_NUMBER])
                .query(PAGE_CURSORS)
                .query(&[SORT])
                .query(&[SEARCH, IS_ACTIVE, IS_STAFF, IS_SUPERUSER, USER_FIELDS])
                .response::<AccountList>(200, "A page of users.")
                .error(
                    400,
                    "A query parameter is unknown (`unknown_parameter`), breaks its rule, or leads beyond 10,000 rows \
                     (`max_value`); a filtered list has no such order (`invalid_choice`) or page number (`max_value`).",
                )
                .error(403, "The caller is not staff.")
        })
        .post("/users/", create::create_account, |op| {
            op.operation_id("create_account", "Create a user")
                .description(
                    "Creates an account without a password: the user cannot log in until `set_password` sets one. Only \
                     staff may call it, and only superusers may set `is_staff` and `is_superuser`. All attributes but \
                     `username` are optional. The status is 200, not the 201 of JSON:API.",
                )
                .query(&[USER_FIELDS])
                .request_body::<NewAccount>()
                .response::<AccountDocument>(200, "The new user.")
                .location_header()
                .error(
                    400,
                    "The document is invalid, an attribute breaks its rule, or the username or e-mail address is taken \
                     (`unique`).",
                )
                .error(
                    403,
                    "The caller is not staff, may not set one of the attributes (see `source`), or sent an `id` \
                     (`client_generated_id`).",
                )
                .error(
                    409,
                    "`type` is not `users` (`conflict`), or the caller's roles or status have changed \
                     (`changed_meanwhile`).",
                )
                .link(&[
                    ("retrieve_account", &[("id", "$response.body#/data/id")]),
                    ("set_password", &[("id", "$response.body#/data/id")]),
                    ("list_nodes", &[("id", "$response.body#/data/relationships/home_folder/data/id")]),
                    ("delete_account", &[("id", "$response.body#/data/id")]),
                ])
        })
}

fn account<R: Routes>(routes: R) -> R {
    routes
        .get("/users/me/", me::retrieve_own_account, |op| {
            op.operation_id("retrieve_own_account", "Retrieve the caller's account")
                .description(
                    "Returns the account that the token belongs to. Its relationships name the user's inbox and home \
                     folders.",
                )
                .query(&[USER_FIELDS])
                .response::<AccountDocument>(200, "The caller.")
                .link(&[
                    ("retrieve_account", &[("id", "$response.body#/data/id")]),
                    ("list_nodes", &[("id", "$response.body#/data/relationships/home_folder/data/id")]),
                ])
        })
        .get("/users/{id}/", retrieve::retrieve_account, |op| {
            op.operation_id("retrieve_account", "Retrieve a user")
                .description(
                    "Returns an account with its e-mail address, whatever the e-mail visibility of the community. \
                     Users may retrieve themselves, staff any user.",
                )
                .query(&[USER_FIELDS])
                .response::<AccountDocument>(200, "The user.")
                .error(403, "The caller is not staff and `id` is not theirs, whether or not such a user exists.")
                .error(404, USER_NOT_FOUND)
        })
        .patch("/users/{id}/", update::update_account, |op| {
            op.operation_id("update_account", "Update a user")
                .description(
                    "Changes the attributes in the document, all of them or none. Absent attributes stay as they are; \
                     an attribute that is sent with its stored value is not a change. Users may change their own names \
                     and e-mail address. Staff may also change these and `is_active` of plain users. Superusers may \
                     change everything, roles included. Deactivation blocks login and every token at once; new roles \
                     apply from the user's next request. Where the community sends mail, the caller's own new address \
                     awaits the code that is mailed to it, and the response has the present one.",
                )
                .query(&[USER_FIELDS])
                .request_body::<AccountChange>()
                .response::<AccountDocument>(200, "The user, with the changes.")
                .error(
                    400,
                    "The document is invalid, an attribute breaks its rule, or the username or e-mail address is taken \
                     (`unique`).",
                )
                .error(403, "The caller may not change this user, or not the attribute in `source`.")
                .error(404, USER_NOT_FOUND)
                .error(
                    409,
                    "No active superuser would be left (`last_superuser`), the user or the caller's roles have changed \
                     (`changed_meanwhile`), the user has left 20 addresses in 7 days (`too_many_changes`), or `type` or \
                     `id` contradict the path (`conflict`).",
                )
                .error(429, "Too many new usernames or addresses, or mails to them. Wait as long as `Retry-After` says.")
                .link(&[("retrieve_account", &[("id", "$response.body#/data/id")])])
        })
        .delete("/users/{id}/", delete::delete_account, |op| {
            op.operation_id("delete_account", "Delete a user")
                .description(
                    "Deletes a user for good; soft-deleted users can be deleted too. The account, its names and its \
                     folders are gone at once; posts, pictures, follows, connections and notifications are deleted \
                     shortly after. Users may delete themselves, staff plain users, superusers anyone. The audit trail \
                     is kept.",
                )
                .no_content("The user is deleted.")
                .error(403, "The caller may not delete this user.")
                .error(404, "`id` is not the UUID of a user, or the user does not exist.")
                .error(409, "No active superuser would be left (`last_superuser`).")
        })
}

fn password_and_audit<R: Routes>(routes: R) -> R {
    routes
        .post("/users/{id}/change-password/", change_password::set_password, |op| {
            op.operation_id("set_password", "Set a user's password")
                .description(
                    "Sets the password, without asking for the old one, and revokes the user's tokens; users who set \
                     their own keep the token of this request. Users may set their own password, staff those of plain \
                     users and of other staff, superusers any. A deactivated account stays deactivated. The body is \
                     plain JSON or a JSON:API document with the attribute `password`; the response is plain JSON.",
                )
                .request_body::<NewPassword>()
                .or_plain_json()
                .response_json::<ChangePasswordOut>(200, "The password is set.")
                .error(400, "`password` is missing or breaks its rule, or the body is invalid.")
                .error(429, "The caller has set too many passwords. Wait as long as `Retry-After` says.")
                .error(403, "The caller may not set the password of this user.")
                .error(404, USER_NOT_FOUND)
                .error(
                    409,
                    "The account or the caller's roles were changed at the same time (`changed_meanwhile`), or `type` is \
                     not `users` (`conflict`).",
                )
        })
        .get("/users/{id}/audit/", audit::list_audit, |op| {
            op.operation_id("list_audit", "List a user's audit trail")
                .description(
                    "Lists what other users did to an account and its folders, newest first. Only staff may call it. \
                     Entries are kept for 365 days, also after the account is deleted. The list is not counted: it has \
                     no `meta`, `links.last` is null, and a page may be shorter than its size. Follow `links.next` \
                     until it is null.",
                )
                .query(PAGE_CURSORS)
                .response::<AuditList>(200, "A page of audit entries.")
                .error(400, "A query parameter is unknown (`unknown_parameter`), or no link has given the cursor.")
                .error(403, "The caller is not staff.")
                .error(404, "`id` is not the UUID of a user, or there is neither such a user nor an entry.")
        })
}
