//! The rule for new passwords, and their hashing with argon2id.
//!
//! Hashing takes tens of milliseconds of CPU and 19 MiB of memory. Call [`Hasher`] off the async threads, as
//! `auth::PasswordHasher` does.

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::domain::error::{Error, Problem, Result};
use crate::domain::text::no_control;

/// Minimum length of a password, in characters.
pub const MIN: usize = 8;
/// Maximum length of a password, in characters.
pub const MAX: usize = 128;

/// A new password that obeys the rule. It does not implement `Debug`, so that it cannot end up in a log.
pub struct Password(String);

impl Password {
    /// Parses a new password: 8 to 128 characters, no control characters.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let length = text.chars().count();
        match length {
            0 => return Err(Problem::blank()),
            _ if length < MIN => return Err(Problem::too_short(MIN)),
            _ if length > MAX => return Err(Problem::too_long(MAX)),
            _ => no_control(text, char::is_control)?,
        }
        Ok(Self(text.to_owned()))
    }

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
    /// The password is right, and the hash has the parameters of this deployment.
    Right,
    /// The password is right, but the hash has other parameters and should be replaced.
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

    /// Hashes a password to a PHC string. Blocks for tens of milliseconds.
    pub fn hash(&self, password: &str) -> Result<String> {
        let salt: [u8; 16] = rand::random();
        let hash = self.argon2().hash_password_with_salt(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(|e| Error::internal(e.to_string()))
    }

    /// Checks a password against a PHC string. Blocks for tens of milliseconds. `None`, for a user who does not exist
    /// or has no password, takes as long, so that the time reveals nothing.
    pub fn check(&self, password: &str, phc: Option<&str>) -> Result<Check> {
        let Some(phc) = phc else {
            self.hash(password)?;
            return Ok(Check::Wrong);
        };
        let hash = PasswordHash::new(phc).map_err(|e| Error::internal(e.to_string()))?;
        if self.argon2().verify_password(password.as_bytes(), &hash).is_err() {
            return Ok(Check::Wrong);
        }
        let current = Params::try_from(&hash).is_ok_and(|params| self.has_cost_of(&params));
        Ok(if current { Check::Right } else { Check::RightButOutdated })
    }

    fn has_cost_of(&self, other: &Params) -> bool {
        let cost = |p: &Params| (p.m_cost(), p.t_cost(), p.p_cost());
        cost(&self.params) == cost(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_8_to_128_characters() {
        for (text, code) in [
            (String::new(), Some("blank")),
            ("é".repeat(7), Some("min_length")),
            ("é".repeat(8), None),
            ("é".repeat(128), None),
            ("é".repeat(129), Some("max_length")),
            ("12345678\n".to_owned(), Some("invalid")),
        ] {
            assert_eq!(Password::parse(&text).err().map(|problem| problem.code), code, "{text:?}");
        }
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
