//! The rule for new passwords, and their hashing with argon2id.
//!
//! Hashing takes tens of milliseconds of CPU and 19 MiB of memory. Call [`Hasher`] off the async threads, as
//! `auth::PasswordHasher` does.

mod blocklist;
mod stored;

use argon2::password_hash::PasswordHasher as _;
use argon2::{Algorithm, Argon2, Params, Version};

pub use self::blocklist::Names;
pub use self::stored::StoredHash;
use crate::domain::error::{Error, Problem, Result};
use crate::domain::text::{is_invisible, no_control, normalized};

/// Minimum length of a password, in characters.
pub const MIN: usize = 8;
/// Maximum length of a password, in characters.
pub const MAX: usize = 128;

/// A new password that is not easy to guess, before it is known whose it is to be. It does not implement `Debug`, so
/// that it cannot end up in a log.
pub struct NewPassword(String);

/// A new password that obeys every rule for its user. It does not implement `Debug` either.
pub struct Password(String);

impl NewPassword {
    /// Parses a new password: 8 to 128 characters, some of which are visible, no control characters, and not a common
    /// one. Equivalent texts are one password; space around it is part of it.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = normalized(text);
        let length = text.chars().count();
        match length {
            0 => return Err(Problem::blank()),
            _ if length < MIN => return Err(Problem::too_short(MIN)),
            _ if length > MAX => return Err(Problem::too_long(MAX)),
            _ => no_control(&text, char::is_control)?,
        }
        if is_invisible(&text) {
            return Err(Problem::new(
                "blank",
                "This password has no visible characters. Use letters, digits or signs.",
            ));
        }
        if blocklist::is_common(&text) {
            let message = "This password is among those that are guessed first. Use several unrelated words.";
            return Err(Problem::new("password_too_common", message));
        }
        Ok(Self(text))
    }

    /// The password of the user who has these names.
    pub fn of(self, names: &Names) -> Result<Password, Problem> {
        if names.make(&self.0) {
            let message = "This password is little more than your username, your e-mail address or the community's name. \
                           Use several unrelated words.";
            return Err(Problem::new("password_too_similar", message));
        }
        Ok(Password(self.0))
    }
}

impl Password {
    /// The text, for hashing.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Argon2id with the parameters of this deployment.
#[derive(Clone)]
pub struct Hasher {
    params: Params,
}

/// The result of checking a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// The password is wrong.
    Wrong,
    /// The password is right, and the hash is one that [`Hasher::hash`] makes today.
    Right,
    /// The password is right, but the hash has other parameters, was imported from other software, or is older than the
    /// equality of equivalent passwords. It should be replaced.
    RightButOutdated,
}

impl Hasher {
    /// A hasher with `memory_kib` of memory, `iterations` and `lanes`. Fails on values that argon2 rejects.
    pub fn new(memory_kib: u32, iterations: u32, lanes: u32) -> Result<Self> {
        let params = Params::new(memory_kib, iterations, lanes, None).map_err(|e| Error::internal(e.to_string()))?;
        Ok(Self { params })
    }

    fn argon2(&self) -> Argon2<'static> {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone())
    }

    /// Hashes a password to a PHC string. Equivalent texts are one password. Blocks for tens of milliseconds.
    pub fn hash(&self, password: &str) -> Result<String> {
        let salt: [u8; 16] = rand::random();
        let hash = self.argon2().hash_password_with_salt(normalized(password).as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(|e| Error::internal(e.to_string()))
    }

    /// Checks a password against a stored hash. Blocks for tens of milliseconds, and for up to a second where the hash was
    /// imported. `None`, for a user who does not exist or has no password, takes as long as a wrong password for a hash of
    /// this deployment, so that the time reveals nothing.
    pub fn check(&self, password: &str, stored: Option<&str>) -> Result<Check> {
        // Hashes used to be made of passwords as they were typed, and other software still does that.
        let normal = normalized(password);
        let forms = [Some(&*normal), (normal != password).then_some(password)];
        let Some(stored) = stored else {
            forms.iter().flatten().try_for_each(|form| self.hash(form).map(drop))?;
            return Ok(Check::Wrong);
        };
        let hash = StoredHash::parse(stored).map_err(|problem| Error::internal(problem.message))?;
        let mut forms = forms.into_iter().flatten();
        let Some(form) = forms.find(|form| hash.verify(form)) else { return Ok(Check::Wrong) };
        let is_current = form == normal && self.has_made(&hash);
        Ok(if is_current { Check::Right } else { Check::RightButOutdated })
    }

    /// Whether the hash has the algorithm and the parameters of this hasher.
    pub fn has_made(&self, hash: &StoredHash) -> bool {
        hash.is_made_with(&self.params)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_8_to_128_characters_and_is_not_easy_to_guess() {
        for (text, code) in [
            (String::new(), Some("blank")),
            ("é".repeat(7), Some("min_length")),
            ("éàüöñçîø".to_owned(), None),
            ("éàüöñçîø".repeat(16), None),
            ("éàüöñçîø".repeat(17), Some("max_length")),
            ("é".repeat(8), Some("password_too_common")),
            ("12345678\n".to_owned(), Some("invalid")),
            ("        ".to_owned(), Some("blank")),
            ("\u{200b}\u{2060} \u{3164}".repeat(3), Some("blank")),
            ("P@ssw0rd2024".to_owned(), Some("password_too_common")),
            ("e\u{301}".repeat(7), Some("min_length")),
        ] {
            assert_eq!(NewPassword::parse(&text).err().map(|problem| problem.code), code, "{text:?}");
        }
    }

    #[test]
    fn equivalent_passwords_are_one_and_hashes_of_their_other_form_keep_working() {
        let hasher = Hasher::new(8, 1, 1).unwrap();
        let [composed, decomposed] = ["Crème brûlée", "Cre\u{300}me bru\u{302}le\u{301}e"];
        for typed in [composed, decomposed] {
            let hash = hasher.hash(typed).unwrap();
            for other in [composed, decomposed] {
                assert_eq!(hasher.check(other, Some(&hash)).unwrap(), Check::Right);
            }
            for wrong in ["Creme brulee", " Crème brûlée", "Crème brûlée ", "Cre\u{301}me bru\u{302}le\u{301}e"] {
                assert_eq!(hasher.check(wrong, Some(&hash)).unwrap(), Check::Wrong);
                assert_eq!(hasher.check(wrong, None).unwrap(), Check::Wrong);
            }
        }
        // As it was made before equivalent passwords were one.
        let old = hasher.argon2().hash_password_with_salt(decomposed.as_bytes(), &[7; 16]).unwrap().to_string();
        assert_eq!(hasher.check(decomposed, Some(&old)).unwrap(), Check::RightButOutdated);
        assert_eq!(hasher.check(composed, Some(&old)).unwrap(), Check::Wrong);
    }

    #[test]
    fn a_hash_with_other_parameters_should_be_replaced() {
        let [old, new] = [8, 16].map(|memory| Hasher::new(memory, 1, 1).unwrap());
        let hash = old.hash("correct horse").unwrap();
        assert_eq!(old.check("correct horse", Some(&hash)).unwrap(), Check::Right);
        assert_eq!(new.check("correct horse", Some(&hash)).unwrap(), Check::RightButOutdated);
        assert_eq!(new.check("wrong", Some(&hash)).unwrap(), Check::Wrong);
        assert_eq!(new.check("correct horse", None).unwrap(), Check::Wrong);
        assert!(new.check("correct horse", Some("no hash")).is_err());
        assert!(Hasher::new(0, 1, 1).is_err());
    }
}
