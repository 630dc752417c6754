//! The budgets: a read in one trip, a list and a write in two (read, then the conditional write).

use serde_json::json;
use shared::domain::FolderId;
use shared::domain::folder::Place;
use tests::{Person, Request, Routes as _, member_path, new_folder};

use crate::budgets::stage::Stage;

/// What a call may cost at most.
pub struct Budget {
    /// Method and path as the router declares them.
    pub route: &'static str,
    /// Who calls it, how.
    pub case: &'static str,
    /// The status by which the call has done what the case says.
    pub status: u16,
    /// Calls of the table that wait for one another.
    pub trips: u32,
    /// Read units.
    pub rcu: f64,
    /// Write units.
    pub wcu: f64,
    /// The call.
    pub call: fn(&Stage) -> Request,
}

/// A path and what a call of it may cost: trips, read units, write units.
const fn budget(
    (route, case, status): (&'static str, &'static str, u16),
    (trips, rcu, wcu): (u32, f64, f64),
    call: fn(&Stage) -> Request,
) -> Budget {
    Budget { route, case, status, trips, rcu, wcu, call }
}

const REGISTER: &str = "POST /api/users/register/";
const LOGIN: &str = "POST /api/users/login/";
const CHANGE_PASSWORD: &str = "PATCH /api/v2/user/{id}/change_password/";
const CHANGE_EMAIL: &str = "PATCH /api/v2/user/{id}/change_email/";
const LIST: &str = "GET /api/v2/user/";
const SEARCH: &str = "GET /api/v2/user/search/";
const AUTOCOMPLETE: &str = "GET /api/v2/user/autocomplete/";
const AVATARS: &str = "GET /api/v2/user/avatar/";
const NEW_AVATAR: &str = "POST /api/v2/user/avatar/";
const USER: &str = "GET /api/v2/user/{id}/";
const DELETE: &str = "DELETE /api/v2/user/{id}/";
const FOLLOW: &str = "POST /api/v2/user/{id}/follow/";
const FOLLOWERS: &str = "GET /api/v2/user/{id}/followers/";
const ACT: &str = "POST /api/v2/user/{id}/connection/{action}/";
const ACT_BY_NAME: &str = "POST /api/v2/user/me/connection/{action}/";
const HIDE: &str = "POST /api/v2/user/{id}/hide/";
const PUBLISH: &str = "POST /api/v2/post/";
const POST: &str = "GET /api/v2/post/{id}/";
const MARK_SEEN: &str = "POST /api/v2/user/me/markseen/";
const MARK_SEEN_PATH: &str = "/api/v2/user/me/markseen/";
const ACTION: &str = "POST /api/actions/{action}/";
const MEMBERS: &str = "GET /users/";
const MEMBER: &str = "PATCH /users/{id}/";
const FOLDER: &str = "PATCH /folders/{id}/";

pub const BUDGETS: &[Budget] = &[
    // At most 16 write units after the hash: two claims, profile, auth state, password and the count, each twice for the
    // transaction, and two index entries. Before the hash the attempt is counted, in one trip; for the first of an hour
    // that is a refused write and another.
    budget((REGISTER, "known address", 200), (2, 1.0, 16.0), |s| s.register("late").from_address(Stage::KNOWN)),
    budget((REGISTER, "new address", 200), (3, 1.0, 16.0), |s| s.register("late").from_address(Stage::FRESH)),
    budget((REGISTER, "name is taken", 400), (2, 1.0, 16.0), |s| s.register("owner").from_address(Stage::KNOWN)),
    budget((REGISTER, "bad name", 400), (0, 0.0, 0.0), |s| s.register("me").from_address(Stage::KNOWN)),
    budget((LOGIN, "by name", 200), (2, 2.0, 1.0), |s| s.login("owner", Person::PASSWORD).from_address(Stage::KNOWN)),
    budget((LOGIN, "by e-mail", 200), (2, 2.0, 1.0), |s| {
        s.login("owner@example.org", Person::PASSWORD).from_address(Stage::KNOWN)
    }),
    // The one write of a login says that it is under way. A failure is counted for the account and for the address (the
    // first of a quarter of an hour takes two trips), and then no longer under way.
    budget((LOGIN, "wrong password", 400), (4, 2.0, 4.0), |s| s.login("owner", "wrong").from_address(Stage::KNOWN)),
    budget((LOGIN, "wrong password, new address", 400), (5, 2.0, 4.0), |s| {
        s.login("other", "wrong").from_address(Stage::FRESH)
    }),
    // As long as for a user who is there.
    budget((LOGIN, "unknown user", 400), (4, 2.5, 4.0), |s| s.login("nobody", "wrong").from_address(Stage::KNOWN)),
    budget((LOGIN, "unknown user, new address", 400), (5, 2.5, 4.0), |s| {
        s.login("nemo", "wrong").from_address(Stage::FRESH)
    }),
    budget(("POST /api/users/logout/", "", 204), (2, 1.0, 1.0), |s| s.owner.post("/api/users/logout/")),
    budget(("POST /api/users/logoutall/", "", 204), (2, 1.0, 1.0), |s| s.owner.post("/api/users/logoutall/")),
    budget(("GET /api/users/user/", "", 200), (1, 2.0, 0.0), |s| s.owner.get("/api/users/user/")),
    // A guess of the old password is throttled as a login is. The hashes lie before the last trip.
    budget((CHANGE_PASSWORD, "", 204), (3, 2.0, 5.0), |s| {
        let body = json!({"password": Person::PASSWORD, "new_password": "another-horse"});
        s.owner.patch(&s.owner.path("change_password/")).json(&body).from_address(Stage::KNOWN)
    }),
    budget((CHANGE_PASSWORD, "wrong password", 400), (4, 2.0, 4.0), |s| {
        let body = json!({"password": "wrong", "new_password": "another-horse"});
        s.owner.patch(&s.owner.path("change_password/")).json(&body).from_address(Stage::KNOWN)
    }),
    budget((CHANGE_PASSWORD, "somebody else's", 403), (1, 2.0, 0.0), |s| {
        s.other.patch(&s.owner.path("change_password/")).json(&json!({}))
    }),
    // Two claims, the profile, and a change that may have waited for its code, twice for the transaction.
    budget((CHANGE_EMAIL, "at once", 204), (2, 2.0, 8.0), |s| {
        s.owner.patch(&s.owner.path("change_email/")).json(&json!({"new_email": "a@example.org", "confirm": false}))
    }),
    budget((CHANGE_EMAIL, "to be confirmed", 200), (2, 3.0, 1.0), |s| {
        s.owner.patch(&s.owner.path("change_email/")).json(&json!({"new_email": "a@example.org", "confirm": true}))
    }),
    budget(("POST /api/v2/user/{id}/confirm_email/", "", 204), (2, 2.0, 8.0), |s| {
        let body = json!({"new_email": Stage::NEW_EMAIL, "validation_code": s.code});
        s.app.post(&s.owner.path("confirm_email/")).json(&body)
    }),
    // A profile, its counters, the caller's follow and friendship a row, half a unit each; the index, the number of users,
    // the caller's auth state.
    budget((LIST, "20 users", 200), (2, 42.5, 0.0), |s| s.owner.get("/api/v2/user/")),
    budget((LIST, "20 users by name", 200), (2, 42.5, 0.0), |s| s.owner.get("/api/v2/user/?ordering=-username")),
    budget((LIST, "bad ordering", 400), (1, 1.0, 0.0), |s| s.owner.get("/api/v2/user/?ordering=age")),
    // The index of names or the list, and half a unit each for a profile and its counters; of a caller also the auth
    // state, whom they hide, and whom on the page they follow or are connected with.
    budget((LIST, "20 users by a word", 200), (2, 42.5, 0.0), |s| s.owner.get("/api/v2/user/?search=member")),
    budget((LIST, "all users by a filter", 200), (2, 54.0, 0.0), |s| s.owner.get("/api/v2/user/?gender=Unspecified")),
    budget((SEARCH, "20 users, anonymous", 200), (2, 20.5, 0.0), |s| s.app.get("/api/v2/user/search/?search=member")),
    budget((SEARCH, "20 users, authenticated", 200), (2, 42.5, 0.0), |s| {
        s.other.get("/api/v2/user/search/?search=member")
    }),
    budget((SEARCH, "by a letter", 200), (2, 23.5, 0.0), |s| s.app.get("/api/v2/user/search/?search=m")),
    budget((SEARCH, "by two words", 200), (2, 23.5, 0.0), |s| s.app.get("/api/v2/user/search/?search=member+1")),
    budget((SEARCH, "nobody fits", 200), (1, 1.0, 0.0), |s| s.app.get("/api/v2/user/search/?search=zebra")),
    budget((SEARCH, "no parameters", 200), (2, 26.5, 0.0), |s| s.app.get("/api/v2/user/search/")),
    budget((SEARCH, "bad gender", 400), (0, 0.0, 0.0), |s| s.app.get("/api/v2/user/search/?gender=x")),
    budget((AUTOCOMPLETE, "20 users, anonymous", 200), (2, 20.5, 0.0), |s| {
        s.app.get("/api/v2/user/autocomplete/?user=member")
    }),
    budget((AUTOCOMPLETE, "20 users, authenticated", 200), (2, 22.5, 0.0), |s| {
        s.other.get("/api/v2/user/autocomplete/?user=member")
    }),
    budget(("POST /api/v2/user/match/", "20 names", 200), (2, 51.0, 0.0), |s| {
        let names: Vec<_> = (0..20).map(|n| format!("member-{n}")).collect();
        s.owner.post("/api/v2/user/match/").json(&json!({"usernames": names}))
    }),
    budget(("GET /api/v2/user/me/", "", 200), (1, 3.0, 0.0), |s| s.owner.get("/api/v2/user/me/")),
    budget(("GET /api/v2/user/me/avatar/", "", 200), (1, 2.0, 0.0), |s| s.owner.get("/api/v2/user/me/avatar/")),
    budget((AVATARS, "", 200), (1, 2.0, 0.0), |s| s.owner.get("/api/v2/user/avatar/")),
    // The avatars, and the profile that names the primary, twice for the transaction; and the count of uploads, which
    // takes a second try where its window is to be opened.
    budget((NEW_AVATAR, "the first", 201), (4, 2.0, 5.0), |s| {
        s.other.post("/api/v2/user/avatar/").json(&Stage::picture())
    }),
    budget((NEW_AVATAR, "another", 201), (3, 2.0, 5.0), |s| {
        s.owner.post("/api/v2/user/avatar/").json(&Stage::picture())
    }),
    budget((NEW_AVATAR, "no picture", 400), (2, 2.0, 1.0), |s| {
        s.owner.post("/api/v2/user/avatar/").json(&json!({"avatar_base64": "bm8="}))
    }),
    budget(("PATCH /api/v2/user/avatar/", "", 204), (2, 2.0, 4.0), |s| {
        s.owner.patch("/api/v2/user/avatar/").json(&json!({"avatar_id": s.avatar}))
    }),
    budget(("DELETE /api/v2/user/avatar/", "", 204), (2, 2.0, 4.0), |s| {
        s.owner.delete("/api/v2/user/avatar/").json(&json!({"avatar_id": s.avatar}))
    }),
    budget(("POST /api/v2/user/avatar/upload/", "", 201), (2, 2.0, 1.0), |s| {
        s.owner.post("/api/v2/user/avatar/upload/")
    }),
    budget(("GET /api/v2/user/me/permission/", "", 200), (1, 1.0, 0.0), |s| s.owner.get("/api/v2/user/me/permission/")),
    budget((USER, "anonymous", 200), (1, 1.0, 0.0), |s| s.see_owner("")),
    budget((USER, "somebody else", 200), (1, 3.5, 0.0), |s| s.other.get(&s.owner.path(""))),
    budget((USER, "oneself", 200), (1, 3.5, 0.0), |s| s.owner.get(&s.owner.path(""))),
    budget((USER, "unknown", 404), (1, 1.0, 0.0), |s| s.app.get("/api/v2/user/1/")),
    budget(("PUT /api/v2/user/{id}/", "", 200), (2, 3.0, 1.0), |s| {
        s.owner.put(&s.owner.path("")).json(&json!({"bio": "Climbs."}))
    }),
    // Two claims and the profile, twice for the transaction, and one index entry, which is deleted and put again.
    budget(("PUT /api/v2/user/{id}/", "rename", 200), (2, 3.0, 8.0), |s| {
        s.owner.put(&s.owner.path("")).json(&json!({"username": "renamed"}))
    }),
    budget(("PUT /api/v2/user/{id}/", "avatar", 200), (3, 4.0, 5.0), |s| {
        s.owner.put(&s.owner.path("")).json(&Stage::picture())
    }),
    // The picture was kept by then, and its file goes again.
    budget(("PUT /api/v2/user/{id}/", "avatar, and a name that is taken", 400), (3, 4.0, 1.0), |s| {
        let mut body = Stage::picture();
        body["username"] = json!("other");
        s.owner.put(&s.owner.path("")).json(&body)
    }),
    budget(("PUT /api/v2/user/{id}/", "nothing new", 200), (1, 3.0, 0.0), |s| {
        s.owner.put(&s.owner.path("")).json(&json!({"username": "owner"}))
    }),
    budget(("PATCH /api/v2/user/{id}/", "", 200), (2, 3.0, 1.0), |s| {
        s.owner.patch(&s.owner.path("")).json(&json!({"bio": "Climbs."}))
    }),
    budget(("PATCH /api/v2/user/{id}/", "somebody else's", 403), (1, 3.0, 0.0), |s| {
        s.other.patch(&s.owner.path("")).json(&json!({"bio": "Climbs."}))
    }),
    // Profile, its two index entries, auth state, the claim's mark and the count, most of them twice for the transaction.
    budget((DELETE, "soft", 204), (2, 2.0, 10.0), |s| s.owner.delete(&s.owner.path(""))),
    // What else is the user's is cleared away by event.
    budget((DELETE, "hard", 204), (2, 3.0, 14.0), |s| s.other.delete(&s.other.path("?hard=1"))),
    budget((DELETE, "hard, with rows to clear away", 204), (2, 3.0, 14.0), |s| {
        s.owner.delete(&s.owner.path("?hard=1"))
    }),
    // And the entry of the audit trail, and that the actor is still what allows it, twice for the transaction.
    budget((DELETE, "hard, by staff", 204), (2, 3.0, 18.0), |s| s.staff.delete(&s.other.path("?hard=1"))),
    // The edge and its two index entries.
    budget((FOLLOW, "", 201), (2, 2.5, 3.0), |s| s.owner.post(&s.other.path("follow/"))),
    budget((FOLLOW, "unfollow", 201), (2, 2.5, 3.0), |s| s.other.post(&s.owner.path("follow/"))),
    budget((FOLLOW, "oneself", 400), (1, 2.5, 0.0), |s| s.owner.post(&s.owner.path("follow/"))),
    budget((FOLLOW, "unknown", 404), (1, 2.5, 0.0), |s| s.owner.post("/api/v2/user/1/follow/")),
    // The index, and half a unit each for a profile, its counters and the owner; of a caller also the auth state, whom
    // they hide, and whom on the page they follow or are connected with.
    budget((FOLLOWERS, "20 users, anonymous", 200), (2, 22.0, 0.0), |s| s.see_owner("followers/")),
    budget((FOLLOWERS, "20 users, authenticated", 200), (2, 43.0, 0.0), |s| s.other.get(&s.owner.path("followers/"))),
    budget((FOLLOWERS, "mutual", 200), (2, 43.0, 0.0), |s| s.other.get(&s.owner.path("followers/?mutual=1"))),
    budget((FOLLOWERS, "bad mutual", 400), (0, 0.0, 0.0), |s| s.see_owner("followers/?mutual=2")),
    budget(("GET /api/v2/user/{id}/followings/", "20 users, anonymous", 200), (2, 22.0, 0.0), |s| {
        s.see_owner("followings/")
    }),
    budget(("GET /api/v2/user/{id}/is_followed/", "", 200), (1, 2.5, 0.0), |s| {
        s.other.get(&s.owner.path("is_followed/"))
    }),
    budget(("GET /api/v2/user/{id}/is_follower/", "", 200), (1, 2.5, 0.0), |s| {
        s.other.get(&s.owner.path("is_follower/"))
    }),
    // Owner, auth state and friendship; the item and its places in two lists, which move when it becomes a connection.
    budget((ACT, "request", 200), (2, 2.5, 5.0), |s| s.owner.post(&s.staff.path("connection/request/"))),
    budget((ACT, "request what is requested", 200), (2, 2.5, 5.0), |s| {
        s.owner.post(&s.other.path("connection/request/"))
    }),
    budget((ACT, "request again", 200), (1, 2.5, 0.0), |s| s.other.post(&s.owner.path("connection/request/"))),
    budget((ACT, "accept", 200), (2, 2.5, 5.0), |s| s.owner.post(&s.other.path("connection/accept/"))),
    budget((ACT, "reject", 200), (2, 2.5, 5.0), |s| s.owner.post(&s.other.path("connection/reject/"))),
    budget((ACT, "cancel the request", 200), (2, 2.5, 5.0), |s| {
        s.other.post(&s.owner.path("connection/cancel_request/"))
    }),
    budget((ACT, "cancel a rejected request", 200), (2, 2.5, 5.0), |s| {
        s.friends[2].post(&s.owner.path("connection/cancel_request/"))
    }),
    budget((ACT, "cancel the rejection", 200), (2, 2.5, 5.0), |s| {
        s.owner.post(&s.friends[2].path("connection/cancel_reject/"))
    }),
    budget((ACT, "remove", 200), (2, 2.5, 5.0), |s| s.friends[0].post(&s.owner.path("connection/remove/"))),
    budget((ACT, "not in this state", 400), (1, 2.5, 0.0), |s| s.owner.post(&s.other.path("connection/remove/"))),
    budget((ACT, "oneself", 400), (1, 2.5, 0.0), |s| s.owner.post(&s.owner.path("connection/request/"))),
    budget((ACT, "unknown", 404), (1, 2.5, 0.0), |s| s.owner.post("/api/v2/user/1/connection/request/")),
    // By name the user has to be found before the friendship: its state is guessed.
    budget((ACT_BY_NAME, "request", 201), (2, 2.5, 5.0), |s| s.act_by_name(&s.owner, "request", &s.staff)),
    budget((ACT_BY_NAME, "accept", 201), (2, 2.5, 5.0), |s| s.act_by_name(&s.owner, "accept", &s.other)),
    budget((ACT_BY_NAME, "reject", 201), (2, 2.5, 5.0), |s| s.act_by_name(&s.owner, "reject", &s.other)),
    budget((ACT_BY_NAME, "cancel the request", 201), (2, 2.5, 5.0), |s| {
        s.act_by_name(&s.other, "cancel_request", &s.owner)
    }),
    budget((ACT_BY_NAME, "cancel the rejection", 201), (2, 2.5, 5.0), |s| {
        s.act_by_name(&s.owner, "cancel_reject", &s.friends[2])
    }),
    budget((ACT_BY_NAME, "remove", 201), (2, 2.5, 5.0), |s| s.act_by_name(&s.owner, "remove", &s.friends[0])),
    // Guessed wrong: a refused write, and another.
    budget((ACT_BY_NAME, "request what is requested", 201), (3, 2.5, 6.0), |s| {
        s.act_by_name(&s.owner, "request", &s.other)
    }),
    budget((ACT_BY_NAME, "unknown", 400), (1, 2.5, 0.0), |s| {
        s.owner.post("/api/v2/user/me/connection/request/").json(&json!({"username": "nobody"}))
    }),
    // Both indexes, and of each on the page profile, counters, the caller's follow and friendship.
    budget(("GET /api/v2/user/{id}/connections/", "anonymous", 200), (2, 22.0, 0.0), |s| s.see_owner("connections/")),
    budget(("GET /api/v2/user/{id}/connections/", "authenticated", 200), (2, 45.0, 0.0), |s| {
        s.other.get(&s.owner.path("connections/"))
    }),
    budget(("GET /api/v2/user/{id}/is_connection/", "", 200), (1, 2.5, 0.0), |s| {
        s.other.get(&s.owner.path("is_connection/"))
    }),
    budget(("GET /api/v2/user/{id}/connection_status/", "", 200), (1, 2.5, 0.0), |s| {
        s.other.get(&s.owner.path("connection_status/"))
    }),
    budget(("POST /api/v2/user/connection/statuses/", "100 users", 200), (1, 101.0, 0.0), |s| {
        let users: Vec<u64> =
            (0..97).chain([&s.other, &s.staff, &s.friends[0]].map(|p| p.id.get())).map(|n| n + 1).collect();
        s.owner.post("/api/v2/user/connection/statuses/").json(&json!({"users": users}))
    }),
    budget(("GET /api/v2/user/me/connection_requests/", "", 200), (2, 10.0, 0.0), |s| {
        s.owner.get("/api/v2/user/me/connection_requests/")
    }),
    budget(("GET /api/v2/user/connection/requests/", "", 200), (2, 10.0, 0.0), |s| {
        s.owner.get("/api/v2/user/connection/requests/")
    }),
    budget(("GET /api/v2/user/me/connection_requests_sent/", "", 200), (2, 10.0, 0.0), |s| {
        s.other.get("/api/v2/user/me/connection_requests_sent/")
    }),
    budget(("GET /api/v2/user/connection/requests_sent/", "", 200), (2, 10.0, 0.0), |s| {
        s.other.get("/api/v2/user/connection/requests_sent/")
    }),
    budget(("POST /api/v2/user/me/connection_requests/mark_seen/", "all", 201), (2, 3.0, 1.0), |s| {
        s.owner.post("/api/v2/user/me/connection_requests/mark_seen/")
    }),
    budget(("POST /api/v2/user/me/connection_requests/mark_seen/", "one", 201), (2, 4.0, 1.0), |s| {
        s.owner.post("/api/v2/user/me/connection_requests/mark_seen/").json(&json!({"username": "other"}))
    }),
    budget(("POST /api/v2/user/{id}/connection_requests/mark_seen/", "", 204), (2, 2.5, 1.0), |s| {
        s.owner.post(&s.other.path("connection_requests/mark_seen/"))
    }),
    budget(("GET /api/v2/suggestion/user/", "", 200), (3, 60.0, 0.0), |s| s.other.get("/api/v2/suggestion/user/")),
    budget((HIDE, "", 201), (2, 4.5, 3.0), |s| s.owner.post(&s.other.path("hide/"))),
    budget((HIDE, "show again", 201), (2, 4.5, 3.0), |s| s.other.post(&s.staff.path("hide/"))),
    budget(("GET /api/v2/user/{id}/is_hidden/", "", 200), (1, 2.5, 0.0), |s| s.other.get(&s.staff.path("is_hidden/"))),
    budget(("GET /api/v2/user/{id}/is_hidden_by/", "", 200), (1, 2.5, 0.0), |s| {
        s.staff.get(&s.other.path("is_hidden_by/"))
    }),
    budget(("GET /api/v2/user/hidden_users/", "", 200), (2, 4.5, 0.0), |s| s.other.get("/api/v2/user/hidden_users/")),
    budget(("GET /api/v2/user/hidden_users_id/", "", 200), (1, 2.0, 0.0), |s| {
        s.other.get("/api/v2/user/hidden_users_id/")
    }),
    // A page of notifications, and of each who caused one profile, counters and the caller's follow, half a unit each.
    budget(("GET /api/v2/user/me/notifications/", "24", 200), (2, 48.5, 0.0), |s| {
        s.owner.get("/api/v2/user/me/notifications/")
    }),
    budget(("GET /api/v2/user/me/notifications/", "bad place", 400), (1, 1.0, 0.0), |s| {
        s.owner.get("/api/v2/user/me/notifications/?next_id=x")
    }),
    budget(("GET /api/v2/user/me/notifications/unseen/", "24", 200), (1, 2.0, 0.0), |s| {
        s.owner.get("/api/v2/user/me/notifications/unseen/")
    }),
    budget(("GET /api/v2/user/me/unseen/", "24", 200), (1, 2.0, 0.0), |s| s.owner.get("/api/v2/user/me/unseen/")),
    budget(("GET /api/v2/notification/unseen/count/", "24", 200), (1, 2.0, 0.0), |s| {
        s.owner.get("/api/v2/notification/unseen/count/")
    }),
    // Each that was not seen yet leaves an index.
    budget(("GET /api/v2/notification/", "24, marked as seen", 200), (2, 48.5, 48.0), |s| {
        s.owner.get("/api/v2/notification/")
    }),
    budget(("POST /api/v2/notification/read/", "one", 204), (2, 1.5, 2.0), |s| {
        s.owner.post("/api/v2/notification/read/").json(&json!({"sids": [s.note]}))
    }),
    budget(("POST /api/v2/notification/read/", "none", 204), (1, 1.5, 0.0), |s| {
        s.owner.post("/api/v2/notification/read/").json(&json!({"sids": [7]}))
    }),
    // The notifications are made by event.
    budget(("POST /api/v2/notification/notify/", "", 204), (2, 1.5, 1.0), |s| {
        s.staff.post("/api/v2/notification/notify/").json(&json!({"user": s.owner.id, "title": "Welcome"}))
    }),
    budget(("POST /api/v2/notification/notify/", "not staff", 403), (1, 1.5, 0.0), |s| {
        s.owner.post("/api/v2/notification/notify/").json(&json!({"user": s.owner.id, "title": "Welcome"}))
    }),
    // The post and its place in the index; who reads it hears of it by event.
    budget((PUBLISH, "", 201), (2, 2.0, 6.0), |s| s.owner.post("/api/v2/post/").json(&json!({"text": "On the way."}))),
    budget(("POST /api/v2/discussion/", "with a poll", 201), (2, 2.0, 6.0), |s| {
        let choices = json!([{"choice": "On foot"}, {"choice": "By rope"}, {"choice": "Not at all"}]);
        let poll = json!({"title": "How do you get there?", "choices": choices});
        s.owner.post("/api/v2/discussion/").json(&json!({"title": "Summits", "text": "Which first?", "poll": poll}))
    }),
    budget((PUBLISH, "bad text", 400), (1, 2.0, 0.0), |s| s.owner.post("/api/v2/post/").json(&json!({"text": 7}))),
    // The post says who its author is, and whether there may be a vote of the caller's.
    budget((POST, "anonymous", 200), (2, 1.0, 0.0), |s| s.app.get(&s.post(""))),
    budget((POST, "with a poll", 200), (2, 2.5, 0.0), |s| s.owner.get(&s.post(""))),
    budget((POST, "unknown", 404), (1, 0.5, 0.0), |s| s.app.get("/api/v2/post/1/")),
    budget(("GET /api/v2/discussion/{id}/", "of the other kind", 404), (1, 0.5, 0.0), |s| {
        s.app.get(&s.post("").replace("post", "discussion"))
    }),
    budget(("PUT /api/v2/post/{id}/", "", 200), (2, 3.0, 1.0), |s| {
        s.staff.put(&s.post("")).json(&json!({"text": "On the way back."}))
    }),
    budget(("PUT /api/v2/post/{id}/", "somebody else's", 403), (1, 2.0, 0.0), |s| {
        s.owner.put(&s.post("")).json(&json!({"text": "Mine."}))
    }),
    budget(("PUT /api/v2/discussion/{id}/", "unknown", 404), (1, 2.0, 0.0), |s| {
        s.owner.put("/api/v2/discussion/1/").json(&json!({"text": "Mine."}))
    }),
    budget(("DELETE /api/v2/post/{id}/", "", 204), (2, 2.0, 2.0), |s| s.staff.delete(&s.post(""))),
    budget(("DELETE /api/v2/discussion/{id}/", "unknown", 404), (1, 2.0, 0.0), |s| {
        s.owner.delete("/api/v2/discussion/1/")
    }),
    // The row and its place in the index by which it goes with its user.
    budget(("POST /api/v2/post/{id}/vote/", "", 204), (2, 2.5, 2.0), |s| s.owner.post(&s.post("vote/"))),
    budget(("POST /api/v2/discussion/{id}/vote/", "unknown", 404), (1, 2.5, 0.0), |s| {
        s.owner.post("/api/v2/discussion/1/vote/")
    }),
    budget(("POST /api/v2/post/{id}/follow/", "", 204), (2, 2.5, 2.0), |s| s.owner.post(&s.post("follow/"))),
    budget(("POST /api/v2/discussion/{id}/follow/", "unknown", 404), (1, 2.5, 0.0), |s| {
        s.owner.post("/api/v2/discussion/1/follow/")
    }),
    // A transaction of two: the row with its place in an index, and the post, whose poll must be as it was read.
    budget(("POST /api/v2/post/{id}/poll/vote/", "", 204), (2, 2.5, 6.0), |s| {
        s.owner.post(&s.post("poll/vote/")).json(&json!({"choice": s.choice}))
    }),
    budget(("POST /api/v2/discussion/{id}/poll/vote/", "unknown", 404), (1, 2.5, 0.0), |s| {
        s.owner.post("/api/v2/discussion/1/poll/vote/").json(&json!({"choice": s.choice}))
    }),
    // The index, the author, half a unit for each post and each poll in which the caller may have voted.
    budget(("GET /api/v2/user/{id}/feed/", "20 posts, anonymous", 200), (3, 25.0, 0.0), |s| {
        s.app.get(&s.staff.path("feed/"))
    }),
    budget(("GET /api/v2/user/{id}/feed/", "20 posts, authenticated", 200), (3, 25.0, 0.0), |s| {
        s.owner.get(&s.staff.path("feed/"))
    }),
    // The feed and its size, whom the caller hides; of each entry the post, its author and maybe a vote.
    budget(("GET /api/v2/feed/", "20 posts of as many authors", 200), (3, 30.0, 0.0), |s| s.owner.get("/api/v2/feed/")),
    budget(("GET /api/v2/feed/home/", "20 posts of as many authors", 200), (3, 30.0, 0.0), |s| {
        s.owner.get("/api/v2/feed/home/")
    }),
    budget((MARK_SEEN, "one", 201), (2, 3.0, 1.0), |s| s.owner.post(MARK_SEEN_PATH).json(&json!({"posts": [s.post]}))),
    budget((MARK_SEEN, "the 22 of the feed", 201), (3, 6.0, 22.0), |s| s.owner.post(MARK_SEEN_PATH)),
    budget(("POST /api/users/follow/", "", 200), (2, 2.5, 3.0), |s| {
        s.owner.post("/api/users/follow/").json(&json!({"username": "other"}))
    }),
    budget(("POST /api/users/follow/", "unknown", 404), (1, 2.5, 0.0), |s| {
        s.owner.post("/api/users/follow/").json(&json!({"username": "nobody"}))
    }),
    budget(("POST /api/users/unfollow/", "", 200), (2, 2.5, 3.0), |s| {
        s.other.post("/api/users/unfollow/").json(&json!({"username": "owner"}))
    }),
    budget(("GET /api/v2/user/{id}/counters/", "anonymous", 200), (1, 1.0, 0.0), |s| s.see_owner("counters/")),
    budget(("GET /api/v2/user/{id}/counters/", "oneself", 200), (1, 3.0, 0.0), |s| {
        s.owner.get(&s.owner.path("counters/"))
    }),
    budget(("GET /api/v2/user/{id}/settings/", "", 200), (1, 2.0, 0.0), |s| s.owner.get(&s.owner.path("settings/"))),
    budget(("PATCH /api/v2/user/{id}/settings/", "", 200), (2, 2.0, 1.0), |s| {
        s.owner.patch(&s.owner.path("settings/")).json(&json!({"qa_frequency": 1}))
    }),
    // By name, so a claim comes before the rows, the games, and the ids of those who follow and are followed.
    budget(("GET /api/users/{username}/", "anonymous", 200), (2, 3.0, 0.0), |s| s.app.get("/api/users/owner")),
    budget(("GET /api/users/{username}/", "somebody else", 200), (2, 6.5, 0.0), |s| s.other.get("/api/users/owner")),
    budget(("GET /api/users/{username}/", "unknown", 404), (1, 1.0, 0.0), |s| s.app.get("/api/users/nobody")),
    budget(("GET /api/users/profile/{username}/", "anonymous", 200), (2, 3.0, 0.0), |s| {
        s.app.get("/api/users/profile/owner")
    }),
    budget(("GET /api/users/profile/{username}/", "oneself", 200), (2, 4.5, 0.0), |s| {
        s.owner.get("/api/users/profile/owner")
    }),
    budget(("POST /api/users/profile/{username}/", "", 200), (2, 3.5, 1.0), |s| {
        s.owner.post("/api/users/profile/owner").json(&json!({"bio": "Climbs."}))
    }),
    budget(("GET /api/actions/", "", 200), (1, 3.0, 0.0), |s| s.owner.get("/api/actions/?igdb=7")),
    budget((ACTION, "known game", 200), (2, 3.0, 1.0), |s| {
        s.owner.post("/api/actions/like/").json(&json!({"igdb": "7", "name": "Celeste"}))
    }),
    // Makes the game known first.
    budget((ACTION, "first touch of a game", 200), (3, 3.0, 2.0), |s| {
        s.owner.post("/api/actions/like/").json(&json!({"igdb": "1942", "name": "The Witcher 3"}))
    }),
    // The list, and profile and auth state of each row, half a unit each; the number of users and the caller's auth state.
    budget((MEMBERS, "20 users", 200), (2, 22.0, 0.0), |s| s.staff.get("/users/")),
    budget((MEMBERS, "20 users by name", 200), (2, 22.0, 0.0), |s| s.staff.get("/users/?sort=-username")),
    budget((MEMBERS, "20 users by a word", 200), (2, 22.0, 0.0), |s| s.staff.get("/users/?filter[search]=member")),
    budget((MEMBERS, "by two words", 200), (2, 25.0, 0.0), |s| s.staff.get("/users/?filter[search]=member+1")),
    budget((MEMBERS, "not for everybody", 403), (1, 2.0, 0.0), |s| s.other.get("/users/")),
    // What registration writes but for a password, and that the actor is still what allows it, and the entry of the trail.
    budget(("POST /users/", "", 200), (2, 1.0, 16.0), |s| {
        let attributes = json!({"username": "late", "email": "late@example.org"});
        s.app.create_member(&s.staff, &attributes)
    }),
    budget(("GET /users/me/", "", 200), (1, 2.0, 0.0), |s| s.owner.get("/users/me/")),
    budget(("GET /users/{id}/", "oneself", 200), (1, 3.0, 0.0), |s| s.owner.get(&s.owner.member_path(""))),
    budget(("GET /users/{id}/", "by staff", 200), (1, 3.0, 0.0), |s| s.staff.get(&s.owner.member_path(""))),
    budget(("GET /users/{id}/", "unknown", 404), (1, 3.0, 0.0), |s| {
        s.staff.get(&member_path(1.try_into().expect("an id"), ""))
    }),
    budget((MEMBER, "own name", 200), (2, 3.0, 1.0), |s| {
        s.owner.patch(&s.owner.member_path("")).json_api(&s.owner.patch_of(json!({"first_name": "Ada"})))
    }),
    // Beside the profile the auth states of both, and the entry of the trail, twice for the transaction.
    budget((MEMBER, "a name, by staff", 200), (2, 3.0, 8.0), |s| {
        s.staff.patch(&s.owner.member_path("")).json_api(&s.owner.patch_of(json!({"first_name": "Ada"})))
    }),
    budget((MEMBER, "inactive, by staff", 200), (2, 3.0, 10.0), |s| {
        s.staff.patch(&s.owner.member_path("")).json_api(&s.owner.patch_of(json!({"is_active": false})))
    }),
    budget((MEMBER, "nothing new", 200), (1, 3.0, 0.0), |s| {
        s.staff.patch(&s.owner.member_path("")).json_api(&s.owner.patch_of(json!({"username": "owner"})))
    }),
    budget(("DELETE /users/{id}/", "oneself", 204), (2, 3.0, 14.0), |s| s.owner.delete(&s.owner.member_path(""))),
    budget(("DELETE /users/{id}/", "by staff", 204), (2, 3.0, 18.0), |s| s.staff.delete(&s.owner.member_path(""))),
    // The hash lies before the last trip.
    budget(("POST /users/{id}/change-password/", "own", 200), (2, 3.0, 4.0), |s| {
        s.owner.post(&s.owner.member_path("change-password/")).json(&json!({"password": "another-horse"}))
    }),
    budget(("POST /users/{id}/change-password/", "by staff", 200), (2, 3.0, 8.0), |s| {
        s.staff.post(&s.owner.member_path("change-password/")).json(&json!({"password": "another-horse"}))
    }),
    budget(("GET /users/{id}/audit/", "", 200), (1, 2.0, 0.0), |s| s.staff.get(&s.owner.member_path("audit/"))),
    // What lies in a folder is read whole: no more than a user may have.
    budget(("GET /nodes/{id}/", "4 folders", 200), (1, 2.0, 0.0), |s| {
        s.owner.get(&format!("/nodes/{}/", s.owner.home().to_uuid()))
    }),
    budget(("GET /nodes/{id}/", "4 folders, by staff", 200), (1, 3.0, 0.0), |s| {
        s.staff.get(&format!("/nodes/{}/", s.owner.home().to_uuid()))
    }),
    // The folder, its title, their number, and that the owner and the parent are there, twice for the transaction.
    budget(("POST /folders/", "at home", 201), (2, 1.0, 8.0), |s| {
        s.owner.post("/folders/").json_api(&new_folder(s.owner.home(), "new"))
    }),
    budget(("POST /folders/", "in another", 201), (2, 1.0, 10.0), |s| {
        s.owner.post("/folders/").json_api(&new_folder(s.folder, "new"))
    }),
    budget(("POST /folders/", "by staff", 201), (2, 1.0, 14.0), |s| {
        s.staff.post("/folders/").json_api(&new_folder(s.folder, "new"))
    }),
    budget(("GET /folders/{id}/", "", 200), (1, 2.0, 0.0), |s| {
        s.owner.get(&format!("/folders/{}/", s.folder.to_uuid()))
    }),
    budget((FOLDER, "rename", 200), (2, 2.0, 8.0), |s| s.owner.change_folder(s.folder, Some("new"), None)),
    // A move reads all folders of the owner, and depends on each that is above its end.
    budget((FOLDER, "move to the top", 200), (2, 3.0, 8.0), |s| {
        let inbox = FolderId { place: Place::Inbox, ..s.owner.home() };
        s.owner.change_folder(s.folder, None, Some(inbox))
    }),
    budget((FOLDER, "move into another", 200), (2, 3.0, 10.0), |s| {
        s.owner.change_folder(s.folder, None, Some(s.sibling))
    }),
    budget(("DELETE /folders/{id}/", "", 204), (2, 2.0, 6.0), |s| {
        s.owner.delete(&format!("/folders/{}/", s.folder.to_uuid()))
    }),
    // Pages and their files are part of the binary.
    budget(("GET /", "", 200), (0, 0.0, 0.0), |s| s.app.get("/")),
    budget(("GET /docs/", "", 200), (0, 0.0, 0.0), |s| s.app.get("/docs/")),
    budget(("GET /openapi.json/", "", 200), (0, 0.0, 0.0), |s| s.app.get("/openapi.json/")),
    budget(("GET /console/", "", 200), (0, 0.0, 0.0), |s| s.app.get("/console/")),
    budget(("GET /assets/{version}/{page}/{file}/", "", 200), (0, 0.0, 0.0), |s| {
        s.app.get("/assets/any/base/base.css/")
    }),
    budget(("GET /health/", "", 200), (0, 0.0, 0.0), |s| s.app.get("/health/")),
    // An item that is not there costs half a unit.
    budget(("GET /health/ready/", "", 200), (1, 0.5, 0.0), |s| s.app.get("/health/ready/")),
];
