//! `GET /api/users/user/`: what the caller is told.

use shared::domain::Status;
use tests::{App, Routes as _, SECRET, mint};

#[tokio::test]
async fn a_caller_is_told_id_name_email_and_picture() {
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
async fn a_caller_without_an_email_is_told_null() {
    let app = App::new().await;
    let id = app.account("madeline", None, Status::Approved, None).await;
    let me = app.bearer(&mint(SECRET, &app.claims_of(id))).get("/api/users/user/").await.expect(200).json();
    assert_eq!(me["email"], serde_json::Value::Null);
}

#[tokio::test]
async fn another_method_is_a_405_that_says_which_is_right() {
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
