//! `POST /api/users/register/`: bodies and methods that no endpoint accepts.

use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

fn valid(name: &str) -> Value {
    json!({"email": format!("{name}@example.org"), "username": name, "password": TestUser::PASSWORD})
}

#[tokio::test]
async fn an_unreadable_body_is_a_400_with_detail() {
    let app = App::new().await;
    let json = valid("madeline").to_string();
    let deep = "[".repeat(100_000);
    let cut = &json[..json.len() - 1];
    let surrogate = json.replace("madeline@", "\\ud800@");
    for body in [cut, "{", "nonsense", "{'a': 1}", &format!("{json}{json}"), &deep, &surrogate] {
        let answer =
            app.post("/api/users/register/").body("application/json", body.to_owned()).await.expect(400).json();
        let detail = answer["detail"].as_str().unwrap();
        assert!(detail.starts_with("JSON parse error"), "{detail}");
    }
    for (content_type, body) in [
        ("application/json", b"{\"username\": \"\xff\"}".to_vec()),
        ("application/x-www-form-urlencoded", b"username=\xff".to_vec()),
    ] {
        let answer = app.post("/api/users/register/").body(content_type, body).await.expect(400).json();
        assert!(answer["detail"].is_string(), "{answer}");
    }
    app.register("madeline").await;
}

/// The client hung up or a proxy cut the body off, which must not be reported as a body that is too large.
#[tokio::test]
async fn a_truncated_body_is_a_400() {
    let app = App::new().await;
    let json = valid("madeline").to_string();
    let parts = [Ok(json), Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof))];
    let body = axum::body::Body::from_stream(futures::stream::iter(parts));
    let answer = app.post("/api/users/register/").body("application/json", body).await.expect(400);
    insta::assert_snapshot!(answer.body, @r#"{"detail":"The body ended before it was complete."}"#);
    app.register("madeline").await;
}

#[tokio::test]
async fn rejects_json_that_is_not_an_object() {
    let app = App::new().await;
    for body in [json!([]), json!([valid("madeline")]), json!("madeline"), json!(7), json!(null)] {
        let answer = app.post("/api/users/register/").json(&body).await.expect(400);
        insta::allow_duplicates! {
            insta::assert_snapshot!(answer.body, @r#"{"non_field_errors":["Invalid data. Expected an object."]}"#);
        }
    }
    app.register("madeline").await;
}

#[tokio::test]
async fn a_form_field_that_is_sent_twice_has_its_last_value() {
    let app = App::new().await;
    let fields = [
        ("username", "madeline"),
        ("username", "theo"),
        ("email", "madeline@example.org"),
        ("password", TestUser::PASSWORD),
    ];
    let answer = app.post("/api/users/register/").form(&fields).await.expect(200).json();
    assert_eq!(answer["user"]["username"], "theo");
}

#[tokio::test]
async fn other_content_types_are_a_415() {
    let app = App::new().await;
    let json = valid("madeline").to_string();
    for content_type in ["text/plain", "application/vnd.api+json", "multipart/mixed; boundary=x", "application/xml", ""]
    {
        let answer = app.post("/api/users/register/").body(content_type, json.clone()).await.expect(415);
        assert!(answer.json()["detail"].is_string(), "{answer:?}");
    }
    app.register("madeline").await;
}

#[tokio::test]
async fn a_body_over_256_kib_is_a_413() {
    let app = App::new().await;
    let padded = |length: usize| {
        let json = valid("madeline").to_string();
        format!("{json}{}", " ".repeat(length - json.len()))
    };
    let post = |body: String| app.post("/api/users/register/").body("application/json", body);
    let answer = post(padded(256 * 1024 + 1)).await.expect(413);
    assert!(answer.json()["detail"].is_string(), "{answer:?}");
    post(padded(256 * 1024)).await.expect(200);
}

#[tokio::test]
async fn other_methods_are_a_405_with_an_allow_header() {
    let app = App::new().await;
    for method in ["GET", "PUT", "PATCH", "DELETE"] {
        let answer = app.request(method, "/api/users/register/").await.expect(405);
        assert_eq!(answer.header("allow"), "POST");
        assert!(answer.json()["detail"].is_string(), "{answer:?}");
    }
}
