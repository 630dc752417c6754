//! `POST /api/v2/notification/notify/`: recipients.

use std::collections::BTreeSet;
use std::future::IntoFuture as _;

use futures::future::join_all;
use serde_json::json;
use tests::Routes as _;

use super::{
    NOTIFY, consistent_unseen, early_in_an_hour, entries, fans, notifications, notify_on_behalf, toggle, unseen,
};

#[tokio::test]
async fn recipients_type_user_notifies_that_user_alone() {
    let app = early_in_an_hour().await;
    let [star, staff] = [app.register("star").await, app.staff("staff").await];
    let fans = fans(&app, &star, "fan", 2).await;
    app.settle().await;
    let body = json!({
        "user": star.id, "title": "Welcome", "description": "Two lines.\nOr more.\tÀ bientôt 👋", "type": "greeting",
        "recipients_type": "user", "unknown": ["ignored"],
    });
    assert_eq!(staff.post(NOTIFY).json(&body).await.expect(204).body, "");
    app.settle().await;
    let entry = entries(&notifications(&star).await)[0].clone();
    let sid = entry["sid"].as_str().unwrap();
    let custom = json!({
        "id": sid.parse::<u64>().unwrap(), "type": "greeting", "title": "Welcome",
        "description": "Two lines.\nOr more.\tÀ bientôt 👋",
    });
    assert_eq!(
        entry,
        json!({
            "is_new": true, "sid": sid, "type": "custom_notification", "active_at": entry["active_at"],
            "custom_notification": custom, "user": star.get(&star.path("")).await.expect(200).json(),
        })
    );
    for other in [&fans[0], &fans[1], &staff] {
        assert_eq!(unseen(other).await, [""; 0]);
    }
}

#[tokio::test]
async fn notifies_followers_by_default() {
    let app = early_in_an_hour().await;
    let [star, staff, other] = [app.user("star").await, app.staff("staff").await, app.user("other").await];
    let fans = fans(&app, &star, "fan", 2).await;
    toggle(&app, &star, &other).await;
    app.settle().await;
    notify_on_behalf(&app, &staff, &star, "Said", "connections").await;
    staff.post(NOTIFY).form(&[("user", &star.id.to_string()), ("title", "By default")]).await.expect(204);
    app.settle().await;
    for fan in &fans {
        let page = notifications(fan).await;
        let titles: Vec<_> = entries(&page).iter().map(|entry| entry["custom_notification"]["title"].clone()).collect();
        assert_eq!(titles, ["By default", "Said"]);
        assert_eq!(entries(&page)[0]["custom_notification"]["description"], "");
        assert_eq!(entries(&page)[0]["user"]["id"], json!(star.id));
        assert_eq!(page["collapsed"], "2 messages");
    }
    assert_eq!(unseen(&star).await.len(), 2, "two follows and no custom notification");
    assert_eq!(unseen(&other).await.len(), 1, "the follow by the star");
}

#[tokio::test]
async fn notifies_many_followers_once_each() {
    let app = early_in_an_hour().await;
    let [star, staff] = [app.user("star").await, app.staff("staff").await];
    let fans = fans(&app, &star, "fan", 250).await;
    // Skips the events of the follows, which would notify `star`.
    while !app.stream.read().await.is_empty() {}
    notify_on_behalf(&app, &staff, &star, "Hello, all", "connections").await;
    let received = join_all(fans.iter().map(unseen)).await;
    assert!(received.iter().all(|received| received.len() == 1), "{received:?}");
    let ids: BTreeSet<_> = received.concat().into_iter().collect();
    assert_eq!(ids.len(), 1, "all recipients share one notification id");
}

#[tokio::test]
async fn concurrent_notifications_all_arrive() {
    let app = early_in_an_hour().await;
    let [star, staff] = [app.user("star").await, app.staff("staff").await];
    let send = |n: usize| {
        let body = json!({"user": star.id, "title": format!("Number {n}"), "recipients_type": "user"});
        tokio::spawn(staff.post(NOTIFY).json(&body).into_future())
    };
    for answer in join_all((0..40).map(send)).await {
        answer.unwrap().expect(204);
    }
    app.settle().await;
    let page = notifications(&star).await;
    let titles: BTreeSet<_> =
        entries(&page).iter().map(|entry| entry["custom_notification"]["title"].to_string()).collect();
    assert_eq!((entries(&page).len(), titles.len(), unseen(&star).await.len()), (40, 40, 40));
}

#[tokio::test]
async fn followers_who_hide_the_user_are_not_notified() {
    let app = early_in_an_hour().await;
    let [star, staff] = [app.user("star").await, app.staff("staff").await];
    let fans = fans(&app, &star, "fan", 3).await;
    fans[1].post(&star.path("hide/")).await.expect(201);
    app.settle().await;
    notify_on_behalf(&app, &staff, &star, "Hello", "connections").await;
    let received = join_all(fans.iter().map(|fan| async { consistent_unseen(fan).await.len() })).await;
    assert_eq!(received, [1, 0, 1]);
    // Hiding the member of staff who sends it changes nothing: the notification is not on their behalf.
    fans[0].post(&staff.path("hide/")).await.expect(201);
    notify_on_behalf(&app, &staff, &star, "Hello again", "connections").await;
    assert_eq!(consistent_unseen(&fans[0]).await.len(), 2);
}
