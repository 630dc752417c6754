//! Credentials: tokens, passwords, and the callers that handlers take as parameters.

mod caller;
mod hs256;
mod passwords;
mod tokens;

pub use caller::{CurrentUser, MaybeUser};
pub use passwords::PasswordHasher;
pub use tokens::Tokens;
