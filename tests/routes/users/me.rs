//! `GET /users/me/`, and the `users` resource that every call returns.

use insta::assert_json_snapshot;
use serde_json::json;
use shared::domain::folder::Place;
use shared::domain::{FolderId, Status};
use tests::{App, JSON_API, Routes as _, directory_path, folder_id};

#[tokio::test]
async fn returns_the_caller_as_documented() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let answer = madeline.get("/users/me/").await.expect(200);
    assert_eq!(answer.header("content-type"), JSON_API);
    let mut shown = answer.json();
    shown["data"]["id"] = json!("[uuid]");
    shown["data"]["attributes"]["date_joined"] = json!("[time]");
    for name in ["inbox_folder", "home_folder"] {
        shown["data"]["relationships"][name]["data"]["id"] = json!("[uuid]");
    }
    assert_json_snapshot!(shown, @r#"
    {
      "data": {
        "attributes": {
          "date_joined": "[time]",
          "email": "madeline@example.org",
          "first_name": "",
          "is_active": true,
          "is_staff": false,
          "is_superuser": false,
          "last_name": "",
          "username": "madeline"
        },
        "id": "[uuid]",
        "relationships": {
          "home_folder": {
            "data": {
              "id": "[uuid]",
              "type": "folders"
            }
          },
          "inbox_folder": {
            "data": {
              "id": "[uuid]",
              "type": "folders"
            }
          }
        },
        "type": "users"
      }
    }
    "#);
}

#[tokio::test]
async fn ids_of_users_and_folders_are_computed_for_users_of_every_api() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let data = &madeline.get("/users/me/").await.expect(200).json()["data"];
    assert_eq!(data["id"], madeline.uuid());
    for (name, place) in [("inbox", Place::Inbox), ("home", Place::Home)] {
        let relationship = &data["relationships"][format!("{name}_folder")]["data"];
        let id = FolderId { owner: madeline.id, place };
        assert_eq!(folder_id(&relationship["id"]), id);
        let folder = madeline.get(&format!("/folders/{}/", id.to_uuid())).await.expect(200).json();
        assert_eq!(folder["data"]["attributes"], json!({"title": name}));
        assert_eq!(folder["data"]["relationships"], json!({"parent": {"data": null}}));
    }
}

#[tokio::test]
async fn an_unset_email_is_an_empty_string() {
    let app = App::new().await;
    let root = app.superuser("root").await;
    let id = app.account("no.mail", None, Status::Approved, None).await;
    let shown = root.get(&directory_path(id, "")).await.expect(200).json();
    assert_eq!(shown["data"]["attributes"]["email"], "");
}

#[tokio::test]
async fn bad_and_unknown_ids_are_not_found() {
    let app = App::new().await;
    let root = app.superuser("root").await;
    let (uuid, home) = (root.uuid(), root.home().to_uuid().to_string());
    root.get(&format!("/users/{}/", uuid.to_uppercase())).await.expect(200);
    for id in [
        root.id.to_string(),
        home,
        uuid.replace('-', ""),
        format!("{{{uuid}}}"),
        format!("urn:uuid:{uuid}"),
        format!("{uuid}0"),
        "root".to_owned(),
        "00000000-0000-0000-0000-000000000000".to_owned(),
        "0ff1ce00-dead-4bad-8bad-c0ffee000000".to_owned(),
    ] {
        let answer = root.get(&format!("/users/{id}/")).await.expect(404);
        assert_eq!(answer.json()["errors"][0]["code"], "not_found", "{id}");
    }
}
