//! What bodies look like, for the API's document: they are read field by field.

#![expect(dead_code, reason = "nothing is ever of these types")]

use shared::openapi::Flag;
use shared::openapi::texts::new_password;
use utoipa::ToSchema;

/// A new account.
#[derive(ToSchema)]
pub struct Registration {
    #[schema(format = "email", max_length = 254)]
    email: String,
    /// Unique without regard to case; some words are reserved.
    #[schema(min_length = 1, max_length = 150, pattern = "^(?![0-9]+$)[A-Za-z0-9_-]+$")]
    username: String,
    #[schema(schema_with = new_password)]
    password: String,
}

/// Who logs in.
#[derive(ToSchema)]
pub struct Credentials {
    /// The username, or the e-mail address.
    #[schema(min_length = 1, max_length = 1000)]
    username: String,
    #[schema(format = "password", min_length = 1, max_length = 1000)]
    password: String,
}

/// A new password, and the one before.
#[derive(ToSchema)]
pub struct PasswordChange {
    /// The present password.
    #[schema(format = "password", min_length = 1, max_length = 1000)]
    password: String,
    #[schema(schema_with = new_password)]
    new_password: String,
}

/// A new e-mail address.
#[derive(ToSchema)]
pub struct EmailChange {
    #[schema(format = "email", max_length = 254)]
    new_email: String,
    /// Changes nothing yet, and answers a code that has to come back.
    #[schema(nullable = false)]
    confirm: Option<Flag>,
}

/// A code that was sent to a new e-mail address.
#[derive(ToSchema)]
pub struct EmailConfirmation {
    #[schema(format = "email", max_length = 254)]
    new_email: String,
    #[schema(min_length = 1, max_length = 100)]
    validation_code: String,
}
