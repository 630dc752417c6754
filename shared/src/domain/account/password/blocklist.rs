//! Passwords that others guess first: those of lists of leaked passwords, in their usual variations, and what a user's own
//! names make (ASVS 6.2.4, 6.2.11 and 6.2.12).
//!
//! The list is in the binary, sorted, and searched as it is: it takes no time at the start and no memory of its own.

use crate::domain::account::email::Email;
use crate::domain::account::username::Username;
use crate::domain::text::digits_as_letters;

/// Common and leaked passwords in lower case, one a line, sorted by bytes: those of Django's `common-passwords.txt` and of
/// zxcvbn's `passwords`, without those that the other rules find.
const COMMON: &str = include_str!("common.txt");

/// Other characters that a word of the list needs beside it: fewer are guessed with it.
const ADDED_MIN: usize = 6;
/// Letters that a password needs beside a user's own names.
const LETTERS_MIN: usize = 4;
/// Characters of a name, below which it is no part of a password but by chance.
const NAME_MIN: usize = 4;
/// Steps that are neither a repetition nor to a neighbour, at least, as in `abcd1234!`.
const STEPS_MIN: usize = 3;
/// Characters of a repeated part, at least.
const REPEATED_MIN: usize = 8;
/// Neighbours on keyboards, and in the alphabet.
const ROWS: [&str; 10] = [
    "1234567890",
    "!@#$%^&*()",
    "qwertyuiop",
    "qwertzuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
];

/// Whether others guess this password among the first, with or without the space in it.
pub fn is_common(password: &str) -> bool {
    let folded: String = password.chars().map(of_usual_width).collect::<String>().to_lowercase();
    let spaceless: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    [folded, spaceless].iter().any(|text| is_run(text) || is_repetition(text) || is_listed(text))
}

/// A letter, digit or sign of a full-width form (U+FF01 to U+FF5E) as that of the usual width.
fn of_usual_width(c: char) -> char {
    let usual = u32::from(c).checked_sub(0xff00 - 0x20).and_then(char::from_u32);
    usual.filter(char::is_ascii_graphic).unwrap_or(c)
}

/// What others know of a user and of the community, of which no password may be made.
#[derive(Clone, Debug, Default)]
pub struct Names(Vec<String>);

impl Names {
    /// The names of a user in a community.
    pub fn new(community: &str, username: &Username, email: Option<&Email>) -> Self {
        let email = email.map(Email::as_str).unwrap_or_default();
        let local = email.split(['@', '+']).next().unwrap_or_default();
        let names = [email, local, username.as_str(), community].map(squash);
        Self(names.into_iter().filter(|name| name.chars().count() >= NAME_MIN).collect())
    }

    /// Whether a password is little more than these names, as they are, backwards or with digits for letters.
    pub fn make(&self, password: &str) -> bool {
        let spelled = |one| move |text: &str| squash(&digits_as_letters(&text.to_lowercase(), one));
        let backwards: String = password.chars().rev().collect();
        self.make_as(password, squash)
            || self.make_as(&backwards, squash)
            || ['i', 'l'].into_iter().any(|one| self.make_as(password, spelled(one)))
    }

    fn make_as(&self, password: &str, form: impl Fn(&str) -> String) -> bool {
        let all = form(password);
        let rest = self.0.iter().fold(all.clone(), |rest, name| rest.replace(&form(name), ""));
        rest != all && (rest.chars().filter(|c| c.is_alphabetic()).count() < LETTERS_MIN || is_listed(&rest))
    }
}

/// Letters and digits alone, without regard to case.
fn squash(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a text is in the list, or a word of the list with little around it, letters written as digits included.
fn is_listed(folded: &str) -> bool {
    let cores = [
        folded,
        folded.trim_matches(|c: char| !c.is_alphanumeric()),
        folded.trim_matches(|c: char| !c.is_alphabetic()),
        // A digit or a sign at an end may be a letter: `passw0rd`, `$unshine`.
        folded.trim_end_matches(|c: char| !c.is_alphabetic()),
        folded.trim_start_matches(|c: char| !c.is_alphabetic()),
    ];
    let length = folded.chars().count();
    let close = |core: &&&str| length - core.chars().count() < ADDED_MIN;
    cores
        .iter()
        .filter(close)
        .any(|core| contains(core) || ['i', 'l'].iter().any(|one| contains(&digits_as_letters(core, *one))))
}

/// Whether a text is one part several times, short or common itself.
fn is_repetition(folded: &str) -> bool {
    let characters: Vec<char> = folded.chars().collect();
    let repeats = |length: &usize| characters.iter().zip(characters.iter().skip(*length)).all(|(a, b)| a == b);
    let Some(length) = (1..=characters.len() / 2).find(repeats) else { return false };
    length < REPEATED_MIN || is_listed(&characters.iter().take(length).collect::<String>())
}

/// Whether almost every character repeats the one before it or is its neighbour.
fn is_run(folded: &str) -> bool {
    let pairs = folded.chars().zip(folded.chars().skip(1));
    pairs.filter(|(a, b)| a != b && !are_neighbours(*a, *b)).count() < STEPS_MIN
}

fn are_neighbours(a: char, b: char) -> bool {
    let is_beside = |row: &&str| {
        let [a, b] = [a, b].map(|c| row.chars().position(|key| key == c));
        a.zip(b).is_some_and(|(a, b)| a.abs_diff(b) == 1)
    };
    ROWS.iter().any(is_beside)
}

/// Whether a line of the list is this word.
fn contains(word: &str) -> bool {
    let list = COMMON.as_bytes();
    let (mut low, mut high) = (0, list.len());
    while low < high {
        let middle = low.midpoint(high);
        let start = list[low..middle].iter().rposition(|byte| *byte == b'\n').map_or(low, |at| low + at + 1);
        let end = list[middle..high].iter().position(|byte| *byte == b'\n').map_or(high, |at| middle + at);
        match list[start..end].cmp(word.as_bytes()) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_found_and_no_other_word() {
        let mut before = "";
        for line in COMMON.lines() {
            assert!(contains(line) && before < line, "{before} {line}");
            assert!(!contains(&format!("{line}\u{1}")) && !contains(&format!("{line}\n")));
            before = line;
        }
        assert!(COMMON.lines().count() > 25_000 && COMMON.lines().filter(|line| line.len() >= 8).count() > 8_000);
        assert!(!contains("") && !contains("\n") && !contains("~~~~"));
    }

    #[test]
    fn common_passwords_and_their_variations_are_refused() {
        for password in [
            "password",
            "Password1",
            "P@ssw0rd!",
            "passw0rd2024",
            "!!Sunshine99",
            "$un5hine",
            "trustno1!!!",
            "Dragon2024!",
            "12345678",
            "87654321",
            "1234567890",
            "11111111",
            "aaaabbbb",
            "abcdefgh",
            "abcd1234",
            "qwertyuiop",
            "qwertz123",
            "asdfghjkl;",
            "1q2w3e4r",
            "abababab",
            "horsehorse",
            "passwordpassword",
            "baseball",
            "iloveyou1",
            "........",
            "pass word",
            "p a s s w o r d",
            "password        ",
            "ＰＡＳＳＷＯＲＤ",
            "!@#$%^&*",
            "йцукенгш",
        ] {
            assert!(is_common(password), "{password}");
        }
        for password in [
            "correct-horse",
            "another-horse",
            "celeste-summit",
            "kith-demo-password",
            "correct horse battery staple",
            "xK3v9-mQz",
            "dragon-8472910",
            "5vXnP1bYvqQkXwZb",
            "пароль-на-гору",
            "1879-04-15x",
        ] {
            assert!(!is_common(password), "{password}");
        }
    }

    #[test]
    fn names_of_the_user_and_of_the_community_make_no_password() {
        let username = Username::parse("Madeline_B").unwrap();
        let email = Email::parse("theo.park+kith@example.org").unwrap();
        let names = Names::new("Celeste Mountain", &username, Some(&email));
        for (password, expected) in [
            ("madeline_b", true),
            ("MadelineB2024", true),
            ("1madeline-b!x", true),
            ("theo.park", true),
            ("Theo Park 1987", true),
            ("theo.park+kith@example.org", true),
            ("celeste-mountain", true),
            ("CelesteMountainMadelineB", true),
            ("madelineb-password", true),
            ("m4d3l1n3b", true),
            ("b_enilEdam!", true),
            ("madelineb-strawberry-jam", false),
            ("madeline-climbs", false),
            ("mountains-of-jam", false),
        ] {
            assert_eq!(names.make(password), expected, "{password}");
        }
        let short = Names::new("K", &Username::parse("al").unwrap(), None);
        assert!(!short.make("al-k-al-k-al") && !Names::default().make("madeline_b"));
    }
}
