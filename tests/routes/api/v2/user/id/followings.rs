//! `GET /api/v2/user/{id}/followings/`

use futures::future::join_all;
use serde_json::json;
use tests::{App, Routes as _};

use super::follow::{ids, list, toggle};

#[tokio::test]
async fn lists_the_newest_follow_first_page_by_page() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let users = join_all((0..6).map(|n| {
        let app = &app;
        async move { app.user(&format!("star-{n}")).await }
    }))
    .await;
    for person in &users {
        toggle(&app, &alice, person).await;
    }
    app.settle().await;
    let newest: Vec<_> = users.iter().rev().map(|person| person.id.get()).collect();
    let body = app.get(&alice.path("followings/?limit=4")).await.expect(200).json();
    assert_eq!((ids(&body), &body["count"]), (newest[..4].to_vec(), &json!(6)));
    let next = body["next"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    let rest = app.get(next).await.expect(200).json();
    assert_eq!((ids(&rest), &rest["next"]), (newest[4..].to_vec(), &json!(null)));
    let previous = rest["previous"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    assert_eq!(list(&app, previous).await, newest[..4]);
    // The lists of a followed user.
    assert_eq!(list(&app, &users[0].path("followers/")).await, [alice.id.get()]);
    assert_eq!(list(&app, &users[0].path("followings/")).await, [0; 0]);
}

#[tokio::test]
async fn mutual_filters_by_the_caller_and_not_by_the_owner() {
    let app = App::new().await;
    let [alice, bob, one, two] =
        [app.user("alice").await, app.user("bob").await, app.user("one").await, app.user("two").await];
    for (from, to) in [(&alice, &one), (&alice, &two), (&alice, &bob), (&bob, &two)] {
        toggle(&app, from, to).await;
    }
    assert_eq!(list(&bob, &alice.path("followings/?mutual=1")).await, [two.id.get()]);
    assert_eq!(list(&bob, &alice.path("followings/?mutual=0")).await, [bob.id.get(), one.id.get()]);
}

#[tokio::test]
async fn the_callers_own_follow_is_listed_at_once() {
    let app = App::new().await;
    let [alice, bob] = [app.user("alice").await, app.user("bob").await];
    for _ in 0..5 {
        toggle(&app, &alice, &bob).await;
        assert_eq!(list(&alice, &alice.path("followings/")).await, [bob.id.get()]);
        toggle(&app, &alice, &bob).await;
        assert_eq!(list(&alice, &alice.path("followings/")).await, [0; 0]);
    }
}
