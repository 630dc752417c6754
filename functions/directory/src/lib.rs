//! Function `directory`: administration of users, and their folders, in JSON:API.

mod folders;
mod users;

use shared::dialect::directory::schemas::{
    AccountChange, AccountDocument, AccountList, AuditList, FolderChange, FolderDocument, FolderList, NewAccount,
    NewFolder, NewPassword,
};
use shared::domain::profile::search::SEARCH_MAX;
use shared::openapi::Routes;
use shared::openapi::parameters::{FOLDER_FIELDS, PAGE_CURSORS, PAGE_NUMBER, PAGE_SIZE, USER_FIELDS, line, word};

use folders::{create as create_folder, delete as delete_folder, nodes, retrieve as folder, update as update_folder};
use users::change_password::ChangePasswordOut;
use users::{audit, change_password, create, delete, list, me, retrieve, update};

/// The routes of this function.
pub fn routes<R: Routes>(routes: R) -> R {
    folders(users(routes))
}

fn users<R: Routes>(routes: R) -> R {
    routes
        .tag("Directory: users", "Administration of users, in JSON:API.")
        .get("/users/", list::list_users, |op| {
            op.operation_id("list_accounts", "A page of all users, or of those who are called so. For staff.")
                .query(&[PAGE_NUMBER])
                .query(PAGE_CURSORS)
                .query(&[word("sort", "The order.", &["date_joined", "-date_joined", "username", "-username"])])
                .query(&[
                    line("filter[search]", "Starts of words, all of which a user's names must have.", SEARCH_MAX),
                    USER_FIELDS,
                ])
                .response::<AccountList>(200, "")
                .error(403, "")
        })
        .post("/users/", create::create_user, |op| {
            op.operation_id(
                "create_account",
                "Makes a user. For staff; roles are granted by superusers. Nobody can log in until a password is set.",
            )
            .query(&[USER_FIELDS])
            .request_body::<NewAccount>()
            .response::<AccountDocument>(200, "")
            .location_header()
            .error(403, "")
            .error(409, "")
            .link(&[
                ("retrieve_account", &[("id", "$response.body#/data/id")]),
                ("set_password", &[("id", "$response.body#/data/id")]),
                ("list_nodes", &[("id", "$response.body#/data/relationships/home_folder/data/id")]),
                ("delete_account", &[("id", "$response.body#/data/id")]),
            ])
        })
        .get("/users/me/", me::retrieve_me, |op| {
            op.operation_id("retrieve_own_account", "The caller.")
                .query(&[USER_FIELDS])
                .response::<AccountDocument>(200, "")
                .link(&[
                    ("retrieve_account", &[("id", "$response.body#/data/id")]),
                    ("list_nodes", &[("id", "$response.body#/data/relationships/home_folder/data/id")]),
                ])
        })
        .get("/users/{id}/", retrieve::retrieve_user, |op| {
            op.operation_id("retrieve_account", "A user. For the user and for staff.")
                .query(&[USER_FIELDS])
                .response::<AccountDocument>(200, "")
                .error(403, "")
        })
        .patch("/users/{id}/", update::update_user, |op| {
            op.operation_id("update_account", "Changes a user. Users change their names, staff and superusers more.")
                .query(&[USER_FIELDS])
                .request_body::<AccountChange>()
                .response::<AccountDocument>(200, "")
                .error(403, "")
                .error(409, "")
                .link(&[("retrieve_account", &[("id", "$response.body#/data/id")])])
        })
        .delete("/users/{id}/", delete::delete_user, |op| {
            op.operation_id("delete_account", "Ends an account, with all that is its user's.")
                .no_content("")
                .error(403, "")
                .error(409, "")
        })
        .post("/users/{id}/change-password/", change_password::change_password, |op| {
            op.operation_id("set_password", "Sets a user's password. Their tokens are dead from then on.")
                .request_body::<NewPassword>()
                .or_plain_json()
                .response_json::<ChangePasswordOut>(200, "")
                .error(403, "")
        })
        .get("/users/{id}/audit/", audit::list_audit, |op| {
            op.operation_id("list_audit", "What others did to a user, newest first. For staff.")
                .query(PAGE_CURSORS)
                .response::<AuditList>(200, "")
                .error(403, "")
        })
}

fn folders<R: Routes>(routes: R) -> R {
    routes
        .tag("Directory: folders", "The folders of users, in JSON:API.")
        .get("/nodes/{id}/", nodes::list_nodes, |op| {
            op.operation_id("list_nodes", "A page of the folders in a folder, by title. For the owner and for staff.")
                .query(&[PAGE_NUMBER, PAGE_SIZE, word("sort", "The order.", &["title", "-title"]), FOLDER_FIELDS])
                .response::<FolderList>(200, "")
                .error(403, "")
        })
        .post("/folders/", create_folder::create_folder, |op| {
            op.operation_id("create_folder", "Makes a folder in another. For the owner and for staff.")
                .query(&[FOLDER_FIELDS])
                .request_body::<NewFolder>()
                .response::<FolderDocument>(201, "")
                .location_header()
                .error(403, "")
                .error(404, "")
                .error(409, "")
                .link(&[
                    ("retrieve_folder", &[("id", "$response.body#/data/id")]),
                    ("list_nodes", &[("id", "$response.body#/data/id")]),
                    ("update_folder", &[("id", "$response.body#/data/id")]),
                    ("delete_folder", &[("id", "$response.body#/data/id")]),
                ])
        })
        .get("/folders/{id}/", folder::retrieve_folder, |op| {
            op.operation_id("retrieve_folder", "A folder. For the owner and for staff.")
                .query(&[FOLDER_FIELDS])
                .response::<FolderDocument>(200, "")
                .error(403, "")
        })
        .patch("/folders/{id}/", update_folder::update_folder, |op| {
            op.operation_id("update_folder", "Renames a folder, moves it, or both. Not the two special folders.")
                .query(&[FOLDER_FIELDS])
                .request_body::<FolderChange>()
                .response::<FolderDocument>(200, "")
                .error(403, "")
                .error(409, "")
        })
        .delete("/folders/{id}/", delete_folder::delete_folder, |op| {
            op.operation_id("delete_folder", "Deletes a folder, with what lies in it. Not the two special folders.")
                .no_content("")
                .error(403, "")
                .error(409, "")
        })
}
