//! Function `notifications`: what a user is told. `fanout` makes them; here they are read, and staff has its say.

mod list;
mod notify;
mod read;
mod unseen;

use axum::Router;
use axum::routing::{get, post};
use shared::state::AppState;

/// The routes of this function.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/api/v2/user/me/notifications/", get(list::list_my_notifications))
        .route("/api/v2/user/me/notifications/unseen/", get(unseen::list_unseen_notifications))
        .route("/api/v2/user/me/unseen/", get(unseen::list_unseen_notifications))
        .route("/api/v2/notification/", get(list::list_notifications))
        .route("/api/v2/notification/unseen/count/", get(unseen::count_unseen_notifications))
        .route("/api/v2/notification/read/", post(read::read_notifications))
        .route("/api/v2/notification/notify/", post(notify::notify_users))
}
