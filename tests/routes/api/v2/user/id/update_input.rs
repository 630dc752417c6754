//! `PUT`, `PATCH /api/v2/user/{id}/`: validation.

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestResponse, TestUser};

async fn own(person: &TestUser) -> Value {
    person.get(&person.path("")).await.expect(200).json()
}

/// Asserts that a field rejects these values and everything that is not a text, and that nothing changes.
async fn assert_refused(field: &str, values: &[Value]) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let before = own(&alice).await;
    let not_text = [json!(5), json!(true), json!(["a"]), json!({"a": "b"}), json!("nul \u{0}"), json!("\u{1b}[1m")];
    for value in not_text.iter().chain(values) {
        let good = if field == "company_role" { "company_name" } else { "company_role" };
        let body = json!({field: value, good: "good"});
        let answer = alice.put(&alice.path("")).json(&body).await;
        assert_eq!(answer.status, 400, "{value}: {answer:?}");
        assert_eq!(answer.invalid_fields(), [field], "{value}: {answer:?}");
        let problem = &answer.json()["errors"][0]["messages"][0];
        assert!(problem["code"].is_string() && problem["message"].is_string(), "{problem}");
    }
    assert_eq!(own(&alice).await, before);
}

fn long(length: usize) -> Value {
    json!("ö".repeat(length))
}

#[tokio::test]
async fn rejects_a_bad_username() {
    let texts = "a.b a+b a@b é ﬁ a/b %41 me ME user users register login logout logoutall profile search autocomplete \
        match avatar feed connection actions follow unfollow hidden_users hidden_users_id 1 123 -1 007 \
        99999999999999999999999 3f2504e0-4f89-41d3-9a0c-0305e82c3301 3F2504E04F8941D39A0C0305E82C3301";
    let mut values: Vec<_> = texts.split_whitespace().map(Value::from).collect();
    values.extend([
        json!(""),
        json!(null),
        json!(" "),
        json!("a b"),
        json!("a\u{200b}b"),
        json!("a\nb"),
        json!("\u{200b}"),
    ]);
    values.push(json!("a".repeat(151)));
    assert_refused("username", &values).await;
}

#[tokio::test]
async fn accepts_usernames_at_the_limits() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for name in ["a".repeat(150), "-".to_owned(), "_".to_owned(), "0x10".to_owned(), "me2".to_owned()] {
        let changed = alice.put(&alice.path("")).json(&json!({"username": name})).await.expect(200).json();
        assert_eq!(changed["username"], name);
    }
}

#[rstest]
#[case("real_name", 255)]
#[case("location", 100)]
#[case("description", 50)]
#[case("location_lat_lng", 100)]
#[case("position_lat_lng", 100)]
#[case("company_name", 100)]
#[case("company_role", 100)]
#[tokio::test]
async fn a_short_text_is_one_line_of_limited_length(#[case] field: &str, #[case] max: usize) {
    assert_refused(field, &[long(max + 1), json!("a\nb"), json!("a\r\nb"), json!("a\tb"), json!("a\u{85}b")]).await;
    let app = App::new().await;
    let alice = app.register("alice").await;
    let changed = alice.put(&alice.path("")).json(&json!({field: long(max)})).await.expect(200).json();
    assert_eq!(changed[field], long(max));
}

#[tokio::test]
async fn a_bio_has_up_to_5000_characters_and_several_lines() {
    assert_refused("bio", &[long(5_001), json!("a\u{7f}"), json!("\u{8}")]).await;
    let app = App::new().await;
    let alice = app.register("alice").await;
    for bio in [long(5_000), json!("one\ntwo\r\nthree\tfour")] {
        let changed = alice.put(&alice.path("")).json(&json!({"bio": bio})).await.expect(200).json();
        assert_eq!(changed["bio"], bio);
    }
}

#[tokio::test]
async fn a_website_is_an_http_url_of_up_to_200_characters() {
    let texts = "example.org ftp://example.org javascript:alert(1) http:// https:// //example.org data:text/html,x \
        mailto:a@example.org http://[ file:///etc/passwd";
    let mut values: Vec<_> = texts.split_whitespace().map(Value::from).collect();
    let address = |length: usize| format!("https://example.org/{}", "a".repeat(length - 20));
    values.extend([
        json!("http://a b.org"),
        json!("http://example.org/a b"),
        json!("http://a\n.org"),
        json!(address(201)),
    ]);
    values.push(json!("http:// example.org"));
    assert_refused("website", &values).await;
    let app = App::new().await;
    let alice = app.register("alice").await;
    for website in [address(200).as_str(), "http://example.org", "HTTPS://example.org:8443/ö"] {
        let changed = alice.put(&alice.path("")).json(&json!({"website": website})).await.expect(200).json();
        assert_eq!(changed["website"], website);
    }
}

#[rstest]
#[tokio::test]
async fn a_birthday_is_a_day_of_the_calendar(#[values("birthday", "date_of_birth")] field: &str) {
    let texts = "yesterday 2000-13-01 2001-02-29 1900-02-29 2000-1-1 20000101 2000-01-01T00:00:00Z 01/02/2000 \
        2000-01-32 -2000-01-01 99999-01-01 2000-W01-1";
    let mut values: Vec<_> = texts.split_whitespace().map(Value::from).collect();
    values.extend([json!("2000 -01-01"), json!(20_000_101), json!("2000-01\n-01")]);
    assert_refused(field, &values).await;
}

#[tokio::test]
async fn a_date_of_birth_is_not_in_the_future() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let today = app.state.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let days = |n: i64| today.checked_add(jiff::SignedDuration::from_hours(24 * n)).unwrap().to_string();
    let future = [days(1), days(2), days(366), days(36_600), "9999-12-30".to_owned(), "9999-12-31".to_owned()];
    for field in ["birthday", "date_of_birth"] {
        for day in [days(0), days(-1), "1900-01-01".to_owned(), "0001-01-01".to_owned()] {
            let changed = alice.put(&alice.path("")).json(&json!({field: day})).await.expect(200).json();
            assert_eq!((&changed["birthday"], &changed["date_of_birth"]), (&json!(day), &json!(day)));
        }
        let before = alice.get("/api/v2/user/me/").await.expect(200).json();
        for day in &future {
            let json = alice.patch(&alice.path("")).json(&json!({field: day, "bio": "x"})).await.expect(400);
            let form = alice.put(&alice.path("")).form(&[(field, day)]).await.expect(400);
            let parts = alice.put(&alice.path("")).multipart(&[(field, day)], &[]).await.expect(400);
            for answer in [json, form, parts] {
                assert_eq!(answer.invalid_fields(), [field]);
                assert_eq!(answer.json()["errors"][0]["messages"][0]["code"], "future");
            }
        }
        assert_eq!(alice.get("/api/v2/user/me/").await.expect(200).json(), before);
    }
    // A date that was stored before is sent back with other changes.
    app.rows().change(&format!("U#{}", alice.id), "ACCOUNT#PROFILE", json!({"birthday": "2999-01-01"})).await;
    let form = [("birthday", "2999-01-01"), ("date_of_birth", "2999-01-01"), ("bio", "Hello")];
    assert_eq!(alice.put(&alice.path("")).form(&form).await.expect(200).json()["birthday"], "2999-01-01");
}

#[tokio::test]
async fn a_gender_is_one_of_three_words() {
    assert_refused("gender", &["male", "FEMALE", "Other", "M", " ", "Unspecified "].map(Value::from)).await;
    let app = App::new().await;
    let alice = app.register("alice").await;
    for gender in ["Male", "Female", "Unspecified"] {
        let changed = alice.put(&alice.path("")).json(&json!({"gender": gender})).await.expect(200).json();
        assert_eq!(changed["gender"], gender);
    }
    for none in [Value::Null, json!("")] {
        alice.put(&alice.path("")).json(&json!({"gender": "Male"})).await.expect(200);
        let changed = alice.put(&alice.path("")).json(&json!({"gender": none})).await.expect(200).json();
        assert_eq!(changed["gender"], "Unspecified", "{none}");
    }
}

#[tokio::test]
async fn reports_every_wrong_field_at_once() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let body = json!({"username": "", "bio": 5, "gender": "x", "website": "x", "birthday": "x", "location": "fine"});
    let mut wrong = alice.put(&alice.path("")).json(&body).await.expect(400).invalid_fields();
    wrong.sort();
    assert_eq!(wrong, ["bio", "birthday", "gender", "username", "website"]);
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data; boundary=part";
const PART: &str = "--part\r\nContent-Disposition: form-data; name=\"bio\"\r\n\r\nnew";

#[rstest]
#[case::not_json(JSON, "{bio: new}".into(), 400)]
#[case::truncated_json(JSON, "{\"bio\": \"new\"".into(), 400)]
#[case::two_values(JSON, "{\"bio\": \"new\"}{}".into(), 400)]
#[case::a_lone_surrogate(JSON, "{\"bio\": \"\\ud800\"}".into(), 400)]
#[case::not_utf8(JSON, b"{\"bio\": \"\xff\"}".to_vec(), 400)]
#[case::a_bare_list(JSON, "[]".into(), 400)]
#[case::bare_null(JSON, "null".into(), 400)]
#[case::bare_text(JSON, "\"bio\"".into(), 400)]
#[case::too_deep(JSON, "[".repeat(100_000).into(), 400)]
#[case::a_form_not_utf8(FORM, b"bio=\xff".to_vec(), 400)]
#[case::a_form_with_nul(FORM, "bio=%00".into(), 400)]
#[case::multipart_without_end(MULTIPART, PART.into(), 400)]
#[case::multipart_of_another_boundary("multipart/form-data; boundary=other", format!("{PART}\r\n--part--\r\n").into(), 400)]
#[case::multipart_without_boundary("multipart/form-data", format!("{PART}\r\n--part--\r\n").into(), 400)]
#[case::multipart_not_utf8(MULTIPART, [PART.as_bytes(), b"\xff\r\n--part--\r\n"].concat(), 400)]
#[case::garbage_for_multipart(MULTIPART, "garbage".into(), 400)]
#[case::plain_text("text/plain", "bio=new".into(), 415)]
#[case::xml("application/xml", "<bio/>".into(), 415)]
#[case::json_api("application/vnd.api+json", "{}".into(), 415)]
#[case::no_content_type("", "{}".into(), 415)]
#[case::a_megabyte_of_json(JSON, format!("{{\"bio\": \"{}\"}}", "a".repeat(1 << 20)).into(), 413)]
#[case::a_megabyte_of_form(FORM, format!("x={}", "a".repeat(1 << 20)).into(), 413)]
#[case::seven_megabytes_of_json(JSON, format!("{{\"avatar_base64\": \"{}\"}}", "a".repeat(7 << 20)).into(), 413)]
#[case::many_values_beside_a_file(JSON, format!("{{\"avatar_base64\": [0{}]}}", ",0".repeat(1 << 20)).into(), 413)]
#[case::many_fields_beside_a_file(FORM, format!("avatar_base64=a{}", "&a".repeat(1 << 20)).into(), 413)]
#[case::many_parts(MULTIPART, format!("{}\r\n--part--\r\n", format!("{PART}\r\n").repeat(101).trim_end()).into(), 400)]
#[case::seven_megabytes_of_multipart(MULTIPART, format!("{PART}{}\r\n--part--\r\n", "a".repeat(7 << 20)).into(), 413)]
#[tokio::test]
async fn rejects_an_unreadable_body(#[case] kind: &str, #[case] body: Vec<u8>, #[case] status: u16) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let answer: TestResponse = alice.put(&alice.path("")).body(kind, body).await;
    assert_eq!(answer.status, status, "{answer:?}");
    assert!(answer.json()["errors"].is_array(), "{answer:?}");
    assert_eq!(own(&alice).await["bio"], "");
}

#[tokio::test]
async fn accepts_content_types_with_parameters_and_capitals() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for (kind, bio) in [("application/json; charset=utf-8", "a"), ("Application/JSON", "b")] {
        let body = json!({"bio": bio}).to_string();
        assert_eq!(alice.put(&alice.path("")).body(kind, body).await.expect(200).json()["bio"], bio);
    }
}
