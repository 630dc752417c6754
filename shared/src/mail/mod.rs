//! Mail: its settings, its texts, and how it is sent (`docs/mail.md`).

mod message;
mod sender;
mod settings;
#[cfg(test)]
mod smtp_server;
mod templates;
mod variables;

pub use message::{Letter, Message};
pub use sender::{Delivery, Sender};
pub use settings::{MailSettings, Transport};
pub use templates::Templates;
pub use variables::Digest;
