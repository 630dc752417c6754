//! bcrypt, as `$2b$cost$salt-and-hash`, and Django's `bcrypt_sha256$$2b$...`, which hashes the hexadecimal SHA-256 digest
//! of the password.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::alphabet::BCRYPT;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};
use bcrypt::bcrypt;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::problems::{invalid, too_expensive};
use crate::domain::error::Problem;

/// Maximum cost of an imported hash. Django's is 12; each step doubles the time.
const COST_MAX: u32 = 14;
/// The rest of a longer password is ignored.
const PASSWORD_MAX: usize = 72;
/// Some encoders leave bits set behind the last byte of the salt.
const BASE64: GeneralPurpose = GeneralPurpose::new(&BCRYPT, NO_PAD.with_decode_allow_trailing_bits(true));

pub struct Bcrypt {
    /// Whether the password is digested first, so that no part of a long one is ignored.
    is_digested: bool,
    cost: u32,
    salt: [u8; 16],
    hash: [u8; 23],
}

impl Bcrypt {
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let digested = text.strip_prefix("bcrypt_sha256$");
        let [_, _, cost, salt_and_hash] = digested.unwrap_or(text).split('$').collect::<Vec<_>>()[..] else {
            return Err(invalid());
        };
        let has_version = ["$2a$", "$2b$", "$2y$"].iter().any(|start| digested.unwrap_or(text).starts_with(start));
        let cost = Some(cost).filter(|text| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit()));
        let cost = cost.and_then(|text| text.parse().ok()).filter(|cost| has_version && (4..=31).contains(cost));
        let parts = (salt_and_hash.len() == 53).then(|| salt_and_hash.split_at_checked(22)).flatten();
        let parts = parts.and_then(|(salt, hash)| {
            Some((BASE64.decode(salt).ok()?.try_into().ok()?, BASE64.decode(hash).ok()?.try_into().ok()?))
        });
        let (cost, (salt, hash)) = cost.zip(parts).ok_or_else(invalid)?;
        Ok(Self { is_digested: digested.is_some(), cost, salt, hash })
    }

    pub fn check_cost(&self) -> Result<(), Problem> {
        match self.cost {
            ..=COST_MAX => Ok(()),
            _ => Err(too_expensive(&format!("at most a cost of {COST_MAX}"))),
        }
    }

    pub fn verify(&self, password: &[u8]) -> bool {
        let mut key = if self.is_digested { hexadecimal(&Sha256::digest(password)) } else { password.to_vec() };
        // A shorter password ends with a zero.
        key.push(0);
        key.truncate(PASSWORD_MAX);
        bcrypt(self.cost, self.salt, &key)[..23].ct_eq(&self.hash).into()
    }
}

fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    let text = bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    text.into_bytes()
}
