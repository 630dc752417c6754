//! Keys of idempotency keys.

use crate::domain::account::token::fingerprint;
use crate::dynamo::Key;

pub(in crate::store::item) const IDEMPOTENCY: &str = "IDEMPOTENCY";

/// An idempotency key. The text names the key together with its caller and its path, and is not stored.
pub fn idempotency_key(scoped: &str) -> Key {
    Key::new(format!("{IDEMPOTENCY}#{}", fingerprint(scoped)), IDEMPOTENCY)
}
