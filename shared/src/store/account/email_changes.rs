//! Changes of e-mail address that await their confirmation code.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::account::audit::AuditKind;
use crate::domain::account::auth_state::ExemptToken;
use crate::domain::account::code::CodePurpose;
use crate::domain::{AuthState, Email, Id, Profile, Result, Status, UserId, Viewer};
use crate::dynamo::{Table, Write, text};
use crate::store::account::auth_states::{exempt, forget_exempt, raise_generation, same_generation, told};
use crate::store::account::former_emails::FormerEmail;
use crate::store::account::labelled_writes::WriteLabel;
use crate::store::account::takeovers::{Entitlement, UnprovenClaim, apply_or_take_over};
use crate::store::item::{ItemKind, from_item, keys, to_item};
use crate::store::mail::undeliverable::deliver_again;
use crate::store::profile::profiles::{AddressClaims, address_writes};

/// A change of e-mail address that awaits its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChange {
    /// The new address.
    pub email: Email,
    /// The digest of the code. Empty until the code is mailed.
    pub code: String,
    /// When the code expires, in seconds since 1970.
    pub expires: i64,
    /// The generation of credentials under which the code was made. The code ends with it.
    #[serde(default)]
    pub generation: u64,
    /// The token that asked for the change. It and its session survive the change.
    #[serde(default)]
    pub requested_by: Option<ExemptToken>,
    /// Whether the code goes to the new address alone, so that it proves that the user reads mail there.
    #[serde(default)]
    pub by_mail: bool,
    /// The id of the request for a mail with the code, until it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<Id>,
}

impl EmailChange {
    /// A change to this address that the viewer asks for. It has no code yet.
    pub fn new(email: Email, viewer: &Viewer, now: Timestamp) -> Self {
        Self {
            email,
            code: String::new(),
            expires: CodePurpose::EmailChange.expires(now),
            generation: viewer.auth.generation,
            requested_by: Some(viewer.exempt_token()),
            by_mail: false,
            mail: None,
        }
    }

    /// Whether it can still be confirmed: in time, and with the credentials under which it was asked for.
    pub fn is_pending(&self, auth: &AuthState, now: i64) -> bool {
        self.expires > now && self.generation == auth.generation && auth.status == Status::Approved
    }
}

/// A change of address that takes effect.
#[derive(Clone, Copy, Debug)]
pub struct NewAddress<'a> {
    /// The profile as it was read.
    pub before: &'a Profile,
    /// The profile with the new address.
    pub after: &'a Profile,
    /// The change whose code confirms it, which is consumed. Without it any pending change is dropped, since the user
    /// decided otherwise.
    pub confirmed: Option<&'a EmailChange>,
    /// The address that the user leaves, if they can take it back.
    pub former: Option<&'a FormerEmail>,
    /// The auth state as it was read.
    pub auth: &'a AuthState,
    /// The token that survives the change.
    pub kept: Option<&'a ExemptToken>,
}

/// Changes of e-mail address that await confirmation.
#[derive(Clone, Copy, Debug)]
pub struct EmailChanges<'a> {
    pub(crate) table: &'a Table,
}

impl EmailChanges<'_> {
    /// Stores a change. An earlier one is replaced.
    pub async fn begin(self, id: UserId, change: &EmailChange) -> Result<()> {
        self.table.write_if(Write::put(to_item(&keys::email_change(id), change)?)).await?;
        Ok(())
    }

    /// Reads the pending change, and the profile and the auth state of the user if there is one.
    pub async fn get(self, id: UserId) -> Result<(Option<EmailChange>, Option<(Profile, AuthState)>)> {
        let keys = vec![keys::email_change(id), keys::profile(id), keys::auth_state(id)];
        let (mut change, mut profile, mut auth) = (None, None, None);
        for item in self.table.batch_get(keys, true).await? {
            let kind = ItemKind::of(&item)?;
            if kind == ItemKind::EmailChange(id) {
                change = Some(from_item(item)?);
            } else if kind == ItemKind::Profile(id) {
                profile = Some(from_item(item)?);
            } else {
                auth = Some(from_item(item)?);
            }
        }
        Ok((change, profile.zip(auth)))
    }

    /// Sets the user's address, and ends every token, session and code of the user except the one that is kept. Nothing
    /// happens if the credentials have changed since the auth state was read. A user who claims the address and has not
    /// proved it loses it to one who has used a mailed code, and is returned.
    pub async fn complete(self, change: &NewAddress<'_>, now: i64) -> Result<Option<UserId>> {
        let proved = change.confirmed.filter(|used| used.by_mail).map(|used| &used.email);
        let make = |taken_from: Option<&UnprovenClaim>| change.writes(now, taken_from);
        apply_or_take_over(self.table, (proved, Entitlement::Proof), now, "new_email", make).await
    }
}

impl NewAddress<'_> {
    fn writes(&self, now: i64, taken_from: Option<&UnprovenClaim>) -> Result<Vec<(Write, WriteLabel)>> {
        let Self { before, after, confirmed, former, auth, kept } = *self;
        let drop = Write::delete(keys::email_change(before.id));
        let old_until = former.and_then(FormerEmail::kept_until);
        let mut writes =
            address_writes(before, after, AddressClaims { now, old_until, new_by_staff: false, taken_from })?;
        if let Some(former) = former {
            writes.push((former.leave(before.id)?, WriteLabel::Profile));
        }
        let label = match confirmed {
            Some(used) => {
                let spend = drop.only_if("#code = :code").bind(":code", text(&used.code));
                writes.push((spend, WriteLabel::Code));
                if used.by_mail {
                    writes.push((deliver_again(&used.email), WriteLabel::Code));
                }
                WriteLabel::Code
            }
            None => {
                writes.push((drop, WriteLabel::Profile));
                WriteLabel::Profile
            }
        };
        if confirmed.is_some() || before.email != after.email {
            let raise = raise_generation(before.id, auth.revoke_at(now));
            let raise = match kept {
                Some(token) => exempt(raise, token, auth)?,
                None => same_generation(forget_exempt(raise), auth),
            };
            writes.push((told(raise, AuditKind::ChangeEmail, now)?, label));
        }
        Ok(writes)
    }
}
