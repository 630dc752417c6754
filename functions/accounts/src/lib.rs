//! Function `accounts`: registration, login, logout, passwords and e-mail addresses.

mod change_email;
mod change_password;
mod confirm_email;
mod gate;
mod login;
mod logout;
mod register;
mod user;

use axum::Router;
use axum::routing::{get, patch, post};
use shared::state::AppState;

/// The routes of this function.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/api/users/register/", post(register::register_user))
        .route("/api/users/login/", post(login::login_user))
        .route("/api/users/logout/", post(logout::logout_user))
        .route("/api/users/logoutall/", post(logout::logout_user_everywhere))
        .route("/api/users/user/", get(user::retrieve_caller))
        .route("/api/v2/user/{id}/change_password/", patch(change_password::change_password))
        .route("/api/v2/user/{id}/change_email/", patch(change_email::change_email))
        .route("/api/v2/user/{id}/confirm_email/", post(confirm_email::confirm_email))
}
