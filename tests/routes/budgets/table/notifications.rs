//! Notifications.

use serde_json::json;
use tests::Routes as _;

use super::{Budget, budget};
use crate::authorisation::bodies::{published_subscription, subscription};

pub const BUDGETS: &[Budget] = &[
    // A page of notifications, and for each user who caused one half a unit for the profile, the counters and the caller's
    // follow.
    budget(("GET /api/v2/user/me/notifications/", "24", 200), (2, 73.5, 0.0), |f| {
        f.owner.get("/api/v2/user/me/notifications/")
    }),
    // Comments on a post and votes for it. The results have the post, with what the caller has done about it.
    budget(("GET /api/v2/user/me/notifications/", "about a post", 200), (3, 73.5, 0.0), |f| {
        f.staff.get("/api/v2/user/me/notifications/")
    }),
    budget(("GET /api/v2/user/me/notifications/", "bad cursor", 400), (1, 1.0, 0.0), |f| {
        f.owner.get("/api/v2/user/me/notifications/?next_id=x")
    }),
    budget(("GET /api/v2/user/me/notifications/unseen/", "24", 200), (1, 2.0, 0.0), |f| {
        f.owner.get("/api/v2/user/me/notifications/unseen/")
    }),
    budget(("GET /api/v2/user/me/unseen/", "24", 200), (1, 2.0, 0.0), |f| f.owner.get("/api/v2/user/me/unseen/")),
    budget(("GET /api/v2/notification/unseen/count/", "24", 200), (1, 2.0, 0.0), |f| {
        f.owner.get("/api/v2/notification/unseen/count/")
    }),
    // The auth state, and half a unit for each 4 KB of keys, of some 22 notifications.
    budget(("GET /api/v2/notification/unseen/count/", "24, unchanged", 304), (1, 2.0, 0.0), |f| {
        f.owner.get("/api/v2/notification/unseen/count/")
    })
    .revalidated(),
    // Each unseen notification is removed from an index. Those of requests that were accepted are among them.
    budget(("GET /api/v2/notification/", "24, marked as seen", 200), (2, 53.0, 64.0), |f| {
        f.owner.get("/api/v2/notification/")
    })
    .writes_to_many(),
    budget(("POST /api/v2/notification/read/", "one", 204), (2, 1.5, 2.0), |f| {
        f.owner.post("/api/v2/notification/read/").json(&json!({"sids": [f.notification]}))
    }),
    budget(("POST /api/v2/notification/read/", "none", 204), (1, 1.5, 0.0), |f| {
        f.owner.post("/api/v2/notification/read/").json(&json!({"sids": [7]}))
    }),
    budget(("GET /api/v2/device/vapid/", "", 200), (1, 1.0, 0.0), |f| f.owner.get("/api/v2/device/vapid/")),
    // A user with ten devices has an item of 4 KB.
    budget(("POST /api/v2/device/web/", "the first", 200), (3, 1.0, 1.0), |f| {
        f.owner.post("/api/v2/device/web/").json(&subscription())
    }),
    budget(("DELETE /api/v2/device/web/{id}/", "none", 204), (2, 1.0, 1.0), |f| {
        f.owner.delete("/api/v2/device/web/0123456789abcdef0123456789abcdef/")
    }),
    budget(("POST /api/v2/device/wp/", "the first", 200), (3, 1.0, 1.0), |f| {
        f.owner.post("/api/v2/device/wp/").json(&published_subscription())
    }),
    // Removing one takes a write unit more.
    budget(("DELETE /api/v2/device/wp/{registration_id}/", "none", 204), (2, 2.0, 0.0), |f| {
        f.owner.delete("/api/v2/device/wp/gAAAAABn/")
    }),
    // `fanout` creates the notifications.
    budget(("POST /api/v2/notification/notify/", "", 204), (2, 1.5, 1.0), |f| {
        f.staff.post("/api/v2/notification/notify/").json(&json!({"user": f.owner.id, "title": "Welcome"}))
    }),
    budget(("POST /api/v2/notification/notify/", "not staff", 403), (1, 1.5, 0.0), |f| {
        f.owner.post("/api/v2/notification/notify/").json(&json!({"user": f.owner.id, "title": "Welcome"}))
    }),
];
