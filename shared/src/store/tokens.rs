//! Tokens that are dead before they expire.

use super::accounts::{change, replace_hash};
use super::keys;
use super::table::from_item;
use super::write::{Write, number};
use super::{Store, table};
use crate::domain::auth::{REVOKED_MAX, Spared};
use crate::domain::{AuthState, Claims, Error, Result, UserId};

const VALID_AFTER: &str = "valid_after";
const SPARED: &str = "spared";
const REVOKED: &str = "revoked";

impl Store {
    /// A user's auth state as it is now; `None` if there is no such user.
    pub async fn auth_state(&self, id: UserId) -> Result<Option<AuthState>> {
        self.table.get(&keys::auth(id), true).await?.map(from_item).transpose()
    }

    /// Revokes one token, and forgets revoked ones that have expired. `auth` is the state that admitted it.
    pub async fn revoke_token(&self, claims: &Claims, auth: &AuthState, now: i64) -> Result<()> {
        let (expired, live): (Vec<_>, Vec<_>) = auth.revoked.iter().partition(|(_, exp)| **exp <= now);
        if live.len() >= REVOKED_MAX {
            return self.revoke_all_tokens(claims, now).await;
        }
        let mut write = change(keys::auth(claims.user_id)).set_entry(REVOKED, &claims.jti_hash(), number(claims.exp));
        for (jti, _) in expired {
            write = write.remove_entry(REVOKED, jti);
        }
        self.must_write(write).await
    }

    /// Revokes every token of the user, the one that asks for it included, whatever clock issued it.
    pub async fn revoke_all_tokens(&self, claims: &Claims, now: i64) -> Result<()> {
        let write = change(keys::auth(claims.user_id)).set(VALID_AFTER, number(now.max(claims.iat))).remove(SPARED);
        self.must_write(write).await
    }

    /// Changes a password and revokes every token but the calling one. `false`: the password is not `old` any more.
    pub async fn change_password(&self, claims: &Claims, old: &str, new: &str, now: i64) -> Result<bool> {
        let spared = Spared { jti: claims.jti_hash(), iat: claims.iat };
        let spared = serde_dynamo::to_attribute_value(spared).map_err(Error::internal)?;
        let revoke = change(keys::auth(claims.user_id)).set(VALID_AFTER, number(now)).set(SPARED, spared);
        let writes = vec![replace_hash(claims.user_id, old, new), revoke];
        Ok(self.table.transact(writes).await?.is_ok())
    }

    /// A write to an item that was there a moment ago; if it is gone, so is the user and their token.
    async fn must_write(&self, write: Write) -> Result<()> {
        match self.table.write(write).await? {
            Ok(_) => Ok(()),
            Err(table::Refused(_)) => Err(Error::invalid_token()),
        }
    }
}
