//! `POST /folders/`, `PATCH /folders/{id}/`: making, renaming and moving.

use serde_json::json;
use shared::domain::FolderId;
use shared::domain::folder::Place;
use tests::{App, Routes as _, new_folder, to_folder};

#[tokio::test]
async fn a_new_folder_is_where_the_answer_says() {
    let app = App::new().await;
    let alice = app.member("alice").await;
    let answer = alice.post("/folders/").json_api(&new_folder(alice.home(), "Letters / 2026")).await.expect(201);
    let made = answer.json();
    assert_eq!(made["data"]["attributes"], json!({"title": "Letters / 2026"}));
    assert_eq!(made["data"]["relationships"]["parent"], to_folder(alice.home()));
    let path = answer.header("location").strip_prefix("http://kith.test").unwrap();
    assert_eq!(alice.get(path).await.expect(200).json(), made);
}

#[tokio::test]
async fn a_folder_of_staffs_making_is_its_owners() {
    let app = App::new().await;
    let [alice, staff] = [app.member("alice").await, app.staff("staff").await];
    let folder = staff.make_folder(alice.home(), "from above").await;
    assert_eq!(folder.owner, alice.id);
    alice.change_folder(folder, Some("mine"), None).await.expect(200);
    assert_eq!(staff.titles_in(alice.home()).await, ["mine"]);
}

#[tokio::test]
async fn a_folder_is_renamed_and_moved_with_all_that_lies_in_it() {
    let app = App::new().await;
    let alice = app.member("alice").await;
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
    // What is freed is free, and a document sent back whole changes nothing.
    alice.make_folder(alice.home(), "a").await;
    let whole = alice.get(&format!("/folders/{}/", a.to_uuid())).await.expect(200).json();
    let same = alice.patch(&format!("/folders/{}/", a.to_uuid())).json_api(&whole).await.expect(200).json();
    assert_eq!(same, whole);
}

#[tokio::test]
async fn two_folders_of_one_parent_do_not_share_a_title() {
    let app = App::new().await;
    let alice = app.member("alice").await;
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
    // Another case is another title.
    alice.make_folder(alice.home(), "A").await;
    alice.change_folder(in_b, Some("c"), Some(alice.home())).await.expect(200);
}

#[tokio::test]
async fn no_folder_lies_within_itself() {
    let app = App::new().await;
    let alice = app.member("alice").await;
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
async fn special_folders_stay_as_they_are() {
    let app = App::new().await;
    let [alice, root] = [app.member("alice").await, app.superuser("root").await];
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
    // Their titles are no titles of others.
    alice.make_folder(alice.home(), "home").await;
}

#[tokio::test]
async fn a_folder_stays_with_its_owner() {
    let app = App::new().await;
    let [alice, bob, staff] = [app.member("alice").await, app.member("bob").await, app.staff("staff").await];
    let folder = alice.make_folder(alice.home(), "a").await;
    alice.change_folder(folder, None, Some(bob.home())).await.expect(403);
    bob.change_folder(folder, None, Some(bob.home())).await.expect(403);
    bob.post("/folders/").json_api(&new_folder(folder, "x")).await.expect(403);
    let refused = staff.change_folder(folder, None, Some(bob.home())).await.expect(400).json();
    assert_eq!(refused["errors"][0]["source"]["pointer"], "/data/relationships/parent");
    assert_eq!(alice.titles_in(alice.home()).await, ["a"]);
}

#[tokio::test]
async fn a_move_ends_below_fifty_folders_at_most() {
    let app = App::new().await;
    let alice = app.member("alice").await;
    let mut chain = vec![alice.home()];
    for n in 0..51 {
        chain.push(alice.make_folder(*chain.last().unwrap(), &n.to_string()).await);
    }
    let moved = alice.make_folder(alice.home(), "moved").await;
    let refused = alice.change_folder(moved, None, Some(chain[51])).await.expect(409).json();
    assert_eq!(refused["errors"][0]["code"], "too_deep");
    alice.change_folder(moved, None, Some(chain[50])).await.expect(200);
    // Out of there, from any depth.
    alice.change_folder(chain[51], None, Some(alice.home())).await.expect(200);
}
