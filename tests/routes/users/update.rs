//! `PATCH /users/{id}/`

use serde_json::{Value, json};
use shared::domain::Status;
use tests::{App, Person, Routes as _, member_path};

async fn attributes(caller: &Person, of: &Person) -> Value {
    caller.get(&of.member_path("")).await.expect(200).json()["data"]["attributes"].clone()
}

#[tokio::test]
async fn all_dialects_see_what_is_changed_here() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let change = json!({"username": "alice.l", "first_name": "Alice", "last_name": "L.", "email": "l@example.org"});
    let changed = alice.patch(&alice.member_path("")).json_api(&alice.patch_of(change.clone())).await.expect(200);
    for (name, value) in change.as_object().unwrap() {
        assert_eq!(&changed.json()["data"]["attributes"][name], value, "{name}");
    }
    assert_eq!(alice.get("/users/me/").await.expect(200).json(), changed.json());
    let site = alice.get("/api/users/user/").await.expect(200).json();
    assert_eq!((&site["username"], &site["email"]), (&json!("alice.l"), &json!("l@example.org")));
    let community = alice.get("/api/v2/user/me/").await.expect(200).json();
    assert_eq!((&community["username"], &community["email"]), (&json!("alice.l"), &json!("l@example.org")));
    app.login("alice.l", Person::PASSWORD).await.expect(200);
    app.login("alice", Person::PASSWORD).await.expect(400);
    app.create_member(&app.staff("staff").await, &json!({"username": "ALICE"})).await.expect(200);
}

#[tokio::test]
async fn a_form_sent_back_whole_is_accepted_and_changes_nothing() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let id = app.account("me.too", None, Status::Approved, Some(Person::PASSWORD)).await;
    // A name that no dialect takes any more: a rule came later.
    let own = app.log_in("me.too", Person::PASSWORD).await;
    let whole = own.get("/users/me/").await.expect(200).json();
    assert_eq!(own.patch(&member_path(id, "")).json_api(&whole).await.expect(200).json(), whole);
    let before = staff.get("/users/me/").await.expect(200).json();
    let path = staff.member_path("");
    assert_eq!(staff.patch(&path).json_api(&before).await.expect(200).json(), before);
    // A name that only the directory's rule allows goes back whole through the others as well.
    let community = own.get("/api/v2/user/me/").await.expect(200).json();
    own.patch(&format!("/api/v2/user/{id}/")).json(&community).await.expect(200);
}

#[tokio::test]
async fn what_is_not_a_clients_is_ignored() {
    let app = App::new().await;
    let alice = app.member("alice").await;
    let before = alice.get("/users/me/").await.expect(200).json();
    let mut body = alice.patch_of(json!({"date_joined": "2001-01-01T00:00:00Z", "password": "x", "nonsense": [1]}));
    body["data"]["relationships"] = json!({"home_folder": {"data": null}, "nonsense": 1});
    assert_eq!(alice.patch(&alice.member_path("")).json_api(&body).await.expect(200).json(), before);
}

#[tokio::test]
async fn an_address_can_be_given_up_and_is_free_then() {
    let app = App::new().await;
    let [alice, staff] = [app.member("alice").await, app.staff("staff").await];
    for empty in [json!(""), Value::Null] {
        let body = alice.patch_of(json!({"email": empty}));
        alice.patch(&alice.member_path("")).json_api(&body).await.expect(200);
        assert_eq!(attributes(&staff, &alice).await["email"], "");
    }
    let attributes = json!({"username": "theo", "email": "alice@example.org"});
    app.create_member(&staff, &attributes).await.expect(200);
    let body = alice.patch_of(json!({"email": "alice@example.org"}));
    alice.patch(&alice.member_path("")).json_api(&body).await.expect(400);
}

#[tokio::test]
async fn staff_keep_what_they_may_not_change() {
    let app = App::new().await;
    let [alice, staff] = [app.member("alice").await, app.staff("staff").await];
    let before = attributes(&staff, &alice).await;
    // One refused attribute, and none of the others is changed.
    let body = alice.patch_of(json!({"first_name": "New", "is_active": false, "is_staff": true}));
    let refused = staff.patch(&alice.member_path("")).json_api(&body).await.expect(403).json();
    assert_eq!(refused["errors"][0]["source"]["pointer"], "/data/attributes/is_staff");
    assert_eq!(attributes(&staff, &alice).await, before);
    // With the values that are there it is no change of a role.
    let body = alice.patch_of(json!({"first_name": "New", "is_staff": false, "is_superuser": false}));
    staff.patch(&alice.member_path("")).json_api(&body).await.expect(200);
}

#[tokio::test]
async fn a_promotion_and_a_demotion_hold_from_the_next_request_on() {
    let app = App::new().await;
    let [alice, root] = [app.member("alice").await, app.superuser("root").await];
    for (flag, list) in [(true, 200), (false, 403)] {
        for role in ["is_staff", "is_superuser"] {
            let body = alice.patch_of(json!({role: flag}));
            root.patch(&alice.member_path("")).json_api(&body).await.expect(200);
            alice.get("/users/").await.expect(if role == "is_staff" && !flag { 200 } else { list });
        }
    }
}

#[tokio::test]
async fn the_last_active_superuser_stays_one() {
    let app = App::new().await;
    let [root, other] = [app.superuser("root").await, app.superuser("other").await];
    let body = other.patch_of(json!({"is_active": false}));
    root.patch(&other.member_path("")).json_api(&body).await.expect(200);
    let before = attributes(&root, &root).await;
    for change in [json!({"is_superuser": false}), json!({"is_active": false, "first_name": "New"})] {
        let refused = root.patch(&root.member_path("")).json_api(&root.patch_of(change)).await.expect(409).json();
        assert_eq!(refused["errors"][0]["code"], "last_superuser");
    }
    root.delete(&root.member_path("")).await.expect(409);
    root.delete(&root.path("?hard=1")).await.expect(409);
    assert_eq!(attributes(&root, &root).await, before);
    // Once the other is active again, they may.
    let body = other.patch_of(json!({"is_active": true}));
    root.patch(&other.member_path("")).json_api(&body).await.expect(200);
    let body = root.patch_of(json!({"is_superuser": false}));
    root.patch(&root.member_path("")).json_api(&body).await.expect(200);
    root.get("/users/").await.expect(200);
}
