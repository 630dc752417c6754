//! The largest offset of each kind of list. Its skipped rows are keys of an index: 500 of them cost some 7 units.

use tests::Routes as _;

use super::{Budget, budget};

const CASE: &str = "largest offset";

pub const BUDGETS: &[Budget] = &[
    budget(("GET /api/v2/user/", CASE, 200), (2, 48.5, 0.0), |f| f.owner.get("/api/v2/user/?offset=500"))
        .of_long_lists(),
    // Nearly all are in one part, which is read in steps.
    budget(("GET /api/v2/user/", "largest offset, by name", 200), (3, 50.0, 0.0), |f| {
        f.owner.get("/api/v2/user/?offset=500&ordering=username")
    })
    .of_long_lists(),
    budget(("GET /api/v2/user/{id}/followers/", CASE, 200), (2, 30.0, 0.0), |f| f.get_owner("followers/?offset=500"))
        .of_long_lists(),
    budget(("GET /api/v2/user/{id}/followers/", "a step to a larger offset", 200), (1, 7.5, 0.0), |f| {
        f.get_owner("followers/?offset=10000")
    })
    .of_long_lists(),
    budget(("GET /api/v2/user/{id}/followers/", "largest offset, mutual", 200), (2, 58.5, 0.0), |f| {
        f.friends[2].get(&f.owner.path("followers/?offset=500&mutual=1"))
    })
    .of_long_lists(),
    budget(("GET /api/v2/user/{id}/connections/", CASE, 200), (4, 30.0, 0.0), |f| {
        f.app.get(&f.friends[2].path("connections/?offset=500"))
    })
    .of_long_lists(),
    budget(("GET /api/v2/user/me/connection_requests/", CASE, 200), (2, 62.0, 0.0), |f| {
        f.owner.get("/api/v2/user/me/connection_requests/?offset=500")
    })
    .of_long_lists(),
    // All hidden users are read consistently too, since `count` is their number.
    budget(("GET /api/v2/user/hidden_users/", CASE, 200), (2, 76.5, 0.0), |f| {
        f.friends[1].get("/api/v2/user/hidden_users/?offset=500")
    })
    .of_long_lists(),
    budget(("GET /api/v2/user/{id}/feed/", CASE, 200), (2, 27.0, 0.0), |f| {
        f.app.get(&f.staff.path("feed/?offset=500"))
    })
    .of_long_lists(),
    budget(("GET /api/v2/feed/explore/", CASE, 200), (3, 35.0, 0.0), |f| f.app.get("/api/v2/feed/explore/?offset=500"))
        .of_long_lists(),
    // The entries of the feed and the posts of four pull authors, merged in steps.
    budget(("GET /api/v2/feed/", CASE, 200), (5, 36.0, 0.0), |f| f.owner.get("/api/v2/feed/?offset=500&own=1"))
        .of_long_lists(),
    // Votes are items of the post's partition.
    budget(("GET /api/v2/post/{id}/vote/", CASE, 200), (2, 21.0, 0.0), |f| f.app.get(&f.post("vote/?offset=500")))
        .of_long_lists(),
    budget(("GET /api/v2/post/{id}/flag/", CASE, 200), (2, 23.0, 0.0), |f| f.staff.get(&f.post("flag/?offset=500")))
        .of_long_lists(),
    // Comments are read whole.
    budget(("GET /api/v2/comment/", CASE, 200), (3, 20.0, 0.0), |f| {
        f.app.get(&format!("/api/v2/comment/?post={}&offset=100", f.post))
    })
    .of_long_lists(),
    budget(("GET /users/", "largest page number", 200), (2, 28.0, 0.0), |f| f.staff.get("/users/?page[number]=26"))
        .of_long_lists(),
];
