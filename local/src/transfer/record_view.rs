//! The line that an export writes for a user, which an import reads.

use serde::Serialize;
use shared::domain::time::rfc3339;
use shared::domain::{Email, Status, UserId};
use shared::store::Account;

/// A user as a line of JSON.
#[derive(Debug, Serialize)]
pub struct UserRecordView<'a> {
    id: UserId,
    username: &'a str,
    email: Option<&'a str>,
    email_isvalid: bool,
    first_name: &'a str,
    last_name: &'a str,
    real_name: &'a str,
    date_joined: String,
    is_active: bool,
    is_staff: bool,
    is_superuser: bool,
    password: Option<&'a str>,
}

impl<'a> UserRecordView<'a> {
    /// The line of an account with this password hash.
    pub fn new(Account { profile, auth }: &'a Account, password: Option<&'a str>) -> Self {
        Self {
            id: profile.id,
            username: profile.username.as_str(),
            email: profile.email.as_ref().map(Email::as_str),
            email_isvalid: profile.email_isvalid,
            first_name: &profile.first_name,
            last_name: &profile.last_name,
            real_name: &profile.real_name,
            date_joined: rfc3339(profile.date_joined()),
            is_active: auth.status == Status::Approved,
            is_staff: auth.is_staff,
            is_superuser: auth.is_superuser,
            password,
        }
    }
}
