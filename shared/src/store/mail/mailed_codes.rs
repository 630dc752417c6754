//! Codes that were mailed to users, and what they are good for.

use crate::domain::account::audit::AuditKind;
use crate::domain::account::code::{CodePurpose, MailedCode};
use crate::domain::{AuthState, Email, Profile, Result, Status, UserId};
use crate::dynamo::{Item, Key, Table, Write, text};
use crate::store::account::auth_states::{forget_exempt, raise_generation, same_generation, told};
use crate::store::account::labelled_writes;
use crate::store::account::labelled_writes::WriteLabel;
use crate::store::account::password::password_item;
use crate::store::item::{ItemKind, from_item, keys, to_item, value};
use crate::store::mail::undeliverable::deliver_again;
use crate::store::profile::profiles::profile_writes;

/// The codes of a user, and the account that they belong to.
#[derive(Clone, Debug)]
pub struct AccountWithCodes {
    /// The profile.
    pub profile: Profile,
    /// Status, roles and revocations.
    pub auth: AuthState,
    /// The code that sets a new password.
    pub reset: Option<MailedCode>,
    /// The code that confirms the address.
    pub verification: Option<MailedCode>,
}

/// Codes that were mailed to users.
#[derive(Clone, Copy, Debug)]
pub struct MailedCodes<'a> {
    pub(crate) table: &'a Table,
}

impl MailedCodes<'_> {
    /// Stores a code that is about to be mailed. An earlier one of the same purpose is replaced. Returns `false` if the
    /// credentials have changed since `auth` was read, or the user wants another address by now, or has taken the former one
    /// back.
    pub async fn begin(self, id: UserId, purpose: CodePurpose, code: &MailedCode, auth: &AuthState) -> Result<bool> {
        let key = keys::mailed_code(id, purpose);
        let store = match purpose {
            CodePurpose::Reset | CodePurpose::Verification => Write::put(to_item(&key, code)?),
            CodePurpose::EmailChange => with_code(key, code),
            // It outlives the credentials.
            CodePurpose::Restoration(_) => return Ok(self.table.write(with_code(key, code)).await?.is_ok()),
        };
        let check = Write::check(keys::auth_state(id)).only_if("#status = :approved");
        let check = same_generation(check.bind(":approved", value(Status::Approved)?), auth);
        Ok(self.table.transact(vec![check, store]).await?.is_ok())
    }

    /// Reads the codes of a user, and the account, consistently. `None` if there is no such account.
    pub async fn get(self, id: UserId) -> Result<Option<AccountWithCodes>> {
        let codes = [CodePurpose::Reset, CodePurpose::Verification].map(|purpose| keys::mailed_code(id, purpose));
        let [reset_key, _] = codes.clone();
        let keys = codes.into_iter().chain([keys::profile(id), keys::auth_state(id)]).collect();
        let (mut profile, mut auth, mut reset, mut verification) = (None, None, None, None);
        let is_reset = |item: &Item| Key::of(item).is_ok_and(|key| key == reset_key);
        for item in self.table.batch_get(keys, true).await? {
            let kind = ItemKind::of(&item)?;
            if kind == ItemKind::Profile(id) {
                profile = Some(from_item(item)?);
            } else if kind == ItemKind::AuthState(id) {
                auth = Some(from_item(item)?);
            } else if is_reset(&item) {
                reset = Some(from_item(item)?);
            } else {
                verification = Some(from_item(item)?);
            }
        }
        Ok(profile.zip(auth).map(|(profile, auth)| AccountWithCodes { profile, auth, reset, verification }))
    }

    /// Marks the user's address as confirmed and uses the code up. The loser of a race gets an error on the code.
    pub async fn verify(self, account: &AccountWithCodes, code: &MailedCode) -> Result<()> {
        let mut writes = prove_address(account, CodePurpose::Verification, code)?;
        let check = same_generation(Write::check(keys::auth_state(account.profile.id)), &account.auth);
        writes.push((check, WriteLabel::Code));
        labelled_writes::apply_or_fail(self.table, writes, "email").await
    }

    /// Sets the password, marks the address as confirmed, ends every token, session and code of the user, and uses the
    /// code up. The loser of a race gets an error on the code.
    pub async fn reset(self, account: &AccountWithCodes, code: &MailedCode, hash: &str, now: i64) -> Result<()> {
        let (id, auth) = (account.profile.id, &account.auth);
        let mut writes = prove_address(account, CodePurpose::Reset, code)?;
        let raise = same_generation(forget_exempt(raise_generation(id, auth.revoke_at(now))), auth);
        writes.push((told(raise, AuditKind::ResetPassword, now)?, WriteLabel::Code));
        writes.push((Write::put(password_item(id, hash)), WriteLabel::Profile));
        labelled_writes::apply_or_fail(self.table, writes, "email").await
    }
}

/// Adds a code to the change of address, or to the former address, that it is for.
fn with_code(key: Key, code: &MailedCode) -> Write {
    let write = Write::update_existing(key).set("code", text(&code.digest));
    write.only_if("#email = :email").bind(":email", text(code.email.as_str()))
}

/// Uses a code up, and marks the address as confirmed unless it already is.
fn prove_address(
    account: &AccountWithCodes,
    purpose: CodePurpose,
    code: &MailedCode,
) -> Result<Vec<(Write, WriteLabel)>> {
    let before = &account.profile;
    let after = Profile { email_isvalid: true, ..before.clone() };
    // The address may have been lost to another user since it was read.
    let email = before.email.as_ref().map(Email::as_str).unwrap_or_default();
    let same = |write: Write| write.only_if("#email = :email").bind(":email", text(email));
    let writes = profile_writes(before, &after)?;
    let mut writes: Vec<_> = writes.into_iter().map(|(write, _)| (same(write), WriteLabel::Code)).collect();
    let spend = Write::delete(keys::mailed_code(before.id, purpose)).only_if("#code = :code");
    writes.push((spend.bind(":code", text(&code.digest)), WriteLabel::Code));
    writes.push((deliver_again(&code.email), WriteLabel::Profile));
    Ok(writes)
}
