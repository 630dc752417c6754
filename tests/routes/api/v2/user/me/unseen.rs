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
