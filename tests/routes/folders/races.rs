//! Concurrent changes of folders.

use std::collections::HashSet;
use std::future::IntoFuture as _;

use futures::future::join_all;
use shared::domain::FolderId;
use tests::{App, Routes as _, TestResponse, TestUser, new_folder};

fn statuses(answers: &[TestResponse]) -> Vec<u16> {
    answers.iter().map(|answer| answer.status).collect()
}

/// Whether no folder lies within itself, so that every chain of parents ends.
async fn are_free_of_cycles(app: &App, folders: &[FolderId]) -> bool {
    for start in folders {
        let (mut id, mut seen) = (*start, HashSet::new());
        while let Some(folder) = app.state.store.folders().get(id).await.unwrap() {
            let Some(parent) = folder.parent else { break };
            if !seen.insert(id) {
                return false;
            }
            id = FolderId { place: parent, ..id };
        }
    }
    true
}

#[tokio::test]
async fn only_one_of_two_moves_into_each_other_succeeds() {
    for _ in 0..10 {
        let app = App::new().await;
        let alice = app.user("alice").await;
        let [a, b] = [alice.make_folder(alice.home(), "a").await, alice.make_folder(alice.home(), "b").await];
        let moves = [alice.change_folder(a, None, Some(b)), alice.change_folder(b, None, Some(a))];
        let outcomes = join_all(moves.map(|request| request.into_future())).await;
        let mut found = statuses(&outcomes);
        found.sort_unstable();
        assert_eq!(found, [200, 409], "{outcomes:?}");
        assert!(are_free_of_cycles(&app, &[a, b]).await);
    }
}

#[tokio::test]
async fn concurrent_moves_never_make_a_cycle() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let mut folders = Vec::new();
    for n in 0..6 {
        folders.push(alice.make_folder(alice.home(), &n.to_string()).await);
    }
    for step in 1..4 {
        let moves = (0..6).map(|n| alice.change_folder(folders[n], None, Some(folders[(n + step) % 6])).into_future());
        let outcomes = join_all(moves).await;
        assert!(statuses(&outcomes).iter().all(|status| [200, 409].contains(status)), "{outcomes:?}");
        assert!(statuses(&outcomes).contains(&409));
        assert!(are_free_of_cycles(&app, &folders).await);
    }
}

#[tokio::test]
async fn one_of_many_concurrent_requests_gets_a_title() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let other = alice.make_folder(alice.home(), "other").await;
    let inner = alice.make_folder(other, "title").await;
    let makes = (0..6).map(|_| alice.post("/folders/").json_api(&new_folder(alice.home(), "title")));
    let requests = makes
        .chain([alice.change_folder(other, Some("title"), None), alice.change_folder(inner, None, Some(alice.home()))]);
    let outcomes = join_all(requests.map(|request| request.into_future())).await;
    let succeeded = statuses(&outcomes).iter().filter(|status| **status < 300).count();
    assert_eq!(succeeded, 1, "{outcomes:?}");
    let titles = alice.titles_in(alice.home()).await;
    assert_eq!(titles.iter().filter(|title| *title == "title").count(), 1);
}

async fn assert_no_orphans(app: &App, alice: &TestUser, folders: &[FolderId]) {
    app.settle().await;
    for folder in folders {
        if let Some(found) = app.state.store.folders().get(*folder).await.unwrap() {
            let parent = FolderId { place: found.parent.unwrap(), ..*folder };
            let reachable = app.state.store.folders().get(parent).await.unwrap();
            assert!(reachable.is_some(), "{found:?} has no parent");
        }
    }
    assert!(are_free_of_cycles(app, folders).await);
    // Every child that is listed exists there.
    for parent in folders.iter().copied().chain([alice.home()]) {
        for child in app.state.store.folders().children(parent).await.unwrap() {
            assert_eq!(app.state.store.folders().get(child.id).await.unwrap(), Some(child));
        }
    }
}

#[tokio::test]
async fn additions_during_a_deletion_are_deleted_or_rejected() {
    for _ in 0..8 {
        let app = App::new().await;
        let alice = app.user("alice").await;
        let [a, b] = [alice.make_folder(alice.home(), "a").await, alice.make_folder(alice.home(), "b").await];
        let in_a = alice.make_folder(a, "in a").await;
        let requests = [
            alice.delete(&format!("/folders/{}/", a.to_uuid())),
            alice.change_folder(b, None, Some(in_a)),
            alice.post("/folders/").json_api(&new_folder(a, "late")),
            alice.post("/folders/").json_api(&new_folder(in_a, "late")),
        ];
        let settling = async {
            for _ in 0..5 {
                app.settle().await;
            }
        };
        let (outcomes, ()) = tokio::join!(join_all(requests.map(|request| request.into_future())), settling);
        let found = statuses(&outcomes);
        assert_eq!(found[0], 204, "{outcomes:?}");
        assert!(found[1..].iter().all(|status| [200, 201, 404, 409].contains(status)), "{outcomes:?}");
        assert_no_orphans(&app, &alice, &[a, b, in_a]).await;
        assert!(app.state.store.folders().get(in_a).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn additions_during_the_deletion_of_the_owner_leave_nothing_behind() {
    for _ in 0..6 {
        let app = App::new().await;
        let [alice, staff] = [app.user("alice").await, app.staff("staff").await];
        let a = alice.make_folder(alice.home(), "a").await;
        let requests = [
            alice.delete(&alice.directory_path("")),
            alice.post("/folders/").json_api(&new_folder(a, "late")),
            staff.post("/folders/").json_api(&new_folder(alice.home(), "late")),
            staff.change_folder(a, Some("renamed"), None),
        ];
        let settling = async {
            for _ in 0..5 {
                app.settle().await;
            }
        };
        let (outcomes, ()) = tokio::join!(join_all(requests.map(|request| request.into_future())), settling);
        assert_eq!(outcomes[0].status, 204, "{outcomes:?}");
        assert!(statuses(&outcomes).iter().all(|status| *status < 500), "{outcomes:?}");
        app.settle().await;
        for parent in [a, alice.home()] {
            assert!(app.state.store.folders().children(parent).await.unwrap().is_empty());
        }
        assert!(app.state.store.folders().get(a).await.unwrap().is_none());
    }
}
