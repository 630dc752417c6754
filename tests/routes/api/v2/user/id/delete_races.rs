//! Hard deletions of one user that meet.

use std::future::IntoFuture as _;

use futures::future::join_all;
use rstest::rstest;
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
    assert!(statuses.iter().all(|status| [204, 404].contains(status)), "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 204).count(), 1, "{statuses:?}");
    app.get(&alice.path("")).await.expect(404);
}
