//! Posts and feeds.

use serde_json::json;
use tests::Routes as _;

use super::{Budget, budget};

const PUBLISH: &str = "POST /api/v2/post/";
const POST: &str = "GET /api/v2/post/{id}/";
const EXPLORE: &str = "GET /api/v2/feed/explore/";
const MARK_SEEN: &str = "POST /api/v2/user/me/markseen/";
const MARK_SEEN_PATH: &str = "/api/v2/user/me/markseen/";

pub const BUDGETS: &[Budget] = &[
    // The post and its two index entries; `fanout` delivers it to feeds.
    budget((PUBLISH, "", 201), (2, 2.0, 7.0), |f| f.owner.post("/api/v2/post/").json(&json!({"text": "On the way."}))),
    budget(("POST /api/v2/discussion/", "with a poll", 201), (2, 2.0, 7.0), |f| {
        let choices = json!([{"choice": "On foot"}, {"choice": "By rope"}, {"choice": "Not at all"}]);
        let poll = json!({"title": "How do you get there?", "choices": choices});
        f.owner.post("/api/v2/discussion/").json(&json!({"title": "Summits", "text": "Which first?", "poll": poll}))
    }),
    budget((PUBLISH, "bad text", 400), (1, 2.0, 0.0), |f| f.owner.post("/api/v2/post/").json(&json!({"text": 7}))),
    // Only the post tells its author, and whether it has a poll in which the caller may have voted.
    budget((POST, "anonymous", 200), (2, 1.0, 0.0), |f| f.app.get(&f.post(""))),
    budget((POST, "with a poll", 200), (2, 2.5, 0.0), |f| f.owner.get(&f.post(""))),
    budget((POST, "unknown", 404), (1, 0.5, 0.0), |f| f.app.get("/api/v2/post/1/")),
    budget(("GET /api/v2/discussion/{id}/", "of the other type", 404), (1, 0.5, 0.0), |f| {
        f.app.get(&f.post("").replace("post", "discussion"))
    }),
    budget(("PUT /api/v2/post/{id}/", "", 200), (2, 3.0, 1.0), |f| {
        f.staff.put(&f.post("")).json(&json!({"text": "On the way back."}))
    }),
    budget(("PUT /api/v2/post/{id}/", "another user's", 403), (1, 2.0, 0.0), |f| {
        f.owner.put(&f.post("")).json(&json!({"text": "Mine."}))
    }),
    budget(("PUT /api/v2/discussion/{id}/", "unknown", 404), (1, 2.0, 0.0), |f| {
        f.owner.put("/api/v2/discussion/1/").json(&json!({"text": "Mine."}))
    }),
    budget(("DELETE /api/v2/post/{id}/", "", 204), (2, 2.0, 3.0), |f| f.staff.delete(&f.post(""))),
    budget(("DELETE /api/v2/discussion/{id}/", "unknown", 404), (1, 2.0, 0.0), |f| {
        f.owner.delete("/api/v2/discussion/1/")
    }),
    // The reaction and its entry in the index through which it is deleted with its user.
    budget(("POST /api/v2/post/{id}/vote/", "", 204), (2, 2.5, 2.0), |f| f.owner.post(&f.post("vote/"))),
    budget(("POST /api/v2/discussion/{id}/vote/", "unknown", 404), (1, 2.5, 0.0), |f| {
        f.owner.post("/api/v2/discussion/1/vote/")
    }),
    budget(("POST /api/v2/post/{id}/follow/", "", 204), (2, 2.5, 2.0), |f| f.owner.post(&f.post("follow/"))),
    budget(("POST /api/v2/discussion/{id}/follow/", "unknown", 404), (1, 2.5, 0.0), |f| {
        f.owner.post("/api/v2/discussion/1/follow/")
    }),
    // A transaction of two: the ballot with its index entry, and the post, whose poll must not have changed.
    budget(("POST /api/v2/post/{id}/poll/vote/", "", 204), (2, 2.5, 6.0), |f| {
        f.owner.post(&f.post("poll/vote/")).json(&json!({"choice": f.choice}))
    }),
    budget(("POST /api/v2/discussion/{id}/poll/vote/", "unknown", 404), (1, 2.5, 0.0), |f| {
        f.owner.post("/api/v2/discussion/1/poll/vote/").json(&json!({"choice": f.choice}))
    }),
    // The index, the author, and half a unit for each post and each poll in which the caller may have voted.
    budget(("GET /api/v2/user/{id}/feed/", "20 posts, anonymous", 200), (3, 25.0, 0.0), |f| {
        f.app.get(&f.staff.path("feed/"))
    }),
    budget(("GET /api/v2/user/{id}/feed/", "20 posts, authenticated", 200), (3, 25.0, 0.0), |f| {
        f.owner.get(&f.staff.path("feed/"))
    }),
    // The feed and its size, the caller's hidden users, and for each entry the post, its author and possibly a vote.
    budget(("GET /api/v2/feed/", "20 posts of as many authors", 200), (3, 30.0, 0.0), |f| f.owner.get("/api/v2/feed/")),
    budget(("GET /api/v2/feed/home/", "20 posts of as many authors", 200), (3, 30.0, 0.0), |f| {
        f.owner.get("/api/v2/feed/home/")
    }),
    // Four parts of the index and four for the count, and for each entry the post, its author and possibly a vote.
    budget((EXPLORE, "20 posts, anonymous", 200), (2, 26.0, 0.0), |f| f.app.get("/api/v2/feed/explore/")),
    budget((EXPLORE, "20 posts, authenticated", 200), (2, 28.0, 0.0), |f| f.owner.get("/api/v2/feed/explore/")),
    budget(("POST /api/v2/feed/read/", "one", 204), (2, 1.0, 1.0), |f| {
        f.owner.post("/api/v2/feed/read/").json(&json!({"object": [f.post]}))
    }),
    budget((MARK_SEEN, "one", 201), (2, 3.0, 1.0), |f| f.owner.post(MARK_SEEN_PATH).json(&json!({"posts": [f.post]}))),
    budget((MARK_SEEN, "the 22 of the feed", 201), (3, 6.0, 22.0), |f| f.owner.post(MARK_SEEN_PATH)),
];
