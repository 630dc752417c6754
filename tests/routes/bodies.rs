//! Rules for every body: forms, multipart, truth values, repeated fields, encodings.

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, JSON_API, Request, Routes as _, TestUser};

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data; boundary=part";

/// A part of a multipart body, with the end of its `Content-Disposition` and further headers.
fn part(name: &str, more: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n");
    [head.as_bytes(), content, b"\r\n"].concat()
}

fn multipart(request: Request, parts: &[Vec<u8>]) -> Request {
    request.body(MULTIPART, [parts.concat().as_slice(), b"--part--\r\n"].concat())
}

/// The same fields as a form and as multipart.
fn both(request: impl Fn() -> Request, fields: &[(&str, &str)]) -> [Request; 2] {
    [request().form(fields), request().multipart(fields, &[])]
}

async fn bio(person: &TestUser) -> Value {
    person.get("/api/v2/user/me/").await.expect(200).json()["bio"].clone()
}

#[tokio::test]
async fn multipart_is_taken_wherever_a_form_is() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let registration = [("username", "carol"), ("email", "carol@example.org"), ("password", TestUser::PASSWORD)];
    app.post("/api/users/register/").multipart(&registration, &[]).await.expect(200);
    let login = [("username", "carol"), ("password", TestUser::PASSWORD)];
    app.post("/api/users/login/").multipart(&login, &[]).await.expect(200);
    let email = [("new_email", "new@example.org"), ("confirm", "0")];
    let password = [("password", TestUser::PASSWORD), ("new_password", TestUser::PASSWORD)];
    let bob_id = bob.id.to_string();
    type Fields<'a> = &'a [(&'a str, &'a str)];
    let requests: [(&str, String, Fields); 8] = [
        ("PATCH", alice.path(""), &[("bio", "climbs")]),
        ("PATCH", alice.path("settings/"), &[("qa_frequency", "1")]),
        ("PATCH", alice.path("change_email/"), &email),
        ("PATCH", alice.path("change_password/"), &password),
        ("POST", "/api/v2/post/".into(), &[("text", "Some are high.")]),
        ("POST", "/api/v2/user/connection/statuses/".into(), &[("users", bob_id.as_str())]),
        ("POST", "/api/users/profile/alice".into(), &[("bio", "climbs")]),
        ("POST", "/api/actions/like/".into(), &[("igdb", "1")]),
    ];
    for (method, path, fields) in &requests {
        let [form, multipart] = both(|| alice.request(method, path), fields);
        let (form, multipart) = (form.await, multipart.await);
        assert_eq!(form.status, multipart.status, "{method} {path}: {form:?} {multipart:?}");
        assert_ne!(multipart.status, 415, "{method} {path}");
    }
}

const TRUE: [&str; 14] = ["1", "true", "True", "TRUE", "t", "T", "yes", "Yes", "YES", "y", "Y", "on", "On", "ON"];
const FALSE: [&str; 14] = ["0", "false", "False", "FALSE", "f", "F", "no", "No", "NO", "n", "N", "off", "Off", "OFF"];

#[tokio::test]
async fn truth_values_are_read_alike_in_bodies_forms_and_queries() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    alice.post(&bob.path("follow/")).await.expect(201);
    bob.post(&alice.path("follow/")).await.expect(201);
    let path = alice.path("change_email/");
    let cases = TRUE.map(|text| (text, true)).into_iter().chain(FALSE.map(|text| (text, false)));
    for (text, expected) in cases {
        let json = alice.patch(&path).json(&json!({"new_email": "new@example.org", "confirm": text}));
        let [form, multipart] = both(|| alice.patch(&path), &[("new_email", "new@example.org"), ("confirm", text)]);
        for request in [json, form, multipart] {
            request.await.expect(if expected { 200 } else { 204 });
        }
        let found = alice.get(&bob.path(&format!("followers/?mutual={text}"))).await.expect(200).json();
        // Alice, whom she does not follow herself.
        assert_eq!(found["results"].as_array().unwrap().len(), usize::from(!expected), "{text}");
    }
    for text in ["2", "tRue", "oN", "maybe", "-1", "01", "true1"] {
        let [form, multipart] = both(|| alice.patch(&path), &[("new_email", "new@example.org"), ("confirm", text)]);
        for request in [form, multipart] {
            assert_eq!(request.await.expect(400).invalid_fields(), ["confirm"]);
        }
        let answer = alice.get(&bob.path(&format!("followers/?mutual={text}"))).await.expect(400);
        assert_eq!(answer.invalid_fields(), ["mutual"]);
    }
}

#[tokio::test]
async fn a_field_that_comes_twice_has_its_last_value() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    // A checkbox behind a hidden field.
    let email =
        [("new_email", "old@example.org"), ("confirm", "0"), ("new_email", "new@example.org"), ("confirm", "on")];
    for request in both(|| alice.patch(&alice.path("change_email/")), &email) {
        request.await.expect(200);
    }
    for (n, path) in [alice.path(""), "/api/users/profile/alice".to_owned()].iter().enumerate() {
        let method = if n == 0 { "PUT" } else { "POST" };
        let fields = [("bio", "first"), ("location", "x"), ("bio", "second"), ("bio", "third")];
        for request in both(|| alice.request(method, path), &fields) {
            request.await.expect(200);
            assert_eq!(bio(&alice).await, "third");
            alice.patch(&alice.path("")).json(&json!({"bio": ""})).await.expect(200);
        }
    }
    for request in both(|| alice.patch(&alice.path("")), &[("bio", ""), ("gender", "x"), ("gender", "Male")]) {
        assert_eq!(request.await.expect(200).json()["gender"], "Male");
    }
    // JSON names no field twice, so a list there is no text.
    alice.patch(&alice.path("")).json(&json!({"bio": ["first", "last"]})).await.expect(400);
    // A list keeps all its values.
    for request in both(|| alice.post("/api/v2/user/connection/statuses/"), &[("users", "1"), ("users", "2")]) {
        let statuses = request.await.expect(200).json()["connection_statuses"].clone();
        assert_eq!(statuses.as_object().unwrap().len(), 2, "{statuses}");
    }
}

#[rstest]
#[case::a_form(FORM, "bio=%EF%BF%BD+ok".into(), Some("\u{fffd} ok"))]
#[case::a_raw_form(FORM, "bio=\u{fffd}".into(), Some("\u{fffd}"))]
#[case::beside_other_characters(FORM, "bio=%C3%A9%EF%BF%BD%F0%9F%98%80".into(), Some("é\u{fffd}😀"))]
#[case::multipart(MULTIPART, [part("bio", "", "\u{fffd}".as_bytes()), b"--part--\r\n".to_vec()].concat(), Some("\u{fffd}"))]
#[case::json("application/json", "{\"bio\": \"\u{fffd}\"}".into(), Some("\u{fffd}"))]
#[case::an_encoded_byte(FORM, "bio=%FF".into(), None)]
#[case::half_a_character(FORM, "bio=%EF%BF&x=1".into(), None)]
#[case::a_surrogate(FORM, "bio=%ED%A0%80".into(), None)]
#[case::a_name(FORM, "bio=a&%FF=1".into(), None)]
#[case::a_raw_byte(FORM, b"bio=\xe9".to_vec(), None)]
#[tokio::test]
async fn the_replacement_character_is_utf8(#[case] kind: &str, #[case] body: Vec<u8>, #[case] expected: Option<&str>) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let request = alice.patch(&alice.path("")).body(kind, body);
    request.await.expect(if expected.is_some() { 200 } else { 400 });
    assert_eq!(bio(&alice).await, expected.unwrap_or_default());
}

#[tokio::test]
async fn json_may_begin_with_a_byte_order_mark() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let marked = |body: Value| format!("\u{feff}{body}");
    let body = marked(json!({"bio": "marked"}));
    alice.patch(&alice.path("")).body("application/json", body.clone()).await.expect(200);
    assert_eq!(bio(&alice).await, "marked");
    alice.post("/api/users/profile/alice").body("application/json", body).await.expect(200);
    let body = marked(alice.patch_of(json!({"first_name": "Alice"})));
    alice.patch(&alice.directory_path("")).body(JSON_API, body).await.expect(200);
    let twice = format!("\u{feff}{}", marked(json!({"bio": "twice"})));
    alice.patch(&alice.path("")).body("application/json", twice).await.expect(400);
    assert_eq!(bio(&alice).await, "marked");
}

#[rstest]
#[case("gzip")]
#[case("GZIP")]
#[case("br")]
#[case("deflate")]
#[case("gzip, identity")]
#[case("unknown")]
#[tokio::test]
async fn an_encoded_body_is_a_415(#[case] encoding: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let new = json!({"bio": "new"});
    let requests = [
        alice.patch(&alice.path("")).json(&new),
        alice.patch(&alice.path("")).form(&[("bio", "new")]),
        alice.patch(&alice.path("")).multipart(&[("bio", "new")], &[]),
    ];
    for request in requests {
        let answer = request.header("content-encoding", encoding).await.expect(415).json();
        assert_eq!(answer["errors"][0]["code"], "unsupported_media_type", "{answer}");
    }
    let site = alice.post("/api/users/profile/alice").json(&new).header("content-encoding", encoding).await.expect(415);
    assert!(site.json()["detail"].as_str().unwrap().contains("Content-Encoding"), "{site:?}");
    let patch = alice.patch(&alice.directory_path("")).json_api(&alice.patch_of(json!({"first_name": "new"})));
    let directory = patch.header("content-encoding", encoding).await.expect(415).json();
    assert_eq!(directory["errors"][0]["status"], "415", "{directory}");
    assert_eq!(bio(&alice).await, "");
}

#[rstest]
#[case("identity")]
#[case("Identity")]
#[case("")]
#[tokio::test]
async fn the_identity_encoding_is_none(#[case] encoding: &str) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let request = alice.patch(&alice.path("")).json(&json!({"bio": "new"}));
    request.header("content-encoding", encoding).await.expect(200);
    // Nothing is encoded in an empty body.
    alice.patch(&alice.path("")).header("content-encoding", "gzip").await.expect(200);
}

#[tokio::test]
async fn a_text_that_is_sent_as_a_file_counts_as_text() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let patch = || alice.patch(&alice.path(""));
    for more in [
        "; filename=\"blob\"\r\nContent-Type: text/plain",
        "; filename=\"blob\"\r\nContent-Type: application/octet-stream",
        "; filename=\"bio.txt\"",
        "; filename*=UTF-8''blob",
        "\r\nContent-Type: text/plain; charset=utf-8",
        "\r\nContent-Type: application/json",
    ] {
        multipart(patch(), &[part("bio", more, "from a blob: é".as_bytes())]).await.expect(200);
        assert_eq!(bio(&alice).await, "from a blob: é", "{more}");
        multipart(patch(), &[part("bio", more, b"")]).await.expect(200);
        assert_eq!(bio(&alice).await, "", "{more}");
    }
    let blob = "; filename=\"blob\"\r\nContent-Type: application/octet-stream";
    let answer = multipart(patch(), &[part("bio", blob, b"\xff\xd8\xff")]).await.expect(400);
    assert_eq!(answer.invalid_fields(), ["bio"]);
    // A field that is unknown is ignored, whatever it holds.
    multipart(patch(), &[part("bio", "", b"new"), part("other", blob, b"\xff\xd8\xff")]).await.expect(200);
    assert_eq!(bio(&alice).await, "new");
    // Text in the place of a file is no file: a client sends back the address that it was given.
    multipart(patch(), &[part("avatar", "", b"https://example.org/a.png")]).await.expect(200);
}
