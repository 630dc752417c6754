//! The token endpoints: `/oauth/...` (RFC 6749 and 7009, `docs/api/common.md`, "Token endpoint").

mod client;
mod error;
mod token;

pub use client::PublicClient;
pub(crate) use error::{CLIENT_SCHEME, error_body};
pub use error::{mfa_required, unsupported_grant_type};
pub use token::TokenView;
