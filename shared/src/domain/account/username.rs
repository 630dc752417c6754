//! Usernames.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Host;
use uuid::Uuid;

use crate::domain::error::Problem;
use crate::domain::text;

/// Maximum length of a username, in characters.
pub const MAX: usize = 150;

/// Words that occur in paths of the three APIs where a username or an id may stand, and the dot segments that clients
/// resolve before they send a path.
const RESERVED: &[&str] = &[
    ".",
    "..",
    "actions",
    "autocomplete",
    "avatar",
    "blocked_users",
    "connection",
    "feed",
    "follow",
    "hidden_users",
    "hidden_users_id",
    "login",
    "logout",
    "logoutall",
    "match",
    "me",
    "profile",
    "register",
    "search",
    "unfollow",
    "user",
    "users",
];

/// Names that speak for the service.
const OFFICIAL: &[&str] = &[
    "abuse",
    "admin",
    "administrator",
    "billing",
    "contact",
    "everyone",
    "help",
    "helpdesk",
    "hostmaster",
    "info",
    "kith",
    "legal",
    "mod",
    "moderation",
    "moderator",
    "moderators",
    "mods",
    "noreply",
    "official",
    "postmaster",
    "privacy",
    "root",
    "security",
    "service",
    "staff",
    "superuser",
    "support",
    "sysadmin",
    "system",
    "team",
    "webmaster",
];

/// A username, displayed as given and unique without regard to case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Username(String);

impl Username {
    /// Parses a username of the community and site APIs: 1 to 150 ASCII letters, digits, `-` and `_`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        Self::checked(text, "", "Enter a valid username. It may contain only letters, numbers, and -/_ characters.")
    }

    /// Parses a username of the directory API, which also accepts `.`, `+` and `@`.
    pub fn parse_directory(text: &str) -> Result<Self, Problem> {
        Self::checked(
            text,
            ".+@",
            "Enter a valid username. It may contain only letters, numbers, and @/./+/-/_ characters.",
        )
    }

    fn checked(text: &str, also: &str, charset: &'static str) -> Result<Self, Problem> {
        let text = text::trim(text);
        if text.is_empty() {
            return Err(Problem::blank());
        }
        if text.chars().count() > MAX {
            return Err(Problem::too_long(MAX));
        }
        if !text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c) || also.contains(c)) {
            return Err(Problem::new("invalid", charset));
        }
        if RESERVED.contains(&text.to_ascii_lowercase().as_str()) {
            return Err(Problem::new("reserved", "This username is reserved."));
        }
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        if is_number || Uuid::try_parse(text).is_ok() {
            return Err(Problem::new("invalid", "A username cannot be a number or a UUID."));
        }
        Ok(Self(text.to_owned()))
    }

    /// The username, unless it speaks for the service and the one who chooses it is not staff.
    pub fn chosen_by(self, is_staff: bool) -> Result<Self, Problem> {
        if is_official(&self.0) && !is_staff {
            Err(Problem::new("reserved", "This username is reserved."))
        } else {
            Ok(self)
        }
    }

    /// The username as the user wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which the username is unique and looked up.
    pub fn folded(&self) -> String {
        fold(&self.0)
    }

    /// Whether `text` names the same user.
    pub fn is(&self, text: &str) -> bool {
        self.folded() == fold(text)
    }
}

/// Whether a name speaks for the service, also with other signs in it, or with digits for letters (`Adm1n_`).
fn is_official(name: &str) -> bool {
    let bare: String = name.to_ascii_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let spellings = [bare.clone(), text::digits_as_letters(&bare, 'i'), text::digits_as_letters(&bare, 'l')];
    spellings.iter().any(|spelling| OFFICIAL.contains(&spelling.as_str()))
}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Folds a name to the form under which usernames and e-mail addresses are unique: without space around it, without regard
/// to case, equal if Unicode calls it equivalent, and with the host of an address in ASCII.
pub fn fold(text: &str) -> String {
    let folded = text::normalized(text::trim(text)).to_lowercase();
    match folded.rsplit_once('@') {
        Some((local, host)) if !host.is_ascii() => match Host::parse(host) {
            Ok(Host::Domain(ascii)) => format!("{local}@{ascii}"),
            _ => folded,
        },
        _ => folded,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Texts of which many are usernames, and many only look like one.
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

    /// The rules that usernames of every API obey.
    fn check(text: &str, also: &str) -> Result<(), TestCaseError> {
        prop_assert!((1..=150).contains(&text.chars().count()));
        prop_assert!(text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c) || also.contains(c)));
        prop_assert!(text.parse::<i128>().is_err(), "reads as an integer");
        // Nor as an integer that is too long for any type.
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        prop_assert!(digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()), "reads as an integer");
        prop_assert!(Uuid::try_parse(text).is_err(), "reads as a UUID");
        for word in ["me", "user", "register", "login"] {
            prop_assert!(!text.eq_ignore_ascii_case(word), "reads as a word of a path");
        }
        Ok(())
    }

    #[test]
    fn only_staff_choose_names_that_speak_for_the_service_however_they_are_spelled() {
        for text in ["support", "Support", "_admin_", "no-reply", "sup-port", "Adm1n", "r00t", "5taff", "b1lling"] {
            let name = || Username::parse(text).unwrap();
            assert_eq!(name().chosen_by(false).unwrap_err().code, "reserved", "{text}");
            assert_eq!(name().chosen_by(true).unwrap(), name());
        }
        for text in ["supporter", "administrators-fan", "mod7", "rooty", "teamwork", "owner"] {
            assert!(Username::parse(text).unwrap().chosen_by(false).is_ok(), "{text}");
        }
    }

    #[test]
    fn space_around_a_username_is_taken_off() {
        for text in [" anna", "anna ", "\tanna\n", "\u{a0}anna\u{200b}", "\u{feff}anna\u{3000}"] {
            assert_eq!(Username::parse(text).unwrap().as_str(), "anna");
            assert_eq!(Username::parse_directory(text).unwrap().as_str(), "anna");
            assert!(Username::parse("Anna").unwrap().is(text), "{text:?}");
        }
        assert_eq!(Username::parse(" \u{200b}").unwrap_err().code, "blank");
        assert_eq!(Username::parse(" me ").unwrap_err().code, "reserved");
        assert_eq!(Username::parse("an na").unwrap_err().code, "invalid");
    }

    #[test]
    fn equivalent_names_and_hosts_fold_alike() {
        for (text, folded) in [
            ("Anna", "anna"),
            ("Ren\u{e9}@example.org", "rené@example.org"),
            ("rene\u{301}@EXAMPLE.org", "rené@example.org"),
            ("x@exämple.org", "x@xn--exmple-cua.org"),
            ("X@EXA\u{308}MPLE.ORG ", "x@xn--exmple-cua.org"),
            ("x@XN--EXMPLE-CUA.org", "x@xn--exmple-cua.org"),
            ("x@bücher.straße.example", "x@xn--bcher-kva.xn--strae-oqa.example"),
            ("почта@пример.рф", "почта@xn--e1afmkfd.xn--p1ai"),
            ("x@例え.jp", "x@xn--r8jz45g.jp"),
            ("\u{212b}@example.org", "å@example.org"),
            ("x@1.2.3", "x@1.2.3"),
            ("é@", "é@"),
            ("@é\u{0}", "@é\u{0}"),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
            assert_eq!(fold(folded), folded);
        }
        assert_ne!(fold("x@strasse.de"), fold("x@straße.de"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_username_is_ascii_and_no_id_uuid_or_path_word(text in any_text()) {
            let text = text::trim(&text);
            if let Ok(name) = Username::parse(text) {
                check(text, "")?;
                prop_assert_eq!(name.as_str(), text);
                // The directory accepts every username of the other APIs.
                prop_assert!(Username::parse_directory(text).is_ok());
            }
            if let Ok(name) = Username::parse_directory(text) {
                check(text, ".+@")?;
                prop_assert_eq!(name.as_str(), text);
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
        fn usernames_are_equal_without_regard_to_case(text in "x[a-zA-Z0-9_-]{0,40}") {
            let (name, upper) = (Username::parse(&text).unwrap(), Username::parse(&text.to_uppercase()).unwrap());
            prop_assert_eq!(name.folded(), upper.folded());
            prop_assert!(name.is(upper.as_str()) && upper.is(name.as_str()));
            prop_assert_eq!(name.as_str(), text);
        }
    }
}
