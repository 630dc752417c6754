//! The site dialect.

use serde_json::json;
use tests::Routes as _;

use super::{Budget, budget};

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
    // By name, so the claim is read first; then the user, the games, and the ids of followers and followings.
    budget(("GET /api/users/{username}/", "anonymous", 200), (2, 3.0, 0.0), |f| f.app.get("/api/users/owner")),
    budget(("GET /api/users/{username}/", "another user", 200), (2, 6.5, 0.0), |f| f.other.get("/api/users/owner")),
    budget(("GET /api/users/{username}/", "unknown", 404), (1, 1.0, 0.0), |f| f.app.get("/api/users/unknown")),
    budget(("GET /api/users/profile/{username}/", "anonymous", 200), (2, 3.0, 0.0), |f| {
        f.app.get("/api/users/profile/owner")
    }),
    budget(("GET /api/users/profile/{username}/", "own", 200), (2, 4.5, 0.0), |f| {
        f.owner.get("/api/users/profile/owner")
    }),
    budget(("POST /api/users/profile/{username}/", "", 200), (2, 3.5, 1.0), |f| {
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
];
