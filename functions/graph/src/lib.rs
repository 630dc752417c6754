//! Function `graph`: who follows whom, who is connected with whom, and who does not want to see whom.

mod community;
mod site;

use axum::Router;
use axum::routing::{get, post};
use shared::state::AppState;

use community::{connection, follow, hide, lists, mark_seen, questions, requests, statuses, suggestions};
use site::follow as site_follow;

/// The routes of this function.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/api/v2/user/{id}/follow/", post(follow::toggle_follow))
        .route("/api/v2/user/{id}/followers/", get(lists::list_followers))
        .route("/api/v2/user/{id}/followings/", get(lists::list_followings))
        .route("/api/v2/user/{id}/is_followed/", get(questions::is_followed))
        .route("/api/v2/user/{id}/is_follower/", get(questions::is_follower))
        .route("/api/v2/user/me/connection/{action}/", post(connection::act_by_username))
        .route("/api/v2/user/{id}/connection/{action}/", post(connection::act_by_id))
        .route("/api/v2/user/{id}/connections/", get(lists::list_connections))
        .route("/api/v2/user/{id}/is_connection/", get(statuses::is_connection))
        .route("/api/v2/user/{id}/connection_status/", get(statuses::connection_status))
        .route("/api/v2/user/connection/statuses/", post(statuses::connection_statuses))
        .route("/api/v2/user/me/connection_requests/", get(requests::list_received_requests))
        .route("/api/v2/user/connection/requests/", get(requests::list_received_requests))
        .route("/api/v2/user/me/connection_requests_sent/", get(requests::list_sent_requests))
        .route("/api/v2/user/connection/requests_sent/", get(requests::list_sent_requests))
        .route("/api/v2/user/me/connection_requests/mark_seen/", post(mark_seen::mark_requests_seen))
        .route("/api/v2/user/{id}/connection_requests/mark_seen/", post(mark_seen::mark_request_seen))
        .route("/api/v2/suggestion/user/", get(suggestions::suggest_users))
        .route("/api/v2/user/{id}/hide/", post(hide::toggle_hide))
        .route("/api/v2/user/{id}/is_hidden/", get(questions::is_hidden))
        .route("/api/v2/user/{id}/is_hidden_by/", get(questions::is_hidden_by))
        .route("/api/v2/user/hidden_users/", get(lists::list_hidden_users))
        .route("/api/v2/user/hidden_users_id/", get(lists::list_hidden_users_id))
        .route("/api/users/follow/", post(site_follow::follow_user))
        .route("/api/users/unfollow/", post(site_follow::unfollow_user))
}
