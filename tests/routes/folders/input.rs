//! `POST /folders/`, `PATCH /folders/{id}/`: validation.

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::FolderId;
use shared::domain::folder::Place;
use tests::{App, JSON_API, Routes as _, new_folder};

#[rstest]
#[case::none(json!({}), "/data/attributes/title")]
#[case::null(json!({"title": null}), "/data/attributes/title")]
#[case::empty(json!({"title": ""}), "/data/attributes/title")]
#[case::blank(json!({"title": " \u{a0} "}), "/data/attributes/title")]
#[case::number(json!({"title": 7}), "/data/attributes/title")]
#[case::long(json!({"title": "ü".repeat(201)}), "/data/attributes/title")]
#[case::line_break(json!({"title": "a\nb"}), "/data/attributes/title")]
#[case::nul(json!({"title": "a\u{0}"}), "/data/attributes/title")]
#[case::override_of_direction(json!({"title": "a\u{202e}b"}), "/data/attributes/title")]
#[tokio::test]
async fn rejects_a_bad_title_and_changes_nothing(#[case] attributes: Value, #[case] pointer: &str) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let folder = alice.make_folder(alice.home(), "a").await;
    let mut body = new_folder(alice.home(), "");
    body["data"]["attributes"] = attributes.clone();
    let refused = alice.post("/folders/").json_api(&body).await.expect(400).json();
    assert_eq!(refused["errors"][0]["source"]["pointer"], pointer);
    if attributes != json!({}) {
        body["data"]["id"] = json!(folder.to_uuid().to_string());
        let path = format!("/folders/{}/", folder.to_uuid());
        let refused = alice.patch(&path).json_api(&body).await.expect(400).json();
        assert_eq!(refused["errors"][0]["source"]["pointer"], pointer);
    }
    assert_eq!(alice.titles_in(alice.home()).await, ["a"]);
}

#[rstest]
#[case::one("x".to_owned())]
#[case::the_longest("𝄞".repeat(200))]
#[case::separators("#/%?&=:\"'\\".to_owned())]
#[case::spaces("a  b".to_owned())]
#[tokio::test]
async fn keeps_any_other_title_unchanged(#[case] title: String) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    alice.make_folder(alice.home(), &title).await;
    assert_eq!(alice.titles_in(alice.home()).await, [title]);
}

const PARENT: &str = "/data/relationships/parent";

#[rstest]
#[case::none(json!({}), 400, PARENT)]
#[case::null(json!({"parent": null}), 400, PARENT)]
#[case::no_data(json!({"parent": {}}), 400, "/data/relationships/parent/data")]
#[case::null_data(json!({"parent": {"data": null}}), 400, "/data/relationships/parent/data")]
#[case::many(json!({"parent": {"data": []}}), 400, "/data/relationships/parent/data")]
#[case::no_type(json!({"parent": {"data": {"id": "x"}}}), 400, "/data/relationships/parent/data/type")]
#[case::another_type(json!({"parent": {"data": {"type": "users", "id": "x"}}}), 400, "/data/relationships/parent/data/type")]
#[case::no_id(json!({"parent": {"data": {"type": "folders"}}}), 400, "/data/relationships/parent/data/id")]
#[case::integer(json!({"parent": {"data": {"type": "folders", "id": 1}}}), 400, "/data/relationships/parent/data/id")]
#[case::not_a_uuid(json!({"parent": {"data": {"type": "folders", "id": "home"}}}), 404, PARENT)]
#[case::unknown(json!({"parent": {"data": {"type": "folders", "id": "0ff1ce00-dead-4bad-8bad-c0ffee000000"}}}), 404, PARENT)]
#[tokio::test]
async fn rejects_a_bad_parent(#[case] relationships: Value, #[case] status: u16, #[case] pointer: &str) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let body = json!({"data": {"type": "folders", "attributes": {"title": "a"}, "relationships": relationships}});
    let refused = alice.post("/folders/").json_api(&body).await.expect(status).json();
    assert_eq!(refused["errors"][0]["source"]["pointer"], pointer);
    assert_eq!(refused["errors"][0]["status"], status.to_string());
}

#[tokio::test]
async fn deleted_and_unknown_folders_are_not_found() {
    let app = App::new().await;
    let [alice, bob] = [app.user("alice").await, app.user("bob").await];
    let [a, b] = [alice.make_folder(alice.home(), "a").await, alice.make_folder(alice.home(), "b").await];
    alice.delete(&format!("/folders/{}/", b.to_uuid())).await.expect(204);
    let unknown = FolderId { place: Place::Created(1.try_into().unwrap()), ..alice.home() };
    for parent in [b, unknown] {
        let refused = alice.post("/folders/").json_api(&new_folder(parent, "x")).await.expect(404).json();
        assert_eq!(refused["errors"][0]["source"]["pointer"], PARENT);
        alice.change_folder(a, None, Some(parent)).await.expect(404);
    }
    alice.get(&format!("/folders/{}/", unknown.to_uuid())).await.expect(404);
    alice.change_folder(unknown, Some("x"), None).await.expect(404);
    alice.delete(&format!("/folders/{}/", unknown.to_uuid())).await.expect(404);
    // A UUID that names another owner belongs to that owner.
    let theirs = FolderId { owner: bob.id, ..a };
    alice.get(&format!("/folders/{}/", theirs.to_uuid())).await.expect(403);
    bob.get(&format!("/folders/{}/", theirs.to_uuid())).await.expect(404);
}

#[tokio::test]
async fn the_document_must_match_the_path() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let [a, b] = [alice.make_folder(alice.home(), "a").await, alice.make_folder(alice.home(), "b").await];
    let path = format!("/folders/{}/", a.to_uuid());
    for (data, status) in [
        (json!({"type": "folders"}), 400),
        (json!({"type": "folders", "id": b.to_uuid().to_string()}), 409),
        (json!({"type": "users", "id": a.to_uuid().to_string()}), 409),
    ] {
        alice.patch(&path).json_api(&json!({"data": data})).await.expect(status);
    }
    let mut own_id = new_folder(alice.home(), "c");
    own_id["data"]["id"] = json!(b.to_uuid().to_string());
    alice.post("/folders/").json_api(&own_id).await.expect(403);
    alice.post("/folders/").json(&new_folder(alice.home(), "c")).await.expect(415);
    alice.post("/folders/").body(JSON_API, "").await.expect(400);
    assert_eq!(alice.titles_in(alice.home()).await, ["a", "b"]);
}

#[tokio::test]
async fn a_user_has_at_most_1000_folders() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let mut parent = alice.home();
    for n in 0..1_000 {
        let created = alice.make_folder(parent, &format!("{n}")).await;
        // Some folders lie side by side, others are nested.
        parent = if n % 3 == 0 { created } else { parent };
    }
    let refused = alice.post("/folders/").json_api(&new_folder(alice.home(), "x")).await.expect(409).json();
    assert_eq!(refused["errors"][0]["code"], "too_many_folders");
    let first = alice.titles_in(alice.home()).await;
    assert_eq!(first, ["0"]);
    let listed = alice.get(&format!("/nodes/{}/", alice.home().to_uuid())).await.expect(200).json();
    let root = tests::folder_id(&listed["data"][0]["id"]);
    // The deepest chain cannot be moved into itself, and is deleted with its root.
    alice.change_folder(root, None, Some(parent)).await.expect(409);
    alice.delete(&format!("/folders/{}/", root.to_uuid())).await.expect(204);
    app.settle().await;
    assert!(app.state.store.folders().get(parent).await.unwrap().is_none());
    alice.post("/folders/").json_api(&new_folder(alice.home(), "x")).await.expect(201);
}
