//! The budgets: a read in one trip, a list and a write in two (read, then the conditional write).

use serde_json::json;
use tests::{Person, Request, Routes as _};

use crate::stage::Stage;

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
const HIDE: &str = "POST /api/v2/user/{id}/hide/";
const ACTION: &str = "POST /api/actions/{action}/";

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
    // A profile, its counters and the caller's follow a row, half a unit each; the index, the number of users, the caller's
    // auth state.
    budget((LIST, "20 users", 200), (2, 32.5, 0.0), |s| s.owner.get("/api/v2/user/")),
    budget((LIST, "20 users by name", 200), (2, 32.5, 0.0), |s| s.owner.get("/api/v2/user/?ordering=-username")),
    budget((LIST, "bad ordering", 400), (1, 1.0, 0.0), |s| s.owner.get("/api/v2/user/?ordering=age")),
    // The index of names or the list, and half a unit each for a profile and its counters; of a caller also the auth
    // state, whom they hide, and whom on the page they follow.
    budget((LIST, "20 users by a word", 200), (2, 32.5, 0.0), |s| s.owner.get("/api/v2/user/?search=member")),
    budget((LIST, "all users by a filter", 200), (2, 41.0, 0.0), |s| s.owner.get("/api/v2/user/?gender=Unspecified")),
    budget((SEARCH, "20 users, anonymous", 200), (2, 20.5, 0.0), |s| s.app.get("/api/v2/user/search/?search=member")),
    budget((SEARCH, "20 users, authenticated", 200), (2, 32.5, 0.0), |s| {
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
    budget((AUTOCOMPLETE, "20 users, authenticated", 200), (2, 32.5, 0.0), |s| {
        s.other.get("/api/v2/user/autocomplete/?user=member")
    }),
    budget(("POST /api/v2/user/match/", "20 names", 200), (2, 41.0, 0.0), |s| {
        let names: Vec<_> = (0..20).map(|n| format!("member-{n}")).collect();
        s.owner.post("/api/v2/user/match/").json(&json!({"usernames": names}))
    }),
    budget(("GET /api/v2/user/me/", "", 200), (1, 3.0, 0.0), |s| s.owner.get("/api/v2/user/me/")),
    budget(("GET /api/v2/user/me/avatar/", "", 200), (1, 2.0, 0.0), |s| s.owner.get("/api/v2/user/me/avatar/")),
    budget((AVATARS, "", 200), (1, 2.0, 0.0), |s| s.owner.get("/api/v2/user/avatar/")),
    // The avatars, and the profile that names the primary, twice for the transaction.
    budget((NEW_AVATAR, "the first", 201), (2, 2.0, 4.0), |s| {
        s.other.post("/api/v2/user/avatar/").json(&Stage::picture())
    }),
    budget((NEW_AVATAR, "another", 201), (2, 2.0, 4.0), |s| {
        s.owner.post("/api/v2/user/avatar/").json(&Stage::picture())
    }),
    budget((NEW_AVATAR, "no picture", 400), (1, 2.0, 0.0), |s| {
        s.owner.post("/api/v2/user/avatar/").json(&json!({"avatar_base64": "bm8="}))
    }),
    budget(("PATCH /api/v2/user/avatar/", "", 204), (2, 2.0, 4.0), |s| {
        s.owner.patch("/api/v2/user/avatar/").json(&json!({"avatar_id": s.avatar}))
    }),
    budget(("DELETE /api/v2/user/avatar/", "", 204), (2, 2.0, 4.0), |s| {
        s.owner.delete("/api/v2/user/avatar/").json(&json!({"avatar_id": s.avatar}))
    }),
    budget(("POST /api/v2/user/avatar/upload/", "", 201), (1, 2.0, 0.0), |s| {
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
    budget(("PUT /api/v2/user/{id}/", "avatar", 200), (2, 4.0, 4.0), |s| {
        s.owner.put(&s.owner.path("")).json(&Stage::picture())
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
    budget((DELETE, "hard, by staff", 204), (2, 3.0, 14.0), |s| s.staff.delete(&s.other.path("?hard=1"))),
    // The edge and its two index entries.
    budget((FOLLOW, "", 201), (2, 2.5, 3.0), |s| s.owner.post(&s.other.path("follow/"))),
    budget((FOLLOW, "unfollow", 201), (2, 2.5, 3.0), |s| s.other.post(&s.owner.path("follow/"))),
    budget((FOLLOW, "oneself", 400), (1, 2.5, 0.0), |s| s.owner.post(&s.owner.path("follow/"))),
    budget((FOLLOW, "unknown", 404), (1, 2.5, 0.0), |s| s.owner.post("/api/v2/user/1/follow/")),
    // The index, and half a unit each for a profile, its counters and the owner; of a caller also the auth state, whom
    // they hide, and whom on the page they follow.
    budget((FOLLOWERS, "20 users, anonymous", 200), (2, 22.0, 0.0), |s| s.see_owner("followers/")),
    budget((FOLLOWERS, "20 users, authenticated", 200), (2, 33.0, 0.0), |s| s.other.get(&s.owner.path("followers/"))),
    budget((FOLLOWERS, "mutual", 200), (2, 33.0, 0.0), |s| s.other.get(&s.owner.path("followers/?mutual=1"))),
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
    budget((HIDE, "", 201), (2, 3.5, 3.0), |s| s.owner.post(&s.other.path("hide/"))),
    budget((HIDE, "show again", 201), (2, 3.5, 3.0), |s| s.other.post(&s.staff.path("hide/"))),
    budget(("GET /api/v2/user/{id}/is_hidden/", "", 200), (1, 2.5, 0.0), |s| s.other.get(&s.staff.path("is_hidden/"))),
    budget(("GET /api/v2/user/{id}/is_hidden_by/", "", 200), (1, 2.5, 0.0), |s| {
        s.staff.get(&s.other.path("is_hidden_by/"))
    }),
    budget(("GET /api/v2/user/hidden_users/", "", 200), (2, 4.0, 0.0), |s| s.other.get("/api/v2/user/hidden_users/")),
    budget(("GET /api/v2/user/hidden_users_id/", "", 200), (1, 2.0, 0.0), |s| {
        s.other.get("/api/v2/user/hidden_users_id/")
    }),
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
    budget(("GET /api/users/{username}/", "somebody else", 200), (2, 5.5, 0.0), |s| s.other.get("/api/users/owner")),
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
];
