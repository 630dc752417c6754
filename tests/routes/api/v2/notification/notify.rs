//! `POST /api/v2/notification/notify/`: who is told what.

use std::collections::BTreeSet;
use std::future::IntoFuture as _;

use futures::future::join_all;
use serde_json::json;
use tests::Routes as _;

use super::{NOTIFY, agree, early_in_an_hour, entries, fans, mine, say, toggle, unseen};

#[tokio::test]
async fn a_user_is_told_what_staff_says() {
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
    let entry = entries(&mine(&star).await)[0].clone();
    let sid = entry["sid"].as_str().unwrap();
    let said = json!({
        "id": sid.parse::<u64>().unwrap(), "type": "greeting", "title": "Welcome",
        "description": "Two lines.\nOr more.\tÀ bientôt 👋",
    });
    assert_eq!(
        entry,
        json!({
            "is_new": true, "sid": sid, "type": "custom_notification", "active_at": entry["active_at"],
            "custom_notification": said, "user": star.get(&star.path("")).await.expect(200).json(),
        })
    );
    for other in [&fans[0], &fans[1], &staff] {
        assert_eq!(unseen(other).await, [""; 0]);
    }
}

#[tokio::test]
async fn those_around_a_user_are_told_by_default() {
    let app = early_in_an_hour().await;
    let [star, staff, other] = [app.member("star").await, app.staff("staff").await, app.member("other").await];
    let fans = fans(&app, &star, "fan", 2).await;
    toggle(&app, &star, &other).await;
    app.settle().await;
    say(&app, &staff, &star, "Said", "connections").await;
    staff.post(NOTIFY).form(&[("user", &star.id.to_string()), ("title", "By default")]).await.expect(204);
    app.settle().await;
    for fan in &fans {
        let page = mine(fan).await;
        let titles: Vec<_> = entries(&page).iter().map(|entry| entry["custom_notification"]["title"].clone()).collect();
        assert_eq!(titles, ["By default", "Said"]);
        assert_eq!(entries(&page)[0]["custom_notification"]["description"], "");
        assert_eq!(entries(&page)[0]["user"]["id"], json!(star.id));
        assert_eq!(page["collapsed"], "2 messages");
    }
    assert_eq!(unseen(&star).await.len(), 2, "those who follow, and nothing of what was said");
    assert_eq!(unseen(&other).await.len(), 1, "that the star follows");
}

#[tokio::test]
async fn many_are_told_once_each_part_by_part() {
    let app = early_in_an_hour().await;
    let [star, staff] = [app.member("star").await, app.staff("staff").await];
    let fans = fans(&app, &star, "fan", 250).await;
    // That they follow is not told here.
    while !app.stream.read().await.is_empty() {}
    say(&app, &staff, &star, "Hello, all", "connections").await;
    let told = join_all(fans.iter().map(unseen)).await;
    assert!(told.iter().all(|told| told.len() == 1), "{told:?}");
    let ids: BTreeSet<_> = told.concat().into_iter().collect();
    assert_eq!(ids.len(), 1, "all of it is one thing said");
}

#[tokio::test]
async fn what_is_said_at_once_is_all_told() {
    let app = early_in_an_hour().await;
    let [star, staff] = [app.member("star").await, app.staff("staff").await];
    let say = |n: usize| {
        let body = json!({"user": star.id, "title": format!("Number {n}"), "recipients_type": "user"});
        tokio::spawn(staff.post(NOTIFY).json(&body).into_future())
    };
    for answer in join_all((0..40).map(say)).await {
        answer.unwrap().expect(204);
    }
    app.settle().await;
    let page = mine(&star).await;
    let titles: BTreeSet<_> =
        entries(&page).iter().map(|entry| entry["custom_notification"]["title"].to_string()).collect();
    assert_eq!((entries(&page).len(), titles.len(), unseen(&star).await.len()), (40, 40, 40));
}

#[tokio::test]
async fn who_hides_somebody_hears_nothing_on_their_behalf() {
    let app = early_in_an_hour().await;
    let [star, staff] = [app.member("star").await, app.staff("staff").await];
    let fans = fans(&app, &star, "fan", 3).await;
    fans[1].post(&star.path("hide/")).await.expect(201);
    app.settle().await;
    say(&app, &staff, &star, "Hello", "connections").await;
    let told = join_all(fans.iter().map(|fan| async { agree(fan).await.len() })).await;
    assert_eq!(told, [1, 0, 1]);
    // Hiding the member of staff who wrote it changes nothing: it is not on their behalf.
    fans[0].post(&staff.path("hide/")).await.expect(201);
    say(&app, &staff, &star, "Hello again", "connections").await;
    assert_eq!(agree(&fans[0]).await.len(), 2);
}
