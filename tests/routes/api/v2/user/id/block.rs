//! `POST`, `PUT`, `DELETE /api/v2/user/{id}/block/`, `GET /api/v2/user/blocked_users/`

use std::time::Duration;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::follow::{list, numbers, toggle};

const BLOCKED: &str = "/api/v2/user/blocked_users/";
const HIDDEN: &str = "/api/v2/user/hidden_users/";

async fn users(app: &App) -> [TestUser; 3] {
    [app.user("alice").await, app.user("bob").await, app.user("eve").await]
}

async fn connect(one: &TestUser, other: &TestUser) {
    one.post(&other.path("connection/request/")).await.expect(200);
    other.post(&one.path("connection/accept/")).await.expect(200);
}

/// The rows of the table that name both users.
async fn rows_between(app: &App, one: &TestUser, other: &TestUser) -> Vec<(String, String)> {
    let [one, other] = [one.id.to_string(), other.id.to_string()];
    let names = |(pk, sk): &(String, String)| [&one, &other].iter().all(|id| format!("{pk}#{sk}#").contains(*id));
    app.rows().all().await.into_keys().filter(names).collect()
}

#[tokio::test]
async fn a_block_toggles_and_returns_the_user() {
    let app = App::new().await;
    let [alice, bob, _] = users(&app).await;
    for round in 1..=4 {
        let answer = alice.post(&bob.path("block/")).await.expect(201).json();
        assert_eq!(answer, alice.get(&bob.path("")).await.expect(200).json());
        let blocks = round % 2 == 1;
        let is_blocked = alice.get(&bob.path("is_blocked/")).await.expect(200).json();
        assert_eq!(is_blocked, json!({"is_blocked": blocks}));
        assert_eq!(list(&alice, BLOCKED).await, if blocks { vec![bob.id.get()] } else { vec![] }, "{round}");
        bob.get(&alice.path("")).await.expect(if blocks { 404 } else { 200 });
        assert_eq!(rows_between(&app, &alice, &bob).await.len(), if blocks { 5 } else { 0 }, "{round}");
    }
}

#[tokio::test]
async fn explicit_wishes_can_be_repeated() {
    let app = App::new().await;
    let [alice, bob, _] = users(&app).await;
    for (method, there) in [("PUT", true), ("PUT", true), ("DELETE", false), ("DELETE", false)] {
        assert_eq!(alice.request(method, &bob.path("block/")).await.expect(204).body, "");
        assert_eq!(list(&alice, BLOCKED).await.contains(&bob.id.get()), there, "{method}");
    }
}

#[tokio::test]
async fn a_block_ends_follows_and_the_connection_in_both_directions_and_its_end_restores_nothing() {
    let app = App::new().await;
    let [alice, bob, eve] = users(&app).await;
    for (from, to) in [(&alice, &bob), (&bob, &alice), (&eve, &bob), (&bob, &eve)] {
        toggle(&app, from, to).await;
    }
    connect(&alice, &bob).await;
    connect(&bob, &eve).await;
    app.settle().await;
    assert_eq!((numbers(&app, &alice).await, numbers(&app, &bob).await), ((1, 1), (2, 2)));
    alice.put(&bob.path("block/")).await.expect(204);
    for settled in [false, true] {
        if settled {
            app.settle().await;
            assert_eq!((numbers(&app, &alice).await, numbers(&app, &bob).await), ((0, 0), (1, 1)));
            assert_eq!(app.get(&bob.path("counters/")).await.expect(200).json()["connections"], 1);
        }
        for path in ["followers/", "followings/", "connections/"] {
            assert_eq!(list(&app, &alice.path(path)).await, [0; 0], "{path}");
            assert_eq!(list(&app, &bob.path(path)).await, [eve.id.get()], "{path}");
        }
    }
    alice.delete(&bob.path("block/")).await.expect(204);
    app.settle().await;
    assert_eq!((numbers(&app, &alice).await, numbers(&app, &bob).await), ((0, 0), (1, 1)));
    assert_eq!(rows_between(&app, &alice, &bob).await, []);
    toggle(&app, &bob, &alice).await;
    connect(&bob, &alice).await;
    app.settle().await;
    assert_eq!(numbers(&app, &bob).await, (2, 1));
}

#[tokio::test]
async fn a_block_ends_a_pending_request_and_no_new_one_is_possible() {
    let app = App::new().await;
    let [alice, bob, _] = users(&app).await;
    for (from, to) in [(&alice, &bob), (&bob, &alice)] {
        from.post(&to.path("connection/request/")).await.expect(200);
        alice.put(&bob.path("block/")).await.expect(204);
        app.settle().await;
        for person in [&alice, &bob] {
            for path in ["me/connection_requests/", "me/connection_requests_sent/"] {
                let page = person.get(&format!("/api/v2/user/{path}")).await.expect(200).json();
                assert_eq!((&page["count"], &page["results"]), (&json!(0), &json!([])), "{path}");
            }
        }
        // The user who blocks learns why, the blocked one nothing.
        for path in ["follow/", "connection/request/"] {
            let answer = alice.post(&bob.path(path)).await.expect(403);
            assert!(answer.body.contains("\"blocked\""), "{answer:?}");
            bob.post(&alice.path(path)).await.expect(404);
        }
        alice.delete(&bob.path("block/")).await.expect(204);
    }
}

#[tokio::test]
async fn a_block_and_a_hide_are_independent() {
    let app = App::new().await;
    let [alice, bob, _] = users(&app).await;
    alice.put(&bob.path("hide/")).await.expect(204);
    bob.put(&alice.path("hide/")).await.expect(204);
    alice.put(&bob.path("block/")).await.expect(204);
    // To the blocked user, the other is no longer there to be hidden.
    assert_eq!(list(&bob, HIDDEN).await, [0; 0]);
    assert_eq!(bob.get("/api/v2/user/hidden_users_id/").await.expect(200).json(), json!([]));
    let is_hidden = alice.get(&bob.path("is_hidden/")).await.expect(200).json();
    assert_eq!(is_hidden, json!({"is_hidden": true}));
    alice.delete(&bob.path("hide/")).await.expect(204);
    assert_eq!(list(&alice, BLOCKED).await, [bob.id.get()]);
    bob.get(&alice.path("")).await.expect(404);
    alice.delete(&bob.path("block/")).await.expect(204);
    assert_eq!((list(&alice, HIDDEN).await, list(&bob, HIDDEN).await), (vec![], vec![alice.id.get()]));
    alice.put(&bob.path("block/")).await.expect(204);
    alice.put(&bob.path("hide/")).await.expect(204);
    alice.delete(&bob.path("block/")).await.expect(204);
    assert_eq!(list(&alice, HIDDEN).await, [bob.id.get()]);
}

#[tokio::test]
async fn blocks_and_hides_at_the_same_time_apply_one_after_the_other() {
    let app = App::new().await;
    let [alice, bob, _] = users(&app).await;
    let calls = [
        alice.put(&bob.path("block/")),
        bob.put(&alice.path("block/")),
        alice.put(&bob.path("hide/")),
        bob.post(&alice.path("follow/")),
        alice.put(&bob.path("follow/")),
        bob.post(&alice.path("connection/request/")),
        alice.post(&bob.path("connection/request/")),
    ];
    let answers = join_all(calls.map(IntoFuture::into_future)).await;
    assert!(answers.iter().all(|answer| answer.status < 500), "{answers:?}");
    app.settle().await;
    assert_eq!((numbers(&app, &alice).await, numbers(&app, &bob).await), ((0, 0), (0, 0)));
    let blocks = [list(&alice, BLOCKED).await.len(), list(&bob, BLOCKED).await.len()];
    assert!(blocks.iter().sum::<usize>() > 0);
    // Whoever blocks can end their block, and then nothing is left between the two but a hide.
    for (person, other) in [(&alice, &bob), (&bob, &alice)] {
        if list(person, BLOCKED).await.len() == 1 && list(other, BLOCKED).await.is_empty() {
            person.delete(&other.path("block/")).await.expect(204);
        }
    }
}

#[rstest]
#[case(false)]
#[case(true)]
#[tokio::test]
async fn staff_can_block_and_be_blocked_and_still_see_everything(#[case] by_staff: bool) {
    let app = App::new().await;
    let [alice, _, _] = users(&app).await;
    let staff = app.staff("staff").await;
    let post = alice.post("/api/v2/post/").json(&json!({"text": "Here"})).await.expect(201).json()["id"].clone();
    let (by, to) = if by_staff { (&staff, &alice) } else { (&alice, &staff) };
    by.put(&to.path("block/")).await.expect(204);
    app.settle().await;
    staff.get(&alice.path("")).await.expect(200);
    staff.get(&format!("/api/v2/post/{post}/")).await.expect(200);
    assert!(list(&staff, "/api/v2/user/").await.contains(&alice.id.get()));
    let feed = staff.get(&alice.path("feed/")).await.expect(200).json();
    assert_eq!(feed["results"].as_array().unwrap().len(), 1);
    staff.post(&alice.path("follow/")).await.expect(403);
    // Staff who are blocked can block too, and each ends their own block alone.
    if !by_staff {
        staff.put(&alice.path("block/")).await.expect(204);
        alice.get(&staff.path("")).await.expect(404);
        assert_eq!(list(&alice, BLOCKED).await, [staff.id.get()]);
        staff.delete(&alice.path("block/")).await.expect(204);
        alice.get(&staff.path("")).await.expect(200);
        alice.delete(&staff.path("block/")).await.expect(204);
        assert_eq!(rows_between(&app, &alice, &staff).await, []);
    }
}

#[tokio::test]
async fn lists_blocked_users_newest_block_first_page_by_page() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let mut all = Vec::new();
    for n in 0..5 {
        let user = app.user(&format!("blocked-{n}")).await;
        app.state.clock.advance(Duration::from_millis(2));
        alice.put(&user.path("block/")).await.expect(204);
        all.insert(0, user.id.get());
    }
    let page = alice.get(BLOCKED).await.expect(200).json();
    assert_eq!((list(&alice, BLOCKED).await, &page["count"]), (all.clone(), &json!(5)));
    let first = alice.get(&format!("{BLOCKED}?limit=3")).await.expect(200).json();
    let next = first["next"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    let second = alice.get(next).await.expect(200).json();
    let ids = |page: &Value| -> Vec<u64> {
        page["results"].as_array().unwrap().iter().map(|user| user["id"].as_u64().unwrap()).collect()
    };
    assert_eq!([ids(&first), ids(&second)].concat(), all);
    assert_eq!(alice.get(&format!("{BLOCKED}?limit=x")).await.expect(400).invalid_fields(), ["limit"]);
    app.get(BLOCKED).await.expect(401);
}

#[rstest]
#[case("", "alice")]
#[case("?hard=1", "alice")]
#[case("", "bob")]
#[case("?hard=1", "bob")]
#[tokio::test]
async fn a_deleted_user_is_in_no_block(#[case] how: &str, #[case] who: &str) {
    let app = App::new().await;
    let [alice, bob, eve] = users(&app).await;
    alice.put(&bob.path("block/")).await.expect(204);
    eve.put(&bob.path("block/")).await.expect(204);
    app.settle().await;
    let gone = if who == "alice" { &alice } else { &bob };
    gone.delete(&gone.path(how)).await.expect(204);
    app.settle().await;
    assert_eq!(rows_between(&app, &alice, &bob).await, []);
    assert_eq!(list(&eve, BLOCKED).await.len(), usize::from(who == "alice"));
}
