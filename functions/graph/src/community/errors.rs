//! Errors that several actions share.

use shared::domain::{Error, Problem};

/// The `username` of the body is not that of a user.
pub fn no_such_username() -> Error {
    Error::field("username", Problem::new("does_not_exist", "There is no user with this name."))
}
