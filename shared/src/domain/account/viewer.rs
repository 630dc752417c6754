//! The authenticated caller of a request.

use crate::domain::account::auth_state::{AuthState, ExemptToken};
use crate::domain::account::token::Claims;
use crate::domain::error::{Error, Result};
use crate::domain::id::UserId;

/// An authenticated caller: the token is valid and the user's auth state admits it.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The claims of the token.
    pub claims: Claims,
    /// The user's auth state, as read for this request.
    pub auth: AuthState,
}

impl Viewer {
    /// The caller's id.
    pub fn id(&self) -> UserId {
        self.claims.user_id
    }

    /// The caller's token and session, to keep while all others end.
    pub fn exempt_token(&self) -> ExemptToken {
        ExemptToken { jti: self.claims.jti_hash(), iat: self.claims.iat, session: self.claims.session }
    }

    /// Whether the caller is staff or a superuser.
    pub fn is_staff(&self) -> bool {
        self.auth.is_staff || self.auth.is_superuser
    }

    /// Fails unless the caller is this user.
    pub fn must_be(&self, id: UserId) -> Result<()> {
        if self.id() == id { Ok(()) } else { Err(Error::forbidden()) }
    }

    /// Fails unless the caller is staff or a superuser.
    pub fn must_be_staff(&self) -> Result<()> {
        if self.is_staff() { Ok(()) } else { Err(Error::forbidden()) }
    }

    /// Fails unless the caller is a superuser.
    pub fn must_be_superuser(&self) -> Result<()> {
        if self.auth.is_superuser { Ok(()) } else { Err(Error::forbidden()) }
    }

    /// Fails unless the caller is this user, staff or a superuser.
    pub fn must_be_self_or_staff(&self, id: UserId) -> Result<()> {
        if self.id() == id { Ok(()) } else { self.must_be_staff() }
    }
}
