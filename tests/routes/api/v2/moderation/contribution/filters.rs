//! `GET /api/v2/moderation/contribution/`: filters and orders.

use std::time::Duration;

use rstest::rstest;
use serde_json::json;
use tests::{App, Routes as _};

use super::{QUEUE, decide, flag, queue, targets};
use crate::api::v2::post::members;

#[tokio::test]
async fn filters_and_orders_of_the_published_client() {
    let app = App::new().await;
    let [author, other, a, b] = members(&app, ["author", "other", "fan-a", "fan-b"]).await;
    let staff = app.staff("member-of-staff").await;
    let [discussion, post, top, _] = targets(&author).await;
    let [_, by_other, _, _] = targets(&other).await;
    for (by, target) in [(&a, &discussion), (&b, &discussion), (&a, &post), (&b, &post), (&a, &top), (&b, &by_other)] {
        flag(by, target, 1).await;
    }
    flag(&other, &discussion, 0).await;
    decide(&staff, &post, "hide", json!("vulgar")).await.expect(204);
    app.settle().await;
    for (query, expected) in [
        ("?contribution_type=discussion", vec![discussion.1]),
        ("?contribution_type=comment", vec![top.1]),
        ("?contribution_type=post", vec![post.1, by_other.1]),
        ("?min_flags=2", vec![discussion.1, post.1]),
        ("?author=auth", vec![discussion.1, post.1, top.1]),
        ("?author=nobody", vec![]),
        ("?flagged_by=fan-b", vec![discussion.1, post.1, by_other.1]),
        ("?flagged_by=nobody", vec![]),
        ("?content=summits", vec![discussion.1]),
        ("?content=RUDE&min_flags=2", vec![discussion.1, post.1]),
        ("?moderation_type=2", vec![post.1]),
        ("?moderation_type=vulgar", vec![post.1]),
        ("?moderation_type=0", vec![]),
        ("?moderation_status=open&contribution_type=post", vec![by_other.1]),
        ("?order_by=-flag_count&limit=1", vec![discussion.1]),
        ("?min_flags=1&limit=1&offset=1", vec![post.1]),
    ] {
        let found: Vec<u64> = queue(&staff, query).await.into_iter().map(|(id, _)| id).collect();
        assert_eq!(found, expected, "{query}");
    }
    let query = format!("?contribution_id={}", top.1);
    assert_eq!(queue(&staff, &query).await, [(top.1, 1)]);
    assert_eq!(queue(&staff, "?order_by=flag_count").await.last(), Some(&(discussion.1, 3)));
    assert_eq!(queue(&staff, "?order_by=-last_moderated_at").await[0], (post.1, 2));
    assert_eq!(queue(&staff, "?order_by=last_moderated_at").await.last(), Some(&(post.1, 2)));
    app.state.clock.advance(Duration::from_secs(60));
    flag(&other, &top, 0).await;
    app.settle().await;
    assert_eq!(queue(&staff, "?order_by=-last_flagged_at").await[0], (top.1, 2));
}

#[rstest]
#[case("contribution_type=status", "contribution_type")]
#[case("contribution_id=x", "contribution_id")]
#[case("min_flags=-1", "min_flags")]
#[case("moderation_type=9", "moderation_type")]
#[case("moderation_status=deleted", "moderation_status")]
#[case("order_by=age", "order_by")]
#[tokio::test]
async fn a_bad_filter_is_named(#[case] query: &str, #[case] field: &str) {
    let app = App::new().await;
    let staff = app.staff("member-of-staff").await;
    let refused = staff.get(&format!("{QUEUE}?{query}")).await.expect(400);
    assert_eq!(refused.invalid_fields(), [field]);
}
