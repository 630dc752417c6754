//! What makes a notification, what takes it back, and what does neither.

use serde_json::json;
use tests::Routes as _;

use super::{LIST, READ, agree, causes, early_in_an_hour, entries, mine, sids, toggle};

#[tokio::test]
async fn a_follow_undone_before_it_is_seen_takes_its_notification_with_it() {
    let app = early_in_an_hour().await;
    let [star, fan, other] = [app.member("star").await, app.member("fan").await, app.member("other").await];
    toggle(&app, &other, &star).await;
    toggle(&app, &fan, &star).await;
    app.settle().await;
    assert_eq!(causes(&mine(&star).await), ["fan", "other"]);
    toggle(&app, &fan, &star).await;
    app.settle().await;
    assert_eq!(causes(&mine(&star).await), ["other"]);
    assert_eq!(agree(&star).await.len(), 1);
    // And one that was never settled in between.
    toggle(&app, &fan, &star).await;
    toggle(&app, &fan, &star).await;
    app.settle().await;
    assert_eq!(causes(&mine(&star).await), ["other"]);
}

#[tokio::test]
async fn a_follow_undone_after_it_was_seen_leaves_its_notification() {
    let app = early_in_an_hour().await;
    let [star, fan] = [app.member("star").await, app.member("fan").await];
    toggle(&app, &fan, &star).await;
    app.settle().await;
    star.get(LIST).await.expect(200);
    let told = mine(&star).await;
    toggle(&app, &fan, &star).await;
    app.settle().await;
    assert_eq!(sids(&mine(&star).await), sids(&told));
    assert_eq!(agree(&star).await, [""; 0]);
}

#[tokio::test]
async fn following_again_is_told_again() {
    let app = early_in_an_hour().await;
    let [star, fan] = [app.member("star").await, app.member("fan").await];
    toggle(&app, &fan, &star).await;
    app.settle().await;
    let first = agree(&star).await;
    toggle(&app, &fan, &star).await;
    toggle(&app, &fan, &star).await;
    app.settle().await;
    let second = agree(&star).await;
    assert_eq!((first.len(), second.len()), (1, 1));
    assert_ne!(first, second);
    // The one that was seen stays, and the next comes beside it.
    star.post(READ).json(&json!({"sids": second})).await.expect(204);
    toggle(&app, &fan, &star).await;
    toggle(&app, &fan, &star).await;
    app.settle().await;
    let page = mine(&star).await;
    assert_eq!((causes(&page), agree(&star).await.len()), (vec!["fan".to_owned(); 2], 1));
    assert_eq!(sids(&page)[1], second[0]);
    assert_eq!(page["collapsed"], "2 new followers");
}

#[tokio::test]
async fn who_is_hidden_causes_none_and_is_not_heard_of_afterwards() {
    let app = early_in_an_hour().await;
    let [star, fan] = [app.member("star").await, app.member("fan").await];
    star.post(&fan.path("hide/")).await.expect(201);
    toggle(&app, &fan, &star).await;
    app.settle().await;
    assert_eq!(agree(&star).await, [""; 0]);
    // Shown again: what happened meanwhile is not made up for.
    star.post(&fan.path("hide/")).await.expect(201);
    app.settle().await;
    assert_eq!(agree(&star).await, [""; 0]);
    // What happens from now on is told.
    toggle(&app, &fan, &star).await;
    toggle(&app, &fan, &star).await;
    app.settle().await;
    assert_eq!(agree(&star).await.len(), 1);
}

#[tokio::test]
async fn hiding_somebody_afterwards_leaves_what_was_told() {
    let app = early_in_an_hour().await;
    let [star, fan] = [app.member("star").await, app.member("fan").await];
    toggle(&app, &fan, &star).await;
    app.settle().await;
    star.post(&fan.path("hide/")).await.expect(201);
    app.settle().await;
    assert_eq!(causes(&mine(&star).await), ["fan"]);
    assert_eq!(agree(&star).await.len(), 1);
    // Taking it back works as ever.
    toggle(&app, &fan, &star).await;
    app.settle().await;
    assert_eq!(entries(&mine(&star).await).len(), 0);
}

#[tokio::test]
async fn the_one_who_hides_is_heard_by_the_one_who_is_hidden() {
    let app = early_in_an_hour().await;
    let [star, fan] = [app.member("star").await, app.member("fan").await];
    star.post(&fan.path("hide/")).await.expect(201);
    toggle(&app, &star, &fan).await;
    app.settle().await;
    assert_eq!(causes(&mine(&fan).await), ["star"]);
}

#[tokio::test]
async fn a_follow_in_another_dialect_is_told_as_well() {
    let app = early_in_an_hour().await;
    let [star, fan] = [app.member("star").await, app.member("fan").await];
    for _ in 0..3 {
        fan.post("/api/users/follow/").json(&json!({"username": "star"})).await.expect(200);
        app.settle().await;
        assert_eq!(agree(&star).await.len(), 1);
    }
    fan.post("/api/users/unfollow/").json(&json!({"username": "star"})).await.expect(200);
    app.settle().await;
    assert_eq!(agree(&star).await, [""; 0]);
}
