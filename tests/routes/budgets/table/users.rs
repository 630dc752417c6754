//! Users in the community dialect.

use serde_json::json;
use tests::Routes as _;

use super::{Budget, budget};
use crate::budgets::fixtures::Fixtures;

const LIST: &str = "GET /api/v2/user/";
const SEARCH: &str = "GET /api/v2/user/search/";
const AUTOCOMPLETE: &str = "GET /api/v2/user/autocomplete/";
const SUGGESTIONS: &str = "GET /api/v2/suggestion/";
const AVATARS: &str = "GET /api/v2/user/avatar/";
const NEW_AVATAR: &str = "POST /api/v2/user/avatar/";
const USER: &str = "GET /api/v2/user/{id}/";
const DELETE: &str = "DELETE /api/v2/user/{id}/";

pub const BUDGETS: &[Budget] = &[
    // For each user half a unit for the profile, the counters, the caller's follow and the friendship; in addition four
    // parts of the index, the user count and the caller's auth state.
    budget((LIST, "20 users", 200), (2, 43.5, 0.0), |f| f.owner.get("/api/v2/user/")),
    budget((LIST, "20 users by name", 200), (2, 43.5, 0.0), |f| f.owner.get("/api/v2/user/?ordering=-username")),
    budget((LIST, "bad ordering", 400), (1, 1.0, 0.0), |f| f.owner.get("/api/v2/user/?ordering=age")),
    // The name index or the list, and half a unit for each profile and its counters. For an authenticated caller also the
    // auth state, the hidden users, and half a unit for each follow and friendship with a user of the page.
    budget((LIST, "20 users by a word", 200), (2, 42.5, 0.0), |f| f.owner.get("/api/v2/user/?search=member")),
    budget((LIST, "20 users by a gender", 200), (2, 42.5, 0.0), |f| f.owner.get("/api/v2/user/?gender=Unspecified")),
    budget((SEARCH, "20 users, anonymous", 200), (2, 20.5, 0.0), |f| f.app.get("/api/v2/user/search/?search=member")),
    budget((SEARCH, "20 users, authenticated", 200), (2, 42.5, 0.0), |f| {
        f.other.get("/api/v2/user/search/?search=member")
    }),
    budget((SEARCH, "by a letter", 200), (2, 24.5, 0.0), |f| f.app.get("/api/v2/user/search/?search=m")),
    budget((SEARCH, "by two words", 200), (2, 23.5, 0.0), |f| f.app.get("/api/v2/user/search/?search=member+1")),
    budget((SEARCH, "no match", 200), (1, 1.0, 0.0), |f| f.app.get("/api/v2/user/search/?search=zebra")),
    budget((SEARCH, "no parameters", 200), (2, 29.0, 0.0), |f| f.app.get("/api/v2/user/search/")),
    budget((SEARCH, "bad gender", 400), (0, 0.0, 0.0), |f| f.app.get("/api/v2/user/search/?gender=x")),
    budget((AUTOCOMPLETE, "20 users, anonymous", 200), (2, 20.5, 0.0), |f| {
        f.app.get("/api/v2/user/autocomplete/?user=member")
    }),
    budget((AUTOCOMPLETE, "20 users, authenticated", 200), (2, 22.5, 0.0), |f| {
        f.other.get("/api/v2/user/autocomplete/?user=member")
    }),
    // As a search.
    budget((SUGGESTIONS, "20 users, anonymous", 200), (2, 20.5, 0.0), |f| {
        f.app.get("/api/v2/suggestion/?search=member")
    }),
    budget((SUGGESTIONS, "no match", 200), (1, 1.0, 0.0), |f| f.app.get("/api/v2/suggestion/?search=zebra")),
    budget(("GET /api/v2/avatar/{id}/", "anonymous", 302), (1, 0.5, 0.0), |f| {
        f.app.get(&format!("/api/v2/avatar/{}", f.owner.id))
    }),
    budget(("POST /api/v2/user/match/", "20 names", 200), (2, 51.0, 0.0), |f| {
        let names: Vec<_> = (0..20).map(|n| format!("member-{n}")).collect();
        f.owner.post("/api/v2/user/match/").json(&json!({"usernames": names}))
    }),
    budget(("GET /api/v2/user/me/", "", 200), (1, 3.5, 0.0), |f| f.owner.get("/api/v2/user/me/")),
    budget(("GET /api/v2/user/me/avatar/", "", 200), (1, 2.0, 0.0), |f| f.owner.get("/api/v2/user/me/avatar/")),
    budget((AVATARS, "", 200), (1, 2.0, 0.0), |f| f.owner.get("/api/v2/user/avatar/")),
    // The avatars, and the profile that names the primary one, at two units each; and the count of uploads, which takes a
    // second attempt if it opens a window.
    budget((NEW_AVATAR, "the first", 201), (4, 2.0, 5.0), |f| {
        f.other.post("/api/v2/user/avatar/").json(&Fixtures::picture())
    })
    .resizes(),
    budget((NEW_AVATAR, "another", 201), (3, 2.0, 5.0), |f| {
        f.owner.post("/api/v2/user/avatar/").json(&Fixtures::picture())
    })
    .resizes(),
    budget((NEW_AVATAR, "no picture", 400), (2, 2.0, 1.0), |f| {
        f.owner.post("/api/v2/user/avatar/").json(&json!({"avatar_base64": "bm8="}))
    }),
    budget(("PATCH /api/v2/user/avatar/", "", 204), (2, 2.0, 4.0), |f| {
        f.owner.patch("/api/v2/user/avatar/").json(&json!({"avatar_id": f.avatar}))
    }),
    budget(("DELETE /api/v2/user/avatar/", "", 204), (2, 2.0, 4.0), |f| {
        f.owner.delete("/api/v2/user/avatar/").json(&json!({"avatar_id": f.avatar}))
    }),
    budget(("POST /api/v2/user/avatar/upload/", "", 201), (2, 2.0, 1.0), |f| {
        f.owner.post("/api/v2/user/avatar/upload/").json(&json!({"size": 8_000_000}))
    }),
    budget(("GET /api/v2/udp/", "", 200), (1, 2.0, 0.0), |f| f.owner.get("/api/v2/udp/")),
    budget(("POST /api/v2/udp/", "", 202), (2, 2.0, 1.0), |f| f.owner.post("/api/v2/udp/")),
    // Marks the archive as downloaded.
    budget(("GET /api/v2/udp/download/", "", 200), (2, 2.0, 1.0), |f| f.owner.get("/api/v2/udp/download/")),
    budget(("GET /api/v2/user/me/permission/", "", 200), (1, 1.0, 0.0), |f| f.owner.get("/api/v2/user/me/permission/")),
    budget((USER, "anonymous", 200), (1, 1.0, 0.0), |f| f.get_owner("")),
    budget((USER, "another user", 200), (1, 3.5, 0.0), |f| f.other.get(&f.owner.path(""))),
    budget((USER, "own", 200), (1, 3.5, 0.0), |f| f.owner.get(&f.owner.path(""))),
    budget((USER, "unknown", 404), (1, 1.0, 0.0), |f| f.app.get("/api/v2/user/1/")),
    budget(("PUT /api/v2/user/{id}/", "", 200), (2, 3.0, 1.0), |f| {
        f.owner.put(&f.owner.path("")).json(&json!({"bio": "Climbs."}))
    }),
    // Two claims, the former username and the profile, at two units each, and one index entry that is deleted and written
    // again. The usernames that are kept for the user are read before.
    budget(("PUT /api/v2/user/{id}/", "rename", 200), (5, 4.0, 11.0), |f| {
        f.owner.put(&f.owner.path("")).json(&json!({"username": "renamed"}))
    }),
    budget(("PUT /api/v2/user/{id}/", "avatar", 200), (3, 4.0, 5.0), |f| {
        f.owner.put(&f.owner.path("")).json(&Fixtures::picture())
    })
    .resizes(),
    // The file of the picture is stored before the name turns out to be taken, and is deleted again.
    budget(("PUT /api/v2/user/{id}/", "avatar, and a taken name", 400), (6, 4.0, 2.0), |f| {
        let mut body = Fixtures::picture();
        body["username"] = json!("other");
        f.owner.put(&f.owner.path("")).json(&body)
    })
    .resizes(),
    budget(("PUT /api/v2/user/{id}/", "no change", 200), (1, 3.0, 0.0), |f| {
        f.owner.put(&f.owner.path("")).json(&json!({"username": "owner"}))
    }),
    budget(("PATCH /api/v2/user/{id}/", "", 200), (2, 3.0, 1.0), |f| {
        f.owner.patch(&f.owner.path("")).json(&json!({"bio": "Climbs."}))
    }),
    budget(("PATCH /api/v2/user/{id}/", "another user's", 403), (1, 3.0, 0.0), |f| {
        f.other.patch(&f.owner.path("")).json(&json!({"bio": "Climbs."}))
    }),
    // The profile and its two index entries, the auth state, the mark on the claim and the user count; two units for most.
    budget((DELETE, "soft", 204), (2, 2.0, 10.0), |f| f.owner.delete(&f.owner.path(""))),
    // `fanout` deletes the rest of the user's items.
    budget((DELETE, "hard", 204), (2, 3.0, 14.0), |f| f.other.delete(&f.other.path("?hard=1"))),
    budget((DELETE, "hard, with items left to delete", 204), (2, 3.0, 14.0), |f| {
        f.owner.delete(&f.owner.path("?hard=1"))
    }),
    // In addition the audit entry, and the condition that the caller still has the role, at two units each.
    budget((DELETE, "hard, by staff", 204), (2, 3.0, 19.0), |f| f.staff.delete(&f.other.path("?hard=1"))),
    budget(("GET /api/v2/user/{id}/counters/", "anonymous", 200), (1, 1.0, 0.0), |f| f.get_owner("counters/")),
    budget(("GET /api/v2/user/{id}/counters/", "own", 200), (1, 3.0, 0.0), |f| f.owner.get(&f.owner.path("counters/"))),
    // The auth state, the settings, and the profile, which has those on visibility.
    budget(("GET /api/v2/user/{id}/settings/", "", 200), (1, 3.0, 0.0), |f| f.owner.get(&f.owner.path("settings/"))),
    budget(("PATCH /api/v2/user/{id}/settings/", "", 200), (2, 3.0, 1.0), |f| {
        f.owner.patch(&f.owner.path("settings/")).json(&json!({"qa_frequency": 1}))
    }),
];
