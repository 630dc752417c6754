//! `DELETE /folders/{id}/`

use shared::domain::FolderId;
use tests::{App, Person, Routes as _};

async fn delete(caller: &Person, folder: FolderId) {
    caller.delete(&format!("/folders/{}/", folder.to_uuid())).await.expect(204);
}

async fn is_there(app: &App, folder: FolderId) -> bool {
    app.state.store.folders().get(folder).await.unwrap().is_some()
}

#[tokio::test]
async fn it_is_gone_at_once_and_what_lies_in_it_follows() {
    let app = App::new().await;
    let alice = app.member("alice").await;
    let [root, kept] = [alice.make_folder(alice.home(), "root").await, alice.make_folder(alice.home(), "kept").await];
    let mut below = Vec::new();
    // More than one transaction takes, and several levels.
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
        assert!(!is_there(&app, folder).await);
        assert!(app.state.store.folders().children(folder).await.unwrap().is_empty());
    }
    assert!(app.state.store.folders().children(root).await.unwrap().is_empty());
    assert!(is_there(&app, kept).await);
    // Its title is free, and so is the room that it took.
    alice.make_folder(alice.home(), "root").await;
}

#[tokio::test]
async fn what_was_moved_out_in_time_stays() {
    let app = App::new().await;
    let alice = app.member("alice").await;
    let root = alice.make_folder(alice.home(), "root").await;
    let [a, b] = [alice.make_folder(root, "a").await, alice.make_folder(root, "b").await];
    let in_a = alice.make_folder(a, "in a").await;
    delete(&alice, root).await;
    // The event has not been dealt with.
    alice.change_folder(a, None, Some(alice.home())).await.expect(200);
    app.settle().await;
    assert!(is_there(&app, a).await && is_there(&app, in_a).await && !is_there(&app, b).await);
    assert_eq!(alice.titles_in(a).await, ["in a"]);
}

#[tokio::test]
async fn events_that_come_again_clear_away_nothing_else() {
    let app = App::new().await;
    let alice = app.member("alice").await;
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
async fn a_second_deletion_finds_nothing() {
    let app = App::new().await;
    let [alice, bob, staff] = [app.member("alice").await, app.member("bob").await, app.staff("staff").await];
    let folder = alice.make_folder(alice.home(), "a").await;
    bob.delete(&format!("/folders/{}/", folder.to_uuid())).await.expect(403);
    delete(&staff, folder).await;
    alice.delete(&format!("/folders/{}/", folder.to_uuid())).await.expect(404);
}
