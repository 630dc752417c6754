//! Function `directory`: administration of users, and their folders, in JSON:API.

mod folders;
mod users;

use axum::Router;
use axum::routing::{get, post};
use shared::state::AppState;

use folders::{create as create_folder, delete as delete_folder, nodes, retrieve as folder, update as update_folder};
use users::{audit, change_password, create, delete, list, me, retrieve, update};

/// The routes of this function.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/users/", get(list::list_users).post(create::create_user))
        .route("/users/me/", get(me::retrieve_me))
        .route("/users/{id}/", get(retrieve::retrieve_user).patch(update::update_user).delete(delete::delete_user))
        .route("/users/{id}/change-password/", post(change_password::change_password))
        .route("/users/{id}/audit/", get(audit::list_audit))
        .route("/nodes/{id}/", get(nodes::list_nodes))
        .route("/folders/", post(create_folder::create_folder))
        .route(
            "/folders/{id}/",
            get(folder::retrieve_folder).patch(update_folder::update_folder).delete(delete_folder::delete_folder),
        )
}
