//! Usernames: never to be taken for an id, a UUID or a word of a path.

use proptest::prelude::*;
use shared::domain::Username;
use uuid::Uuid;

/// Texts of which many are names, and many only look like one.
fn any_text() -> impl Strategy<Value = String> {
    let uuid = any::<u128>().prop_map(Uuid::from_u128);
    prop_oneof![
        4 => "[a-zA-Z0-9_-]{1,40}",
        4 => "[a-zA-Z0-9_.+@-]{1,40}",
        2 => "[a-zA-Z0-9_-]{140,160}",
        2 => "[+-]{0,2}[0-9]{1,60}",
        2 => "[0-9][0-9a-fxobn_.eE+-]{1,20}",
        2 => "\\PC{0,40}",
        1 => "[٠-٩]{1,5}",
        1 => uuid.clone().prop_map(|uuid| uuid.hyphenated().to_string()),
        1 => uuid.clone().prop_map(|uuid| uuid.simple().to_string().to_uppercase()),
        1 => uuid.clone().prop_map(|uuid| uuid.urn().to_string()),
        1 => uuid.prop_map(|uuid| uuid.braced().to_string()),
        1 => "(?i)(me|user|users|register|login|logout|logoutall|match|search|autocomplete|avatar|profile|feed)",
    ]
}

/// What every dialect's names obey.
fn check(text: &str, also: &str) -> Result<(), TestCaseError> {
    prop_assert!((1..=150).contains(&text.chars().count()));
    prop_assert!(text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c) || also.contains(c)));
    prop_assert!(text.parse::<i128>().is_err(), "reads as an integer");
    // Neither does one too long for any integer type.
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    prop_assert!(digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()), "reads as an integer");
    prop_assert!(Uuid::try_parse(text).is_err(), "reads as a UUID");
    for word in ["me", "user", "register", "login"] {
        prop_assert!(!text.eq_ignore_ascii_case(word), "reads as a word of a path");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn an_accepted_username_is_ascii_and_no_id_uuid_or_path_word(text in any_text()) {
        if let Ok(name) = Username::parse(&text) {
            check(&text, "")?;
            prop_assert_eq!(name.as_str(), &text);
            // The wider rule takes what the narrower one does.
            prop_assert!(Username::parse_directory(&text).is_ok());
        }
        if let Ok(name) = Username::parse_directory(&text) {
            check(&text, ".+@")?;
            prop_assert_eq!(name.as_str(), &text);
        }
    }

    #[test]
    fn a_name_of_letters_is_accepted(text in "[a-zA-Z][a-zA-Z0-9_-]{0,149}") {
        let looks_like_uuid = Uuid::try_parse(&text).is_ok();
        let reserved = Username::parse(&text).is_err_and(|problem| problem.code == "reserved");
        prop_assert!(looks_like_uuid || reserved || Username::parse(&text).is_ok());
        prop_assert!(!reserved || text.len() < 20);
    }

    #[test]
    fn case_does_not_tell_names_apart(text in "x[a-zA-Z0-9_-]{0,40}") {
        let (name, upper) = (Username::parse(&text).unwrap(), Username::parse(&text.to_uppercase()).unwrap());
        prop_assert_eq!(name.folded(), upper.folded());
        prop_assert!(name.is(upper.as_str()) && upper.is(name.as_str()));
        prop_assert_eq!(name.as_str(), text);
    }
}
