//! `GET /api/v2/user/{id}/`

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::EmailVisibility;
use shared::domain::account::token::fingerprint;
use shared::runtime::config::{Config, Secrets};
use tests::{App, Routes as _, SECRET, TestUser, config};

/// The fields of a user object for any caller.
const KEYS: &str = "id username real_name email email_isvalid date_joined bio location location_lat_lng \
    position_lat_lng birthday date_of_birth description gender status website avatar avatar_url cover ext_id tags \
    reputation role connection_status followings_counter followers_counter connections_counter posts_counter \
    discussions_counter polls_counter categories_counter community_badge reg_approved deleted \
    can_send_pm_to company_name company_role";
/// The fields that only the user themself gets.
const OWN_KEYS: &str = "connection_requests_sent_counter connection_requests_received_counter";
/// The SHA-256 of `madeline@example.org`.
const HASH: &str = "65e711e2a6867828f4816af045d7431a4b71f57b06cc81ebe4017800ac68d1ea";

fn keys(user: &Value) -> BTreeSet<&str> {
    user.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn only_the_user_themself_gets_the_request_counters() {
    let app = App::new().await;
    let [alice, bob, eve] = [app.register("alice").await, app.register("bob").await, app.staff("eve").await];
    let shown: BTreeSet<_> = KEYS.split_whitespace().collect();
    let own: BTreeSet<_> = KEYS.split_whitespace().chain(OWN_KEYS.split_whitespace()).collect();
    assert_eq!(keys(&app.get(&alice.path("")).await.expect(200).json()), shown);
    assert_eq!(keys(&bob.get(&alice.path("")).await.expect(200).json()), shown);
    assert_eq!(keys(&eve.get(&alice.path("")).await.expect(200).json()), shown);
    assert_eq!(keys(&alice.get(&alice.path("")).await.expect(200).json()), own);
}

#[tokio::test]
async fn a_new_user_has_empty_fields_and_zero_counters() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let user = alice.get(&alice.path("")).await.expect(200).json();
    let empty = "real_name bio location location_lat_lng position_lat_lng description website company_name";
    for key in empty.split_whitespace() {
        assert_eq!(user[key], "", "{key}");
    }
    for key in KEYS.split_whitespace().chain(OWN_KEYS.split_whitespace()).filter(|key| key.ends_with("counter")) {
        assert_eq!(user[key], 0, "{key}");
    }
    for key in ["birthday", "date_of_birth", "ext_id", "connection_status", "cover", "role"] {
        assert_eq!(user[key], Value::Null, "{key}");
    }
    assert_eq!((&user["id"], &user["username"]), (&json!(alice.id.get()), &json!("alice")));
    assert_eq!((&user["gender"], &user["status"], &user["tags"]), (&json!("Unspecified"), &json!("a"), &json!([])));
    assert_eq!((&user["community_badge"], &user["can_send_pm_to"]), (&json!(false), &json!(false)));
    assert_eq!(
        (&user["reg_approved"], &user["deleted"], &user["email_isvalid"]),
        (&json!(true), &json!(false), &json!(false))
    );
}

#[rstest]
#[case::members(EmailVisibility::Members, [false, true, true, true])]
#[case::own(EmailVisibility::Own, [false, false, true, true])]
#[case::everyone(EmailVisibility::Everyone, [true, true, true, true])]
#[tokio::test]
async fn the_avatar_uses_the_email_only_where_the_email_is_visible(
    #[case] email_visibility: EmailVisibility,
    #[case] shown_to: [bool; 4],
) {
    let app = App::with(Config { email_visibility, ..config() }).await;
    let [madeline, bob, eve] = [app.register("Madeline").await, app.register("bob").await, app.staff("eve").await];
    let path = madeline.path("");
    let answers = [app.get(&path).await, bob.get(&path).await, madeline.get(&path).await, eve.get(&path).await];
    for (answer, shown) in answers.into_iter().zip(shown_to) {
        let user = answer.expect(200).json();
        let (email, hash) = match shown {
            true => (json!("Madeline@example.org"), HASH.to_owned()),
            false => (Value::Null, fingerprint(&madeline.id.to_string())),
        };
        assert_eq!(user["email"], email);
        assert_eq!(user["avatar"], format!("https://www.gravatar.com/avatar/{hash}?s=512&d=retro"));
        assert_eq!(user["avatar_url"], user["avatar"]);
    }
}

#[tokio::test]
async fn lists_hide_emails_as_the_user_object_does() {
    let app = App::with(Config { email_visibility: EmailVisibility::Own, ..config() }).await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let page = alice.get("/api/v2/user/").await.expect(200).json();
    let matched = alice.post("/api/v2/user/match/").json(&json!(["alice", "bob"])).await.expect(200).json();
    for users in [&page["results"], &matched] {
        assert_eq!((&users[0]["email"], &users[1]["email"]), (&json!("alice@example.org"), &Value::Null));
        assert!(!users[1].to_string().contains(&bob.get(&bob.path("")).await.json()["avatar"].to_string()));
    }
}

#[rstest]
#[case::a_word("abc")]
#[case::negative("-1")]
#[case::signed("%2B5")]
#[case::zero("0")]
#[case::a_leading_zero("007")]
#[case::two_to_the_53("9007199254740992")]
#[case::more_than_64_bits("99999999999999999999999999")]
#[case::a_fraction("1.0")]
#[case::an_exponent("1e3")]
#[case::hexadecimal("0x10")]
#[case::a_space("%205")]
#[case::a_line_break("5%0A")]
#[case::nul("%00")]
#[case::arabic_digits("%D9%A1%D9%A2")]
#[case::wide_digits("%EF%BC%91")]
#[case::not_utf8("%FF")]
#[case::a_slash("1%2F2")]
#[case::unknown("1")]
#[case::the_largest_unknown("9007199254740991")]
#[tokio::test]
async fn bad_and_unknown_ids_are_not_found(#[case] id: &str) {
    let app = App::new().await;
    let alice = app.staff("alice").await;
    for rest in ["", "counters/"] {
        let answer = app.get(&format!("/api/v2/user/{id}/{rest}")).await.expect(404);
        assert_eq!(answer.json(), json!({"errors": [{"code": "not_found", "message": "Not found."}]}));
    }
    alice.delete(&format!("/api/v2/user/{id}/")).await.expect(404);
}

#[tokio::test]
async fn an_id_with_a_leading_zero_is_not_the_same_id() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    app.get(&format!("/api/v2/user/0{}/", alice.id)).await.expect(404);
}

#[rstest]
#[tokio::test]
async fn a_deleted_user_is_not_found(#[values("?hard=0", "?hard=1")] deletion: &str) {
    let app = App::new().await;
    let [alice, bob, eve] = [app.register("alice").await, app.register("bob").await, app.superuser("eve").await];
    alice.delete(&alice.path(deletion)).await.expect(204);
    for rest in ["", "counters/"] {
        app.get(&alice.path(rest)).await.expect(404);
        bob.get(&alice.path(rest)).await.expect(404);
        eve.get(&alice.path(rest)).await.expect(404);
        alice.get(&alice.path(rest)).await.expect(401);
    }
}

#[tokio::test]
async fn a_bad_token_never_counts_as_no_token() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for path in [alice.path(""), alice.path("counters/"), "/api/users/alice".to_owned()] {
        app.bearer("no-token").get(&path).await.expect(401);
        app.get(&path).header("authorization", "Basic YTpi").await.expect(401);
    }
}

#[tokio::test]
async fn head_answers_like_get_without_the_body() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let head = app.request("HEAD", &alice.path("")).await.expect(200);
    assert_eq!((head.body.as_str(), head.header("content-type")), ("", "application/json"));
    let head = app.request("HEAD", "/api/v2/user/1/").await.expect(404);
    let whole = app.get("/api/v2/user/1/").await.expect(404).body;
    assert_eq!((head.body.as_str(), head.header("content-length")), ("", whole.len().to_string().as_str()));
}

#[tokio::test]
async fn date_joined_is_the_time_in_the_id() {
    let app = App::new().await;
    let before = app.state.clock.now();
    let alice = app.register("alice").await;
    let after = app.state.clock.now();
    let user = app.get(&alice.path("")).await.expect(200).json();
    let text = user["date_joined"].as_str().unwrap();
    assert_eq!((text.len(), &text[10..11], &text[19..20], &text[23..]), (24, "T", ".", "Z"), "{text}");
    let joined: jiff::Timestamp = text.parse().unwrap();
    assert_eq!(joined, alice.id.created());
    assert!((before.as_millisecond()..=after.as_millisecond()).contains(&joined.as_millisecond()), "{text}");
}

#[tokio::test]
async fn rejects_a_token_signed_with_another_secret() {
    let app = App::new().await;
    let alice: TestUser = app.register("alice").await;
    let other = app.with_settings(config(), &Secrets::new(format!("{SECRET}, rotated"), None).unwrap());
    other.bearer(&alice.token).get(&alice.path("")).await.expect(401);
    let rotated = Secrets::new(format!("{SECRET}, rotated"), Some(SECRET.to_owned())).unwrap();
    app.with_settings(config(), &rotated).bearer(&alice.token).get(&alice.path("")).await.expect(200);
}
