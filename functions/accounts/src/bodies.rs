//! Schemas of request bodies, for the OpenAPI document only: handlers read bodies field by field.

#![expect(dead_code, reason = "these types only describe schemas")]

use shared::openapi::Flag;
use utoipa::ToSchema;

/// A new account.
#[derive(ToSchema)]
pub struct Registration {
    /// The e-mail address, unique without regard to case.
    #[schema(format = "email", max_length = 254)]
    email: String,
    /// ASCII letters, digits, `-` and `_`. Unique without regard to case. Not a reserved word, an integer, a UUID or
    /// another user's e-mail address.
    #[schema(min_length = 1, max_length = 150, pattern = "^(?![0-9]+$)[A-Za-z0-9_-]+$")]
    username: String,
    /// The new password: 8 to 128 characters, no control characters, and not easy to guess.
    #[schema(format = "new-password")]
    password: String,
}

/// A new account of another user.
#[derive(ToSchema)]
pub struct NewUser {
    /// The e-mail address, unique without regard to case.
    #[schema(format = "email", max_length = 254)]
    email: String,
    /// ASCII letters, digits, `-` and `_`. Unique without regard to case. Not a word that occurs in paths, an integer, a
    /// UUID or another user's e-mail address.
    #[schema(min_length = 1, max_length = 150, pattern = "^(?![0-9]+$)[A-Za-z0-9_-]+$")]
    username: String,
    /// The password: 8 to 128 characters, no control characters, and not easy to guess.
    #[schema(format = "new-password")]
    password: String,
}

/// The credentials of a login.
#[derive(ToSchema)]
pub struct Credentials {
    /// The username or the e-mail address, without regard to case.
    #[schema(min_length = 1, max_length = 1000)]
    username: String,
    /// The password.
    #[schema(format = "password", min_length = 1, max_length = 1000)]
    password: String,
    /// The code of the user's authenticator app, or a recovery code, if the user has a second factor.
    #[schema(min_length = 1, max_length = 100, nullable = false)]
    otp: Option<String>,
}

/// A code of the second factor.
#[derive(ToSchema)]
pub struct SecondFactorCode {
    /// The code that the app shows.
    #[schema(min_length = 1, max_length = 100)]
    code: String,
}

/// A code of the second factor that is turned off.
#[derive(ToSchema)]
pub struct SecondFactorRemoval {
    /// The code that the app shows, or a recovery code. Needed unless only a set-up is cancelled.
    #[schema(min_length = 1, max_length = 100, nullable = false)]
    code: Option<String>,
}

/// A grant of tokens: a password, or a refresh token.
#[derive(ToSchema)]
pub struct TokenRequest {
    /// `password` or `refresh_token`.
    #[schema(max_length = 1000)]
    grant_type: String,
    /// With `password`: the username or the e-mail address, without regard to case.
    #[schema(min_length = 1, max_length = 1000, nullable = false)]
    username: Option<String>,
    /// With `password`: the password.
    #[schema(format = "password", min_length = 1, max_length = 1000, nullable = false)]
    password: Option<String>,
    /// With `password`: the code of the user's authenticator app, or a recovery code, if the user has a second factor.
    #[schema(min_length = 1, max_length = 100, nullable = false)]
    otp: Option<String>,
    /// With `refresh_token`: the refresh token of the last answer.
    #[schema(min_length = 1, max_length = 1000, nullable = false)]
    refresh_token: Option<String>,
}

/// A token to revoke.
#[derive(ToSchema)]
pub struct TokenRevocation {
    /// A refresh token or an access token.
    #[schema(min_length = 1)]
    token: String,
    /// Ignored: kith tells the two kinds of token apart.
    #[schema(nullable = false)]
    token_type_hint: Option<String>,
}

/// The current and the new password.
#[derive(ToSchema)]
pub struct PasswordChange {
    /// The current password.
    #[schema(format = "password", min_length = 1, max_length = 1000)]
    password: String,
    /// The new password: 8 to 128 characters, no control characters, and not easy to guess.
    #[schema(format = "new-password")]
    new_password: String,
}

/// A new e-mail address.
#[derive(ToSchema)]
pub struct EmailChange {
    /// The new address, unique without regard to case.
    #[schema(format = "email", max_length = 254)]
    new_email: String,
    /// In a community that sends no mail: if true, the address stays as it is until it is confirmed with the code in the
    /// response. False by default.
    #[schema(nullable = false)]
    confirm: Option<Flag>,
}

/// A new e-mail address and its confirmation code.
#[derive(ToSchema)]
pub struct EmailConfirmation {
    /// The address that the code was created for.
    #[schema(format = "email", max_length = 254)]
    new_email: String,
    /// The code in the mail to the new address, or without mail in the response of `change_email`.
    #[schema(min_length = 1, max_length = 100)]
    validation_code: String,
}

/// The e-mail address of the account to recover.
#[derive(ToSchema)]
pub struct Recovery {
    /// The address.
    #[schema(format = "email", max_length = 254)]
    email: String,
}

/// A code from a recovery mail and a new password.
#[derive(ToSchema)]
pub struct PasswordReset {
    /// The code in the mail.
    #[schema(min_length = 1, max_length = 100)]
    validation_code: String,
    /// The new password: 8 to 128 characters, no control characters, and not easy to guess.
    #[schema(format = "new-password")]
    password: String,
}

/// A code from a mail.
#[derive(ToSchema)]
#[schema(as = MailedCode)]
pub struct MailedCodeBody {
    /// The code in the mail.
    #[schema(min_length = 1, max_length = 100)]
    validation_code: String,
}
