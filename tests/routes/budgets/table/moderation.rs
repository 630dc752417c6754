//! Moderation of contributions and users.

use serde_json::json;
use tests::Routes as _;

use super::{Budget, budget};

const QUEUE: &str = "GET /api/v2/moderation/contribution/";
const MODERATE: &str = "PATCH /api/v2/moderation/contribution/{id}/";
const USERS: &str = "GET /api/v2/moderation/user/";
const BAN: &str = "PATCH /api/v2/moderation/user/{id}/";

pub const BUDGETS: &[Budget] = &[
    // Three states, counted and read; then the contributions, their authors and the times of their last flags.
    budget((QUEUE, "two flagged contributions", 200), (4, 9.0, 0.0), |f| {
        f.staff.get("/api/v2/moderation/contribution/")
    }),
    // In addition the candidates of the author's name.
    budget((QUEUE, "with filters", 200), (4, 9.0, 0.0), |f| {
        f.staff.get("/api/v2/moderation/contribution/?author=owner&min_flags=1")
    }),
    budget((QUEUE, "held for review", 200), (2, 3.0, 0.0), |f| {
        f.staff.get("/api/v2/moderation/contribution/?moderation_status=held")
    }),
    budget((QUEUE, "not staff", 403), (1, 2.0, 0.0), |f| f.other.get("/api/v2/moderation/contribution/")),
    // The post, its author's roles; and the decision in one transaction with a check of the caller's roles and the entry of
    // the audit trail, at two units each.
    budget((MODERATE, "a post", 204), (4, 6.0, 7.0), |f| f.moderate("post", f.post, "hide")),
    budget((MODERATE, "a comment", 204), (5, 7.0, 7.0), |f| f.moderate("comment", f.comment, "delete")),
    budget((MODERATE, "unknown", 404), (3, 4.0, 0.0), |f| f.moderate("post", f.owner.id, "hide")),
    budget(("GET /api/v2/moderation/contribution/{id}/status/", "a comment", 200), (3, 4.0, 0.0), |f| {
        f.staff.get(&format!("/api/v2/moderation/contribution/{}/status/?contribution_type=comment", f.comment))
    }),
    budget(("GET /api/v2/moderation/contribution/{id}/flag/", "a post", 200), (2, 4.0, 0.0), |f| {
        f.staff.get(&format!("/api/v2/moderation/contribution/{}/flag/?contribution_type=post", f.post))
    }),
    // Two parts of the queue, counted and read; then the users with their auth states and flags.
    budget((USERS, "no flagged users", 200), (3, 3.5, 0.0), |f| f.staff.get("/api/v2/moderation/user/")),
    budget((USERS, "20 users by a word", 200), (3, 205.0, 0.0), |f| {
        f.staff.get("/api/v2/moderation/user/?search=member")
    }),
    budget((USERS, "not staff", 403), (1, 2.0, 0.0), |f| f.other.get("/api/v2/moderation/user/")),
    // The auth state, a check of the caller's roles, the entry of the audit trail in two lists, and the request for a mail, in
    // one transaction.
    budget((BAN, "for a week", 204), (2, 3.5, 9.0), |f| {
        f.staff.patch(&format!("/api/v2/moderation/user/{}/?days_blocked=7", f.owner.id)).json(&json!({"status": "b"}))
    }),
    budget((BAN, "no ban to lift", 204), (1, 3.5, 0.0), |f| {
        f.staff.patch(&format!("/api/v2/moderation/user/{}/", f.owner.id)).json(&json!({"status": "a"}))
    }),
    budget((BAN, "unknown", 404), (1, 3.0, 0.0), |f| {
        f.staff.patch("/api/v2/moderation/user/1/").json(&json!({"status": "b"}))
    }),
    budget(("GET /api/v2/moderation/user/{id}/status/", "", 200), (1, 2.5, 0.0), |f| {
        f.staff.get(&format!("/api/v2/moderation/user/{}/status/", f.owner.id))
    }),
    budget(("GET /api/v2/moderation/user/{id}/flag/", "no flags", 200), (2, 3.5, 0.0), |f| {
        f.staff.get(&format!("/api/v2/moderation/user/{}/flag/", f.owner.id))
    }),
];
