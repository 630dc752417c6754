//! What a login reads: who bears a name, and the account's own items.

use super::accounts::{HASH, RETIRED};
use super::keys::{self, PK, SK};
use super::table::{Query, Range, from_item, number_of, text_of};
use super::throttle::window;
use super::{Store, accounts};
use crate::domain::throttle::Window;
use crate::domain::username::fold;
use crate::domain::{AuthState, Email, Error, Profile, Result, UserId};

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

impl Store {
    /// Who is meant by a name at a login: the user with this username, or else with this e-mail address.
    pub async fn find_login(&self, name: &str, consistent: bool) -> Result<Option<UserId>> {
        let Some(folded) = claimable(name) else { return Ok(None) };
        let partition = keys::claims(&folded);
        let claims = self.table.query(Query { consistent, ..Query::all(&partition) }).await?;
        let username = claims.iter().find(|claim| text_of(claim, SK).is_ok_and(|sk| sk == keys::USERNAME_CLAIM));
        username.or(claims.first()).map(claimant).transpose()
    }

    /// Who bears this username, and is to be found.
    pub async fn find_username(&self, name: &str) -> Result<Option<UserId>> {
        let Some(folded) = claimable(name) else { return Ok(None) };
        let claim = self.table.get(&keys::username_claim(&folded), true).await?;
        let claim = claim.filter(|claim| !claim.contains_key(RETIRED));
        claim.as_ref().map(claimant).transpose()
    }

    /// Who bears any of these usernames, in no particular order.
    pub async fn find_usernames(&self, names: &[String]) -> Result<Vec<UserId>> {
        let keys =
            names.iter().filter_map(|name| claimable(name)).map(|folded| keys::username_claim(&folded)).collect();
        self.table.batch_get(keys, false).await?.iter().map(claimant).collect()
    }

    /// Whether somebody has this e-mail address.
    pub async fn find_email(&self, email: &Email) -> Result<Option<UserId>> {
        let claim = self.table.get(&keys::email_claim(&email.folded()), true).await?;
        claim.as_ref().map(claimant).transpose()
    }

    /// The account's own items, as they are now; `None` if there is no such account.
    pub async fn account(&self, id: UserId) -> Result<Option<Login>> {
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
    pub async fn renew_hash(&self, id: UserId, old: &str, new: &str) -> Result<()> {
        // Refused: the password was changed meanwhile, and has a new hash anyway.
        self.table.write(accounts::replace_hash(id, old, new)).await.map(drop)
    }
}

/// The folded name, unless it is longer than any that was ever claimed: DynamoDB takes no key above 2,048 bytes.
fn claimable(name: &str) -> Option<String> {
    Some(fold(name)).filter(|folded| folded.len() <= 2_000)
}

fn claimant(claim: &super::write::Item) -> Result<UserId> {
    let id: u64 = number_of(claim, "id");
    UserId::try_from(id).map_err(|_| Error::internal(format!("claim {:?} names nobody", claim.get(PK))))
}
