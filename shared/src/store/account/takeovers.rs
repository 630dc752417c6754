//! Claims on e-mail addresses that their users have not proved, and that other users take over (`docs/account-security.md`,
//! "Unproven addresses").

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;
use uuid::Uuid;

use crate::domain::account::audit::{self, AuditEntry, AuditKind};
use crate::domain::{AuthState, Email, Error, Id, Profile, Result, UserId};
use crate::dynamo::{Table, Write, number_of, text};
use crate::store::account::audit::entry_write;
use crate::store::account::auth_states::{forget_exempt, raise_generation};
use crate::store::account::claims::{ClaimedNames, LAPSES, Replaced, claimant, is_kept};
use crate::store::account::labelled_writes::{WriteLabel, apply, refusal};
use crate::store::idempotency::Completion;
use crate::store::item::{ItemKind, from_item, keys};

/// What entitles a user to an address that another one claims without a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entitlement {
    /// The other claim has lapsed.
    Lapse,
    /// A code that was mailed to the address.
    Proof,
}

/// A claim on an address that its user has not proved, and loses to another one.
#[derive(Clone, Debug)]
pub(crate) struct UnprovenClaim {
    profile: Profile,
    auth: AuthState,
    by: Entitlement,
}

impl UnprovenClaim {
    /// Finds the claim that a user with this entitlement may take over.
    pub(crate) async fn find(table: &Table, email: &Email, by: Entitlement, now: i64) -> Result<Option<Self>> {
        let Some(claim) = table.get(&keys::email_claim(&email.folded()), true).await? else { return Ok(None) };
        let lapsed = claim.contains_key(LAPSES) && number_of::<i64>(&claim, LAPSES) <= now;
        if is_kept(&claim) || by == Entitlement::Lapse && !lapsed {
            return Ok(None);
        }
        let user = claimant(&claim)?;
        let (mut profile, mut auth) = (None, None);
        for item in table.batch_get(vec![keys::profile(user), keys::auth_state(user)], true).await? {
            if ItemKind::of(&item)? == ItemKind::Profile(user) {
                profile = Some(from_item::<Profile>(item)?);
            } else {
                auth = Some(from_item(item)?);
            }
        }
        let unproven = profile.zip(auth).map(|(profile, auth)| Self { profile, auth, by });
        Ok(unproven.filter(|Self { profile, .. }| {
            let own = profile.email.as_ref().is_some_and(|own| own.folded() == email.folded());
            own && !profile.email_isvalid
        }))
    }

    /// The user who has not proved the address.
    pub(crate) fn user(&self) -> UserId {
        self.profile.id
    }

    /// What the new claim replaces.
    pub(crate) fn replaced(&self) -> Replaced {
        Replaced { user: self.profile.id, proved: self.by == Entitlement::Proof }
    }

    /// The writes that take the address from its user, in the transaction that claims it for `winner`: the account stays,
    /// without an address, and its generation of credentials ends. They fail if the user has proved the address since.
    pub(crate) fn end(&self, winner: UserId, now: i64) -> Result<[Write; 3]> {
        let Self { profile, auth, .. } = self;
        let after = Profile { email: None, ..profile.clone() };
        let email = profile.email.as_ref().map(Email::as_str).unwrap_or_default();
        let lose = Write::update_existing(keys::profile(profile.id)).remove("email").bind(":email", text(email));
        let lose =
            lose.only_if("#email = :email AND (attribute_not_exists(#email_isvalid) OR #email_isvalid <> :proved)");
        let lose = lose.bind(":proved", AttributeValue::Bool(true));
        let raise = forget_exempt(raise_generation(profile.id, auth.revoke_at(now)));
        let at = Timestamp::from_second(now).map_err(Error::internal)?;
        let changes = audit::changes(&audit::account(profile, auth), &audit::account(&after, auth));
        let (id, at) = (Uuid::new_v4().to_string(), Id::generate(at));
        let entry = AuditEntry { id, at, actor: winner, action: AuditKind::Update, changes };
        Ok([lose, raise, entry_write(profile.id, &entry)?])
    }
}

impl ClaimedNames<'_> {
    /// Whether a user claims the address without having proved it, so that another one who proves it has it.
    pub async fn is_unproven(self, email: &Email, now: i64) -> Result<bool> {
        Ok(UnprovenClaim::find(self.table, email, Entitlement::Proof, now).await?.is_some())
    }
}

/// Applies the writes that `make` returns, all or none. If only the claim on `email` is refused, and its user has not
/// proved it, applies those that take it over, and returns that user.
pub(crate) async fn apply_or_take_over(
    table: &Table,
    (email, by): (Option<&Email>, Entitlement),
    now: i64,
    email_field: &'static str,
    make: impl Fn(Option<&UnprovenClaim>) -> Result<Vec<(Write, WriteLabel)>>,
) -> Result<Option<UserId>> {
    let mut loser = None;
    let mut refused = apply(table, make(None)?, &Completion::none()).await?;
    if let ([WriteLabel::EmailClaim], Some(email)) = (&refused[..], email)
        && let Some(unproven) = UnprovenClaim::find(table, email, by, now).await?
    {
        refused = apply(table, make(Some(&unproven))?, &Completion::none()).await?;
        loser = Some(unproven.user());
    }
    if refused.is_empty() { Ok(loser) } else { Err(refusal(&refused, email_field)) }
}
