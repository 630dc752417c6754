//! Usernames of the directory API that are e-mail addresses. A login takes a username or an e-mail address.

use serde_json::json;
use tests::{App, Routes as _, TestUser};

const ADDRESS: &str = "alice@example.org";

/// Alice, whose e-mail address is [`ADDRESS`], and Mallory, who wants it as a username.
async fn alice_and_mallory(app: &App) -> [TestUser; 2] {
    [app.register("alice").await, app.register("mallory").await]
}

#[tokio::test]
async fn a_username_cannot_be_the_email_of_another_user() {
    let app = App::new().await;
    let ([alice, mallory], staff) = (alice_and_mallory(&app).await, app.staff("staff").await);
    for name in [ADDRESS, "ALICE@Example.org"] {
        let body = mallory.patch_of(json!({"username": name}));
        let renamed = mallory.patch(&mallory.directory_path("")).json_api(&body).await.expect(400).json();
        let created = app.create_directory_user(&staff, &json!({"username": name})).await.expect(400).json();
        // Changing their own address in the same request makes no difference.
        let body = mallory.patch_of(json!({"username": name, "email": "other@example.org"}));
        let both = mallory.patch(&mallory.directory_path("")).json_api(&body).await.expect(400).json();
        for refused in [renamed, created, both] {
            let error = &refused["errors"][0];
            assert_eq!(
                (&error["code"], &error["source"]["pointer"]),
                (&json!("unique"), &json!("/data/attributes/username"))
            );
        }
    }
    assert_eq!(app.login(ADDRESS, TestUser::PASSWORD).await.expect(200).json()["user"]["id"], alice.id.get());
    assert_eq!(mallory.get("/api/users/user/").await.expect(200).json()["email"], "mallory@example.org");
}

#[tokio::test]
async fn a_username_may_be_the_users_own_email() {
    let app = App::new().await;
    let ([alice, mallory], staff) = (alice_and_mallory(&app).await, app.staff("staff").await);
    let set = async |person: &TestUser, attributes, status| {
        let body = person.patch_of(attributes);
        person.patch(&person.directory_path("")).json_api(&body).await.expect(status);
    };
    set(&alice, json!({"username": ADDRESS}), 200).await;
    // Both change together, or one becomes what the other was.
    set(&alice, json!({"username": "a@example.org", "email": "a@example.org"}), 200).await;
    set(&alice, json!({"username": "b@example.org", "email": "c@example.org"}), 200).await;
    set(&alice, json!({"username": "c@example.org", "email": "d@example.org"}), 200).await;
    set(&alice, json!({"username": "D@example.org", "email": "D@EXAMPLE.org"}), 200).await;
    // Her former usernames stay hers for a while; her former addresses are free again.
    set(&mallory, json!({"username": ADDRESS}), 400).await;
    set(&mallory, json!({"email": ADDRESS}), 200).await;
    let attributes = json!({"username": "theo@example.org", "email": "theo@example.org"});
    app.create_directory_user(&staff, &attributes).await.expect(200);
}
