//! What a login reads: who bears a name, and the account's own items.

use crate::domain::account::throttle::Window;
use crate::domain::{AuthState, Profile, Result, UserId};
use crate::dynamo::{Query, Range, SK, Table, text_of};
use crate::store::account::password::HASH;
use crate::store::account::password::replace_hash;
use crate::store::account::throttle::window;
use crate::store::item::{from_item, keys};

/// An account as a login sees it.
#[derive(Debug)]
pub struct Login {
    /// The profile.
    pub profile: Profile,
    /// Status, roles and revocations.
    pub auth: AuthState,
    /// The password's PHC string, if it has one.
    pub password: Option<String>,
    /// Failed logins.
    pub failures: Window,
}

/// What a login reads of an account.
#[derive(Clone, Copy, Debug)]
pub struct Logins<'a> {
    pub(crate) table: &'a Table,
}

impl Logins<'_> {
    /// The account's own items, as they are now; `None` if there is no such account.
    pub async fn get(self, id: UserId) -> Result<Option<Login>> {
        let partition = keys::user(id);
        let query = Query { range: Range::Prefix(keys::ACCOUNT), consistent: true, ..Query::all(&partition) };
        let (mut profile, mut auth, mut password, mut failures) = (None, None, None, Window::default());
        for item in self.table.query(query).await? {
            let sk = text_of(&item, SK)?;
            if sk == keys::profile(id).sk {
                profile = Some(from_item(item)?);
            } else if sk == keys::auth(id).sk {
                auth = Some(from_item(item)?);
            } else if sk == keys::password(id).sk {
                password = Some(text_of(&item, HASH)?.to_owned());
            } else if sk == keys::failures(id).sk {
                failures = window(&item);
            }
        }
        // Failures that come in while an account is deleted may outlive it.
        Ok(profile.zip(auth).map(|(profile, auth)| Login { profile, auth, password, failures }))
    }

    /// Replaces a hash made with older parameters; a password changed meanwhile stays.
    pub async fn renew_hash(self, id: UserId, old: &str, new: &str) -> Result<()> {
        // Refused: the password was changed meanwhile, and has a new hash anyway.
        self.table.write_if(replace_hash(id, old, new)).await?;
        Ok(())
    }
}
