//! Web push: encrypts messages to browsers and sends them to push services (`docs/api/devices.md`).
//!
//! RFC 8030 says how a push service takes a message, RFC 8291 how the message is encrypted, and RFC 8292 how the service
//! learns whose it is.

mod encryption;
mod service;
mod settings;
mod vapid;

pub use encryption::{MESSAGE_MAX, encrypt};
pub use service::{Browsers, PushRequest, PushResponse, PushService};
pub use settings::WebPushSettings;
pub use vapid::VapidKey;
