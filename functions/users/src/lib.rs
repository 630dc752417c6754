//! Function `users`: profiles as the community and the site show and change them, settings, lists of games.

mod community;
mod pictures;
mod site;

use axum::Router;
use axum::routing::{get, post};
use shared::state::AppState;

use community::{avatar, counters, delete, list, matching, me, permission, retrieve, search, settings, update, upload};
use site::{actions, profile};

/// The routes of this function.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/api/v2/user/", get(list::list_users))
        .route("/api/v2/user/search/", get(search::search_users))
        .route("/api/v2/user/autocomplete/", get(search::autocomplete_users))
        .route("/api/v2/user/match/", post(matching::match_users))
        .route("/api/v2/user/me/", get(me::retrieve_me))
        .route("/api/v2/user/me/avatar/", get(avatar::retrieve_picture))
        .route("/api/v2/user/me/permission/", get(permission::retrieve_permission))
        .route(
            "/api/v2/user/avatar/",
            get(avatar::list_avatars)
                .post(avatar::create_avatar)
                .patch(avatar::make_primary)
                .delete(avatar::delete_avatar),
        )
        .route("/api/v2/user/avatar/upload/", post(upload::create_upload))
        .route(
            "/api/v2/user/{id}/",
            get(retrieve::retrieve_user)
                .put(update::update_user)
                .patch(update::update_user)
                .delete(delete::delete_user),
        )
        .route("/api/v2/user/{id}/counters/", get(counters::retrieve_counters))
        .route("/api/v2/user/{id}/settings/", get(settings::retrieve_settings).patch(settings::update_settings))
        .route("/api/users/{username}/", get(profile::retrieve_profile))
        .route("/api/users/profile/{username}/", get(profile::retrieve_profile).post(profile::update_profile))
        .route("/api/actions/", get(actions::retrieve_actions))
        .route("/api/actions/{action}/", post(actions::toggle_action))
}
