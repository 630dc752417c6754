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
        .about("Directory: users", "Administration of users, in JSON:API.")
        .get("/users/", list::list_users, |op| {
            op.named("list_accounts", "A page of all users, or of those who are called so. For staff.")
                .with(&[PAGE_NUMBER])
                .with(PAGE_CURSORS)
                .with(&[word("sort", "The order.", &["date_joined", "-date_joined", "username", "-username"])])
                .with(&[
                    line("filter[search]", "Starts of words, all of which a user's names must have.", SEARCH_MAX),
                    USER_FIELDS,
                ])
                .answers::<AccountList>(200)
                .forbids()
        })
        .post("/users/", create::create_user, |op| {
            op.named(
                "create_account",
                "Makes a user. For staff; roles are granted by superusers. Nobody can log in until a password is set.",
            )
            .with(&[USER_FIELDS])
            .takes::<NewAccount>()
            .answers::<AccountDocument>(200)
            .says_where()
            .forbids()
            .refuses(409)
            .leads_to(&[
                ("retrieve_account", &[("id", "$response.body#/data/id")]),
                ("set_password", &[("id", "$response.body#/data/id")]),
                ("list_nodes", &[("id", "$response.body#/data/relationships/home_folder/data/id")]),
                ("delete_account", &[("id", "$response.body#/data/id")]),
            ])
        })
        .get("/users/me/", me::retrieve_me, |op| {
            op.named("retrieve_own_account", "The caller.")
                .with(&[USER_FIELDS])
                .answers::<AccountDocument>(200)
                .leads_to(&[
                    ("retrieve_account", &[("id", "$response.body#/data/id")]),
                    ("list_nodes", &[("id", "$response.body#/data/relationships/home_folder/data/id")]),
                ])
        })
        .get("/users/{id}/", retrieve::retrieve_user, |op| {
            op.named("retrieve_account", "A user. For the user and for staff.")
                .with(&[USER_FIELDS])
                .answers::<AccountDocument>(200)
                .forbids()
        })
        .patch("/users/{id}/", update::update_user, |op| {
            op.named("update_account", "Changes a user. Users change their names, staff and superusers more.")
                .with(&[USER_FIELDS])
                .takes::<AccountChange>()
                .answers::<AccountDocument>(200)
                .forbids()
                .refuses(409)
                .leads_to(&[("retrieve_account", &[("id", "$response.body#/data/id")])])
        })
        .delete("/users/{id}/", delete::delete_user, |op| {
            op.named("delete_account", "Ends an account, with all that is its user's.")
                .answers_nothing()
                .forbids()
                .refuses(409)
        })
        .post("/users/{id}/change-password/", change_password::change_password, |op| {
            op.named("set_password", "Sets a user's password. Their tokens are dead from then on.")
                .takes::<NewPassword>()
                .or_as_json()
                .answers_json::<ChangePasswordOut>(200)
                .forbids()
        })
        .get("/users/{id}/audit/", audit::list_audit, |op| {
            op.named("list_audit", "What others did to a user, newest first. For staff.")
                .with(PAGE_CURSORS)
                .answers::<AuditList>(200)
                .forbids()
        })
}

fn folders<R: Routes>(routes: R) -> R {
    routes
        .about("Directory: folders", "The folders of users, in JSON:API.")
        .get("/nodes/{id}/", nodes::list_nodes, |op| {
            op.named("list_nodes", "A page of the folders in a folder, by title. For the owner and for staff.")
                .with(&[PAGE_NUMBER, PAGE_SIZE, word("sort", "The order.", &["title", "-title"]), FOLDER_FIELDS])
                .answers::<FolderList>(200)
                .forbids()
        })
        .post("/folders/", create_folder::create_folder, |op| {
            op.named("create_folder", "Makes a folder in another. For the owner and for staff.")
                .with(&[FOLDER_FIELDS])
                .takes::<NewFolder>()
                .answers::<FolderDocument>(201)
                .says_where()
                .forbids()
                .refuses(404)
                .refuses(409)
                .leads_to(&[
                    ("retrieve_folder", &[("id", "$response.body#/data/id")]),
                    ("list_nodes", &[("id", "$response.body#/data/id")]),
                    ("update_folder", &[("id", "$response.body#/data/id")]),
                    ("delete_folder", &[("id", "$response.body#/data/id")]),
                ])
        })
        .get("/folders/{id}/", folder::retrieve_folder, |op| {
            op.named("retrieve_folder", "A folder. For the owner and for staff.")
                .with(&[FOLDER_FIELDS])
                .answers::<FolderDocument>(200)
                .forbids()
        })
        .patch("/folders/{id}/", update_folder::update_folder, |op| {
            op.named("update_folder", "Renames a folder, moves it, or both. Not the two special folders.")
                .with(&[FOLDER_FIELDS])
                .takes::<FolderChange>()
                .answers::<FolderDocument>(200)
                .forbids()
                .refuses(409)
        })
        .delete("/folders/{id}/", delete_folder::delete_folder, |op| {
            op.named("delete_folder", "Deletes a folder, with what lies in it. Not the two special folders.")
                .answers_nothing()
                .forbids()
                .refuses(409)
        })
}
