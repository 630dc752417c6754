//! PBKDF2 with HMAC-SHA-256, as Django writes it: `pbkdf2_sha256$iterations$salt$hash`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pbkdf2::pbkdf2_hmac_array;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use super::problems::{invalid, too_expensive};
use crate::domain::error::Problem;

/// Maximum number of iterations of an imported hash. Django 5.2 takes a million, and each version some 20 % more.
const ITERATIONS_MAX: u32 = 3_000_000;

pub struct Pbkdf2 {
    iterations: u32,
    salt: String,
    hash: [u8; 32],
}

impl Pbkdf2 {
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let [_, iterations, salt, hash] = text.split('$').collect::<Vec<_>>()[..] else { return Err(invalid()) };
        let iterations = Some(iterations).filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
        let iterations = iterations.and_then(|text| text.parse().ok()).filter(|number| *number > 0);
        let hash = STANDARD.decode(hash).ok().and_then(|bytes| bytes.try_into().ok());
        let (iterations, hash) = iterations.zip(hash).filter(|_| !salt.is_empty()).ok_or_else(invalid)?;
        Ok(Self { iterations, salt: salt.to_owned(), hash })
    }

    pub fn check_cost(&self) -> Result<(), Problem> {
        match self.iterations {
            ..=ITERATIONS_MAX => Ok(()),
            _ => Err(too_expensive(&format!("at most {ITERATIONS_MAX} iterations"))),
        }
    }

    pub fn verify(&self, password: &[u8]) -> bool {
        let hash: [u8; 32] = pbkdf2_hmac_array::<Sha256, 32>(password, self.salt.as_bytes(), self.iterations);
        hash.ct_eq(&self.hash).into()
    }
}
