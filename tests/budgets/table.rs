//! The budgets: a read in one trip, a list and a write in two (read, then the conditional write).

use serde_json::json;
use shared::domain::FolderId;
use shared::domain::folder::Place;
use tests::{Person, Request, Routes as _, member_path, new_folder};

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
const USER: &str = "GET /api/v2/user/{id}/";
const DELETE: &str = "DELETE /api/v2/user/{id}/";
const FOLLOW: &str = "POST /api/v2/user/{id}/follow/";
const FOLLOWERS: &str = "GET /api/v2/user/{id}/followers/";
const HIDE: &str = "POST /api/v2/user/{id}/hide/";
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
];
