//! `DELETE /api/v2/user/{id}/`

use std::future::IntoFuture as _;

use rstest::rstest;
use serde_json::json;
use shared::domain::profile::settings::Settings;
use shared::store::Consistency;
use tests::{App, Routes as _, TestResponse, TestUser};

const REGISTER: &str = "/api/users/register/";

async fn register(app: &App, name: &str, email: &str) -> TestResponse {
    let body = json!({"username": name, "email": email, "password": TestUser::PASSWORD});
    app.post(REGISTER).json(&body).await
}

async fn count(caller: &TestUser) -> u64 {
    caller.get("/api/v2/user/").await.expect(200).json()["count"].as_u64().unwrap()
}

#[rstest]
#[tokio::test]
async fn a_soft_deletion_hides_the_user_and_keeps_the_names_taken(
    #[values("", "?hard=0", "?hard=false", "?hard=")] deletion: &str,
) {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let answer = alice.delete(&alice.path(deletion)).await.expect(204);
    assert_eq!(answer.body, "");
    for path in ["/api/v2/user/me/", "/api/users/user/", "/api/v2/user/", "/api/users/bob"] {
        alice.get(path).await.expect(401);
    }
    bob.get(&alice.path("")).await.expect(404);
    app.get("/api/users/alice").await.expect(404);
    app.get("/api/users/profile/alice").await.expect(404);
    assert_eq!(count(&bob).await, 1);
    let taken = register(&app, "Alice", "ALICE@example.org").await.expect(400).json();
    assert!(taken["username"].is_array() && taken["email"].is_array(), "{taken}");
    let login = json!({"username": "alice", "password": TestUser::PASSWORD});
    app.post("/api/users/login/").json(&login).await.expect(400);
}

#[rstest]
#[tokio::test]
async fn a_hard_deletion_removes_everything_and_frees_the_names(#[values("?hard=1", "?hard=true")] deletion: &str) {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let game = json!({"igdb": "1942", "name": "The Game"});
    for action in ["like", "wishlist"] {
        alice.post(&format!("/api/actions/{action}/")).json(&game).await.expect(200);
    }
    alice.patch(&alice.path("settings/")).json(&json!({"qa_frequency": 1})).await.expect(200);
    let before = count(&bob).await;
    alice.delete(&alice.path(deletion)).await.expect(204);

    alice.get("/api/users/user/").await.expect(401);
    bob.get(&alice.path("")).await.expect(404);
    app.get("/api/users/alice").await.expect(404);
    assert_eq!(count(&bob).await, before - 1);
    let store = &app.state.store;
    assert_eq!(store.users().get(alice.id, None, Consistency::Strong).await.unwrap(), None);
    assert!(store.logins().get(alice.id).await.unwrap().is_none());
    // The rest is removed by event.
    app.settle().await;
    assert_eq!(store.games().list(alice.id).await.unwrap(), []);
    assert_eq!(store.settings().get(alice.id).await.unwrap(), Settings::default());
    assert_eq!(store.claimed_names().find_username("alice").await.unwrap(), None);

    let again = register(&app, "Alice", "alice@example.org").await.expect(200).json();
    assert!(again["user"]["id"].as_u64().unwrap() > alice.id.get());
    let profile = app.get("/api/users/alice").await.expect(200).json();
    assert_eq!((&profile["username"], &profile["liked"]), (&json!("Alice"), &json!([])));
    alice.get("/api/users/user/").await.expect(401);
    assert_eq!(count(&bob).await, before);
}

#[tokio::test]
async fn the_email_of_a_hard_deleted_user_is_free_for_another_user() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    alice.delete(&alice.path("?hard=1")).await.expect(204);
    register(&app, "bob", "alice@example.org").await.expect(200);
    register(&app, "alice", "bob@example.org").await.expect(200);
}

#[tokio::test]
async fn a_second_soft_deletion_is_an_error_and_a_hard_one_is_not() {
    let app = App::new().await;
    let [alice, eve] = [app.register("alice").await, app.staff("eve").await];
    let before = count(&eve).await;
    eve.delete(&alice.path("")).await.expect(204);
    let again = eve.delete(&alice.path("")).await.expect(400).json();
    assert_eq!(again["errors"][0]["code"], "already_deleted");
    assert_eq!(count(&eve).await, before - 1);
    eve.delete(&alice.path("?hard=1")).await.expect(204);
    assert_eq!(count(&eve).await, before - 1);
    eve.delete(&alice.path("?hard=1")).await.expect(404);
    eve.delete(&alice.path("")).await.expect(404);
    register(&app, "alice", "alice@example.org").await.expect(200);
}

#[tokio::test]
async fn a_plain_user_gets_the_same_403_for_every_other_user() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let gone = app.register("gone").await;
    gone.delete(&gone.path("?hard=1")).await.expect(204);
    let hidden = app.register("hidden").await;
    hidden.delete(&hidden.path("")).await.expect(204);
    let mut answers = Vec::new();
    for path in [bob.path(""), bob.path("?hard=1"), gone.path(""), hidden.path(""), bob.path("?hard=x")] {
        answers.push(alice.delete(&path).await.expect(403).body);
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    app.delete(&bob.path("")).await.expect(401);
    app.get(&bob.path("")).await.expect(200);
}

#[rstest]
#[tokio::test]
async fn staff_may_delete_plain_users_and_themselves(#[values("?hard=0", "?hard=1")] deletion: &str) {
    let app = App::new().await;
    let [alice, eve] = [app.register("alice").await, app.staff("eve").await];
    let [other, root] = [app.staff("other").await, app.superuser("root").await];
    let only_superuser = app.with_roles("sudo", false, true).await;
    for target in [&other, &root, &only_superuser] {
        eve.delete(&target.path(deletion)).await.expect(403);
        target.get("/api/v2/user/me/").await.expect(200);
    }
    eve.delete(&alice.path(deletion)).await.expect(204);
    eve.delete(&eve.path(deletion)).await.expect(204);
}

#[rstest]
#[tokio::test]
async fn a_superuser_may_delete_everyone_but_the_last_superuser(#[values("?hard=0", "?hard=1")] deletion: &str) {
    let app = App::new().await;
    let [alice, eve] = [app.register("alice").await, app.staff("eve").await];
    let [root, other] = [app.superuser("root").await, app.with_roles("other", false, true).await];
    for target in [&alice, &eve, &other] {
        root.delete(&target.path(deletion)).await.expect(204);
    }
    let refused = root.delete(&root.path(deletion)).await.expect(409).json();
    assert_eq!(refused["errors"][0]["code"], "last_superuser");
    root.get("/api/v2/user/me/").await.expect(200);
    assert_eq!(count(&root).await, 1);
    let successor = app.superuser("successor").await;
    root.delete(&root.path(deletion)).await.expect(204);
    successor.delete(&successor.path(deletion)).await.expect(409);
}

#[rstest]
#[tokio::test]
async fn one_of_two_superusers_is_left_after_concurrent_deletions(
    #[values("?hard=0", "?hard=1")] deletion: &str,
    #[values(false, true)] themselves: bool,
) {
    for _ in 0..5 {
        let app = App::new().await;
        let [one, two] = [app.superuser("one").await, app.superuser("two").await];
        let [first, second] = if themselves { [&one, &two] } else { [&two, &one] };
        let first = one.delete(&first.path(deletion)).into_future();
        let second = two.delete(&second.path(deletion)).into_future();
        let statuses: [u16; 2] = tokio::join!(async { first.await.status }, async { second.await.status }).into();
        assert_eq!(statuses.iter().filter(|status| **status == 204).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| [204, 401, 404, 409].contains(status)), "{statuses:?}");
        let known = [one.get("/api/v2/user/me/").await.status, two.get("/api/v2/user/me/").await.status];
        assert!(known == [200, 401] || known == [401, 200], "{known:?}");
        let left = if known[0] == 200 { one } else { two };
        left.delete(&left.path(deletion)).await.expect(409);
    }
}

#[rstest]
#[tokio::test]
async fn rejects_a_bad_value_of_hard(#[values("2", "maybe", "-1", "01", "%00", "True1")] hard: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let answer = alice.delete(&alice.path(&format!("?hard={hard}"))).await.expect(400);
    assert_eq!(answer.invalid_fields(), ["hard"]);
    alice.get("/api/v2/user/me/").await.expect(200);
}

#[tokio::test]
async fn ten_concurrent_deletions_of_a_user_count_once() {
    let app = App::new().await;
    let [alice, eve] = [app.register("alice").await, app.staff("eve").await];
    let before = count(&eve).await;
    let path = alice.path("?hard=1");
    let deletes = (0..10).map(|_| eve.delete(&path).into_future());
    let answers = futures::future::join_all(deletes).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 204).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|answer| [204, 404].contains(&answer.status)), "{answers:?}");
    assert_eq!(count(&eve).await, before - 1);
}
