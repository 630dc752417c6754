//! `DELETE /users/{id}/`

use serde_json::json;
use shared::domain::Status;
use shared::domain::folder::Place;
use shared::domain::{FolderId, Id};
use tests::{App, Routes as _, directory_path};

#[tokio::test]
async fn is_the_hard_deletion_of_the_community_api() {
    let app = App::new().await;
    let [alice, bob, staff] = [app.register("alice").await, app.user("bob").await, app.staff("staff").await];
    bob.post(&alice.path("follow/")).await.expect(201);
    app.settle().await;
    let answer = staff.delete(&alice.directory_path("")).await.expect(204);
    assert_eq!(answer.body, "");
    staff.get(&alice.directory_path("")).await.expect(404);
    staff.delete(&alice.directory_path("")).await.expect(404);
    alice.get("/users/me/").await.expect(401);
    app.get(&alice.path("")).await.expect(404);
    app.settle().await;
    let bob_now = bob.get(&bob.path("")).await.expect(200).json();
    assert_eq!(bob_now["followings_counter"], 0);
    // The username and the e-mail address are free again.
    app.register("alice").await;
}

#[tokio::test]
async fn deletes_the_users_folders() {
    let app = App::new().await;
    let [alice, staff] = [app.user("alice").await, app.staff("staff").await];
    let mut parent = alice.home();
    let mut created = Vec::new();
    for depth in 0..5 {
        for n in 0..3 {
            created.push(alice.make_folder(parent, &format!("{depth}.{n}")).await);
        }
        parent = *created.last().unwrap();
    }
    staff.delete(&alice.directory_path("")).await.expect(204);
    for folder in created.iter().copied().chain([alice.home(), FolderId { owner: alice.id, place: Place::Inbox }]) {
        for path in [format!("/folders/{}/", folder.to_uuid()), format!("/nodes/{}/", folder.to_uuid())] {
            staff.get(&path).await.expect(404);
        }
        staff.post("/folders/").json_api(&tests::new_folder(folder, "late")).await.expect(404);
    }
    app.settle().await;
    for folder in created {
        assert_eq!(app.state.store.folders().get(folder).await.unwrap(), None);
        assert!(app.state.store.folders().children(folder).await.unwrap().is_empty());
    }
    assert!(app.state.store.folders().children(alice.home()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_soft_deleted_user_can_be_deleted_and_is_not_found_otherwise() {
    let app = App::new().await;
    let [alice, staff] = [app.user("alice").await, app.staff("staff").await];
    alice.delete(&alice.path("")).await.expect(204);
    let path = alice.directory_path("");
    staff.get(&path).await.expect(404);
    staff.patch(&path).json_api(&alice.patch_of(json!({"first_name": "A"}))).await.expect(404);
    staff.post(&alice.directory_path("change-password/")).json(&json!({"password": "another-horse"})).await.expect(404);
    staff.get(&format!("/nodes/{}/", alice.home().to_uuid())).await.expect(404);
    staff.delete(&path).await.expect(204);
    app.register("alice").await;
}

#[tokio::test]
async fn only_staff_get_a_404_for_an_unknown_user() {
    let app = App::new().await;
    let [alice, staff] = [app.user("alice").await, app.staff("staff").await];
    let unknown: Id = 1.try_into().unwrap();
    let home = FolderId { owner: unknown, place: Place::Home }.to_uuid();
    for (caller, status) in [(&alice, 403), (&staff, 404)] {
        let path = directory_path(unknown, "");
        caller.get(&path).await.expect(status);
        caller.delete(&path).await.expect(status);
        caller.patch(&path).json_api(&json!({})).await.expect(status);
        caller.post(&directory_path(unknown, "change-password/")).json(&json!({})).await.expect(status);
        caller.get(&directory_path(unknown, "audit/")).await.expect(status);
        caller.get(&format!("/nodes/{home}/")).await.expect(status);
        caller.get(&format!("/folders/{home}/")).await.expect(status);
    }
}

#[tokio::test]
async fn counts_follow_deactivation_and_deletion() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let counts = async || {
        let members = staff.get("/users/").await.expect(200).json()["meta"]["pagination"]["count"].clone();
        let users = staff.get("/api/v2/user/").await.expect(200).json()["count"].clone();
        (members.as_u64().unwrap(), users.as_u64().unwrap())
    };
    let blocked = app.account("blocked", None, Status::Blocked, None).await;
    let soft = app.account("soft", None, Status::Blocked, None).await;
    let alice = app.user("alice").await;
    assert_eq!(counts().await, (4, 2));
    let change =
        |active: bool| staff.patch(&alice.directory_path("")).json_api(&alice.patch_of(json!({"is_active": active})));
    for (active, expected) in [(false, (4, 1)), (false, (4, 1)), (true, (4, 2)), (false, (4, 1))] {
        change(active).await.expect(200);
        assert_eq!(counts().await, expected);
    }
    staff.delete(&alice.directory_path("")).await.expect(204);
    assert_eq!(counts().await, (3, 1));
    staff.delete(&directory_path(blocked, "")).await.expect(204);
    assert_eq!(counts().await, (2, 1));
    staff.delete(&format!("/api/v2/user/{soft}/")).await.expect(204);
    assert_eq!(counts().await, (1, 1));
    staff.delete(&directory_path(soft, "")).await.expect(204);
    assert_eq!(counts().await, (1, 1));
}
