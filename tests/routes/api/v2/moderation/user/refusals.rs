//! Who may ban whom, and bad requests.

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _};

use super::{QUEUE, decide, status};
use crate::api::v2::post::members;

#[tokio::test]
async fn staff_ban_users_superusers_also_staff_and_no_one_a_superuser() {
    let app = App::new().await;
    let [user, other] = members(&app, ["plain-user", "other"]).await;
    let (staff, colleague) = (app.staff("member-of-staff").await, app.staff("colleague").await);
    let (root, peer) = (app.superuser("root").await, app.superuser("peer").await);
    for target in [&user, &other, &staff] {
        decide(&user, target, "", "b").await.expect(403);
    }
    for target in [&staff, &colleague, &root] {
        decide(&staff, target, "", "b").await.expect(403);
    }
    for target in [&root, &peer] {
        let refused = decide(&root, target, "", "b").await.expect(403);
        assert!(refused.body.contains("superuser"), "{}", refused.body);
    }
    for path in ["", &format!("{}/status/", other.id), &format!("{}/flag/", other.id)] {
        user.get(&format!("{QUEUE}{path}")).await.expect(403);
    }
    decide(&staff, &user, "", "b").await.expect(204);
    decide(&root, &staff, "", "b").await.expect(204);
    staff.get(QUEUE).await.expect(401);
    assert_eq!(status(&root, &staff).await["status"], "b");
    // A ban does not hold for a superuser.
    let document = staff.patch_of(json!({"is_superuser": true}));
    root.patch(&staff.directory_path("")).json_api(&document).await.expect(200);
    app.log_in("member-of-staff", tests::TestUser::PASSWORD).await.get(QUEUE).await.expect(200);
}

#[rstest]
#[case("", json!({}), "status")]
#[case("", json!({"status": "d"}), "status")]
#[case("", json!({"status": 1}), "status")]
#[case("?days_blocked=0", json!({"status": "b"}), "days_blocked")]
#[case("?days_blocked=3651", json!({"status": "b"}), "days_blocked")]
#[case("?days_blocked=week", json!({"status": "b"}), "days_blocked")]
#[case("", json!({"status": "b", "days_blocked": -1}), "days_blocked")]
#[case("", json!({"status": "b", "days_blocked": [7]}), "days_blocked")]
#[case("", json!({"status": "b", "days_blocked": 0.5}), "days_blocked")]
#[case("", json!({"status": "b", "days_blocked": 3651}), "days_blocked")]
#[case("", json!({"status": "b", "moderation_type": 5}), "moderation_type")]
#[case("", json!({"status": "b", "moderation_type": "rude"}), "moderation_type")]
#[tokio::test]
async fn a_bad_decision_names_the_field_and_changes_nothing(
    #[case] query: &str,
    #[case] body: Value,
    #[case] field: &str,
) {
    let app = App::new().await;
    let [user] = members(&app, ["plain-user"]).await;
    let staff = app.staff("member-of-staff").await;
    let refused = staff.patch(&format!("{QUEUE}{}/{query}", user.id)).json(&body).await.expect(400);
    assert_eq!(refused.invalid_fields(), [field]);
    user.get("/api/v2/user/me/").await.expect(200);
}

#[tokio::test]
async fn unknown_users_are_404_and_wrong_queries_400() {
    let app = App::new().await;
    let [gone] = members(&app, ["gone"]).await;
    let staff = app.staff("member-of-staff").await;
    gone.delete(&gone.path("")).await.expect(204);
    for id in [gone.id.to_string(), "1".to_owned(), "x".to_owned()] {
        staff.patch(&format!("{QUEUE}{id}/")).json(&json!({"status": "b"})).await.expect(404);
        staff.get(&format!("{QUEUE}{id}/status/")).await.expect(404);
        staff.get(&format!("{QUEUE}{id}/flag/")).await.expect(404);
    }
    for (query, field) in [
        ("?status=c", "status"),
        ("?days_blocked=7", "days_blocked"),
        ("?order_by=age", "order_by"),
        ("?offset=x", "offset"),
        ("?search=a&limit=x", "limit"),
    ] {
        let refused = staff.get(&format!("{QUEUE}{query}")).await.expect(400);
        assert_eq!(refused.invalid_fields(), [field]);
    }
}
