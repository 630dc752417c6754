//! Follows, friendships and hides in the community dialect.

use serde_json::json;
use tests::Routes as _;

use super::{Budget, budget};

const FOLLOW: &str = "POST /api/v2/user/{id}/follow/";
const ADD_FOLLOW: &str = "PUT /api/v2/user/{id}/follow/";
const REMOVE_FOLLOW: &str = "DELETE /api/v2/user/{id}/follow/";
const FOLLOWERS: &str = "GET /api/v2/user/{id}/followers/";
const ACT: &str = "POST /api/v2/user/{id}/connection/{action}/";
const ACT_BY_NAME: &str = "POST /api/v2/user/me/connection/{action}/";
const BLOCK: &str = "POST /api/v2/user/{id}/block/";
const HIDE: &str = "POST /api/v2/user/{id}/hide/";

pub const BUDGETS: &[Budget] = &[
    // The edge and its two index entries.
    budget((FOLLOW, "", 201), (2, 2.5, 3.0), |f| f.owner.post(&f.other.path("follow/"))),
    budget((FOLLOW, "unfollow", 201), (2, 2.5, 3.0), |f| f.other.post(&f.owner.path("follow/"))),
    budget((ADD_FOLLOW, "", 204), (2, 2.5, 3.0), |f| f.owner.put(&f.other.path("follow/"))),
    budget((ADD_FOLLOW, "repeated", 204), (1, 2.5, 0.0), |f| f.other.put(&f.owner.path("follow/"))),
    budget((REMOVE_FOLLOW, "", 204), (2, 2.5, 3.0), |f| f.other.delete(&f.owner.path("follow/"))),
    budget((REMOVE_FOLLOW, "repeated", 204), (1, 2.5, 0.0), |f| f.owner.delete(&f.other.path("follow/"))),
    budget((FOLLOW, "self", 400), (1, 2.5, 0.0), |f| f.owner.post(&f.owner.path("follow/"))),
    budget((FOLLOW, "unknown", 404), (1, 2.5, 0.0), |f| f.owner.post("/api/v2/user/1/follow/")),
    // The index, the owner, and half a unit for each profile and its counters. For an authenticated caller also the auth
    // state, the hidden users, and half a unit for each follow and friendship with a user of the page.
    budget((FOLLOWERS, "20 users, anonymous", 200), (2, 22.0, 0.0), |f| f.get_owner("followers/")),
    budget((FOLLOWERS, "20 users, authenticated", 200), (2, 43.0, 0.0), |f| f.other.get(&f.owner.path("followers/"))),
    budget((FOLLOWERS, "mutual", 200), (2, 44.0, 0.0), |f| f.other.get(&f.owner.path("followers/?mutual=1"))),
    budget((FOLLOWERS, "bad mutual", 400), (0, 0.0, 0.0), |f| f.get_owner("followers/?mutual=2")),
    // The edge and its entries in two indexes.
    budget(("DELETE /api/v2/user/{id}/followers/{follower}/", "", 204), (2, 1.0, 3.0), |f| {
        f.owner.delete(&f.owner.path(&format!("followers/{}/", f.other.id)))
    }),
    budget(("GET /api/v2/user/{id}/followings/", "20 users, anonymous", 200), (2, 22.0, 0.0), |f| {
        f.get_owner("followings/")
    }),
    budget(("GET /api/v2/user/{id}/is_followed/", "", 200), (1, 2.5, 0.0), |f| {
        f.other.get(&f.owner.path("is_followed/"))
    }),
    budget(("GET /api/v2/user/{id}/is_follower/", "", 200), (1, 2.5, 0.0), |f| {
        f.other.get(&f.owner.path("is_follower/"))
    }),
    // Reads the other user, the auth state and the friendship. Writes the friendship and its entries in two indexes, which
    // move when it becomes a connection.
    budget((ACT, "request", 200), (2, 2.5, 5.0), |f| f.owner.post(&f.staff.path("connection/request/"))),
    budget((ACT, "request of the other side", 200), (2, 2.5, 5.0), |f| {
        f.owner.post(&f.other.path("connection/request/"))
    }),
    budget((ACT, "repeated request", 200), (1, 2.5, 0.0), |f| f.other.post(&f.owner.path("connection/request/"))),
    budget((ACT, "accept", 200), (2, 2.5, 5.0), |f| f.owner.post(&f.other.path("connection/accept/"))),
    budget((ACT, "reject", 200), (2, 2.5, 5.0), |f| f.owner.post(&f.other.path("connection/reject/"))),
    budget((ACT, "cancel the request", 200), (2, 2.5, 5.0), |f| {
        f.other.post(&f.owner.path("connection/cancel_request/"))
    }),
    budget((ACT, "cancel a rejected request", 200), (2, 2.5, 5.0), |f| {
        f.friends[2].post(&f.owner.path("connection/cancel_request/"))
    }),
    budget((ACT, "cancel the rejection", 200), (2, 2.5, 5.0), |f| {
        f.owner.post(&f.friends[2].path("connection/cancel_reject/"))
    }),
    budget((ACT, "remove", 200), (2, 2.5, 5.0), |f| f.friends[0].post(&f.owner.path("connection/remove/"))),
    budget((ACT, "wrong state", 400), (1, 2.5, 0.0), |f| f.owner.post(&f.other.path("connection/remove/"))),
    budget((ACT, "self", 400), (1, 2.5, 0.0), |f| f.owner.post(&f.owner.path("connection/request/"))),
    budget((ACT, "unknown", 404), (1, 2.5, 0.0), |f| f.owner.post("/api/v2/user/1/connection/request/")),
    // The user has to be looked up by name before the friendship can be read, so the write assumes the likely state.
    budget((ACT_BY_NAME, "request", 201), (2, 2.5, 5.0), |f| f.act_by_name(&f.owner, "request", &f.staff)),
    budget((ACT_BY_NAME, "accept", 201), (2, 2.5, 5.0), |f| f.act_by_name(&f.owner, "accept", &f.other)),
    budget((ACT_BY_NAME, "reject", 201), (2, 2.5, 5.0), |f| f.act_by_name(&f.owner, "reject", &f.other)),
    budget((ACT_BY_NAME, "cancel the request", 201), (2, 2.5, 5.0), |f| {
        f.act_by_name(&f.other, "cancel_request", &f.owner)
    }),
    budget((ACT_BY_NAME, "cancel the rejection", 201), (2, 2.5, 5.0), |f| {
        f.act_by_name(&f.owner, "cancel_reject", &f.friends[2])
    }),
    budget((ACT_BY_NAME, "remove", 201), (2, 2.5, 5.0), |f| f.act_by_name(&f.owner, "remove", &f.friends[0])),
    // The assumption is wrong: one refused write and a second one.
    budget((ACT_BY_NAME, "request of the other side", 201), (3, 2.5, 6.0), |f| {
        f.act_by_name(&f.owner, "request", &f.other)
    }),
    budget((ACT_BY_NAME, "unknown", 400), (1, 2.5, 0.0), |f| {
        f.owner.post("/api/v2/user/me/connection/request/").json(&json!({"username": "unknown"}))
    }),
    // Both indexes, and for each user of the page the profile, the counters, the caller's follow and the friendship.
    budget(("GET /api/v2/user/{id}/connections/", "anonymous", 200), (2, 22.0, 0.0), |f| f.get_owner("connections/")),
    budget(("GET /api/v2/user/{id}/connections/", "authenticated", 200), (2, 45.0, 0.0), |f| {
        f.other.get(&f.owner.path("connections/"))
    }),
    budget(("GET /api/v2/user/{id}/is_connection/", "", 200), (1, 2.5, 0.0), |f| {
        f.other.get(&f.owner.path("is_connection/"))
    }),
    budget(("GET /api/v2/user/{id}/connection_status/", "", 200), (1, 2.5, 0.0), |f| {
        f.other.get(&f.owner.path("connection_status/"))
    }),
    budget(("POST /api/v2/user/connection/statuses/", "100 users", 200), (1, 101.0, 0.0), |f| {
        let users: Vec<u64> =
            (0..97).chain([&f.other, &f.staff, &f.friends[0]].map(|p| p.id.get())).map(|n| n + 1).collect();
        f.owner.post("/api/v2/user/connection/statuses/").json(&json!({"users": users}))
    }),
    budget(("GET /api/v2/user/me/connection_requests/", "", 200), (2, 10.0, 0.0), |f| {
        f.owner.get("/api/v2/user/me/connection_requests/")
    }),
    budget(("GET /api/v2/user/connection/requests/", "", 200), (2, 10.0, 0.0), |f| {
        f.owner.get("/api/v2/user/connection/requests/")
    }),
    budget(("GET /api/v2/user/me/connection_requests_sent/", "", 200), (2, 10.0, 0.0), |f| {
        f.other.get("/api/v2/user/me/connection_requests_sent/")
    }),
    budget(("GET /api/v2/user/connection/requests_sent/", "", 200), (2, 10.0, 0.0), |f| {
        f.other.get("/api/v2/user/connection/requests_sent/")
    }),
    budget(("POST /api/v2/user/me/connection_requests/mark_seen/", "all", 201), (2, 3.0, 1.0), |f| {
        f.owner.post("/api/v2/user/me/connection_requests/mark_seen/")
    }),
    budget(("POST /api/v2/user/me/connection_requests/mark_seen/", "one", 201), (2, 4.0, 1.0), |f| {
        f.owner.post("/api/v2/user/me/connection_requests/mark_seen/").json(&json!({"username": "other"}))
    }),
    budget(("POST /api/v2/user/{id}/connection_requests/mark_seen/", "", 204), (2, 2.5, 1.0), |f| {
        f.owner.post(&f.other.path("connection_requests/mark_seen/"))
    }),
    // Among others the profiles of those whose lists lead to the suggestions, since they say who sees their lists.
    budget(("GET /api/v2/suggestion/user/", "", 200), (3, 70.0, 0.0), |f| f.other.get("/api/v2/suggestion/user/")),
    budget((HIDE, "", 201), (2, 4.5, 3.0), |f| f.owner.post(&f.other.path("hide/"))),
    budget((HIDE, "unhide", 201), (2, 4.5, 3.0), |f| f.other.post(&f.staff.path("hide/"))),
    budget(("PUT /api/v2/user/{id}/hide/", "repeated", 204), (1, 4.5, 0.0), |f| f.other.put(&f.staff.path("hide/"))),
    budget(("DELETE /api/v2/user/{id}/hide/", "", 204), (2, 4.5, 3.0), |f| f.other.delete(&f.staff.path("hide/"))),
    // The user and the rows of both, read consistently; and in one transaction, at two units each, these rows with their index
    // entries, the places of the follows, and that of the friendship.
    budget((BLOCK, "", 201), (2, 5.0, 18.0), |f| f.owner.post(&f.other.path("block/"))),
    budget(("PUT /api/v2/user/{id}/block/", "", 204), (2, 5.0, 18.0), |f| f.owner.put(&f.other.path("block/"))),
    budget(("DELETE /api/v2/user/{id}/block/", "no block", 204), (1, 5.0, 0.0), |f| {
        f.owner.delete(&f.other.path("block/"))
    }),
    budget(("GET /api/v2/user/{id}/is_blocked/", "", 200), (1, 2.5, 0.0), |f| {
        f.other.get(&f.staff.path("is_blocked/"))
    }),
    budget(("GET /api/v2/user/blocked_users/", "", 200), (2, 4.5, 0.0), |f| f.other.get("/api/v2/user/blocked_users/")),
    budget(("GET /api/v2/user/{id}/is_hidden/", "", 200), (1, 2.5, 0.0), |f| f.other.get(&f.staff.path("is_hidden/"))),
    budget(("GET /api/v2/user/{id}/is_hidden_by/", "", 200), (1, 2.5, 0.0), |f| {
        f.staff.get(&f.other.path("is_hidden_by/"))
    }),
    budget(("GET /api/v2/user/hidden_users/", "", 200), (2, 4.5, 0.0), |f| f.other.get("/api/v2/user/hidden_users/")),
    budget(("GET /api/v2/user/hidden_users_id/", "", 200), (1, 2.0, 0.0), |f| {
        f.other.get("/api/v2/user/hidden_users_id/")
    }),
];
