//! What creates a notification, what retracts it, and what does neither.

use serde_json::json;
use tests::Routes as _;

use super::{NOTIFICATIONS, READ, causes, consistent_unseen, early_in_an_hour, entries, notifications, sids, toggle};

#[tokio::test]
async fn unfollowing_retracts_an_unseen_notification() {
    let app = early_in_an_hour().await;
    let [star, fan, other] = [app.user("star").await, app.user("fan").await, app.user("other").await];
    toggle(&app, &other, &star).await;
    toggle(&app, &fan, &star).await;
    app.settle().await;
    assert_eq!(causes(&notifications(&star).await), ["fan", "other"]);
    toggle(&app, &fan, &star).await;
    app.settle().await;
    assert_eq!(causes(&notifications(&star).await), ["other"]);
    assert_eq!(consistent_unseen(&star).await.len(), 1);
    // The same for a follow that is undone before events have settled.
    toggle(&app, &fan, &star).await;
    toggle(&app, &fan, &star).await;
    app.settle().await;
    assert_eq!(causes(&notifications(&star).await), ["other"]);
}

#[tokio::test]
async fn unfollowing_keeps_a_seen_notification() {
    let app = early_in_an_hour().await;
    let [star, fan] = [app.user("star").await, app.user("fan").await];
    toggle(&app, &fan, &star).await;
    app.settle().await;
    star.get(NOTIFICATIONS).await.expect(200);
    let before = notifications(&star).await;
    toggle(&app, &fan, &star).await;
    app.settle().await;
    assert_eq!(sids(&notifications(&star).await), sids(&before));
    assert_eq!(consistent_unseen(&star).await, [""; 0]);
}

#[tokio::test]
async fn following_again_notifies_again() {
    let app = early_in_an_hour().await;
    let [star, fan] = [app.user("star").await, app.user("fan").await];
    toggle(&app, &fan, &star).await;
    app.settle().await;
    let first = consistent_unseen(&star).await;
    toggle(&app, &fan, &star).await;
    toggle(&app, &fan, &star).await;
    app.settle().await;
    let second = consistent_unseen(&star).await;
    assert_eq!((first.len(), second.len()), (1, 1));
    assert_ne!(first, second);
    // The seen notification stays, and a new one is added.
    star.post(READ).json(&json!({"sids": second})).await.expect(204);
    toggle(&app, &fan, &star).await;
    toggle(&app, &fan, &star).await;
    app.settle().await;
    let page = notifications(&star).await;
    assert_eq!((causes(&page), consistent_unseen(&star).await.len()), (vec!["fan".to_owned(); 2], 1));
    assert_eq!(sids(&page)[1], second[0]);
    assert_eq!(page["collapsed"], "2 new followers");
}

#[tokio::test]
async fn a_hidden_users_follow_notifies_no_one_then_or_later() {
    let app = early_in_an_hour().await;
    let [star, fan] = [app.user("star").await, app.user("fan").await];
    star.post(&fan.path("hide/")).await.expect(201);
    toggle(&app, &fan, &star).await;
    app.settle().await;
    assert_eq!(consistent_unseen(&star).await, [""; 0]);
    // Showing the user again does not make up for earlier events.
    star.post(&fan.path("hide/")).await.expect(201);
    app.settle().await;
    assert_eq!(consistent_unseen(&star).await, [""; 0]);
    // New events notify again.
    toggle(&app, &fan, &star).await;
    toggle(&app, &fan, &star).await;
    app.settle().await;
    assert_eq!(consistent_unseen(&star).await.len(), 1);
}

#[tokio::test]
async fn hiding_a_user_takes_earlier_notifications_away() {
    let app = early_in_an_hour().await;
    let [star, fan] = [app.user("star").await, app.user("fan").await];
    toggle(&app, &fan, &star).await;
    app.settle().await;
    star.post(&fan.path("hide/")).await.expect(201);
    app.settle().await;
    assert_eq!(entries(&notifications(&star).await).len(), 0);
    assert_eq!(consistent_unseen(&star).await.len(), 0);
    // Undoing the hide does not bring them back.
    star.post(&fan.path("hide/")).await.expect(201);
    app.settle().await;
    assert_eq!(entries(&notifications(&star).await).len(), 0);
}

#[tokio::test]
async fn a_hidden_user_is_notified_of_the_user_who_hides_them() {
    let app = early_in_an_hour().await;
    let [star, fan] = [app.user("star").await, app.user("fan").await];
    star.post(&fan.path("hide/")).await.expect(201);
    toggle(&app, &star, &fan).await;
    app.settle().await;
    assert_eq!(causes(&notifications(&fan).await), ["star"]);
}

#[tokio::test]
async fn a_follow_through_the_site_api_notifies_once() {
    let app = early_in_an_hour().await;
    let [star, fan] = [app.user("star").await, app.user("fan").await];
    for _ in 0..3 {
        fan.post("/api/users/follow/").json(&json!({"username": "star"})).await.expect(200);
        app.settle().await;
        assert_eq!(consistent_unseen(&star).await.len(), 1);
    }
    fan.post("/api/users/unfollow/").json(&json!({"username": "star"})).await.expect(200);
    app.settle().await;
    assert_eq!(consistent_unseen(&star).await, [""; 0]);
}
