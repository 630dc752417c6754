//! `POST /api/users/register/`: what it refuses, and the edges of what it takes.

use serde_json::{Value, json};
use tests::{Answer, App, Person, Routes as _};

fn valid(name: &str) -> Value {
    json!({"email": format!("{name}@example.org"), "username": name, "password": Person::PASSWORD})
}

fn with(mut body: Value, field: &str, value: Value) -> Value {
    body[field] = value;
    body
}

fn without(mut body: Value, field: &str) -> Value {
    body.as_object_mut().unwrap().remove(field);
    body
}

/// The answer names these fields, in the site's shape, and no other.
#[track_caller]
fn names(answer: &Answer, fields: &[&str], input: &Value) {
    assert_eq!(answer.status, 400, "{input}: {answer:?}");
    let body = answer.json();
    let body = body.as_object().unwrap();
    assert_eq!(body.keys().collect::<Vec<_>>(), fields, "{input}");
    for messages in body.values() {
        let messages = messages.as_array().unwrap();
        assert!(!messages.is_empty() && messages.iter().all(|m| m.as_str().is_some_and(|m| !m.is_empty())), "{input}");
    }
}

/// Each value is refused for `field`; afterwards the very same user can register with a good one.
async fn refuses(field: &str, values: Vec<Value>) {
    let app = App::new().await;
    let tried = valid("madeline");
    for value in values {
        let body = with(tried.clone(), field, value);
        names(&app.post("/api/users/register/").json(&body).await, &[field], &body);
    }
    let body = without(tried.clone(), field);
    names(&app.post("/api/users/register/").json(&body).await, &[field], &body);
    assert_eq!(app.state.store.accounts().count_active().await.unwrap(), 0);
    app.post("/api/users/register/").json(&tried).await.expect(200);
}

fn wrong_types() -> Vec<Value> {
    vec![json!(null), json!(7), json!(1.5), json!(true), json!(["madeline"]), json!({"a": "b"})]
}

#[tokio::test]
async fn a_bad_username_is_refused() {
    let mut values = wrong_types();
    let texts = ["", " ", "made line", " madeline", "madeline ", "made.line", "made@line", "made+line", "made/line"];
    values.extend(texts.map(|text| json!(text)));
    values.extend(["мадлен", "madéline", "ｍadeline", "٣", "made\u{0}line", "madeline\n", "🏔"].map(|text| json!(text)));
    values.extend(["5", "12345", "007", "-5"].map(|text| json!(text)));
    let uuid = "2f6b1e0a-5b1c-4c53-9f0e-3a4b5c6d7e8f";
    values.extend([uuid.to_owned(), uuid.to_uppercase(), uuid.replace('-', "")].map(|text| json!(text)));
    values.push(json!("m".repeat(151)));
    refuses("username", values).await;
}

#[tokio::test]
async fn a_reserved_word_is_no_username_in_any_case() {
    let words = [
        "me",
        "user",
        "users",
        "register",
        "login",
        "logout",
        "logoutall",
        "profile",
        "follow",
        "unfollow",
        "search",
        "autocomplete",
        "match",
        "avatar",
        "actions",
        "connection",
        "hidden_users",
        "hidden_users_id",
        "feed",
    ];
    let cases = words.iter().flat_map(|word| {
        let mut capital = (*word).to_owned();
        capital[..1].make_ascii_uppercase();
        [(*word).to_owned(), word.to_uppercase(), capital]
    });
    refuses("username", cases.map(|word| json!(word)).collect()).await;
}

#[tokio::test]
async fn a_bad_email_is_refused() {
    let mut values = wrong_types();
    let malformed = [
        "",
        " ",
        "madeline",
        "@example.org",
        "madeline@",
        "madeline@localhost",
        "madeline@@example.org",
        "made line@example.org",
        "madeline@exam ple.org",
        "madeline@example..org",
        "madeline@.example.org",
        "madeline@example.org.",
        ".madeline@example.org",
        "madeline.@example.org",
        "made..line@example.org",
        "madeline@-example.org",
        "madeline@[127.0.0.1]",
        "\"made line\"@example.org",
        "Madeline <madeline@example.org>",
        "madeline@example.org, theo@example.org",
        " madeline@example.org",
        "madeline@example.org\n",
        "made\u{0}line@example.org",
        "made\u{7f}line@example.org",
        "mailto:madeline",
    ];
    values.extend(malformed.map(|text| json!(text)));
    values.push(json!(address_of(255)));
    refuses("email", values).await;
}

#[tokio::test]
async fn a_bad_password_is_refused() {
    let mut values = wrong_types();
    values.push(json!(""));
    values.push(json!("1234567"));
    values.push(json!("пароль1"));
    values.push(json!("x".repeat(129)));
    values.extend(
        ["nul\u{0}inside", "tab\tinside", "line\nbreak", "del\u{7f}inside", "next\u{85}line"].map(|t| json!(t)),
    );
    values.push(json!(12_345_678));
    refuses("password", values).await;
}

/// An address of so many characters, whose parts are all within their own bounds.
fn address_of(length: usize) -> String {
    let host = format!("{}.{}.", "d".repeat(63), "d".repeat(63));
    let fixed = format!("{}@{host}.org", "m".repeat(64));
    let address = format!("{}@{host}{}.org", "m".repeat(64), "d".repeat(length - fixed.len()));
    assert_eq!(address.len(), length);
    address
}

#[tokio::test]
async fn values_at_the_edge_of_a_rule_are_taken() {
    let app = App::new().await;
    for name in ["m", "-", "_", "a-b_C", "1a", "5_000", &"m".repeat(150)] {
        let body = with(valid(&format!("x{}", name.len())), "username", json!(name));
        let body = with(body, "email", json!(format!("{}@example.org", name.get(..20).unwrap_or(name))));
        let answer = app.post("/api/users/register/").json(&body).await.expect(200).json();
        assert_eq!(answer["user"]["username"], name);
    }
    for (n, email) in ["made+line@example.org", "M.L@mail.example.co.uk", &address_of(254)].into_iter().enumerate() {
        let body = with(valid(&format!("mail{n}")), "email", json!(email));
        let answer = app.post("/api/users/register/").json(&body).await.expect(200).json();
        assert_eq!(answer["user"]["email"], email);
    }
    let passwords = ["12345678".to_owned(), "пароль12".into(), " spaces ".into(), "x".repeat(128), "🏔".repeat(128)];
    for (n, password) in passwords.into_iter().enumerate() {
        let name = format!("password{n}");
        app.post("/api/users/register/").json(&with(valid(&name), "password", json!(password))).await.expect(200);
        app.login(&name, &password).await.expect(200);
        app.login(&name, &format!("{password}x")).await.expect(400);
    }
}

#[tokio::test]
async fn every_wrong_field_is_told_at_once() {
    let app = App::new().await;
    let body = json!({"email": "nobody", "username": "made line", "password": "short"});
    let answer = app.post("/api/users/register/").json(&body).await;
    names(&answer, &["email", "password", "username"], &body);
    insta::assert_snapshot!(answer.body, @r#"{"email":["Enter a valid email address."],"password":["Ensure this field has at least 8 characters."],"username":["Enter a valid username. It may contain only letters, numbers, and -/_ characters."]}"#);
    names(&app.post("/api/users/register/").await, &["email", "password", "username"], &json!("no body"));
}
