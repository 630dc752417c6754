//! Passwords: the rule for new ones, and argon2id.
//!
//! Hashing takes tens of milliseconds of CPU and 19 MiB: call [`Hasher`] off the async threads
//! ([`crate::auth::PasswordHasher`] does).

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::domain::error::{Error, Problem, Result};
use crate::domain::text::no_control;

/// Shortest password, in characters.
pub const MIN: usize = 8;
/// Longest password, in characters.
pub const MAX: usize = 128;

/// A password that obeys the rule for new ones. It has no `Debug`, so that it cannot slip into a log.
pub struct Password(String);

impl Password {
    /// Reads a new password: 8 to 128 characters, no control characters.
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

/// What came of checking a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// It is not the password.
    Wrong,
    /// It is, and the hash is as strong as this deployment makes them.
    Right,
    /// It is, but the hash was made with other parameters and should be renewed.
    RightButOld,
}

impl Hasher {
    /// A hasher with `memory_kib` of memory, so many `iterations` and lanes. Fails on values that argon2 refuses.
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

    /// Checks a password against a PHC string. Without one, for a user that is not there or has no password, it
    /// hashes all the same, so that the time says nothing. Blocks for tens of milliseconds.
    pub fn check(&self, password: &str, phc: Option<&str>) -> Result<Check> {
        let Some(phc) = phc else {
            self.hash(password)?;
            return Ok(Check::Wrong);
        };
        let hash = PasswordHash::new(phc).map_err(|e| Error::internal(e.to_string()))?;
        if self.argon2().verify_password(password.as_bytes(), &hash).is_err() {
            return Ok(Check::Wrong);
        }
        let current = Params::try_from(&hash).is_ok_and(|params| self.same_cost(&params));
        Ok(if current { Check::Right } else { Check::RightButOld })
    }

    fn same_cost(&self, other: &Params) -> bool {
        let cost = |p: &Params| (p.m_cost(), p.t_cost(), p.p_cost());
        cost(&self.params) == cost(other)
    }
}
