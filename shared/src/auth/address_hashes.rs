//! Keyed hashes of the network addresses from which an account has logged in. Without the secret no one can tell the addresses
//! from the hashes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::domain::{Error, Result, UserId};
use crate::runtime::config::Secrets;

/// Bytes of a hash that are kept. No more are needed to tell 8 addresses apart.
const BYTES: usize = 16;

/// Hashes network addresses.
#[derive(Clone)]
pub struct AddressHashes {
    /// The key of the current secret, and that of the previous one.
    keys: Vec<Hmac<Sha256>>,
}

impl AddressHashes {
    /// Hashes with these secrets.
    pub fn new(secrets: &Secrets) -> Result<Self> {
        let all = [Some(&secrets.current), secrets.previous.as_ref()];
        let keys = all.into_iter().flatten().map(|secret| Hmac::new_from_slice(secret.as_bytes()));
        Ok(Self { keys: keys.collect::<std::result::Result<_, _>>().map_err(Error::internal)? })
    }

    /// The hashes of an address for one account: that of the current secret first, under which it is stored.
    pub fn of(&self, user: UserId, address: &str) -> Vec<String> {
        let hash = |key: &Hmac<Sha256>| {
            let mac = key.clone().chain_update(format!("network address {user} {address}")).finalize().into_bytes();
            URL_SAFE_NO_PAD.encode(mac.iter().take(BYTES).copied().collect::<Vec<u8>>())
        };
        self.keys.iter().map(hash).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Id;

    #[test]
    fn a_hash_depends_on_secret_user_and_address() {
        let secret = |letter: &str| letter.repeat(32);
        let hashes = |current: &str, previous: Option<&str>| {
            AddressHashes::new(&Secrets::new(secret(current), previous.map(secret)).unwrap()).unwrap()
        };
        let [one, other] = [1, 2].map(|n| Id::try_from(n).unwrap());
        let old = hashes("a", None).of(one, "192.0.2.1");
        assert_eq!((old.len(), old[0].len()), (1, 22));
        let rotated = hashes("b", Some("a")).of(one, "192.0.2.1");
        assert_eq!((rotated.len(), &rotated[1]), (2, &old[0]));
        assert_ne!(rotated[0], old[0]);
        assert_ne!(hashes("a", None).of(other, "192.0.2.1"), old);
        assert_ne!(hashes("a", None).of(one, "192.0.2.2"), old);
    }
}
