use proptest::prelude::*;
use rstest::rstest;
use serde_json::json;
use shared::domain::time::Clock;

use super::*;

const HASH: &str = "pbkdf2_sha256$1000$SodiumChloride$Z3mUHK8TGyKTuKRTrfx/e5tlDzqgmSQkX3i6+l7C2js=";

fn parse(line: &Value) -> Result<UserRecord> {
    UserRecord::parse(line.to_string().as_bytes(), Clock::default().now())
}

fn account(line: &Value) -> NewAccount {
    let record = parse(line).unwrap_or_else(|error| panic!("{line}: {error:?}"));
    let id = record.ids().next().unwrap();
    record.account(id)
}

/// The first wrong field and its code.
fn problem(line: &Value) -> (String, &'static str) {
    let error = parse(line).err().unwrap_or_else(|| panic!("{line} is accepted"));
    (error.fields[0].field.to_string(), error.fields[0].problem.code)
}

#[test]
fn a_line_of_dumpdata_is_a_user() {
    let line = json!({
        "model": "auth.user", "pk": 7,
        "fields": {
            "password": HASH, "last_login": "2024-02-03T04:05:06.789Z", "is_superuser": false, "username": "Anna.B",
            "first_name": "Anna", "last_name": "Bell", "email": "anna@example.org", "is_staff": true, "is_active": false,
            "date_joined": "2019-04-01T12:00:00.123Z", "groups": [1], "user_permissions": [],
        },
    });
    let NewAccount { profile, auth, password, session } = account(&line);
    let texts = [profile.username.as_str(), &profile.first_name, &profile.last_name, &profile.real_name];
    assert_eq!(texts, ["Anna.B", "Anna", "Bell", ""]);
    assert_eq!(profile.email.unwrap().as_str(), "anna@example.org");
    assert_eq!((profile.status, auth.status), (Status::Blocked, Status::Blocked));
    assert_eq!((auth.is_staff, auth.is_superuser, profile.email_isvalid), (true, false, false));
    assert_eq!(profile.joined.unwrap().to_string(), "2019-04-01T12:00:00.123Z");
    assert_eq!((password.as_deref(), session.is_none()), (Some(HASH), true));
}

#[test]
fn a_line_needs_a_username_only() {
    let NewAccount { profile, auth, password, .. } = account(&json!({"username": "anna", "shoe_size": 40}));
    assert_eq!((profile.status, auth, password), (Status::Approved, AuthState::new(false, false), None));
    assert_eq!((profile.email, profile.joined), (None, None));
    let empty = json!({"username": "anna", "email": null, "password": null, "date_joined": null, "id": null, "first_name": null});
    assert_eq!(account(&empty).profile.email, None);
}

#[rstest]
#[case("2019-04-01T12:00:00.123Z", "2019-04-01T12:00:00.123Z")]
#[case("2019-04-01T12:00:00.123456+02:00", "2019-04-01T10:00:00.123Z")]
#[case("2019-04-01 12:00:00+00:00", "2019-04-01T12:00:00Z")]
#[case("2019-04-01T12:00:00.123", "2019-04-01T12:00:00.123Z")]
fn times_are_read_as_django_writes_them(#[case] text: &str, #[case] time: &str) {
    let profile = account(&json!({"username": "anna", "date_joined": text})).profile;
    assert_eq!(profile.date_joined().to_string(), time);
}

#[test]
fn an_id_of_kith_is_kept_and_another_is_ignored() {
    let joined: Timestamp = "2026-11-20T10:00:00.5Z".parse().unwrap();
    let id = UserId::generate(joined);
    let line = |id: u64| json!({"username": "anna", "id": id, "date_joined": joined.to_string()});
    assert_eq!(account(&line(id.get())).profile.id, id);
    let other = account(&line(7)).profile;
    assert_eq!((other.date_joined(), other.joined, other.id.created()), (joined, None, joined));
}

#[rstest]
#[case(json!([]), "", "invalid")]
#[case(json!("anna"), "", "invalid")]
#[case(json!({}), "username", "required")]
#[case(json!({"username": "an na"}), "username", "invalid")]
#[case(json!({"username": "42"}), "username", "invalid")]
#[case(json!({"username": "me"}), "username", "reserved")]
#[case(json!({"username": "support"}), "username", "reserved")]
#[case(json!({"username": "anna", "email": "nowhere"}), "email", "invalid")]
#[case(json!({"username": "anna", "first_name": "x".repeat(151)}), "first_name", "max_length")]
#[case(json!({"username": "anna", "date_joined": "yesterday"}), "date_joined", "invalid")]
#[case(json!({"username": "anna", "date_joined": "2999-01-01T00:00:00Z"}), "date_joined", "future")]
#[case(json!({"username": "anna", "is_staff": "yes"}), "is_staff", "invalid")]
#[case(json!({"username": "anna", "password": "secret"}), "password", "unsupported")]
#[case(json!({"username": "anna", "password": "pbkdf2_sha256$1"}), "password", "invalid")]
#[case(json!({"username": "anna", "password": HASH.replace("1000", "90000000")}), "password", "too_expensive")]
#[case(json!({"model": "auth.group", "pk": 1, "fields": {"name": "editors"}}), "model", "invalid")]
#[case(json!({"model": "auth.user", "pk": 1}), "model", "invalid")]
fn what_is_wrong_is_named(#[case] line: Value, #[case] field: &str, #[case] code: &str) {
    assert_eq!(problem(&line), (field.to_owned(), code), "{line}");
}

#[test]
fn staff_keep_names_that_speak_for_the_service() {
    for role in ["is_staff", "is_superuser"] {
        assert_eq!(account(&json!({"username": "support", role: true})).profile.username.as_str(), "support");
    }
}

/// Almost a user.
const LINE: &str = r#"[{]"username": ?"[a-z .@]{0,9}"(, "(id|email|password|date_joined)": ?[0-9"{}a-z$]{0,9})?[}]"#;

proptest! {
    #[test]
    fn any_line_is_a_user_or_a_problem_with_a_message(line in prop_oneof![LINE, "\\PC{0,60}"]) {
        match UserRecord::parse(line.as_bytes(), Clock::default().now()) {
            Ok(record) => prop_assert!(record.ids().next().is_some()),
            Err(error) => prop_assert!(!error.fields.is_empty() && !error.fields[0].problem.message.is_empty()),
        }
    }
}
