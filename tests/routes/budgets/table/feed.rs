//! Posts and feeds.

use serde_json::json;
use tests::Routes as _;

use super::{Budget, budget};

const PUBLISH: &str = "POST /api/v2/post/";
const POST: &str = "GET /api/v2/post/{id}/";
const EXPLORE: &str = "GET /api/v2/feed/explore/";
const COMMENT: &str = "POST /api/v2/comment/";
const COMMENTS: &str = "GET /api/v2/comment/";
const MARK_SEEN: &str = "POST /api/v2/user/me/markseen/";
const MARK_SEEN_PATH: &str = "/api/v2/user/me/markseen/";

pub const BUDGETS: &[Budget] = &[
    // The post and its two index entries; `fanout` delivers it to feeds.
    budget((PUBLISH, "", 201), (2, 2.0, 7.0), |f| f.owner.post("/api/v2/post/").json(&json!({"text": "On the way."}))),
    // The claim on the key, and a transaction that completes it: two units for each of its parts, and two index entries.
    budget((PUBLISH, "with an idempotency key", 201), (3, 2.0, 8.0), |f| {
        f.owner.post("/api/v2/post/").json(&json!({"text": "On the way."})).header("idempotency-key", "a key")
    }),
    budget((PUBLISH, "bad text, with an idempotency key", 400), (3, 2.0, 2.0), |f| {
        f.owner.post("/api/v2/post/").json(&json!({"text": 7})).header("idempotency-key", "a key")
    }),
    budget(("POST /api/v2/discussion/", "with a poll", 201), (2, 2.0, 7.0), |f| {
        let choices = json!([{"choice": "On foot"}, {"choice": "By rope"}, {"choice": "Not at all"}]);
        let poll = json!({"title": "How do you get there?", "choices": choices});
        f.owner.post("/api/v2/discussion/").json(&json!({"title": "Summits", "text": "Which first?", "poll": poll}))
    }),
    budget((PUBLISH, "bad text", 400), (1, 2.0, 0.0), |f| f.owner.post("/api/v2/post/").json(&json!({"text": 7}))),
    // Only the post tells its author, whom a block may keep from the caller, and whether it has a poll in which the caller may have voted. Half a unit each tells
    // whether the caller has voted for it, follows it, and has suspended its notifications.
    budget((POST, "anonymous", 200), (2, 1.0, 0.0), |f| f.app.get(&f.post(""))),
    budget((POST, "with a poll", 200), (2, 4.5, 0.0), |f| f.owner.get(&f.post(""))),
    budget((POST, "with a poll and the caller's vote", 200), (2, 4.5, 0.0), |f| f.owner.get(&f.post("?voted=1"))),
    budget((POST, "unknown", 404), (1, 0.5, 0.0), |f| f.app.get("/api/v2/post/1/")),
    budget(("GET /api/v2/discussion/{id}/", "of the other type", 404), (1, 0.5, 0.0), |f| {
        f.app.get(&f.post("").replace("post", "discussion"))
    }),
    budget(("PUT /api/v2/post/{id}/", "", 200), (2, 4.5, 1.0), |f| {
        f.staff.put(&f.post("")).json(&json!({"text": "On the way back."}))
    }),
    budget(("PUT /api/v2/post/{id}/", "another user's", 403), (2, 2.5, 0.0), |f| {
        f.owner.put(&f.post("")).json(&json!({"text": "Mine."}))
    }),
    budget(("PUT /api/v2/discussion/{id}/", "unknown", 404), (2, 3.0, 0.0), |f| {
        f.owner.put("/api/v2/discussion/1/").json(&json!({"text": "Mine."}))
    }),
    budget(("DELETE /api/v2/post/{id}/", "with a poll", 204), (2, 2.0, 6.0), |f| f.staff.delete(&f.post(""))),
    budget(("DELETE /api/v2/discussion/{id}/", "unknown", 404), (2, 3.0, 0.0), |f| {
        f.owner.delete("/api/v2/discussion/1/")
    }),
    // The post, the caller's vote, and the users with whom a block of the caller stands; and the reaction with its entry in the
    // index through which it is deleted with its user.
    budget(("POST /api/v2/post/{id}/vote/", "", 204), (2, 3.0, 2.0), |f| f.owner.post(&f.post("vote/"))),
    budget(("POST /api/v2/discussion/{id}/vote/", "unknown", 404), (1, 3.0, 0.0), |f| {
        f.owner.post("/api/v2/discussion/1/vote/")
    }),
    budget(("PUT /api/v2/post/{id}/vote/", "", 204), (2, 3.0, 2.0), |f| f.owner.put(&f.post("vote/"))),
    budget(("PUT /api/v2/post/{id}/vote/", "repeated", 204), (1, 3.0, 0.0), |f| f.friends[0].put(&f.post("vote/"))),
    budget(("DELETE /api/v2/post/{id}/vote/", "", 204), (2, 3.0, 2.0), |f| f.friends[0].delete(&f.post("vote/"))),
    budget(("DELETE /api/v2/post/{id}/vote/", "repeated", 204), (1, 3.0, 0.0), |f| f.owner.delete(&f.post("vote/"))),
    budget(("PUT /api/v2/discussion/{id}/vote/", "unknown", 404), (1, 3.0, 0.0), |f| {
        f.owner.put("/api/v2/discussion/1/vote/")
    }),
    budget(("DELETE /api/v2/discussion/{id}/vote/", "unknown", 404), (1, 3.0, 0.0), |f| {
        f.owner.delete("/api/v2/discussion/1/vote/")
    }),
    budget(("POST /api/v2/post/{id}/follow/", "", 204), (2, 3.0, 2.0), |f| f.owner.post(&f.post("follow/"))),
    budget(("POST /api/v2/discussion/{id}/follow/", "unknown", 404), (1, 3.0, 0.0), |f| {
        f.owner.post("/api/v2/discussion/1/follow/")
    }),
    budget(("PUT /api/v2/post/{id}/follow/", "", 204), (2, 3.0, 2.0), |f| f.owner.put(&f.post("follow/"))),
    budget(("DELETE /api/v2/post/{id}/follow/", "not followed", 204), (1, 3.0, 0.0), |f| {
        f.owner.delete(&f.post("follow/"))
    }),
    budget(("PUT /api/v2/discussion/{id}/follow/", "unknown", 404), (1, 3.0, 0.0), |f| {
        f.owner.put("/api/v2/discussion/1/follow/")
    }),
    budget(("DELETE /api/v2/discussion/{id}/follow/", "unknown", 404), (1, 3.0, 0.0), |f| {
        f.owner.delete("/api/v2/discussion/1/follow/")
    }),
    // A transaction of two: the ballot with its index entry, and the post, whose poll must not have changed.
    budget(("POST /api/v2/post/{id}/poll/vote/", "", 204), (2, 3.5, 3.0), |f| {
        f.owner.post(&f.post("poll/vote/")).json(&json!({"choice": f.choice}))
    }),
    budget(("POST /api/v2/discussion/{id}/poll/vote/", "unknown", 404), (2, 4.5, 0.0), |f| {
        f.owner.post("/api/v2/discussion/1/poll/vote/").json(&json!({"choice": f.choice}))
    }),
    budget(("PUT /api/v2/post/{id}/poll/vote/", "", 204), (2, 3.5, 3.0), |f| {
        f.owner.put(&f.post("poll/vote/")).json(&json!({"choice": f.choice}))
    }),
    budget(("DELETE /api/v2/post/{id}/poll/vote/", "no vote", 204), (1, 3.5, 0.0), |f| {
        f.owner.delete(&f.post(&format!("poll/vote/?choice={}", f.choice)))
    }),
    budget(("PUT /api/v2/discussion/{id}/poll/vote/", "unknown", 404), (2, 4.5, 0.0), |f| {
        f.owner.put("/api/v2/discussion/1/poll/vote/").json(&json!({"choice": f.choice}))
    }),
    budget(("DELETE /api/v2/discussion/{id}/poll/vote/", "unknown", 404), (2, 4.5, 0.0), |f| {
        f.owner.delete("/api/v2/discussion/1/poll/vote/?choice=1")
    }),
    // The comment and the item by which it is found, at two units each, and an entry of an index, or two for a reply.
    budget((COMMENT, "", 201), (2, 3.0, 6.0), |f| {
        f.owner.post("/api/v2/comment/").json(&json!({"post": f.post, "text": "On the way."}))
    }),
    budget((COMMENT, "a reply", 201), (2, 3.0, 6.0), |f| {
        f.owner.post("/api/v2/comment/").json(&json!({"post": f.post, "parent": f.comment, "text": "On the way."}))
    }),
    budget((COMMENT, "bad text", 400), (1, 2.5, 0.0), |f| {
        f.owner.post("/api/v2/comment/").json(&json!({"post": f.post, "text": 7}))
    }),
    // The post, the four partitions of its comments, half a unit for each author and for the replies to each comment that
    // has any; for a user also the hidden users and the user's own votes.
    budget((COMMENTS, "20 comments, anonymous", 200), (2, 24.0, 0.0), |f| {
        f.app.get(&format!("/api/v2/comment/?post={}", f.post))
    }),
    budget((COMMENTS, "20 comments, authenticated", 200), (2, 24.0, 0.0), |f| {
        f.owner.get(&format!("/api/v2/comment/?post={}&ordering=-added_at", f.post))
    }),
    budget((COMMENTS, "20 replies", 200), (2, 24.0, 0.0), |f| {
        f.owner.get(&format!("/api/v2/comment/?post={}&parent={}", f.post, f.comment))
    }),
    // Two items for each author tell whether the caller is linked with them.
    budget((COMMENTS, "20 comments, connections first", 200), (2, 44.0, 0.0), |f| {
        f.owner.get(&format!("/api/v2/comment/?post={}&ordering=connection", f.post))
    }),
    budget((COMMENTS, "of an unknown post", 404), (2, 7.0, 0.0), |f| f.owner.get("/api/v2/comment/?post=1")),
    // The id leads to the comment, and only the comment tells the newest replies.
    budget(("GET /api/v2/comment/{id}/", "anonymous", 200), (3, 4.0, 0.0), |f| f.app.get(&f.comment(""))),
    budget(("GET /api/v2/comment/{id}/", "authenticated", 200), (3, 6.5, 0.0), |f| f.other.get(&f.comment(""))),
    budget(("GET /api/v2/comment/{id}/", "unknown", 404), (1, 1.0, 0.0), |f| f.app.get("/api/v2/comment/1/")),
    budget(("PUT /api/v2/comment/{id}/", "", 200), (3, 6.5, 1.0), |f| {
        f.owner.put(&f.comment("")).json(&json!({"text": "On the way back."}))
    }),
    budget(("PUT /api/v2/comment/{id}/", "another user's", 403), (2, 3.0, 0.0), |f| {
        f.other.put(&f.comment("")).json(&json!({"text": "Mine."}))
    }),
    budget(("PATCH /api/v2/comment/{id}/", "no change", 200), (3, 6.5, 0.0), |f| {
        f.owner.patch(&f.comment("")).json(&json!({}))
    }),
    // The comment, and an entry in the index of deleted ones.
    budget(("DELETE /api/v2/comment/{id}/", "", 204), (2, 2.0, 3.0), |f| f.owner.delete(&f.comment(""))),
    budget(("POST /api/v2/comment/{id}/restore/", "not deleted", 404), (3, 3.0, 1.0), |f| {
        f.staff.post(&f.comment("restore/"))
    }),
    // The place, the comment, and the vote with its entry in an index.
    budget(("POST /api/v2/comment/{id}/vote/", "", 204), (3, 3.0, 2.0), |f| f.other.post(&f.comment("vote/"))),
    budget(("POST /api/v2/comment/{id}/vote/", "unknown", 404), (1, 2.5, 0.0), |f| {
        f.other.post("/api/v2/comment/1/vote/")
    }),
    budget(("PUT /api/v2/comment/{id}/vote/", "", 204), (3, 3.0, 2.0), |f| f.other.put(&f.comment("vote/"))),
    budget(("DELETE /api/v2/comment/{id}/vote/", "", 204), (3, 3.0, 2.0), |f| f.friends[0].delete(&f.comment("vote/"))),
    budget(("DELETE /api/v2/comment/{id}/vote/", "repeated", 204), (3, 3.0, 0.0), |f| {
        f.other.delete(&f.comment("vote/"))
    }),
    budget(("GET /api/v2/comment/{id}/vote/", "20 votes", 200), (2, 15.5, 0.0), |f| f.other.get(&f.comment("vote/"))),
    // The suspension, and its entries in the list of the user and in the index through which it is deleted with its user.
    budget(("POST /api/v2/post/{id}/suspend/", "", 204), (2, 3.0, 3.0), |f| f.owner.post(&f.post("suspend/"))),
    budget(("POST /api/v2/discussion/{id}/suspend/", "unknown", 404), (1, 3.0, 0.0), |f| {
        f.owner.post("/api/v2/discussion/1/suspend/")
    }),
    budget(("PUT /api/v2/post/{id}/suspend/", "", 204), (2, 3.0, 3.0), |f| f.owner.put(&f.post("suspend/"))),
    budget(("DELETE /api/v2/post/{id}/suspend/", "not suspended", 204), (1, 3.0, 0.0), |f| {
        f.owner.delete(&f.post("suspend/"))
    }),
    budget(("PUT /api/v2/discussion/{id}/suspend/", "unknown", 404), (1, 3.0, 0.0), |f| {
        f.owner.put("/api/v2/discussion/1/suspend/")
    }),
    budget(("DELETE /api/v2/discussion/{id}/suspend/", "unknown", 404), (1, 3.0, 0.0), |f| {
        f.owner.delete("/api/v2/discussion/1/suspend/")
    }),
    budget(("GET /api/v2/post/{id}/suspended/", "", 200), (1, 3.0, 0.0), |f| f.owner.get(&f.post("suspended/"))),
    budget(("GET /api/v2/discussion/{id}/suspended/", "unknown", 404), (1, 3.0, 0.0), |f| {
        f.owner.get("/api/v2/discussion/1/suspended/")
    }),
    budget(("GET /api/v2/post/suspended/", "none", 200), (1, 2.5, 0.0), |f| f.owner.get("/api/v2/post/suspended/")),
    budget(("GET /api/v2/discussion/suspended/", "none", 200), (1, 2.5, 0.0), |f| {
        f.owner.get("/api/v2/discussion/suspended/")
    }),
    // The post, the eight parts of the index of its comments, and 20 users.
    budget(("GET /api/v2/post/{id}/contributors/", "20 users, anonymous", 200), (3, 28.0, 0.0), |f| {
        f.app.get(&f.post("contributors/"))
    }),
    budget(("GET /api/v2/post/{id}/contributors/", "20 users, authenticated", 200), (3, 50.0, 0.0), |f| {
        f.owner.get(&f.post("contributors/"))
    }),
    budget(("GET /api/v2/discussion/{id}/contributors/", "unknown", 404), (1, 8.0, 0.0), |f| {
        f.app.get("/api/v2/discussion/1/contributors/")
    }),
    // Four parts of the index and four for the count, and the posts of this kind with their authors.
    budget(("GET /api/v2/post/uncommented/", "20 posts, anonymous", 200), (2, 36.0, 0.0), |f| {
        f.app.get("/api/v2/post/uncommented/")
    }),
    budget(("GET /api/v2/discussion/uncommented/", "authenticated", 200), (2, 38.0, 0.0), |f| {
        f.owner.get("/api/v2/discussion/uncommented/")
    }),
    budget(("GET /api/v2/post/{id}/vote/", "20 votes", 200), (2, 14.5, 0.0), |f| f.other.get(&f.post("vote/"))),
    budget(("GET /api/v2/discussion/{id}/vote/", "unknown", 404), (1, 2.0, 0.0), |f| {
        f.app.get("/api/v2/discussion/1/vote/")
    }),
    // What is flagged, the caller's flag, and the flag with its entry in an index.
    budget(("POST /api/v2/post/{id}/flag/", "", 204), (2, 4.0, 2.0), |f| {
        f.other.post(&f.post("flag/")).json(&json!({"flag_type": 0}))
    }),
    budget(("GET /api/v2/post/{id}/flag/", "not staff", 403), (1, 2.5, 0.0), |f| f.other.get(&f.post("flag/"))),
    budget(("GET /api/v2/post/{id}/flag/", "by staff", 200), (2, 4.0, 0.0), |f| f.staff.get(&f.post("flag/"))),
    budget(("GET /api/v2/post/{id}/flag/status/", "", 200), (1, 3.0, 0.0), |f| f.other.get(&f.post("flag/status/"))),
    budget(("POST /api/v2/comment/{id}/flag/", "", 204), (3, 4.0, 2.0), |f| {
        f.other.post(&f.comment("flag/")).json(&json!({"flag_type": 0}))
    }),
    budget(("GET /api/v2/comment/{id}/flag/", "not staff", 403), (1, 2.5, 0.0), |f| f.other.get(&f.comment("flag/"))),
    budget(("GET /api/v2/comment/{id}/flag/", "by staff", 200), (2, 4.0, 0.0), |f| f.staff.get(&f.comment("flag/"))),
    budget(("GET /api/v2/comment/{id}/flag/status/", "", 200), (1, 3.5, 0.0), |f| {
        f.other.get(&f.comment("flag/status/"))
    }),
    budget(("PUT /api/v2/post/{id}/flag/", "", 204), (2, 4.0, 2.0), |f| {
        f.other.put(&f.post("flag/")).json(&json!({"flag_type": 0}))
    }),
    budget(("DELETE /api/v2/post/{id}/flag/", "no flag", 204), (1, 4.0, 0.0), |f| f.other.delete(&f.post("flag/"))),
    budget(("PUT /api/v2/comment/{id}/flag/", "", 204), (3, 4.0, 2.0), |f| {
        f.other.put(&f.comment("flag/")).json(&json!({"flag_type": 0}))
    }),
    budget(("DELETE /api/v2/comment/{id}/flag/", "no flag", 204), (2, 4.0, 0.0), |f| {
        f.other.delete(&f.comment("flag/"))
    }),
    budget(("PUT /api/v2/user/{id}/flag/", "", 204), (2, 3.0, 2.0), |f| {
        f.other.put(&f.owner.path("flag/")).json(&json!({"flag_type": 0}))
    }),
    budget(("DELETE /api/v2/user/{id}/flag/", "no flag", 204), (1, 3.0, 0.0), |f| {
        f.other.delete(&f.owner.path("flag/"))
    }),
    budget(("PUT /api/v2/discussion/{id}/flag/", "unknown", 404), (1, 3.0, 0.0), |f| {
        f.other.put("/api/v2/discussion/1/flag/").json(&json!({"flag_type": 0}))
    }),
    budget(("DELETE /api/v2/discussion/{id}/flag/", "unknown", 404), (1, 3.0, 0.0), |f| {
        f.other.delete("/api/v2/discussion/1/flag/")
    }),
    budget(("POST /api/v2/discussion/{id}/flag/", "unknown", 404), (1, 3.0, 0.0), |f| {
        f.other.post("/api/v2/discussion/1/flag/").json(&json!({"flag_type": 0}))
    }),
    budget(("GET /api/v2/discussion/{id}/flag/", "unknown", 404), (1, 2.0, 0.0), |f| {
        f.staff.get("/api/v2/discussion/1/flag/")
    }),
    budget(("GET /api/v2/discussion/{id}/flag/status/", "unknown", 404), (1, 3.0, 0.0), |f| {
        f.other.get("/api/v2/discussion/1/flag/status/")
    }),
    budget(("POST /api/v2/user/{id}/flag/", "", 204), (2, 3.0, 2.0), |f| {
        f.other.post(&f.owner.path("flag/")).json(&json!({"flag_type": 0}))
    }),
    // The index, the author, and half a unit for each post and each poll in which the caller may have voted.
    budget(("GET /api/v2/user/{id}/feed/", "20 posts, anonymous", 200), (3, 25.0, 0.0), |f| {
        f.app.get(&f.staff.path("feed/"))
    }),
    budget(("GET /api/v2/user/{id}/feed/", "20 posts, authenticated", 200), (3, 28.5, 0.0), |f| {
        f.owner.get(&f.staff.path("feed/"))
    }),
    // The auth state, and half a unit for the feed.
    budget(("GET /api/v2/feed/", "20 posts, unchanged", 304), (1, 1.5, 0.0), |f| f.owner.get("/api/v2/feed/"))
        .revalidated(),
    // The feed and its size, the caller's hidden users, and for each entry the post, its author and possibly a vote.
    budget(("GET /api/v2/feed/", "20 posts of as many authors", 200), (3, 40.0, 0.0), |f| f.owner.get("/api/v2/feed/")),
    budget(("GET /api/v2/feed/home/", "20 posts of as many authors", 200), (3, 40.0, 0.0), |f| {
        f.owner.get("/api/v2/feed/home/")
    }),
    // The caller's own posts are one more index, and each vote for a post is looked up.
    budget(("GET /api/v2/feed/", "20 posts, with own posts and votes", 200), (3, 50.0, 0.0), |f| {
        f.owner.get("/api/v2/feed/?own=1&voted=1")
    }),
    // Four parts of the index and four for the count, and for each entry the post, its author and possibly a vote.
    budget((EXPLORE, "20 posts, anonymous", 200), (2, 36.0, 0.0), |f| f.app.get("/api/v2/feed/explore/")),
    budget((EXPLORE, "20 posts, authenticated", 200), (2, 38.0, 0.0), |f| f.owner.get("/api/v2/feed/explore/")),
    budget(("POST /api/v2/feed/read/", "one", 204), (2, 1.0, 1.0), |f| {
        f.owner.post("/api/v2/feed/read/").json(&json!({"object": [f.post]}))
    }),
    budget((MARK_SEEN, "one", 201), (2, 3.0, 1.0), |f| f.owner.post(MARK_SEEN_PATH).json(&json!({"posts": [f.post]}))),
    budget((MARK_SEEN, "the 22 of the feed", 201), (3, 6.0, 22.0), |f| f.owner.post(MARK_SEEN_PATH)).writes_to_many(),
];
