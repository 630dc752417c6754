//! Mails that wait to be sent.
//!
//! The request for a mail that resets a password is an item of its own, with the address as it was given: whether a user
//! has it is looked up when the mail is sent, so that the request takes the same work for every address. The request for a
//! mail that verifies an address is an attribute of the claim on the address, which a registration writes anyway, that for a
//! mail to a new address one of the change that awaits its code, and that for a mail to a former address one of that. None has
//! the code, which is made when the mail is sent.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::mail::Mail;
use crate::domain::{Email, Id, Result, UserId};
use crate::dynamo::{Item, Key, Table, Write, number, number_of};
use crate::store::account::claims::{BY_STAFF, MAIL, claimant};
use crate::store::account::former_emails::FormerEmail;
use crate::store::item::{ItemKind, from_item, keys, to_item};

/// How long a mail waits to be sent, in seconds.
const WAITS_FOR: i64 = 60 * 60;

/// The request for a mail that resets a password.
#[derive(Serialize, Deserialize)]
struct ResetRequest {
    email: Email,
    mail: Id,
    expires: i64,
}

/// The request for a mail that tells of the end of a session, or of a ban.
#[derive(Serialize, Deserialize)]
struct Notice {
    user: UserId,
    mail: Id,
    expires: i64,
}

/// Asks for a mail that tells the user that a session has ended because its refresh token was used twice.
pub(crate) fn tell_of_end(user: UserId, session: Id, now: Timestamp) -> Result<Write> {
    let notice = Notice { user, mail: Id::generate(now), expires: now.as_second() + WAITS_FOR };
    Ok(Write::put(to_item(&keys::session_mail(user, session), &notice)?))
}

/// Asks for a mail that tells the user that staff have banned their account.
pub(crate) fn tell_of_ban(user: UserId, now: Timestamp) -> Result<Write> {
    let notice = Notice { user, mail: Id::generate(now), expires: now.as_second() + WAITS_FOR };
    Ok(Write::put(to_item(&keys::ban_mail(user), &notice)?))
}

/// A mail that is to be sent.
#[derive(Clone, Debug)]
pub struct DueMail {
    /// What it is for.
    pub mail: Mail,
    key: Key,
    /// The id of the request.
    id: u64,
}

/// Mails that wait to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Mails<'a> {
    pub(crate) table: &'a Table,
}

/// The mail that a new or changed item asks for.
pub fn due(item: Item) -> Result<Option<DueMail>> {
    let (key, id) = (Key::of(&item)?, number_of(&item, MAIL));
    let mail = match ItemKind::of(&item)? {
        ItemKind::DigestMail(user) => Mail::Digest(user),
        ItemKind::Mail if key.sk == keys::SESSION_MAIL => Mail::SessionEnded(from_item::<Notice>(item)?.user),
        ItemKind::Mail if key.sk == keys::BAN_MAIL => Mail::Banned(from_item::<Notice>(item)?.user),
        ItemKind::Mail => Mail::Reset(from_item::<ResetRequest>(item)?.email),
        ItemKind::EmailClaim if item.contains_key(MAIL) => match item.contains_key(BY_STAFF) {
            true => Mail::SetByStaff(claimant(&item)?),
            false => Mail::Verification(claimant(&item)?),
        },
        ItemKind::EmailChange(user) if item.contains_key(MAIL) => Mail::EmailChange(user),
        ItemKind::FormerEmail(user) if item.contains_key(MAIL) => {
            let former: FormerEmail = from_item(item)?;
            let mail = if former.by_staff { Mail::TakenByStaff } else { Mail::EmailChanged };
            mail(user, former.generation)
        }
        _ => return Ok(None),
    };
    Ok(Some(DueMail { mail, key, id }))
}

impl Mails<'_> {
    /// Asks for a mail to this address with which the user who has it can reset the password.
    pub async fn request_reset(self, email: &Email, now: Timestamp) -> Result<()> {
        let expires = now.as_second() + WAITS_FOR;
        let request = ResetRequest { email: email.clone(), mail: Id::generate(now), expires };
        let put = Write::put(to_item(&keys::reset_mail(&email.folded()), &request)?);
        Ok(self.table.write_if(put).await?)
    }

    /// Asks for a mail that verifies the address of this user. Does nothing if it is not theirs any more.
    pub async fn request_verification(self, id: UserId, email: &Email, now: Timestamp) -> Result<()> {
        let claim = Write::update_existing(keys::email_claim(&email.folded()));
        let claim =
            claim.set(MAIL, number(Id::generate(now))).remove(BY_STAFF).only_if("#id = :id").bind(":id", number(id));
        Ok(self.table.write_if(claim).await?)
    }

    /// Whether the mail has neither been sent nor been asked for again.
    pub async fn is_due(self, due: &DueMail) -> Result<bool> {
        let item = self.table.get(&due.key, true).await?;
        Ok(item.is_some_and(|item| item.contains_key(MAIL) && number_of::<u64>(&item, MAIL) == due.id))
    }

    /// Removes the request for a mail that was sent, or that no user is to get. A later request stays.
    pub async fn finish(self, due: &DueMail) -> Result<()> {
        let write = match due.mail {
            Mail::Reset(_) | Mail::Digest(_) | Mail::SessionEnded(_) | Mail::Banned(_) => {
                Write::delete(due.key.clone())
            }
            Mail::SetByStaff(_) => Write::update(due.key.clone()).remove(MAIL).remove(BY_STAFF),
            Mail::Verification(_) | Mail::EmailChange(_) | Mail::EmailChanged(..) | Mail::TakenByStaff(..) => {
                Write::update(due.key.clone()).remove(MAIL)
            }
        };
        self.table.write_if(write.only_if("#mail = :mail").bind(":mail", number(due.id))).await?;
        Ok(())
    }
}
