//! The error bodies of the site API.

use insta::assert_json_snapshot;
use serde_json::json;
use tests::{App, Routes as _};

#[tokio::test]
async fn site_field_errors() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let body = json!({"username": "", "twitter": "a".repeat(16), "email": "x"});
    let answer = alice.post("/api/users/profile/alice").json(&body).await.expect(400);
    assert_json_snapshot!(answer.json(), @r#"
    {
      "email": [
        "Enter a valid email address."
      ],
      "twitter": [
        "Ensure this field has no more than 15 characters."
      ],
      "username": [
        "This field may not be blank."
      ]
    }
    "#);
}

#[tokio::test]
async fn site_non_field_errors() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let answer = alice.post("/api/users/profile/alice").json(&json!([])).await.expect(400);
    assert_json_snapshot!(answer.json(), @r#"
    {
      "non_field_errors": [
        "Invalid data. Expected an object."
      ]
    }
    "#);
}

#[tokio::test]
async fn site_detail() {
    let app = App::new().await;
    assert_json_snapshot!(app.get("/api/users/nobody").await.expect(404).json(), @r#"
    {
      "detail": "Not found."
    }
    "#);
}
