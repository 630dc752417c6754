//! `DELETE /folders/{id}/`

use shared::domain::FolderId;
use tests::{App, Routes as _, TestUser};

async fn delete(caller: &TestUser, folder: FolderId) {
    caller.delete(&format!("/folders/{}/", folder.to_uuid())).await.expect(204);
}

async fn exists(app: &App, folder: FolderId) -> bool {
    app.state.store.folders().get(folder).await.unwrap().is_some()
}

#[tokio::test]
async fn the_folder_goes_at_once_and_its_contents_follow() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let [root, kept] = [alice.make_folder(alice.home(), "root").await, alice.make_folder(alice.home(), "kept").await];
    let mut below = Vec::new();
    // More folders than one transaction holds, and several levels.
    for n in 0..60 {
        below.push(alice.make_folder(root, &n.to_string()).await);
    }
    for depth in 0..6 {
        below.push(alice.make_folder(*below.last().unwrap(), &format!("deep {depth}")).await);
    }
    delete(&alice, root).await;
    alice.get(&format!("/folders/{}/", root.to_uuid())).await.expect(404);
    assert_eq!(alice.titles_in(alice.home()).await, ["kept"]);
    app.settle().await;
    for folder in below {
        assert!(!exists(&app, folder).await);
        assert!(app.state.store.folders().children(folder).await.unwrap().is_empty());
    }
    assert!(app.state.store.folders().children(root).await.unwrap().is_empty());
    assert!(exists(&app, kept).await);
    // Its title is free again.
    alice.make_folder(alice.home(), "root").await;
}

#[tokio::test]
async fn a_folder_that_is_moved_out_in_time_stays() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let root = alice.make_folder(alice.home(), "root").await;
    let [a, b] = [alice.make_folder(root, "a").await, alice.make_folder(root, "b").await];
    let in_a = alice.make_folder(a, "in a").await;
    delete(&alice, root).await;
    // The event of the deletion has not been processed yet.
    alice.change_folder(a, None, Some(alice.home())).await.expect(200);
    app.settle().await;
    assert!(exists(&app, a).await && exists(&app, in_a).await && !exists(&app, b).await);
    assert_eq!(alice.titles_in(a).await, ["in a"]);
}

#[tokio::test]
async fn repeated_events_remove_nothing_else() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let root = alice.make_folder(alice.home(), "root").await;
    for n in 0..3 {
        alice.make_folder(root, &n.to_string()).await;
    }
    delete(&alice, root).await;
    for _ in 0..3 {
        app.state.store.folders().clear(root).await.unwrap();
    }
    app.settle().await;
    let other = alice.make_folder(alice.home(), "root").await;
    alice.make_folder(other, "0").await;
    app.state.store.folders().clear(root).await.unwrap();
    assert_eq!(alice.titles_in(other).await, ["0"]);
}

#[tokio::test]
async fn a_second_deletion_is_not_found() {
    let app = App::new().await;
    let [alice, bob, staff] = [app.user("alice").await, app.user("bob").await, app.staff("staff").await];
    let folder = alice.make_folder(alice.home(), "a").await;
    bob.delete(&format!("/folders/{}/", folder.to_uuid())).await.expect(403);
    delete(&staff, folder).await;
    alice.delete(&format!("/folders/{}/", folder.to_uuid())).await.expect(404);
}
