//! `PUT /api/v2/user/{id}/`: changes of the username.

use std::future::IntoFuture as _;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::Username;
use shared::store::Consistency;
use tests::{App, Request, Routes as _, TestResponse, TestUser};

fn rename(person: &TestUser, name: &str) -> Request {
    person.put(&person.path("")).json(&json!({"username": name}))
}

/// The id of the user with this username.
async fn found(app: &App, name: &str) -> Option<u64> {
    let answer = app.get(&format!("/api/users/{name}")).await;
    if answer.status == 404 { None } else { answer.expect(200).json()["id"].as_u64() }
}

async fn register(app: &App, name: &str) -> TestResponse {
    let email = format!("new-{name}@example.org");
    let body = json!({"username": name, "email": email, "password": TestUser::PASSWORD});
    app.post("/api/users/register/").json(&body).await
}

#[tokio::test]
async fn a_rename_keeps_the_old_username_for_its_former_user() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    assert_eq!(rename(&alice, "alicia").await.expect(200).json()["username"], "alicia");
    assert_eq!(found(&app, "alicia").await, Some(alice.id.get()));
    assert_eq!(found(&app, "alice").await, None);
    let matched = alice.post("/api/v2/user/match/").json(&json!(["alice", "alicia"])).await.expect(200).json();
    assert_eq!(matched.as_array().unwrap().len(), 1);
    let page = alice.get("/api/v2/user/?ordering=username").await.expect(200).json();
    assert_eq!(page["results"][0]["username"], "alicia");
    for (name, status) in [("alice", 400), ("alicia", 200)] {
        let login = json!({"username": name, "password": TestUser::PASSWORD});
        app.post("/api/users/login/").json(&login).await.expect(status);
    }
    register(&app, "Alicia").await.expect(400);
    let taken = register(&app, "Alice").await.expect(400).json();
    assert!(taken["username"].is_array(), "{taken}");
}

#[tokio::test]
async fn accepts_a_change_of_case_alone() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    assert_eq!(rename(&alice, "ALICE").await.expect(200).json()["username"], "ALICE");
    assert_eq!(found(&app, "alice").await, Some(alice.id.get()));
    register(&app, "alice").await.expect(400);
}

#[tokio::test]
async fn a_renamed_user_moves_in_the_list() {
    let app = App::new().await;
    let [alice, bob] = [app.user("alice").await, app.user("bob").await];
    rename(&alice, "Carol").await.expect(200);
    let page = bob.get("/api/v2/user/?ordering=username").await.expect(200).json();
    let names = [&page["results"][0]["username"], &page["results"][1]["username"]];
    assert_eq!(names, ["bob", "Carol"]);
    assert_eq!(page["count"], 2);
}

#[rstest]
#[tokio::test]
async fn rejects_a_username_that_is_taken(#[values("bob", "BOB", "hidden")] name: &str) {
    let app = App::new().await;
    let [alice, _] = [app.register("alice").await, app.register("bob").await];
    let hidden = app.register("hidden").await;
    hidden.delete(&hidden.path("")).await.expect(204);
    let body = json!({"username": name, "bio": "new"});
    let answer = alice.patch(&alice.path("")).json(&body).await.expect(400);
    assert_eq!(answer.invalid_fields(), ["username"]);
    assert_eq!(answer.json()["errors"][0]["messages"][0]["code"], "unique");
    let user = alice.get("/api/v2/user/me/").await.expect(200).json();
    assert_eq!((&user["username"], &user["bio"]), (&json!("alice"), &json!("")));
    assert_eq!(found(&app, "alice").await, Some(alice.id.get()));
}

#[tokio::test]
async fn one_of_fifty_users_gets_a_username_they_all_want() {
    let app = App::new().await;
    let users = join_all((0..50).map(|n| {
        let app = app.clone();
        async move { app.user(&format!("user{n}")).await }
    }));
    let users = users.await;
    let answers = users.iter().enumerate().map(|(n, user)| {
        let name = if n % 2 == 0 { "the-name" } else { "The-Name" };
        tokio::spawn(rename(user, name).into_future())
    });
    let answers: Vec<_> = join_all(answers).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1, "{answers:?}");
    for (user, answer) in users.iter().zip(&answers) {
        if answer.status == 200 {
            assert_eq!(found(&app, "the-name").await, Some(user.id.get()));
            assert_eq!(found(&app, &user.name).await, None);
            register(&app, &user.name).await.expect(400);
        } else {
            assert_eq!((answer.status, answer.invalid_fields()), (400, vec!["username".to_owned()]));
            assert_eq!(found(&app, &user.name).await, Some(user.id.get()));
            let profile = user.get("/api/v2/user/me/").await.expect(200).json();
            assert_eq!(profile["username"], Value::from(user.name.clone()));
            register(&app, &user.name).await.expect(400);
        }
    }
}

#[tokio::test]
async fn concurrent_renames_of_one_user_leave_one_username() {
    let app = App::new().await;
    for round in 0..5 {
        let alice = app.user(&format!("alice{round}")).await;
        let names = ["b", "c", "d", "e"].map(|name| format!("{name}{round}"));
        let answers = join_all(names.iter().map(|name| rename(&alice, name).into_future())).await;
        assert!(answers.iter().any(|answer| answer.status == 200), "{answers:?}");
        assert!(answers.iter().all(|answer| [200, 409].contains(&answer.status)), "{answers:?}");
        let now = alice.get("/api/v2/user/me/").await.expect(200).json();
        for name in names.iter().chain([&alice.name]) {
            let expected = (now["username"] == **name).then_some(alice.id.get());
            assert_eq!(found(&app, name).await, expected, "{name}");
        }
    }
}

/// Two requests of one user read the username `alice`. One changes it to `bob`, then the other writes `Alice`.
#[tokio::test]
async fn an_outdated_change_of_case_does_not_restore_the_old_username() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let store = &app.state.store;
    let read = store.profiles().get(alice.id, Consistency::Strong).await.unwrap().unwrap();
    rename(&alice, "bob").await.expect(200);
    let mut late = read.clone();
    late.username = Username::parse("Alice").unwrap_or_else(|p| panic!("{p:?}"));
    let outcome = store.profiles().save(&read, &late, "email", 0).await;
    let now = store.profiles().get(alice.id, Consistency::Strong).await.unwrap().unwrap();
    let owner = store.claimed_names().find_username(now.username.as_str()).await.unwrap();
    assert_eq!(owner, Some(alice.id), "no user owns {:?} after {outcome:?}", now.username);
}

/// The same for the e-mail address.
#[tokio::test]
async fn an_outdated_change_of_case_does_not_restore_the_old_email() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let store = &app.state.store;
    let read = store.profiles().get(alice.id, Consistency::Strong).await.unwrap().unwrap();
    let change = |email: &str| alice.post("/api/users/profile/alice").json(&json!({"email": email}));
    change("new@example.org").await.expect(200);
    let mut late = read.clone();
    late.email = Some(shared::domain::Email::parse("ALICE@example.org").unwrap_or_else(|p| panic!("{p:?}")));
    let outcome = store.profiles().save(&read, &late, "email", 0).await;
    let now = store.profiles().get(alice.id, Consistency::Strong).await.unwrap().unwrap();
    let owner = store.claimed_names().find_email(now.email.as_ref().unwrap(), 0).await.unwrap();
    assert_eq!(owner, Some(alice.id), "no user owns {:?} after {outcome:?}", now.email);
}
