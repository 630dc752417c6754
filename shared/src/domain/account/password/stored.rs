//! Password hashes as the table stores them: argon2id in PHC form, as kith makes them, and those of other software, which
//! an import keeps until the user's first login.

mod bcrypt;
mod pbkdf2;
mod problems;

use argon2::password_hash::{PasswordVerifier as _, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

use self::bcrypt::Bcrypt;
use self::pbkdf2::Pbkdf2;
use self::problems::{invalid, too_expensive, unsupported};
use crate::domain::error::Problem;

/// Maximum length of the text of an imported hash, in bytes.
const MAX: usize = 512;
/// Maximum memory of an imported argon2 hash, in KiB: Django's takes 100 MiB.
const MEMORY_MAX: u32 = 128 * 1024;
/// Maximum product of the memory (KiB) and the iterations of an imported argon2 hash.
const WORK_MAX: u32 = 512 * 1024;
/// Maximum number of lanes of an imported argon2 hash.
const LANES_MAX: u32 = 64;

/// A password hash. It does not implement `Debug`, so that it cannot end up in a log.
pub struct StoredHash {
    text: String,
    scheme: Scheme,
}

enum Scheme {
    Argon2(Box<PasswordHash>),
    Pbkdf2(Pbkdf2),
    Bcrypt(Bcrypt),
}

impl StoredHash {
    /// Parses a hash in the form in which it is stored or Django, bcrypt and argon2 write it.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        // The prefixes of Django's hashers.
        let text = match text.split_once('$') {
            Some(("argon2", phc)) => format!("${phc}"),
            Some(("bcrypt", rest)) => rest.to_owned(),
            _ => text.to_owned(),
        };
        let scheme = match text.split('$').nth(usize::from(text.starts_with('$'))) {
            Some("argon2i" | "argon2id") => Scheme::Argon2(Box::new(argon2(&text)?)),
            Some("pbkdf2_sha256") => Scheme::Pbkdf2(Pbkdf2::parse(&text)?),
            Some("bcrypt_sha256" | "2a" | "2b" | "2y") => Scheme::Bcrypt(Bcrypt::parse(&text)?),
            _ => return Err(unsupported()),
        };
        Ok(Self { text, scheme })
    }

    /// Parses an imported hash. `None` if the account has no password: the text is empty, or begins with `!`, as Django
    /// writes it. A hash that would take long to check is refused, because it would stall every login to the account.
    pub fn import(text: &str) -> Result<Option<Self>, Problem> {
        if text.is_empty() || text.starts_with('!') {
            return Ok(None);
        }
        if text.len() > MAX {
            return Err(Problem::too_long(MAX));
        }
        let hash = Self::parse(text)?;
        match &hash.scheme {
            Scheme::Argon2(phc) => {
                let params = Params::try_from(&**phc).map_err(|_| invalid())?;
                let work = params.m_cost().saturating_mul(params.t_cost());
                if params.m_cost() > MEMORY_MAX || work > WORK_MAX || params.p_cost() > LANES_MAX {
                    return Err(too_expensive(&format!(
                        "at most {MEMORY_MAX} KiB of memory, {WORK_MAX} KiB times iterations, and {LANES_MAX} lanes"
                    )));
                }
            }
            Scheme::Pbkdf2(pbkdf2) => pbkdf2.check_cost()?,
            Scheme::Bcrypt(bcrypt) => bcrypt.check_cost()?,
        }
        Ok(Some(hash))
    }

    /// The text to store.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the hash is argon2id with these parameters.
    pub(super) fn is_made_with(&self, wanted: &Params) -> bool {
        let Scheme::Argon2(phc) = &self.scheme else { return false };
        let cost = |p: &Params| (p.m_cost(), p.t_cost(), p.p_cost());
        let algorithm = phc.algorithm == Algorithm::Argon2id.ident() && phc.version == Some(Version::V0x13.into());
        algorithm && Params::try_from(&**phc).is_ok_and(|params| cost(&params) == cost(wanted))
    }

    /// Whether this is the password, byte for byte. Blocks for as long as the hash takes.
    pub(super) fn verify(&self, password: &str) -> bool {
        match &self.scheme {
            // The algorithm and the parameters are those of the hash.
            Scheme::Argon2(phc) => Argon2::default().verify_password(password.as_bytes(), &**phc).is_ok(),
            Scheme::Pbkdf2(pbkdf2) => pbkdf2.verify(password.as_bytes()),
            Scheme::Bcrypt(bcrypt) => bcrypt.verify(password.as_bytes()),
        }
    }
}

fn argon2(text: &str) -> Result<PasswordHash, Problem> {
    let phc = PasswordHash::new(text).map_err(|_| invalid())?;
    // Without a version, encoders differ in which one they mean. A key or associated data is never known here.
    let is_known = phc.version.is_some_and(|version| Version::try_from(version).is_ok())
        && phc.params.iter().all(|(name, _)| matches!(name.as_str(), "m" | "t" | "p"))
        && ["m", "t", "p"].iter().all(|name| phc.params.get(*name).is_some())
        && Params::try_from(&phc).is_ok();
    if is_known && phc.salt.is_some() && phc.hash.is_some() { Ok(phc) } else { Err(invalid()) }
}

#[cfg(test)]
mod tests;
