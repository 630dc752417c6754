//! What can be wrong with a hash.

use crate::domain::error::Problem;

/// The hash is of a kind that kith cannot check.
pub fn unsupported() -> Problem {
    let message = "This kind of password hash is not supported: use pbkdf2_sha256, argon2i, argon2id, bcrypt or \
                   bcrypt_sha256, or leave it out.";
    Problem::new("unsupported", message)
}

/// The hash is not what its beginning says.
pub fn invalid() -> Problem {
    Problem::new("invalid", "This password hash is damaged.")
}

/// The hash takes more than `limits` to check.
pub fn too_expensive(limits: &str) -> Problem {
    Problem::new("too_expensive", format!("This password hash takes too long to check. It may take {limits}."))
}
