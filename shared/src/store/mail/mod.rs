//! Requests for mails, which handlers write and the mailer reads and removes, the codes in mails, and the addresses that get
//! none.

mod digests;
mod mailed_codes;
pub(crate) mod mails;
pub(crate) mod undeliverable;

pub use crate::store::account::former_emails::{FormerEmail, FormerEmails};
pub use crate::store::item::{MAIL_SOURCES, asks_for_mail};
pub use digests::Digests;
pub use mailed_codes::{AccountWithCodes, MailedCodes};
pub use mails::{DueMail, Mails, due};
pub use undeliverable::UndeliverableEmails;

use crate::store::Store;

impl Store {
    /// Addresses that users have left and can take back.
    pub fn former_emails(&self) -> FormerEmails<'_> {
        FormerEmails { table: &self.table }
    }

    /// Mails about what users have not seen.
    pub fn digests(&self) -> Digests<'_> {
        Digests { table: &self.table }
    }

    /// Codes that were mailed to users.
    pub fn mailed_codes(&self) -> MailedCodes<'_> {
        MailedCodes { table: &self.table }
    }

    /// Mails that wait to be sent.
    pub fn mails(&self) -> Mails<'_> {
        Mails { table: &self.table }
    }

    /// Addresses that get no more mail.
    pub fn undeliverable_emails(&self) -> UndeliverableEmails<'_> {
        UndeliverableEmails { table: &self.table }
    }
}
