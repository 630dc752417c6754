//! `GET /api/v2/user/{id}/connections/`

use std::time::Duration;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::connection::{by_name, connect, numbers, perform_all, walk};
use super::follow::{ids, list};

fn path(link: &Value) -> Option<&str> {
    link.as_str().map(|url| url.strip_prefix("http://kith.test").unwrap())
}

fn ids_of<'a>(users: impl IntoIterator<Item = &'a TestUser>) -> Vec<u64> {
    users.into_iter().map(|person| person.id.get()).collect()
}

/// A user and their friends, newest first. The user sent some of the requests and received the others, in runs of
/// several lengths; every other request was accepted by name.
async fn star(app: &App, friends: usize) -> (TestUser, Vec<TestUser>) {
    let star = app.user("star").await;
    let mut users = join_all((0..friends).map(|n| async move { app.user(&format!("friend-{n:02}")).await })).await;
    for (n, friend) in users.iter().enumerate() {
        let sends = [true, false, false, true, true, true, false][n % 7];
        let (sender, recipient) = if sends { (&star, friend) } else { (friend, &star) };
        perform_all(app, &[(sender, "request", recipient)]).await;
    }
    // Requests are accepted in another order than they were sent in.
    users.rotate_left(friends / 3);
    for (n, friend) in users.iter().enumerate() {
        let received = star.get(&friend.path("connection_status/")).await.expect(200);
        let (sender, recipient) = if received.body.contains("received") { (friend, &star) } else { (&star, friend) };
        app.state.clock.advance(Duration::from_millis(2));
        if n % 2 == 0 {
            by_name(recipient, "accept", sender).await.expect(201);
        } else {
            perform_all(app, &[(recipient, "accept", sender)]).await;
        }
    }
    users.reverse();
    (star, users)
}

#[tokio::test]
async fn is_empty_for_a_new_user() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let body = app.get(&alice.path("connections/")).await.expect(200).json();
    assert_eq!(body, json!({"count": 0, "next": null, "previous": null, "results": []}));
}

#[tokio::test]
async fn pages_cover_every_connection_once_in_both_directions() {
    let app = App::new().await;
    let (star, friends) = star(&app, 23).await;
    app.settle().await;
    let whole = ids_of(&friends);
    let first = app.get(&star.path("connections/")).await.expect(200).json();
    assert_eq!((ids(&first), &first["count"]), (whole[..20].to_vec(), &json!(23)));
    assert_eq!(first["results"][0], app.get(&friends[0].path("")).await.expect(200).json());
    for limit in [1, 5, 7, 23] {
        let mut pages = vec![app.get(&star.path(&format!("connections/?limit={limit}"))).await.expect(200).json()];
        while let Some(next) = path(&pages[pages.len() - 1]["next"]) {
            assert!(pages.len() < 30);
            let next = app.get(next).await.expect(200).json();
            pages.push(next);
        }
        assert_eq!(pages[0]["previous"], Value::Null);
        let forth: Vec<_> = pages.iter().map(ids).collect();
        assert_eq!(forth, whole.chunks(limit).collect::<Vec<_>>());
        let mut back = vec![forth[forth.len() - 1].clone()];
        let mut at = pages.pop().unwrap();
        while let Some(previous) = path(&at["previous"]) {
            assert!(back.len() < 30);
            at = app.get(previous).await.expect(200).json();
            assert_eq!(at["count"], 23);
            back.push(ids(&at));
        }
        back.reverse();
        assert_eq!(back, forth);
    }
    for offset in [0, 1, 10, 20, 22, 23, 100] {
        let page = app.get(&star.path(&format!("connections/?limit=5&offset={offset}"))).await.expect(200).json();
        assert_eq!(ids(&page), whole.iter().copied().skip(offset).take(5).collect::<Vec<_>>(), "{offset}");
    }
}

#[tokio::test]
async fn a_cursor_keeps_its_place_while_connections_change() {
    let app = App::new().await;
    let (star, friends) = star(&app, 9).await;
    let first = app.get(&star.path("connections/?limit=4")).await.expect(200).json();
    // The last row of the page and the first of the next one are removed, and a new one is added.
    perform_all(&app, &[(&star, "remove", &friends[3]), (&friends[4], "remove", &star)]).await;
    let newcomer = app.user("newcomer").await;
    connect(&app, &newcomer, &star).await;
    let next = app.get(path(&first["next"]).unwrap()).await.expect(200).json();
    assert_eq!(ids(&next), ids_of(&friends[5..9]));
    let back = app.get(path(&next["previous"]).unwrap()).await.expect(200).json();
    assert_eq!(ids(&back), ids_of([&newcomer, &friends[0], &friends[1], &friends[2]][..].iter().copied()));
}

#[tokio::test]
async fn mutual_filters_by_the_callers_own_connections() {
    let app = App::new().await;
    let (star, friends) = star(&app, 5).await;
    let alice = app.user("alice").await;
    connect(&app, &alice, &friends[1]).await;
    connect(&app, &friends[3], &alice).await;
    // Requests, rejections and follows do not count.
    perform_all(
        &app,
        &[(&alice, "request", &friends[0]), (&alice, "request", &friends[2]), (&friends[2], "reject", &alice)],
    )
    .await;
    alice.post(&friends[4].path("follow/")).await.expect(201);
    let of = async |query: &str| list(&alice, &star.path(&format!("connections/{query}"))).await;
    assert_eq!(of("?mutual=1").await, ids_of([&friends[1], &friends[3]]));
    assert_eq!(of("?mutual=0").await, ids_of([&friends[0], &friends[2], &friends[4]]));
    assert_eq!(of("?mutual=").await, ids_of(&friends));
    // The caller's own list, and an anonymous caller.
    assert_eq!(list(&star, &star.path("connections/?mutual=1")).await, ids_of(&friends));
    assert_eq!(list(&star, &star.path("connections/?mutual=0")).await, [0; 0]);
    assert_eq!(list(&app, &star.path("connections/?mutual=1")).await, [0; 0]);
    assert_eq!(list(&app, &star.path("connections/?mutual=0")).await, ids_of(&friends));
    let walked = walk(&alice, &star.path("connections/?mutual=1&limit=1")).await;
    assert_eq!(walked.len(), 2);
}

#[tokio::test]
async fn users_are_shown_as_the_caller_sees_them() {
    let app = App::new().await;
    let (star, friends) = star(&app, 3).await;
    perform_all(&app, &[(&friends[0], "request", &friends[1]), (&friends[2], "request", &friends[0])]).await;
    let shown = friends[0].get(&star.path("connections/")).await.expect(200).json();
    let results = shown["results"].as_array().unwrap();
    let statuses: Vec<_> = results.iter().map(|user| user["connection_status"].as_str()).collect();
    assert_eq!(statuses, [None, Some("sent_connection_request"), Some("received_connection_request")]);
    assert!(shown["results"][0]["connection_requests_sent_counter"].is_u64(), "the caller's own counters");
    assert!(shown["results"][1].get("connection_requests_sent_counter").is_none(), "another user's counters");
    let anonymous = app.get(&star.path("connections/")).await.expect(200).json();
    for user in anonymous["results"].as_array().unwrap() {
        assert_eq!((&user["connection_status"], &user["email"]), (&Value::Null, &Value::Null));
    }
}

#[rstest]
#[case::limit("limit=x", "limit")]
#[case::offset("offset=10001", "offset")]
#[case::negative("offset=-1", "offset")]
#[case::cursor("cursor=!", "cursor")]
#[case::mutual("mutual=2", "mutual")]
#[tokio::test]
async fn rejects_bad_parameters(#[case] query: &str, #[case] field: &str) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let path = alice.path(&format!("connections/?{query}"));
    assert_eq!(app.get(&path).await.expect(400).invalid_fields(), [field]);
    assert_eq!(alice.get(&path).await.expect(400).invalid_fields(), [field]);
}

/// The deleted user has a friendship in every state, as its sender and as its recipient.
#[rstest]
#[tokio::test]
async fn a_deleted_user_leaves_all_lists_and_counters(#[values("", "?hard=1")] deletion: &str) {
    let app = App::new().await;
    let gone = app.user("gone").await;
    let others = join_all((0..8).map(|n| {
        let app = &app;
        async move { app.user(&format!("user-{n}")).await }
    }))
    .await;
    for (n, other) in others.iter().enumerate() {
        let (sender, recipient) = if n % 2 == 0 { (&gone, other) } else { (other, &gone) };
        let rest = [(recipient, "reject", sender), (sender, "cancel_request", recipient)];
        perform_all(&app, &[(sender, "request", recipient)]).await;
        match n / 2 {
            0 => {}
            1 => perform_all(&app, &rest[..1]).await,
            2 => perform_all(&app, &rest).await,
            _ => perform_all(&app, &[(recipient, "accept", sender)]).await,
        }
    }
    connect(&app, &others[0], &others[7]).await;
    app.settle().await;
    assert_eq!(numbers(&gone).await, [2, 3, 2]);
    gone.delete(&gone.path(deletion)).await.expect(204);
    for settled in [false, true] {
        if settled {
            app.settle().await;
        }
        for (n, other) in others.iter().enumerate() {
            let friend = [&others[7], &others[0]].into_iter().filter(|_| n == 0 || n == 7).nth(usize::from(n == 7));
            assert_eq!(list(&app, &other.path("connections/")).await, ids_of(friend), "{n}");
            for path in ["/api/v2/user/me/connection_requests/", "/api/v2/user/me/connection_requests_sent/"] {
                assert_eq!(walk(other, path).await, [Value::Null; 0], "{n}, settled: {settled}");
            }
            if settled {
                assert_eq!(numbers(other).await, [u64::from(n == 0 || n == 7), 0, 0], "{n}");
                assert_eq!(app.state.store.friendships().get(other.id, gone.id).await.unwrap(), None, "{n}");
            }
        }
    }
}
