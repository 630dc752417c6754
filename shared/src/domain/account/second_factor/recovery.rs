//! Recovery codes: each opens the account once, without the app.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::totp::base32;

/// Recovery codes of a set-up.
const COUNT: usize = 10;
/// Characters between two hyphens.
const GROUP: usize = 4;

/// Digests of the recovery codes that are left. The codes themselves are stored nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryCodes(Vec<String>);

impl RecoveryCodes {
    /// Generates 10 codes of 80 random bits each. Returns them as users write them down, and their digests.
    pub fn generate() -> (Vec<String>, Self) {
        let codes: Vec<_> = (0..COUNT).map(|_| base32(&rand::random::<[u8; 10]>())).collect();
        let digests = codes.iter().map(|code| digest(code)).collect();
        (codes.iter().map(|code| grouped(code)).collect(), Self(digests))
    }

    /// How many are left.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is left.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The codes that are left after this one; `None` if it is none of them. Case makes no difference. The comparison takes
    /// constant time.
    pub(super) fn without(&self, code: &str) -> Option<Self> {
        let digest = digest(&code.to_uppercase());
        let (used, left): (Vec<_>, Vec<_>) =
            self.0.iter().cloned().partition(|stored| bool::from(stored.as_bytes().ct_eq(digest.as_bytes())));
        (!used.is_empty()).then_some(Self(left))
    }
}

fn digest(code: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(code.as_bytes()))
}

fn grouped(code: &str) -> String {
    let groups = code.as_bytes().chunks(GROUP).map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join("-")
}
