//! Fresh logins: what a change of credentials takes when it does not ask for the password
//! (`docs/account-security.md`).

use std::time::Duration;

use jiff::Timestamp;

use crate::domain::account::viewer::Viewer;
use crate::domain::error::{Error, Result};

impl Viewer {
    /// Fails unless the caller gave their credentials at most `age` ago. A token of a host application that does not
    /// say when counts by its `iat`.
    pub fn must_have_logged_in_within(&self, age: Duration, now: Timestamp) -> Result<()> {
        let age = i64::try_from(age.as_secs()).unwrap_or(i64::MAX);
        // No token can be older than the login that it tells of.
        let login = self.claims.auth_time.map_or(self.claims.iat, |auth_time| auth_time.min(self.claims.iat));
        if login.saturating_add(age) >= now.as_second() { Ok(()) } else { Err(Error::reauthentication_required()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::auth_state::AuthState;
    use crate::domain::account::token::Claims;
    use crate::domain::id::Id;

    #[test]
    fn a_login_is_fresh_for_as_long_as_the_setting_says() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let second = now.as_second();
        for (auth_time, iat, is_fresh) in [
            (Some(second), second, true),
            (Some(second - 600), second, true),
            (Some(second - 601), second, false),
            (None, second - 600, true),
            (None, second - 601, false),
            // A login after the token was issued cannot be.
            (Some(second), second - 601, false),
            (Some(i64::MAX), second - 601, false),
        ] {
            let claims = Claims { auth_time, ..Claims::new(Id::at(0, 1), "a", iat, second + 1) };
            let viewer = Viewer { claims, auth: AuthState::new(false, false) };
            let fresh = viewer.must_have_logged_in_within(Duration::from_secs(600), now);
            assert_eq!(fresh.map_err(|error| error.code).is_ok(), is_fresh, "{auth_time:?} {iat}");
        }
    }
}
