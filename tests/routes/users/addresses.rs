//! Usernames of the directory dialect that read as e-mail addresses: a login takes either.

use serde_json::json;
use tests::{App, Person, Routes as _};

const ADDRESS: &str = "alice@example.org";

/// Alice, whose address this is, and Mallory, who would like to be called so.
async fn two(app: &App) -> [Person; 2] {
    [app.register("alice").await, app.register("mallory").await]
}

#[tokio::test]
async fn nobody_takes_the_logins_of_somebody_else_by_bearing_their_address_as_a_name() {
    let app = App::new().await;
    let ([alice, mallory], staff) = (two(&app).await, app.staff("staff").await);
    for name in [ADDRESS, "ALICE@Example.org"] {
        let body = mallory.patch_of(json!({"username": name}));
        let renamed = mallory.patch(&mallory.member_path("")).json_api(&body).await.expect(400).json();
        let made = app.create_member(&staff, &json!({"username": name})).await.expect(400).json();
        // Giving up an address of their own at the same time changes nothing.
        let body = mallory.patch_of(json!({"username": name, "email": "other@example.org"}));
        let both = mallory.patch(&mallory.member_path("")).json_api(&body).await.expect(400).json();
        for refused in [renamed, made, both] {
            let error = &refused["errors"][0];
            assert_eq!(
                (&error["code"], &error["source"]["pointer"]),
                (&json!("unique"), &json!("/data/attributes/username"))
            );
        }
    }
    assert_eq!(app.login(ADDRESS, Person::PASSWORD).await.expect(200).json()["user"]["id"], alice.id.get());
    assert_eq!(mallory.get("/api/users/user/").await.expect(200).json()["email"], "mallory@example.org");
}

#[tokio::test]
async fn ones_own_address_is_a_name_however_both_come_about() {
    let app = App::new().await;
    let ([alice, mallory], staff) = (two(&app).await, app.staff("staff").await);
    let set = async |person: &Person, attributes, status| {
        let body = person.patch_of(attributes);
        person.patch(&person.member_path("")).json_api(&body).await.expect(status);
    };
    set(&alice, json!({"username": ADDRESS}), 200).await;
    // The name and the address change together, or one takes what the other gives up.
    set(&alice, json!({"username": "a@example.org", "email": "a@example.org"}), 200).await;
    set(&alice, json!({"username": "b@example.org", "email": "c@example.org"}), 200).await;
    set(&alice, json!({"username": "c@example.org", "email": "d@example.org"}), 200).await;
    set(&alice, json!({"username": "D@example.org", "email": "D@EXAMPLE.org"}), 200).await;
    // What she gave up is free again.
    set(&mallory, json!({"username": ADDRESS}), 200).await;
    let attributes = json!({"username": "theo@example.org", "email": "theo@example.org"});
    app.create_member(&staff, &attributes).await.expect(200);
}
