//! A username that is given up stays its former user's for 90 days, in every API (`docs/account-security.md`, "Usernames").

use std::time::Duration;

use serde_json::json;
use tests::{App, Request, Routes as _, TestUser, pictures};

const KEPT: Duration = Duration::from_secs(90 * 24 * 60 * 60);

fn rename(user: &TestUser, name: &str) -> Request {
    user.patch(&user.path("")).json(&json!({"username": name}))
}

fn register(app: &App, name: &str) -> Request {
    let email = format!("of-{name}@example.org");
    app.post("/api/users/register/").json(&json!({"username": name, "email": email, "password": TestUser::PASSWORD}))
}

/// Whether anyone else gets the name, in any way. Changes nothing if it is taken.
async fn is_taken(app: &App, name: &str) -> bool {
    let (other, staff) = (app.user("other").await, app.staff("staff").await);
    let account = json!({"username": name, "email": "a@example.org", "password": TestUser::PASSWORD});
    let created = json!({"data": {"type": "users", "attributes": {"username": name}}});
    let file = [("avatar", "a.png", &pictures::png(8, 8)[..])];
    let ways = [
        register(app, name),
        rename(&other, name),
        other.patch(&other.path("")).multipart(&[("username", name)], &file),
        other.post("/api/users/profile/other").json(&json!({"username": name})),
        other.patch(&other.directory_path("")).json_api(&other.patch_of(json!({"username": name}))),
        staff.patch(&other.directory_path("")).json_api(&other.patch_of(json!({"username": name}))),
        staff.post("/api/v2/account/create/").json(&account),
        staff.post("/users/").json_api(&created),
    ];
    let mut taken = Vec::new();
    for way in ways {
        let response = way.await;
        taken.push(response.status == 400 && response.body.contains("sername"));
    }
    assert!(taken.iter().all(|one| *one == taken[0]), "{name}: {taken:?}");
    taken[0]
}

#[tokio::test]
async fn no_one_else_gets_a_username_that_was_given_up_and_its_user_takes_it_back() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    rename(&alice, "alicia").await.expect(200);
    assert!(is_taken(&app, "Alice").await);
    // It leads to no user.
    app.get("/api/users/alice").await.expect(404);
    app.login("alice", TestUser::PASSWORD).await.expect(400);
    let matched = alice.post("/api/v2/user/match/").json(&json!(["alice"])).await.expect(200).json();
    assert_eq!(matched, json!([]));

    rename(&alice, "alice").await.expect(200);
    app.get("/api/users/alice").await.expect(200);
    app.get("/api/users/alicia").await.expect(404);
    rename(&alice, "ALICE").await.expect(200);
    app.login("alice", TestUser::PASSWORD).await.expect(200);
    register(&app, "alicia").await.expect(400);
}

#[tokio::test]
async fn after_ninety_days_a_username_is_free() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    rename(&alice, "alicia").await.expect(200);
    app.state.clock.advance(KEPT - Duration::from_secs(60));
    register(&app, "alice").await.expect(400);
    app.state.clock.advance(Duration::from_secs(60));
    register(&app, "alice").await.expect(200);
    let back = app.log_in("alicia", TestUser::PASSWORD).await;
    back.patch(&alice.path("")).json(&json!({"username": "alice"})).await.expect(400);
    app.get("/api/users/alice").await.expect(200);
}

#[tokio::test]
async fn a_hard_deletion_frees_all_names_and_a_soft_one_none() {
    let app = App::new().await;
    for (hard, status) in [("?hard=1", 200), ("", 400)] {
        let name = |suffix: &str| format!("alice{status}{suffix}");
        let alice = app.register(&name("")).await;
        rename(&alice, &name("b")).await.expect(200);
        rename(&alice, &name("c")).await.expect(200);
        alice.delete(&alice.path(hard)).await.expect(204);
        // The present one is free at once.
        register(&app, &name("c")).await.expect(status);
        app.settle().await;
        for suffix in ["", "b"] {
            register(&app, &name(suffix)).await.expect(status);
        }
    }
}

#[tokio::test]
async fn ten_usernames_are_kept_for_a_user() {
    let app = App::new().await;
    let alice = app.user("alice0").await;
    for n in 1..=11 {
        app.state.clock.advance(Duration::from_secs(1));
        rename(&alice, &format!("alice{n}")).await.expect(200);
    }
    // That which was given up first.
    register(&app, "alice0").await.expect(200);
    for n in 1..=11 {
        register(&app, &format!("alice{n}")).await.expect(400);
    }
}

#[tokio::test]
async fn official_names_are_for_staff_alone_in_every_way() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    for name in ["root", "Support", "staff", "moderator", "SECURITY"] {
        for way in [
            register(&app, name),
            rename(&alice, name),
            alice.post("/api/users/profile/alice").json(&json!({"username": name})),
            alice.patch(&alice.directory_path("")).json_api(&alice.patch_of(json!({"username": name}))),
        ] {
            let response = way.await.expect(400);
            assert!(response.body.contains("reserved"), "{name}: {response:?}");
        }
    }
}
