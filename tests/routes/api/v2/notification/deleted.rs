//! Notifications of those who are deleted, and to them.

use rstest::rstest;
use serde_json::json;
use tests::{App, Person, Routes as _};

use super::{LIST, READ, agree, causes, early_in_an_hour, fans, mine, say, toggle, unseen};

/// Somebody who was told of two follows and of a word on behalf of one of those two, half of it seen.
async fn told(app: &App) -> (Person, Person, Person) {
    let [star, staff] = [app.member("star").await, app.staff("staff").await];
    let gone = fans(app, &star, "gone", 1).await.remove(0);
    fans(app, &star, "stays", 1).await;
    toggle(app, &star, &gone).await;
    app.settle().await;
    (star, gone, staff)
}

#[rstest]
#[tokio::test]
async fn of_somebody_who_is_deleted_nothing_is_shown_or_counted(
    #[values("", "?hard=1")] how: &str,
    #[values(false, true)] seen: bool,
) {
    let app = early_in_an_hour().await;
    let (star, gone, staff) = told(&app).await;
    say(&app, &staff, &gone, "On behalf of one who goes", "connections").await;
    assert_eq!(causes(&mine(&star).await), ["gone-0", "stays-0", "gone-0"]);
    if seen {
        star.get(LIST).await.expect(200);
    }
    gone.delete(&gone.path(how)).await.expect(204);
    app.settle().await;
    let page = mine(&star).await;
    assert_eq!(causes(&page), ["stays-0"]);
    assert_eq!(page["collapsed"], "1 new follower");
    assert_eq!(agree(&star).await.len(), usize::from(!seen));
    let listed = star.get(LIST).await.expect(200).json();
    assert_eq!(causes(&listed), ["stays-0"]);
    assert_eq!(unseen(&star).await, [""; 0]);
}

#[tokio::test]
async fn pages_go_on_past_those_who_are_deleted() {
    let app = early_in_an_hour().await;
    let star = app.member("star").await;
    let fans = fans(&app, &star, "fan", 40).await;
    app.settle().await;
    star.get(LIST).await.expect(200);
    for fan in &fans[10..] {
        fan.delete(&fan.path("")).await.expect(204);
    }
    // Before events have settled, too, and whatever is left in the table.
    for settled in [false, true] {
        if settled {
            app.settle().await;
        }
        let mut found = Vec::new();
        let mut path = Some(format!("{}?limit=1", super::MINE));
        while let Some(at) = path {
            let page = star.get(&at).await.expect(200).json();
            found.extend(causes(&page));
            path = page["next_id"].as_u64().map(|next| format!("{}?limit=1&next_id={next}", super::MINE));
        }
        let left: Vec<_> = fans[..10].iter().rev().map(|fan| fan.name.clone()).collect();
        assert_eq!(found, left, "settled: {settled}");
    }
}

#[rstest]
#[tokio::test]
async fn who_is_deleted_is_told_nothing_any_more(#[values("", "?hard=1")] how: &str) {
    let app = early_in_an_hour().await;
    let (star, gone, staff) = told(&app).await;
    assert_eq!(agree(&gone).await.len(), 1);
    gone.delete(&gone.path(how)).await.expect(204);
    for path in [LIST, super::MINE, "/api/v2/user/me/unseen/", "/api/v2/notification/unseen/count/"] {
        gone.get(path).await.expect(401);
    }
    gone.post(READ).json(&json!({"sids": [7]})).await.expect(401);
    app.settle().await;
    say(&app, &staff, &star, "Hello", "connections").await;
    star.post(&gone.path("follow/")).await.expect(404);
    app.settle().await;
}
