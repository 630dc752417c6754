//! Credentials: tokens, password hashing, and callers as handler parameters.

mod address_hashes;
mod body_digests;
mod caller;
mod email_changes;
mod hs256;
mod passwords;
mod path;
mod refresh_tokens;
mod tokens;
mod verified_emails;

pub use address_hashes::AddressHashes;
pub use body_digests::BodyDigests;
pub use caller::{CurrentUser, EnrollingUser, MaybeUser};
pub use email_changes::{change_by_mail, leave_email, withhold_email};
pub use passwords::PasswordHasher;
pub use refresh_tokens::{RefreshToken, RefreshTokens};
pub use tokens::Tokens;
pub use verified_emails::{is_verified, must_be_verified};
