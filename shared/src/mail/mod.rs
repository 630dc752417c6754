//! Mail: its settings, its texts, and how it is sent (`docs/mail.md`).

mod message;
mod sender;
mod settings;
#[cfg(test)]
mod smtp_server;

pub use message::{Digest, Letter, Message};
pub use sender::{Delivery, Sender};
pub use settings::{MailSettings, Transport};
