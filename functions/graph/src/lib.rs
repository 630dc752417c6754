//! Function `graph`: who follows whom, who is connected with whom, and who does not want to see whom.

mod bodies;
mod community;
mod site;

use shared::dialect::community::{ConnectionRequestView, ListView, UserView};
use shared::domain::Id;
use shared::openapi::parameters::{LIMIT, OFFSET, PAGES, Parameter, flag, word};
use shared::openapi::{Link, Routes};

use bodies::{ByUsername, MaybeByUsername, Nothing, UserIds};
use community::connection::{ActedOn, ActedWith};
use community::follow::FollowOut;
use community::questions::{IsFollowed, IsFollower, IsHidden, IsHiddenBy};
use community::statuses::{IsConnection, StatusOut, StatusesOut};
use community::{connection, follow, hide, lists, mark_seen, questions, requests, statuses, suggestions};
use site::follow as site_follow;

const MUTUAL: Parameter = flag("mutual", "1: only those with whom the caller has the same; 0: only the others.");
const ACTION: Parameter = word(
    "action",
    "What to do about the connection.",
    &["request", "accept", "reject", "cancel_reject", "cancel_request", "remove"],
);
/// To the user of the path.
const SAME_USER: Link = ("retrieve_user", &[("id", "$request.path.id")]);

/// The routes of this function.
pub fn routes<R: Routes>(routes: R) -> R {
    site(hides(requests_and_statuses(connections(follows(routes)))))
}

fn follows<R: Routes>(routes: R) -> R {
    routes
        .tag("Follows", "Who follows whom.")
        .post("/api/v2/user/{id}/follow/", follow::toggle_follow, |op| {
            op.operation_id("toggle_follow", "Follows a user, or unfollows one whom the caller follows already.")
                .response::<FollowOut>(201, "")
                .error(400, "")
                .error(403, "")
                .link(&[("list_followers", &[("id", "$request.path.id")]), SAME_USER])
        })
        .get("/api/v2/user/{id}/followers/", lists::list_followers, |op| {
            op.operation_id("list_followers", "Those who follow the user, newest first.")
                .query(PAGES)
                .query(&[MUTUAL])
                .response::<ListView<UserView>>(200, "")
                .error(403, "")
        })
        .get("/api/v2/user/{id}/followings/", lists::list_followings, |op| {
            op.operation_id("list_followings", "Those whom the user follows, newest first.")
                .query(PAGES)
                .query(&[MUTUAL])
                .response::<ListView<UserView>>(200, "")
                .error(403, "")
        })
        .get("/api/v2/user/{id}/is_followed/", questions::is_followed, |op| {
            op.operation_id("is_followed", "Whether the caller follows the user.")
                .response::<IsFollowed>(200, "")
                .error(403, "")
        })
        .get("/api/v2/user/{id}/is_follower/", questions::is_follower, |op| {
            op.operation_id("is_follower", "Whether the user follows the caller.")
                .response::<IsFollower>(200, "")
                .error(403, "")
        })
        .get("/api/v2/suggestion/user/", suggestions::suggest_users, |op| {
            op.operation_id("suggest_users", "Users whom the caller may want to know. Friends of friends come first.")
                .query(&[LIMIT, OFFSET])
                .response::<ListView<UserView>>(200, "")
                .error(404, "")
        })
}

fn connections<R: Routes>(routes: R) -> R {
    routes
        .tag("Connections", "Friendship, by request and acceptance.")
        .post("/api/v2/user/me/connection/{action}/", connection::act_by_username, |op| {
            op.operation_id(
                "act_by_username",
                "Requests, accepts, rejects or ends a connection with the user of the body.",
            )
            .path_param(ACTION)
            .request_body::<ByUsername>()
            .response::<ActedWith>(201, "")
            .error(403, "")
            .link(&[("retrieve_profile", &[("username", "$response.body#/username")])])
        })
        .post("/api/v2/user/{id}/connection/{action}/", connection::act_by_id, |op| {
            op.operation_id("act_by_id", "Requests, accepts, rejects or ends a connection with the user of the path.")
                .path_param(ACTION)
                .response::<ActedOn>(200, "")
                .error(400, "")
                .error(403, "")
                .link(&[("connection_status", &[("id", "$request.path.id")]), SAME_USER])
        })
        .get("/api/v2/user/{id}/connections/", lists::list_connections, |op| {
            op.operation_id("list_connections", "Those with whom the user is connected, newest first.")
                .query(PAGES)
                .query(&[MUTUAL])
                .response::<ListView<UserView>>(200, "")
                .error(403, "")
        })
        .get("/api/v2/user/{id}/is_connection/", statuses::is_connection, |op| {
            op.operation_id("is_connection", "Whether the caller is connected with the user.")
                .response::<IsConnection>(200, "")
                .error(403, "")
        })
        .get("/api/v2/user/{id}/connection_status/", statuses::connection_status, |op| {
            op.operation_id("connection_status", "How far a connection between the caller and the user has come.")
                .response::<StatusOut>(200, "")
                .error(403, "")
        })
}

fn requests_and_statuses<R: Routes>(routes: R) -> R {
    const RECEIVED: &str = "Requests for a connection that the caller has received, newest first.";
    const SENT: &str = "Requests for a connection that the caller has sent, newest first.";
    routes
        .post("/api/v2/user/connection/statuses/", statuses::connection_statuses, |op| {
            op.operation_id("connection_statuses", "The caller's relation to each of up to 100 users.")
                .request_body::<UserIds>()
                .response::<StatusesOut>(200, "")
                .error(403, "")
        })
        .get("/api/v2/user/me/connection_requests/", requests::list_received_requests, |op| {
            op.operation_id("list_received_requests", RECEIVED)
                .query(PAGES)
                .response::<ListView<ConnectionRequestView>>(200, "")
                .error(403, "")
        })
        .get("/api/v2/user/connection/requests/", requests::list_received_requests, |op| {
            op.operation_id("list_received_requests_alias", RECEIVED)
                .query(PAGES)
                .response::<ListView<ConnectionRequestView>>(200, "")
                .error(403, "")
        })
        .get("/api/v2/user/me/connection_requests_sent/", requests::list_sent_requests, |op| {
            op.operation_id("list_sent_requests", SENT)
                .query(PAGES)
                .response::<ListView<ConnectionRequestView>>(200, "")
                .error(403, "")
        })
        .get("/api/v2/user/connection/requests_sent/", requests::list_sent_requests, |op| {
            op.operation_id("list_sent_requests_alias", SENT)
                .query(PAGES)
                .response::<ListView<ConnectionRequestView>>(200, "")
                .error(403, "")
        })
        .post("/api/v2/user/me/connection_requests/mark_seen/", mark_seen::mark_requests_seen, |op| {
            op.operation_id("mark_requests_seen", "Marks the request of one user, or all requests, as seen.")
                .optional_body::<MaybeByUsername>()
                .response::<UserView>(201, "")
                .error(403, "")
                .link(&[("list_received_requests", &[])])
        })
        .post("/api/v2/user/{id}/connection_requests/mark_seen/", mark_seen::mark_request_seen, |op| {
            op.operation_id("mark_request_seen", "Marks the request of a user as seen.")
                .no_content("")
                .error(400, "")
                .error(403, "")
        })
}

fn hides<R: Routes>(routes: R) -> R {
    routes
        .tag("Hidden users", "Whom a user does not want to see.")
        .post("/api/v2/user/{id}/hide/", hide::toggle_hide, |op| {
            op.operation_id("toggle_hide", "Hides a user from the caller, or shows one again. The user is not told.")
                .response::<UserView>(201, "")
                .error(400, "")
                .link(&[("is_hidden", &[("id", "$request.path.id")]), SAME_USER])
        })
        .get("/api/v2/user/{id}/is_hidden/", questions::is_hidden, |op| {
            op.operation_id("is_hidden", "Whether the caller hides the user.").response::<IsHidden>(200, "")
        })
        .get("/api/v2/user/{id}/is_hidden_by/", questions::is_hidden_by, |op| {
            op.operation_id("is_hidden_by", "Whether the user hides the caller.").response::<IsHiddenBy>(200, "")
        })
        .get("/api/v2/user/hidden_users/", lists::list_hidden_users, |op| {
            op.operation_id("list_hidden_users", "Those whom the caller hides, newest first.")
                .query(PAGES)
                .response::<ListView<UserView>>(200, "")
        })
        .get("/api/v2/user/hidden_users_id/", lists::list_hidden_users_id, |op| {
            op.operation_id("list_hidden_users_id", "The ids of those whom the caller hides.")
                .response_array::<Id>(200, "")
        })
}

fn site<R: Routes>(routes: R) -> R {
    routes
        .tag("Site: profiles", "Profiles and follows, in the dialect of the site.")
        .post("/api/users/follow/", site_follow::follow_user, |op| {
            op.operation_id("follow_user", "Follows a user. Following twice is following once.")
                .request_body::<ByUsername>()
                .response::<Nothing>(200, "")
                .error(404, "")
                .error(403, "")
        })
        .post("/api/users/unfollow/", site_follow::unfollow_user, |op| {
            op.operation_id("unfollow_user", "Unfollows a user, if the caller follows them.")
                .request_body::<ByUsername>()
                .response::<Nothing>(200, "")
                .error(404, "")
                .error(403, "")
        })
}
