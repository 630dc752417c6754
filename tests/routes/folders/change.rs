//! `POST /folders/`, `PATCH /folders/{id}/`: creating, renaming and moving folders.

use serde_json::json;
use shared::domain::FolderId;
use shared::domain::folder::Place;
use tests::{App, Routes as _, new_folder, to_folder};

#[tokio::test]
async fn a_new_folder_is_found_at_its_location() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let answer = alice.post("/folders/").json_api(&new_folder(alice.home(), "Letters / 2026")).await.expect(201);
    let created = answer.json();
    assert_eq!(created["data"]["attributes"], json!({"title": "Letters / 2026"}));
    assert_eq!(created["data"]["relationships"]["parent"], to_folder(alice.home()));
    let path = answer.header("location").strip_prefix("http://kith.test").unwrap();
    assert_eq!(alice.get(path).await.expect(200).json(), created);
}

#[tokio::test]
async fn a_folder_created_by_staff_belongs_to_the_owner_of_its_parent() {
    let app = App::new().await;
    let [alice, staff] = [app.user("alice").await, app.staff("staff").await];
    let folder = staff.make_folder(alice.home(), "from above").await;
    assert_eq!(folder.owner, alice.id);
    alice.change_folder(folder, Some("mine"), None).await.expect(200);
    assert_eq!(staff.titles_in(alice.home()).await, ["mine"]);
}

#[tokio::test]
async fn a_folder_is_renamed_and_moved_with_its_contents() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let inbox = FolderId { place: Place::Inbox, ..alice.home() };
    let [a, b] = [alice.make_folder(alice.home(), "a").await, alice.make_folder(alice.home(), "b").await];
    alice.make_folder(a, "in a").await;
    let changed = alice.change_folder(a, Some("A"), Some(b)).await.expect(200).json();
    assert_eq!(changed["data"]["attributes"]["title"], "A");
    assert_eq!(changed["data"]["relationships"]["parent"], to_folder(b));
    assert_eq!(alice.get(&format!("/folders/{}/", a.to_uuid())).await.expect(200).json(), changed);
    alice.change_folder(b, None, Some(inbox)).await.expect(200);
    assert!(alice.titles_in(alice.home()).await.is_empty());
    assert_eq!(alice.titles_in(inbox).await, ["b"]);
    assert_eq!(alice.titles_in(b).await, ["A"]);
    assert_eq!(alice.titles_in(a).await, ["in a"]);
    // The old title is free again, and a document that is sent back unchanged changes nothing.
    alice.make_folder(alice.home(), "a").await;
    let whole = alice.get(&format!("/folders/{}/", a.to_uuid())).await.expect(200).json();
    let same = alice.patch(&format!("/folders/{}/", a.to_uuid())).json_api(&whole).await.expect(200).json();
    assert_eq!(same, whole);
}

#[tokio::test]
async fn titles_are_unique_within_a_parent() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let [a, b] = [alice.make_folder(alice.home(), "a").await, alice.make_folder(alice.home(), "b").await];
    let in_b = alice.make_folder(b, "a").await;
    for refused in [
        alice.post("/folders/").json_api(&new_folder(alice.home(), "a")),
        alice.change_folder(b, Some("a"), None),
        alice.change_folder(in_b, None, Some(alice.home())),
        alice.change_folder(a, Some("b"), None),
    ] {
        let refused = refused.await.expect(400).json();
        assert_eq!(refused["errors"][0]["code"], "unique");
        assert_eq!(refused["errors"][0]["source"]["pointer"], "/data/attributes/title");
    }
    assert_eq!(alice.titles_in(alice.home()).await, ["a", "b"]);
    // Titles that differ in case are different.
    alice.make_folder(alice.home(), "A").await;
    alice.change_folder(in_b, Some("c"), Some(alice.home())).await.expect(200);
}

#[tokio::test]
async fn a_folder_cannot_be_moved_into_itself() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let a = alice.make_folder(alice.home(), "a").await;
    let b = alice.make_folder(a, "b").await;
    let c = alice.make_folder(b, "c").await;
    for parent in [a, b, c] {
        let refused = alice.change_folder(a, None, Some(parent)).await.expect(409).json();
        assert_eq!(refused["errors"][0]["code"], "folder_within_itself");
    }
    alice.change_folder(c, None, Some(a)).await.expect(200);
    assert_eq!(alice.titles_in(a).await, ["b", "c"]);
}

#[tokio::test]
async fn special_folders_cannot_be_changed() {
    let app = App::new().await;
    let [alice, root] = [app.user("alice").await, app.superuser("root").await];
    let inbox = FolderId { place: Place::Inbox, ..alice.home() };
    let a = alice.make_folder(alice.home(), "a").await;
    for caller in [&alice, &root] {
        for (special, title) in [(inbox, "inbox"), (alice.home(), "home")] {
            for refused in [
                caller.change_folder(special, Some("new"), None),
                caller.change_folder(special, None, Some(a)),
                caller.delete(&format!("/folders/{}/", special.to_uuid())),
            ] {
                let refused = refused.await.expect(403).json();
                assert_eq!(refused["errors"][0]["code"], "special_folder");
            }
            caller.change_folder(special, Some(title), None).await.expect(200);
        }
    }
    // Other folders may have the title of a special folder.
    alice.make_folder(alice.home(), "home").await;
}

#[tokio::test]
async fn a_folder_cannot_be_moved_to_another_owner() {
    let app = App::new().await;
    let [alice, bob, staff] = [app.user("alice").await, app.user("bob").await, app.staff("staff").await];
    let folder = alice.make_folder(alice.home(), "a").await;
    alice.change_folder(folder, None, Some(bob.home())).await.expect(403);
    bob.change_folder(folder, None, Some(bob.home())).await.expect(403);
    bob.post("/folders/").json_api(&new_folder(folder, "x")).await.expect(403);
    let refused = staff.change_folder(folder, None, Some(bob.home())).await.expect(400).json();
    assert_eq!(refused["errors"][0]["source"]["pointer"], "/data/relationships/parent");
    assert_eq!(alice.titles_in(alice.home()).await, ["a"]);
}

#[tokio::test]
async fn a_move_may_end_below_at_most_50_folders() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let mut chain = vec![alice.home()];
    for n in 0..51 {
        chain.push(alice.make_folder(*chain.last().unwrap(), &n.to_string()).await);
    }
    let moved = alice.make_folder(alice.home(), "moved").await;
    let refused = alice.change_folder(moved, None, Some(chain[51])).await.expect(409).json();
    assert_eq!(refused["errors"][0]["code"], "too_deep");
    alice.change_folder(moved, None, Some(chain[50])).await.expect(200);
    // A folder at any depth may be moved up.
    alice.change_folder(chain[51], None, Some(alice.home())).await.expect(200);
}
