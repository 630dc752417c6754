//! Content negotiation as JSON:API 1.1 specifies it (`docs/api/directory.md`, "Content negotiation").

use insta::assert_json_snapshot;
use rstest::rstest;
use serde_json::json;
use tests::{App, JSON_API, Routes as _};

#[rstest]
#[case::none("", 200)]
#[case::anything("*/*", 200)]
#[case::plain("application/vnd.api+json", 200)]
#[case::another_case("Application/VND.API+json", 200)]
#[case::weighed("application/vnd.api+json;q=0.5", 200)]
#[case::profile(r#"application/vnd.api+json; profile="https://example.org/a https://example.org/b""#, 200)]
#[case::empty_extension(r#"application/vnd.api+json; ext="""#, 200)]
#[case::extension(r#"application/vnd.api+json; ext="https://jsonapi.org/ext/atomic""#, 406)]
#[case::version("application/vnd.api+json; version=1.0", 406)]
#[case::charset("application/vnd.api+json;charset=utf-8", 406)]
#[case::one_of_two("application/vnd.api+json; version=1.0, application/vnd.api+json", 200)]
#[case::none_of_two("application/vnd.api+json; version=1.0, application/vnd.api+json; ext=\"x\"", 406)]
// The standard requires this, although `*/*` accepts everything.
#[case::all_modified_but_anything("application/vnd.api+json; version=1.0, */*", 406)]
#[case::a_comma_in_quotes(r#"application/vnd.api+json; profile="a,application/vnd.api+json; version=1.0""#, 200)]
#[case::unwanted("application/vnd.api+json;q=0", 406)]
#[case::another("text/html", 200)]
#[case::nonsense(";;,,=\"", 200)]
#[tokio::test]
async fn checks_the_accept_header(#[case] accept: &str, #[case] status: u16) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let request = alice.get("/users/me/");
    let answer = if accept.is_empty() { request } else { request.header("accept", accept) }.await.expect(status);
    assert_eq!(answer.header("content-type"), JSON_API);
}

#[rstest]
#[case::plain("application/vnd.api+json", 200)]
#[case::profile(r#"application/vnd.api+json; profile="https://example.org/a""#, 200)]
#[case::extension(r#"application/vnd.api+json; ext="https://jsonapi.org/ext/atomic""#, 415)]
#[case::version("application/vnd.api+json; version=1.0", 415)]
#[case::charset("application/vnd.api+json; charset=utf-8", 415)]
#[case::json("application/json", 415)]
#[case::form("application/x-www-form-urlencoded", 415)]
#[case::text("text/plain", 415)]
#[tokio::test]
async fn checks_the_content_type_of_a_body(#[case] content_type: &str, #[case] status: u16) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let body = alice.patch_of(json!({"first_name": "Alice"})).to_string();
    alice.patch(&alice.directory_path("")).body(content_type, body).await.expect(status);
    let shown = alice.get("/users/me/").await.expect(200).json();
    assert_eq!(shown["data"]["attributes"]["first_name"], if status == 200 { "Alice" } else { "" });
}

/// Papermerge documents the header for every call, with and without a body.
#[tokio::test]
async fn accepts_a_content_type_without_a_body_unless_the_standard_forbids_it() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    for (content_type, status) in
        [(JSON_API, 200), ("application/json", 200), ("application/vnd.api+json; version=1.0", 415)]
    {
        alice.get("/users/me/").header("content-type", content_type).await.expect(status);
    }
}

#[tokio::test]
async fn errors_name_the_header() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let answer = alice.get("/users/me/").header("accept", "application/vnd.api+json; version=1.0").await;
    assert_json_snapshot!(answer.json(), @r#"
    {
      "errors": [
        {
          "code": "not_acceptable",
          "detail": "Accept application/vnd.api+json without extensions.",
          "source": {
            "header": "accept"
          },
          "status": "406",
          "title": "Not Acceptable"
        }
      ]
    }
    "#);
    let answer = alice.patch(&alice.directory_path("")).body("text/plain", "{}").await;
    assert_json_snapshot!(answer.json(), @r#"
    {
      "errors": [
        {
          "code": "unsupported_media_type",
          "detail": "Send application/vnd.api+json.",
          "source": {
            "header": "content-type"
          },
          "status": "415",
          "title": "Unsupported Media Type"
        }
      ]
    }
    "#);
}

/// A caller without permission learns nothing else about the request.
#[tokio::test]
async fn permission_is_checked_before_negotiation() {
    let app = App::new().await;
    let [alice, bob] = [app.user("alice").await, app.user("bob").await];
    let accept = "application/vnd.api+json; version=1.0";
    app.get("/users/me/").header("accept", accept).await.expect(401);
    alice.get("/users/?include=x").header("accept", accept).await.expect(403);
    alice.get(&bob.directory_path("")).header("accept", accept).await.expect(403);
    alice.post("/users/").body("text/plain", "no").await.expect(403);
    alice.patch(&bob.directory_path("")).body(JSON_API, "{").await.expect(403);
}
