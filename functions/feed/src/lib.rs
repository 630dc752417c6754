//! Function `feed`: what users publish, what others do about it, and what each is shown of it.

mod content;
mod delete;
mod home;
mod kind;
mod mark_seen;
mod poll;
mod publish;
mod retrieve;
mod shown;
mod toggle;
mod update;
mod user_feed;

use axum::Router;
use axum::routing::{get, post};
use shared::state::AppState;

/// The routes of this function.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/api/v2/discussion/", post(publish::publish_post))
        .route("/api/v2/post/", post(publish::publish_post))
        .route(
            "/api/v2/discussion/{id}/",
            get(retrieve::retrieve_post).put(update::update_post).delete(delete::delete_post),
        )
        .route("/api/v2/post/{id}/", get(retrieve::retrieve_post).put(update::update_post).delete(delete::delete_post))
        .route("/api/v2/discussion/{id}/vote/", post(toggle::toggle_vote))
        .route("/api/v2/post/{id}/vote/", post(toggle::toggle_vote))
        .route("/api/v2/discussion/{id}/follow/", post(toggle::toggle_follow))
        .route("/api/v2/post/{id}/follow/", post(toggle::toggle_follow))
        .route("/api/v2/discussion/{id}/poll/vote/", post(poll::toggle_poll_vote))
        .route("/api/v2/post/{id}/poll/vote/", post(poll::toggle_poll_vote))
        .route("/api/v2/user/{id}/feed/", get(user_feed::list_user_feed))
        .route("/api/v2/feed/", get(home::list_home_feed))
        .route("/api/v2/feed/home/", get(home::list_home_feed))
        .route("/api/v2/user/me/markseen/", post(mark_seen::mark_posts_seen))
}
