//! Notifications caused by deleted users, and the notifications of deleted users.

use rstest::rstest;
use serde_json::json;
use tests::{App, Routes as _, TestUser};

use super::{
    NOTIFICATIONS, READ, causes, consistent_unseen, early_in_an_hour, fans, notifications, notify_on_behalf, toggle,
    unseen,
};

/// A user with two followers, the one of them whom the user follows back, and a member of staff.
async fn users(app: &App) -> (TestUser, TestUser, TestUser) {
    let [star, staff] = [app.user("star").await, app.staff("staff").await];
    let gone = fans(app, &star, "gone", 1).await.remove(0);
    fans(app, &star, "stays", 1).await;
    toggle(app, &star, &gone).await;
    app.settle().await;
    (star, gone, staff)
}

#[rstest]
#[tokio::test]
async fn notifications_caused_by_a_deleted_user_are_neither_shown_nor_counted(
    #[values("", "?hard=1")] deletion: &str,
    #[values(false, true)] seen: bool,
) {
    let app = early_in_an_hour().await;
    let (star, gone, staff) = users(&app).await;
    notify_on_behalf(&app, &staff, &gone, "On behalf of a user", "connections").await;
    assert_eq!(causes(&notifications(&star).await), ["gone-0", "stays-0", "gone-0"]);
    if seen {
        star.get(NOTIFICATIONS).await.expect(200);
    }
    gone.delete(&gone.path(deletion)).await.expect(204);
    app.settle().await;
    let page = notifications(&star).await;
    assert_eq!(causes(&page), ["stays-0"]);
    assert_eq!(page["collapsed"], "1 new follower");
    assert_eq!(consistent_unseen(&star).await.len(), usize::from(!seen));
    let listed = star.get(NOTIFICATIONS).await.expect(200).json();
    assert_eq!(causes(&listed), ["stays-0"]);
    assert_eq!(unseen(&star).await, [""; 0]);
}

#[tokio::test]
async fn pages_continue_past_deleted_users() {
    let app = early_in_an_hour().await;
    let star = app.user("star").await;
    let fans = fans(&app, &star, "fan", 40).await;
    app.settle().await;
    star.get(NOTIFICATIONS).await.expect(200);
    for fan in &fans[10..] {
        fan.delete(&fan.path("")).await.expect(204);
    }
    // This holds before events have settled too, while the notifications are still in the table.
    for settled in [false, true] {
        if settled {
            app.settle().await;
        }
        let mut found = Vec::new();
        let mut path = Some(format!("{}?limit=1", super::MY_NOTIFICATIONS));
        while let Some(at) = path {
            let page = star.get(&at).await.expect(200).json();
            found.extend(causes(&page));
            path = page["next_id"].as_u64().map(|next| format!("{}?limit=1&next_id={next}", super::MY_NOTIFICATIONS));
        }
        let remaining: Vec<_> = fans[..10].iter().rev().map(|fan| fan.name.clone()).collect();
        assert_eq!(found, remaining, "settled: {settled}");
    }
}

#[rstest]
#[tokio::test]
async fn a_deleted_user_gets_no_notifications(#[values("", "?hard=1")] deletion: &str) {
    let app = early_in_an_hour().await;
    let (star, gone, staff) = users(&app).await;
    assert_eq!(consistent_unseen(&gone).await.len(), 1);
    gone.delete(&gone.path(deletion)).await.expect(204);
    for path in
        [NOTIFICATIONS, super::MY_NOTIFICATIONS, "/api/v2/user/me/unseen/", "/api/v2/notification/unseen/count/"]
    {
        gone.get(path).await.expect(401);
    }
    gone.post(READ).json(&json!({"sids": [7]})).await.expect(401);
    app.settle().await;
    notify_on_behalf(&app, &staff, &star, "Hello", "connections").await;
    star.post(&gone.path("follow/")).await.expect(404);
    app.settle().await;
}
