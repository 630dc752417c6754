//! The fields of a new account.

use shared::dialect::Fields;
use shared::domain::account::password::{Names, NewPassword, Password};
use shared::domain::{Email, Error, Result, Username};
use shared::runtime::config::Config;

/// A new account that a body describes.
pub struct Registration {
    /// The address.
    pub email: Email,
    /// The username.
    pub username: Username,
    /// The password.
    pub password: Password,
}

impl Registration {
    /// Reads the fields of a body. Staff may give usernames that speak for the service.
    pub fn read(mut fields: Fields, by_staff: bool, config: &Config) -> Result<Self> {
        let email = fields.required("email", Email::parse);
        let username = fields.required("username", |text| Username::parse(text)?.chosen_by(by_staff));
        let password = fields.required("password", NewPassword::parse);
        let ((email, username), password) = fields.complete(email.zip(username).zip(password))?;
        let names = Names::new(&config.community_name, &username, Some(&email));
        let password = password.of(&names).map_err(|problem| Error::field("password", problem))?;
        Ok(Self { email, username, password })
    }
}
