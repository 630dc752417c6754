//! `GET /api/users/user/`

use shared::domain::Status;
use tests::{App, Routes as _, SECRET, mint};

#[tokio::test]
async fn returns_id_username_email_and_gravatar() {
    let app = App::new().await;
    let madeline = app.register("Madeline").await;
    let me = madeline.get("/api/users/user/").await.expect(200).json();
    assert_eq!(me.as_object().unwrap().keys().collect::<Vec<_>>(), ["email", "gravatar", "id", "username"]);
    assert_eq!(me["id"], madeline.id.get());
    assert_eq!(me["username"], "Madeline");
    assert_eq!(me["email"], "Madeline@example.org");
    assert!(me["gravatar"].as_str().unwrap().starts_with("https://www.gravatar.com/avatar/"));
    assert_eq!(madeline.get("/api/users/user").await.expect(200).json(), me);
}

#[tokio::test]
async fn email_is_null_for_an_account_without_an_address() {
    let app = App::new().await;
    let id = app.account("madeline", None, Status::Approved, None).await;
    let me = app.bearer(&mint(SECRET, &app.claims_of(id))).get("/api/users/user/").await.expect(200).json();
    assert_eq!(me["email"], serde_json::Value::Null);
}

#[tokio::test]
async fn other_methods_are_a_405_with_an_allow_header() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    for (path, allowed) in [
        ("/api/users/login/", "POST"),
        ("/api/users/logout/", "POST"),
        ("/api/users/logoutall/", "POST"),
        ("/api/users/user/", "GET,HEAD"),
        (&*madeline.path("change_password/"), "PATCH"),
        (&*madeline.path("change_email/"), "PATCH"),
        (&*madeline.path("confirm_email/"), "POST"),
    ] {
        for method in ["PUT", "DELETE"] {
            let answer = madeline.request(method, path).await.expect(405);
            assert_eq!(answer.header("allow"), allowed, "{path}");
        }
    }
    madeline.get("/api/users/user/").await.expect(200);
}
