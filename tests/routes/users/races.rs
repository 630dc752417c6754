//! Concurrent changes of accounts.

use std::future::IntoFuture as _;

use futures::future::join_all;
use rstest::rstest;
use serde_json::json;
use shared::domain::account::audit::{AuditEntry, AuditKind, AuditedAction};
use shared::domain::{AuthState, Claims, Id, Viewer};
use shared::store::Traces;
use tests::{App, Request, Routes as _, TestUser};

fn demote(by: &TestUser, of: &TestUser) -> Request {
    by.patch(&of.directory_path("")).json_api(&of.patch_of(json!({"is_superuser": false})))
}

fn deactivate(by: &TestUser, of: &TestUser) -> Request {
    by.patch(&of.directory_path("")).json_api(&of.patch_of(json!({"is_active": false})))
}

fn delete(by: &TestUser, of: &TestUser) -> Request {
    by.delete(&of.directory_path(""))
}

fn delete_in_community(by: &TestUser, of: &TestUser) -> Request {
    by.delete(&of.path(""))
}

/// Each of the only two superusers demotes, deactivates or deletes the other, or themself.
#[rstest]
#[tokio::test]
async fn one_active_superuser_is_always_left(
    #[values(demote, deactivate, delete, delete_in_community)] one: fn(&TestUser, &TestUser) -> Request,
    #[values(demote, deactivate, delete, delete_in_community)] other: fn(&TestUser, &TestUser) -> Request,
    #[values(false, true)] themselves: bool,
) {
    for _ in 0..3 {
        let app = App::new().await;
        let (a, b) = tokio::join!(app.superuser("a"), app.superuser("b"));
        let outcomes = if themselves {
            join_all([one(&a, &a).into_future(), other(&b, &b).into_future()]).await
        } else {
            join_all([one(&a, &b).into_future(), other(&b, &a).into_future()]).await
        };
        let statuses: Vec<_> = outcomes.iter().map(|answer| answer.status).collect();
        assert_eq!(statuses.iter().filter(|status| **status < 300).count(), 1, "{outcomes:?}");
        // The later request fails: its caller is no longer a superuser, its target is the last superuser, or one of them
        // was changed meanwhile.
        assert!(statuses.iter().all(|status| [200, 204, 401, 403, 404, 409].contains(status)), "{outcomes:?}");
        let left = if statuses[0] < 300 && !themselves || statuses[1] < 300 && themselves { &a } else { &b };
        left.get("/users/").await.expect(200);
        delete(left, left).await.expect(409);
        demote(left, left).await.expect(409);
        deactivate(left, left).await.expect(409);
    }
}

#[tokio::test]
async fn one_of_many_concurrent_creations_gets_a_username() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let created: Vec<_> =
        (0..8).map(|_| app.create_directory_user(&staff, &json!({"username": "theo"})).into_future()).collect();
    let outcomes = join_all(created).await;
    assert_eq!(outcomes.iter().filter(|answer| answer.status == 200).count(), 1);
    assert!(outcomes.iter().all(|answer| [200, 400].contains(&answer.status)), "{outcomes:?}");
    let listed = staff.get("/users/").await.expect(200).json();
    assert_eq!(listed["meta"]["pagination"]["count"], 2);
}

/// The number of active users is exact, whichever activations and deactivations run at the same time.
#[tokio::test]
async fn concurrent_deactivations_count_once() {
    let app = App::new().await;
    let [alice, staff] = [app.user("alice").await, app.staff("staff").await];
    for active in [false, true, false] {
        let body = alice.patch_of(json!({"is_active": active}));
        let changes = (0..6).map(|_| staff.patch(&alice.directory_path("")).json_api(&body).into_future());
        let outcomes = join_all(changes).await;
        assert!(outcomes.iter().all(|answer| [200, 409].contains(&answer.status)), "{outcomes:?}");
        let count = staff.get("/api/v2/user/").await.expect(200).json()["count"].clone();
        assert_eq!(count, if active { 2 } else { 1 });
    }
}

/// The target's roles at the time of the write decide, not those that were read.
#[tokio::test]
async fn staff_never_set_a_superusers_password() {
    for _ in 0..8 {
        let app = App::new().await;
        let [alice, staff, root] = [app.user("alice").await, app.staff("staff").await, app.superuser("root").await];
        let promotion = root.patch(&alice.directory_path("")).json_api(&alice.patch_of(json!({"is_superuser": true})));
        let path = alice.directory_path("change-password/");
        let password = staff.post(&path).json(&json!({"password": "another-horse"}));
        let (promotion, password) = tokio::join!(promotion.into_future(), password.into_future());
        assert!([200, 409].contains(&promotion.status), "{promotion:?}");
        assert!([200, 403, 409].contains(&password.status), "{password:?}");
        let set = app.login("alice", "another-horse").await.status == 200;
        assert_eq!(set, password.status == 200);
    }
}

/// The actor's roles at the time of the write decide, not those at the time of the request.
#[tokio::test]
async fn an_actor_who_is_demoted_meanwhile_changes_nothing() {
    let app = App::new().await;
    let [alice, staff, root] = [app.user("alice").await, app.staff("staff").await, app.superuser("root").await];
    let store = &app.state.store;
    let audited = AuditedAction {
        entry: AuditEntry {
            id: "x".to_owned(),
            at: Id::generate(app.state.clock.now()),
            actor: staff.id,
            action: AuditKind::Update,
            changes: Default::default(),
        },
        actor: AuthState::new(true, false),
    };
    let now = app.state.clock.now().as_second();
    let viewer = Viewer { claims: Claims::new(staff.id, "a", now, now + 60), auth: AuthState::new(true, false) };
    let before = store.accounts().get(alice.id).await.unwrap().unwrap();
    let mut after = before.clone();
    after.profile.first_name = "New".to_owned();
    root.patch(&staff.directory_path("")).json_api(&staff.patch_of(json!({"is_staff": false}))).await.expect(200);
    let account = store.logins().get(alice.id).await.unwrap().unwrap();
    let traces = Traces { audited: Some(&audited), ..Traces::default() };
    for refused in [
        store.accounts().save(&before, &after, &viewer, traces, now).await.map(drop),
        store.accounts().soft_delete(&account.profile, &account.auth, Some(&audited), now).await,
        store.accounts().hard_delete(&account.profile, &account.auth, Some(&audited)).await,
    ] {
        assert_eq!(refused.unwrap_err().code, "changed_meanwhile");
    }
    assert_eq!(store.accounts().get(alice.id).await.unwrap(), Some(before));
    let trail = root.get(&alice.directory_path("audit/")).await.expect(200).json();
    assert_eq!(trail["data"], json!([]));
}
