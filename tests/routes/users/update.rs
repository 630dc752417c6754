//! `PATCH /users/{id}/`

use serde_json::{Value, json};
use shared::domain::Status;
use tests::{App, Routes as _, TestUser, directory_path};

async fn attributes(caller: &TestUser, of: &TestUser) -> Value {
    caller.get(&of.directory_path("")).await.expect(200).json()["data"]["attributes"].clone()
}

#[tokio::test]
async fn changes_appear_in_every_api() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let change = json!({"username": "alice.l", "first_name": "Alice", "last_name": "L.", "email": "l@example.org"});
    let changed = alice.patch(&alice.directory_path("")).json_api(&alice.patch_of(change.clone())).await.expect(200);
    for (name, value) in change.as_object().unwrap() {
        assert_eq!(&changed.json()["data"]["attributes"][name], value, "{name}");
    }
    assert_eq!(alice.get("/users/me/").await.expect(200).json(), changed.json());
    let site = alice.get("/api/users/user/").await.expect(200).json();
    assert_eq!((&site["username"], &site["email"]), (&json!("alice.l"), &json!("l@example.org")));
    let community = alice.get("/api/v2/user/me/").await.expect(200).json();
    assert_eq!((&community["username"], &community["email"]), (&json!("alice.l"), &json!("l@example.org")));
    app.login("alice.l", TestUser::PASSWORD).await.expect(200);
    app.login("alice", TestUser::PASSWORD).await.expect(400);
    // The former username stays hers for a while.
    app.create_directory_user(&app.staff("staff").await, &json!({"username": "ALICE"})).await.expect(400);
}

#[tokio::test]
async fn sending_the_resource_back_changes_nothing() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let id = app.account("me.too", None, Status::Approved, Some(TestUser::PASSWORD)).await;
    // A username that only the directory accepts.
    let own = app.log_in("me.too", TestUser::PASSWORD).await;
    let whole = own.get("/users/me/").await.expect(200).json();
    assert_eq!(own.patch(&directory_path(id, "")).json_api(&whole).await.expect(200).json(), whole);
    let before = staff.get("/users/me/").await.expect(200).json();
    let path = staff.directory_path("");
    assert_eq!(staff.patch(&path).json_api(&before).await.expect(200).json(), before);
    // The community API accepts it too if it is sent back unchanged.
    let community = own.get("/api/v2/user/me/").await.expect(200).json();
    own.patch(&format!("/api/v2/user/{id}/")).json(&community).await.expect(200);
}

#[tokio::test]
async fn ignores_read_only_and_unknown_members() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let before = alice.get("/users/me/").await.expect(200).json();
    let mut body = alice.patch_of(json!({"date_joined": "2001-01-01T00:00:00Z", "password": "x", "nonsense": [1]}));
    body["data"]["relationships"] = json!({"home_folder": {"data": null}, "nonsense": 1});
    assert_eq!(alice.patch(&alice.directory_path("")).json_api(&body).await.expect(200).json(), before);
}

#[tokio::test]
async fn clearing_an_email_frees_it() {
    let app = App::new().await;
    let [alice, staff] = [app.user("alice").await, app.staff("staff").await];
    for empty in [json!(""), Value::Null] {
        let body = alice.patch_of(json!({"email": empty}));
        alice.patch(&alice.directory_path("")).json_api(&body).await.expect(200);
        assert_eq!(attributes(&staff, &alice).await["email"], "");
    }
    let attributes = json!({"username": "theo", "email": "alice@example.org"});
    app.create_directory_user(&staff, &attributes).await.expect(200);
    let body = alice.patch_of(json!({"email": "alice@example.org"}));
    alice.patch(&alice.directory_path("")).json_api(&body).await.expect(400);
}

#[tokio::test]
async fn staff_cannot_change_roles() {
    let app = App::new().await;
    let [alice, staff] = [app.user("alice").await, app.staff("staff").await];
    let before = attributes(&staff, &alice).await;
    // One forbidden attribute rejects the whole change.
    let body = alice.patch_of(json!({"first_name": "New", "is_active": false, "is_staff": true}));
    let refused = staff.patch(&alice.directory_path("")).json_api(&body).await.expect(403).json();
    assert_eq!(refused["errors"][0]["source"]["pointer"], "/data/attributes/is_staff");
    assert_eq!(attributes(&staff, &alice).await, before);
    // Sending the stored roles is not a change of roles.
    let body = alice.patch_of(json!({"first_name": "New", "is_staff": false, "is_superuser": false}));
    staff.patch(&alice.directory_path("")).json_api(&body).await.expect(200);
}

#[tokio::test]
async fn role_changes_take_effect_with_the_next_request() {
    let app = App::new().await;
    let [alice, root] = [app.user("alice").await, app.superuser("root").await];
    for (flag, list) in [(true, 200), (false, 403)] {
        for role in ["is_staff", "is_superuser"] {
            let body = alice.patch_of(json!({role: flag}));
            root.patch(&alice.directory_path("")).json_api(&body).await.expect(200);
            alice.get("/users/").await.expect(if role == "is_staff" && !flag { 200 } else { list });
        }
    }
}

#[tokio::test]
async fn the_last_active_superuser_cannot_be_removed() {
    let app = App::new().await;
    let [root, other] = [app.superuser("root").await, app.superuser("other").await];
    let body = other.patch_of(json!({"is_active": false}));
    root.patch(&other.directory_path("")).json_api(&body).await.expect(200);
    let before = attributes(&root, &root).await;
    for change in [json!({"is_superuser": false}), json!({"is_active": false, "first_name": "New"})] {
        let refused = root.patch(&root.directory_path("")).json_api(&root.patch_of(change)).await.expect(409).json();
        assert_eq!(refused["errors"][0]["code"], "last_superuser");
    }
    root.delete(&root.directory_path("")).await.expect(409);
    root.delete(&root.path("?hard=1")).await.expect(409);
    assert_eq!(attributes(&root, &root).await, before);
    // Once the other superuser is active again, the demotion succeeds.
    let body = other.patch_of(json!({"is_active": true}));
    root.patch(&other.directory_path("")).json_api(&body).await.expect(200);
    let body = root.patch_of(json!({"is_superuser": false}));
    root.patch(&root.directory_path("")).json_api(&body).await.expect(200);
    root.get("/users/").await.expect(200);
}
