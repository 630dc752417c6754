//! The site dialect.

use serde_json::json;
use tests::Routes as _;

use super::{Budget, budget};
use crate::authorisation::bodies::{celeste, journal_entry};

const FAVORITES: &str = "GET /api/actions/favorites/";
const ACTION: &str = "POST /api/actions/{action}/";

pub const BUDGETS: &[Budget] = &[
    budget(("POST /api/users/follow/", "", 200), (2, 2.5, 3.0), |f| {
        f.owner.post("/api/users/follow/").json(&json!({"username": "other"}))
    }),
    budget(("POST /api/users/follow/", "unknown", 404), (1, 2.5, 0.0), |f| {
        f.owner.post("/api/users/follow/").json(&json!({"username": "unknown"}))
    }),
    budget(("POST /api/users/unfollow/", "", 200), (2, 2.5, 3.0), |f| {
        f.other.post("/api/users/unfollow/").json(&json!({"username": "owner"}))
    }),
    // By name, so the claim is read first; then the user, the games, the favorites, and the ids of followers
    // and followings.
    budget(("GET /api/users/{username}/", "anonymous", 200), (2, 4.0, 0.0), |f| f.app.get("/api/users/owner")),
    budget(("GET /api/users/{username}/", "another user", 200), (2, 8.0, 0.0), |f| f.other.get("/api/users/owner")),
    budget(("GET /api/users/{username}/", "unknown", 404), (1, 1.0, 0.0), |f| f.app.get("/api/users/unknown")),
    budget(("GET /api/users/profile/{username}/", "anonymous", 200), (2, 4.0, 0.0), |f| {
        f.app.get("/api/users/profile/owner")
    }),
    budget(("GET /api/users/profile/{username}/", "own", 200), (2, 6.0, 0.0), |f| {
        f.owner.get("/api/users/profile/owner")
    }),
    budget(("POST /api/users/profile/{username}/", "", 200), (2, 4.5, 1.0), |f| {
        f.owner.post("/api/users/profile/owner").json(&json!({"bio": "Climbs."}))
    }),
    budget(("GET /api/actions/", "", 200), (1, 3.0, 0.0), |f| f.owner.get("/api/actions/?igdb=7")),
    budget((ACTION, "known game", 200), (2, 3.0, 1.0), |f| {
        f.owner.post("/api/actions/like/").json(&json!({"igdb": "7", "name": "Celeste"}))
    }),
    // Creates the game first.
    budget((ACTION, "new game", 200), (3, 3.0, 2.0), |f| {
        f.owner.post("/api/actions/like/").json(&json!({"igdb": "1942", "name": "The Witcher 3"}))
    }),
    budget(("PUT /api/actions/{action}/", "known game", 204), (2, 3.0, 1.0), |f| {
        f.owner.put("/api/actions/like/").json(&json!({"igdb": "7", "name": "Celeste"}))
    }),
    budget(("PUT /api/actions/{action}/", "repeated", 204), (1, 3.0, 0.0), |f| {
        f.owner.put("/api/actions/log/").json(&json!({"igdb": "7", "name": "Celeste"}))
    }),
    budget(("DELETE /api/actions/{action}/", "", 204), (2, 3.0, 1.0), |f| f.owner.delete("/api/actions/log/?igdb=7")),
    budget(("DELETE /api/actions/{action}/", "repeated", 204), (1, 3.0, 0.0), |f| {
        f.owner.delete("/api/actions/like/?igdb=7")
    }),
    budget((FAVORITES, "", 200), (1, 2.0, 0.0), |f| f.owner.get("/api/actions/favorites/")),
    budget(("POST /api/actions/favorites/add/", "known game", 200), (2, 3.0, 1.0), |f| {
        f.owner.post("/api/actions/favorites/add/").json(&json!({"igdb": "7", "name": "Celeste"}))
    }),
    budget(("POST /api/actions/favorites/add/", "new game", 200), (3, 3.0, 2.0), |f| {
        f.owner.post("/api/actions/favorites/add/").json(&celeste())
    }),
    budget(("POST /api/actions/favorites/remove/", "not a favorite", 200), (1, 2.0, 0.0), |f| {
        f.owner.post("/api/actions/favorites/remove/").json(&json!({"igdb": "7"}))
    }),
    budget(("GET /api/actions/ratings/", "", 200), (1, 2.0, 0.0), |f| f.owner.get("/api/actions/ratings/?igdb=7")),
    budget(("POST /api/actions/ratings/", "known game", 200), (2, 2.0, 1.0), |f| {
        f.owner.post("/api/actions/ratings/").json(&json!({"igdb": "7", "name": "Celeste", "rating": 4.5}))
    }),
    budget(("GET /api/users/profile/{username}/ratings/", "anonymous", 200), (2, 1.5, 0.0), |f| {
        f.app.get("/api/users/profile/owner/ratings")
    }),
    budget(("GET /api/actions/journal/", "anonymous", 200), (2, 1.5, 0.0), |f| {
        f.app.get("/api/actions/journal/?username=owner")
    }),
    // A transaction of three: the entry, the marks and the rating. The game is new.
    budget(("POST /api/actions/journal/", "new game", 200), (3, 3.0, 7.0), |f| {
        f.owner.post("/api/actions/journal/").json(&journal_entry())
    }),
    budget(("GET /api/users/profile/{username}/activity/", "anonymous", 200), (2, 1.5, 0.0), |f| {
        f.app.get("/api/users/profile/owner/activity?limit=5")
    }),
];
