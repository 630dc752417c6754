//! Credentials: tokens, password hashing, and callers as handler parameters.

mod caller;
mod hs256;
mod passwords;
mod path;
mod tokens;

pub use caller::{CurrentUser, MaybeUser};
pub use passwords::PasswordHasher;
pub use tokens::Tokens;
