//! `GET /users/{id}/audit/`

use std::time::Duration;

use insta::assert_json_snapshot;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

async fn trail(caller: &TestUser, of: &TestUser) -> Vec<Value> {
    let body = caller.get(&of.directory_path("audit/?page[size]=100")).await.expect(200).json();
    body["data"].as_array().unwrap().clone()
}

fn actions(trail: &[Value]) -> Vec<&str> {
    trail.iter().map(|entry| entry["attributes"]["action"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn an_entry_has_the_actor_the_target_and_the_changes() {
    let app = App::new().await;
    let [alice, staff] = [app.user("alice").await, app.staff("staff").await];
    let body = alice.patch_of(json!({"first_name": "Alice", "is_active": false, "username": "alice"}));
    staff.patch(&alice.directory_path("")).json_api(&body).await.expect(200);
    let entries = staff.get(&alice.directory_path("audit/")).await.expect(200).json();
    let mut shown = entries.clone();
    shown["links"]["first"] = json!("[link]");
    shown["data"][0]["id"] = json!("[uuid]");
    shown["data"][0]["attributes"]["at"] = json!("[time]");
    for name in ["actor", "target"] {
        shown["data"][0]["relationships"][name]["data"]["id"] = json!("[uuid]");
    }
    assert_json_snapshot!(shown, @r#"
    {
      "data": [
        {
          "attributes": {
            "action": "update",
            "at": "[time]",
            "changes": {
              "first_name": {
                "after": "Alice",
                "before": ""
              },
              "is_active": {
                "after": false,
                "before": true
              }
            }
          },
          "id": "[uuid]",
          "relationships": {
            "actor": {
              "data": {
                "id": "[uuid]",
                "type": "users"
              }
            },
            "target": {
              "data": {
                "id": "[uuid]",
                "type": "users"
              }
            }
          },
          "type": "audit-entries"
        }
      ],
      "links": {
        "first": "[link]",
        "last": null,
        "next": null,
        "prev": null
      }
    }
    "#);
    let relationships = &entries["data"][0]["relationships"];
    assert_eq!(relationships["actor"]["data"]["id"], staff.uuid());
    assert_eq!(relationships["target"]["data"]["id"], alice.uuid());
}

#[tokio::test]
async fn changes_by_others_leave_entries_and_own_changes_only_those_of_credentials() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let alice = app.register("alice").await;
    // Her own changes.
    alice.patch(&alice.directory_path("")).json_api(&alice.patch_of(json!({"first_name": "A"}))).await.expect(200);
    alice.post(&alice.directory_path("change-password/")).json(&json!({"password": "another-horse"})).await.expect(200);
    alice.patch(&alice.path("")).json(&json!({"bio": "Own."})).await.expect(200);
    let folder = alice.make_folder(alice.home(), "own").await;
    app.settle().await;
    assert_eq!(actions(&trail(&staff, &alice).await), ["change_password"]);
    app.state.clock.advance(std::time::Duration::from_secs(1));

    // Changes by staff, among them requests that fail or change nothing.
    staff.patch(&alice.directory_path("")).json_api(&alice.patch_of(json!({"first_name": "B"}))).await.expect(200);
    staff.patch(&alice.directory_path("")).json_api(&alice.patch_of(json!({"first_name": "B"}))).await.expect(200);
    staff.patch(&alice.directory_path("")).json_api(&alice.patch_of(json!({"is_staff": true}))).await.expect(403);
    staff.patch(&alice.directory_path("")).json_api(&alice.patch_of(json!({"username": "staff"}))).await.expect(400);
    staff.post(&alice.directory_path("change-password/")).json(&json!({"password": "short"})).await.expect(400);
    staff.post(&alice.directory_path("change-password/")).json(&json!({"password": "a-third-horse"})).await.expect(200);
    let created = staff.make_folder(folder, "theirs").await;
    staff.change_folder(created, Some("renamed"), Some(alice.home())).await.expect(200);
    staff.delete(&format!("/folders/{}/", created.to_uuid())).await.expect(204);
    staff.delete(&alice.path("")).await.expect(204);
    staff.delete(&alice.directory_path("")).await.expect(204);
    app.settle().await;

    // The trail outlives the account.
    let entries = trail(&staff, &alice).await;
    let expected =
        ["hard_delete", "soft_delete", "delete_folder", "update_folder", "create_folder", "change_password", "update"];
    assert_eq!(actions(&entries[..7]), expected);
    let changes: Vec<_> = entries.iter().map(|entry| &entry["attributes"]["changes"]).collect();
    assert_eq!(changes[0], &json!({"username": {"before": "alice", "after": null}}));
    assert_eq!(changes[3]["title"], json!({"before": "theirs", "after": "renamed"}));
    assert_eq!(changes[3]["folder"]["after"], created.to_uuid().to_string());
    assert_eq!(changes[5], &json!({}));
    let all = serde_json::to_string(&entries).unwrap();
    for secret in ["horse", "argon2", "$"] {
        assert!(!all.contains(secret), "{all}");
    }
}

#[tokio::test]
async fn creation_is_the_first_entry() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let created =
        app.create_directory_user(&staff, &json!({"username": "theo", "is_active": false})).await.expect(200).json();
    let path = format!("/users/{}/audit/", created["data"]["id"].as_str().unwrap());
    let entries = staff.get(&path).await.expect(200).json();
    let attributes = &entries["data"][0]["attributes"];
    assert_eq!(attributes["action"], "create");
    assert_eq!(attributes["changes"]["username"], json!({"before": null, "after": "theo"}));
    assert_eq!(attributes["changes"]["is_active"], json!({"before": null, "after": false}));
}

#[tokio::test]
async fn lists_entries_newest_first_page_by_page() {
    let app = App::new().await;
    let [alice, staff] = [app.user("alice").await, app.staff("staff").await];
    for n in 0..7 {
        let body = alice.patch_of(json!({"first_name": n.to_string()}));
        staff.patch(&alice.directory_path("")).json_api(&body).await.expect(200);
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let number = |entry: &Value| entry["attributes"]["changes"]["first_name"]["after"].as_str().unwrap().to_owned();
    let numbers = |page: &Value| page["data"].as_array().unwrap().iter().map(number).collect::<Vec<_>>().concat();
    let follow = async |link: &Value| {
        let path = link.as_str().unwrap().strip_prefix("http://kith.test").unwrap().to_owned();
        staff.get(&path).await.expect(200).json()
    };
    let first = staff.get(&alice.directory_path("audit/?page[size]=3")).await.expect(200).json();
    let second = follow(&first["links"]["next"]).await;
    let third = follow(&second["links"]["next"]).await;
    assert_eq!([&first, &second, &third].map(numbers), ["654", "321", "0"]);
    assert_eq!(third["links"]["next"], Value::Null);
    assert_eq!(follow(&third["links"]["prev"]).await["data"], second["data"]);
    assert_eq!(follow(&third["links"]["first"]).await["data"], first["data"]);
    for query in ["page[number]=2", "page[after]=x", "page[size]=0", "sort=at"] {
        staff.get(&alice.directory_path(&format!("audit/?{query}"))).await.expect(400);
    }
    for query in ["page[after]=", "page[before]=", "page[after]=&page[before]="] {
        let page = staff.get(&alice.directory_path(&format!("audit/?page[size]=3&{query}"))).await.expect(200).json();
        assert_eq!(page, first, "{query}");
    }
}

#[tokio::test]
async fn entries_are_kept_for_a_year() {
    let app = App::new().await;
    let [alice, root] = [app.user("alice").await, app.superuser("root").await];
    root.patch(&alice.directory_path("")).json_api(&alice.patch_of(json!({"first_name": "A"}))).await.expect(200);
    let day = Duration::from_secs(24 * 60 * 60);
    app.state.clock.advance(364 * day);
    let late = app.log_in("root", TestUser::PASSWORD).await;
    let count = async |caller: &tests::Bearer| {
        let body = caller.get(&alice.directory_path("audit/")).await.expect(200).json();
        body["data"].as_array().unwrap().len()
    };
    assert_eq!(count(&late).await, 1);
    app.state.clock.advance(2 * day);
    let later = app.log_in("root", TestUser::PASSWORD).await;
    assert_eq!(count(&later).await, 0);
}
