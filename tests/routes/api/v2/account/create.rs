//! `POST /api/v2/account/create/`

use serde_json::{Value, json};
use shared::domain::Id;
use tests::{App, Routes as _, TestUser, code_in, directory_path};

const PATH: &str = "/api/v2/account/create/";

fn body(username: &str) -> Value {
    json!({"username": username, "email": format!("{username}@example.org"), "password": TestUser::PASSWORD})
}

#[tokio::test]
async fn staff_create_an_account_that_can_log_in() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let created = staff.post(PATH).json(&body("Theo")).await.expect(201).json();
    assert_eq!((&created["username"], &created["email"]), (&json!("Theo"), &json!("Theo@example.org")));
    assert_eq!((&created["email_isvalid"], &created["role"]), (&json!(false), &json!(null)));
    assert_eq!((&created["followers_counter"], &created["status"]), (&json!(0), &json!("a")));
    let shown = staff.get(&format!("/api/v2/user/{}/", created["id"])).await.expect(200).json();
    assert_eq!(created, shown);

    let theo = app.log_in("theo", TestUser::PASSWORD).await;
    let id = Id::try_from(created["id"].as_u64().unwrap()).unwrap();
    let audit = staff.get(&directory_path(id, "audit/")).await.expect(200).json();
    assert_eq!(audit["data"].as_array().map(Vec::len), Some(1), "{audit}");
    theo.post(PATH).json(&body("another")).await.expect(403);
    app.post(PATH).json(&body("another")).await.expect(401);
}

#[tokio::test]
async fn refuses_wrong_fields_and_taken_names() {
    let app = App::new().await;
    let (staff, _) = (app.staff("staff").await, app.register("madeline").await);
    for (change, fields) in [
        (json!({"username": null}), &["username"][..]),
        (json!({"username": "a b", "password": "short"}), &["username", "password"]),
        (json!({"email": "madeline"}), &["email"]),
        (json!({"username": "Madeline", "email": "MADELINE@example.org"}), &["username", "email"]),
    ] {
        let mut sent = body("theo");
        sent.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let mut refused = staff.post(PATH).json(&sent).await.expect(400).invalid_fields();
        refused.sort_unstable();
        let mut fields = fields.to_vec();
        fields.sort_unstable();
        assert_eq!(refused, fields, "{change}");
    }
    staff.post(PATH).json(&json!({})).await.expect(400);
    assert_eq!(app.login("theo", TestUser::PASSWORD).await.status, 400);
}

/// Names that speak for the service are given by staff.
#[tokio::test]
async fn staff_give_reserved_usernames() {
    let app = App::new().await;
    app.post("/api/users/register/").json(&body("support")).await.expect(400);
    app.staff("staff").await.post(PATH).json(&body("support")).await.expect(201);
}

#[tokio::test]
async fn a_mail_confirms_the_address_of_an_account_that_staff_create() {
    for directory in [false, true] {
        let app = App::with_mail().await;
        let staff = app.staff("staff").await;
        app.mails().await;
        let attributes = json!({"username": "theo", "email": "theo@example.org"});
        if directory {
            app.create_directory_user(&staff, &attributes).await.expect(200);
        } else {
            staff.post(PATH).json(&body("theo")).await.expect(201);
        }
        let mails = app.mails().await;
        let [mail] = &*mails else { panic!("{mails:?}") };
        assert_eq!(mail.to.as_str(), "theo@example.org");
        let code = json!({"validation_code": code_in(mail)});
        app.post("/api/v2/account/verify/").json(&code).await.expect(204);
        let found = staff.get("/api/v2/account/search/?username=theo").await.expect(200).json();
        assert_eq!(found["email_isvalid"], true);
    }
}
