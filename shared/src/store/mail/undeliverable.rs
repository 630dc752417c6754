//! Addresses that get no more mail, because their mail server or their reader has refused it.

use serde::{Deserialize, Serialize};

use crate::domain::mail::Undeliverable;
use crate::domain::{Email, Result};
use crate::dynamo::{EXPIRES, Table, Write, number_of};
use crate::store::item::{keys, to_item};

/// How long an address gets no mail, in seconds: 90 days.
const LASTS: i64 = 90 * 24 * 60 * 60;

/// The mark of an address.
#[derive(Serialize, Deserialize)]
struct Mark {
    reason: Undeliverable,
    expires: i64,
}

/// Addresses that get no more mail.
#[derive(Clone, Copy, Debug)]
pub struct UndeliverableEmails<'a> {
    pub(crate) table: &'a Table,
}

impl UndeliverableEmails<'_> {
    /// Marks an address. Idempotent.
    pub async fn mark(self, email: &Email, reason: Undeliverable, now: i64) -> Result<()> {
        let mark = Mark { reason, expires: now.saturating_add(LASTS) };
        self.table.write_if(Write::put(to_item(&keys::undeliverable_email(&email.folded()), &mark)?)).await?;
        Ok(())
    }

    /// Whether the address is marked.
    pub async fn contains(self, email: &Email, now: i64) -> Result<bool> {
        let mark = self.table.get(&keys::undeliverable_email(&email.folded()), true).await?;
        Ok(mark.is_some_and(|mark| number_of::<i64>(&mark, EXPIRES) > now))
    }
}

/// Takes the mark off an address: a code that was mailed there came back, or staff vouch for it.
pub(crate) fn deliver_again(email: &Email) -> Write {
    Write::delete(keys::undeliverable_email(&email.folded()))
}
