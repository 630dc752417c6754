//! Hard deletions of one user that meet, or that meet another change of the user.

use std::future::IntoFuture as _;

use futures::future::join_all;
use rstest::rstest;
use serde_json::json;
use shared::domain::ErrorKind;
use tests::{App, FaultKind, FaultSchedule, Request, Routes as _, TestUser};

/// Eight deletions of one user, by staff, through both APIs.
fn eight_deletions(app: &App, staff: &TestUser, alice: &TestUser) -> Vec<Request> {
    let staff = app.same_user(staff);
    let paths = [alice.path("?hard=1"), alice.directory_path("")];
    (0..8).map(|n| staff.delete(&paths[n % 2])).collect()
}

#[tokio::test]
async fn eight_deletions_at_once_are_204_or_404() {
    for round in 0..5 {
        let app = App::new().await;
        let [alice, staff] = [app.register("alice").await, app.staff("staff").await];
        let calls = eight_deletions(&app, &staff, &alice).into_iter().map(|call| call.into_future());
        let statuses: Vec<u16> = join_all(calls).await.iter().map(|answer| answer.status).collect();
        assert_eq!(statuses.iter().filter(|status| **status == 204).count(), 1, "{round}: {statuses:?}");
        assert!(statuses.iter().all(|status| [204, 404].contains(status)), "{round}: {statuses:?}");
        app.register("alice").await;
    }
}

#[rstest]
#[tokio::test]
async fn eight_deletions_at_once_are_never_a_409_among_conflicts(#[values(false, true)] superuser: bool) {
    let app = App::new().await;
    let root = app.superuser("root").await;
    let alice = if superuser { app.superuser("alice").await } else { app.register("alice").await };
    let (faulty_app, faults) = app.faulty_app().await;
    faults.inject(Some(FaultSchedule::new(7, &[FaultKind::Conflict], 0.5)));
    let calls = eight_deletions(&faulty_app, &root, &alice).into_iter().map(|call| call.into_future());
    let statuses: Vec<u16> = join_all(calls).await.iter().map(|answer| answer.status).collect();
    faults.inject(None);
    assert!(faults.refused() > 0, "no conflict");
    // 503: more conflicts than attempts.
    assert!(statuses.iter().all(|status| [204, 404, 503].contains(status)), "{statuses:?}");
    assert!(statuses.iter().filter(|status| **status == 204).count() <= 1, "{statuses:?}");
    root.delete(&alice.path("?hard=1")).await;
    app.get(&alice.path("")).await.expect(404);
}

/// What happens to the user between the read and the write of a deletion, and the outcome of the deletion.
#[rstest]
#[case::hard_deletion("delete", Some(ErrorKind::NotFound))]
#[case::soft_deletion("soft_delete", None)]
#[case::rename("rename", None)]
#[case::new_address("email", None)]
#[case::deactivation("deactivate", None)]
#[case::promotion("promote", Some(ErrorKind::Conflict))]
#[case::nothing("", None)]
#[tokio::test]
async fn a_deletion_applies_to_what_is_stored(#[case] change: &str, #[case] refused: Option<ErrorKind>) {
    let app = App::new().await;
    let [alice, root] = [app.register("alice").await, app.superuser("root").await];
    let store = &app.state.store;
    let read = store.logins().get(alice.id).await.unwrap().expect("an account");
    let patch = async |attributes| {
        root.patch(&alice.directory_path("")).json_api(&alice.patch_of(attributes)).await.expect(200);
    };
    match change {
        "delete" => drop(root.delete(&alice.path("?hard=1")).await.expect(204)),
        "soft_delete" => drop(root.delete(&alice.path("")).await.expect(204)),
        "rename" => patch(json!({"username": "renamed"})).await,
        "email" => patch(json!({"email": "new@example.org"})).await,
        "deactivate" => patch(json!({"is_active": false})).await,
        "promote" => patch(json!({"is_staff": true})).await,
        _ => {}
    }
    let users = async || store.accounts().count_all().await.unwrap();
    let deleted = store.accounts().hard_delete(&read.profile, &read.auth, None).await;
    assert_eq!(deleted.err().map(|error| error.kind), refused, "{change}");
    if refused != Some(ErrorKind::Conflict) {
        assert!(store.logins().get(alice.id).await.unwrap().is_none());
        assert_eq!(users().await, 1, "{change}");
        for (name, email) in [("alice", "alice@example.org"), ("renamed", "new@example.org")] {
            let body = json!({"username": name, "email": email, "password": TestUser::PASSWORD});
            app.post("/api/users/register/").json(&body).await.expect(200);
        }
    }
}
