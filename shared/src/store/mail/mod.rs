//! Requests for mails, which handlers write and the mailer reads and removes, and the codes in mails.

pub(crate) mod mailed_codes;
pub(crate) mod mails;

pub use crate::store::item::{MAIL_SOURCES, asks_for_mail};
pub use mails::due;

use crate::store::Store;
use mailed_codes::MailedCodes;
use mails::Mails;

impl Store {
    /// Codes that were mailed to users.
    pub fn mailed_codes(&self) -> MailedCodes<'_> {
        MailedCodes { table: &self.table }
    }

    /// Mails that wait to be sent.
    pub fn mails(&self) -> Mails<'_> {
        Mails { table: &self.table }
    }
}
