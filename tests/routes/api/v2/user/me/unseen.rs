//! `GET /api/v2/user/me/notifications/unseen/`, `GET /api/v2/user/me/unseen/`, `GET /api/v2/notification/unseen/count/`

use serde_json::json;
use shared::store::UNSEEN_MAX;
use tests::Routes as _;

use super::super::super::notification::{
    NOTIFICATIONS, READ, early_in_an_hour, fans, notifications, sids, toggle, unseen,
};

#[tokio::test]
async fn lists_only_the_callers_own_newest_first() {
    let app = early_in_an_hour().await;
    let star = app.user("star").await;
    let fans = fans(&app, &star, "fan", 3).await;
    toggle(&app, &star, &fans[0]).await;
    app.settle().await;
    assert_eq!(unseen(&star).await, sids(&notifications(&star).await));
    assert_eq!(unseen(&star).await.len(), 3);
    assert_eq!(unseen(&fans[0]).await.len(), 1);
    assert_eq!(unseen(&fans[1]).await.len(), 0);
}

#[tokio::test]
async fn lists_and_counts_up_to_the_limit() {
    let app = early_in_an_hour().await;
    let star = app.user("star").await;
    fans(&app, &star, "fan", UNSEEN_MAX + 6).await;
    app.settle().await;
    let all = sids(&notifications(&star).await);
    assert_eq!(all.len(), UNSEEN_MAX + 6);
    assert_eq!(unseen(&star).await, all[..UNSEEN_MAX]);
    // Once some of the newest are read, older ones are listed.
    star.post(READ).json(&json!({"sids": all[..10]})).await.expect(204);
    assert_eq!(unseen(&star).await, all[10..]);
    star.get(NOTIFICATIONS).await.expect(200);
    assert_eq!(unseen(&star).await, [""; 0]);
}

#[tokio::test]
async fn a_number_that_has_not_changed_is_not_sent_again() {
    let app = early_in_an_hour().await;
    let [star, other] = [app.user("star").await, app.user("other").await];
    fans(&app, &star, "fan", 1).await;
    app.settle().await;
    let paths =
        ["/api/v2/user/me/notifications/unseen/", "/api/v2/user/me/unseen/", "/api/v2/notification/unseen/count/"];
    for (n, path) in paths.into_iter().enumerate() {
        let first = star.get(path).await.expect(200);
        assert_eq!(first.header("cache-control"), "no-store");
        let tag = first.header("etag").to_owned();
        let unchanged = star.get(path).header("if-none-match", &tag).await.expect(304);
        assert_eq!((unchanged.cost.trips, unchanged.cost.rcu), (1, 1.5), "{path}: the auth state, and half a unit");
        other.get(path).header("if-none-match", &tag).await.expect(200);
        app.get(path).header("if-none-match", &tag).await.expect(401);
        fans(&app, &star, &format!("more-{n}"), 1).await;
        app.settle().await;
        star.get(path).header("if-none-match", &tag).await.expect(200);
        star.get(NOTIFICATIONS).await.expect(200);
        star.get(path).header("if-none-match", &tag).await.expect(200);
        fans(&app, &star, &format!("again-{n}"), 1).await;
        app.settle().await;
    }
}
