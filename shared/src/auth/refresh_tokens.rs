//! Refresh tokens: `<user>.<session>.<rotation>.<MAC>`. They are derived from the secret, so that the table stores no
//! more of them than how often a session has rotated.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::domain::{Error, Id, Result, Session, UserId};
use crate::runtime::config::Secrets;

/// The longest token that is parsed, in bytes. Those of kith have about 80.
const TOKEN_MAX: usize = 200;

/// Derives and verifies refresh tokens.
#[derive(Clone)]
pub struct RefreshTokens {
    /// The key of the current secret, which derives, and that of the previous one, which still verifies.
    keys: Vec<Hmac<Sha256>>,
}

/// A refresh token whose MAC is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    /// The user.
    pub user: UserId,
    /// The session.
    pub session: Id,
    /// How often the session had rotated when the token was issued.
    pub rotation: u64,
}

impl RefreshTokens {
    /// Tokens of these secrets.
    pub fn new(secrets: &Secrets) -> Result<Self> {
        let all = [Some(&secrets.current), secrets.previous.as_ref()];
        let keys = all.into_iter().flatten().map(|secret| Hmac::new_from_slice(secret.as_bytes()));
        Ok(Self { keys: keys.collect::<std::result::Result<_, _>>().map_err(Error::internal)? })
    }

    /// The current token of a session: the same each time.
    pub fn derive(&self, user: UserId, session: &Session) -> String {
        let token = RefreshToken { user, session: session.id, rotation: session.rotation };
        let mac = self.keys.first().map(|key| token.mac(key).finalize().into_bytes()).unwrap_or_default();
        let RefreshToken { user, session, rotation } = token;
        format!("{user}.{session}.{rotation}.{}", URL_SAFE_NO_PAD.encode(mac))
    }

    /// Reads a token. `None` unless its MAC is right; the comparison takes constant time.
    pub fn verify(&self, text: &str) -> Option<RefreshToken> {
        if text.len() > TOKEN_MAX {
            return None;
        }
        let [user, session, rotation, mac] = text.split('.').collect::<Vec<_>>()[..] else { return None };
        let token =
            RefreshToken { user: UserId::parse(user)?, session: Id::parse(session)?, rotation: rotation.parse().ok()? };
        let mac = URL_SAFE_NO_PAD.decode(mac).ok()?;
        self.keys.iter().any(|key| token.mac(key).verify_slice(&mac).is_ok()).then_some(token)
    }
}

impl RefreshToken {
    /// The MAC over what the token says. Signatures of JSON Web Tokens have the same key, but never such a text.
    fn mac(&self, key: &Hmac<Sha256>) -> Hmac<Sha256> {
        let Self { user, session, rotation } = self;
        key.clone().chain_update(format!("refresh token {user} {session} {rotation}"))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::*;

    fn tokens(current: &str, previous: Option<&str>) -> RefreshTokens {
        let long = |secret: &str| format!("{secret}, a secret of at least 32 bytes");
        RefreshTokens::new(&Secrets::new(long(current), previous.map(long)).unwrap()).unwrap()
    }

    fn session() -> Session {
        Session::new(0, "", "", Timestamp::from_second(1_800_000_000).unwrap(), Duration::from_secs(60))
    }

    #[test]
    fn a_token_says_whose_it_is_and_only_with_its_own_mac() {
        let (tokens, user, first) = (tokens("one", None), Id::at(1_700_000_000_000, 1), session());
        let text = tokens.derive(user, &first);
        assert_eq!(text, tokens.derive(user, &first));
        assert_eq!(tokens.verify(&text), Some(RefreshToken { user, session: first.id, rotation: 0 }));
        let next = tokens.derive(user, &Session { rotation: 1, ..first });
        assert_ne!(text, next);
        let (claims, mac) = next.rsplit_once('.').unwrap();
        let (old_claims, old_mac) = text.rsplit_once('.').unwrap();
        for forged in [
            format!("{claims}.{old_mac}"),
            format!("{old_claims}.{mac}"),
            format!("{claims}."),
            format!("{claims}.{}", &mac[1..]),
            format!("{next}."),
            format!("{next}{}", "A".repeat(200)),
            claims.to_owned(),
            String::new(),
        ] {
            assert_eq!(tokens.verify(&forged), None, "{forged}");
        }
    }

    #[test]
    fn tokens_of_the_previous_secret_verify() {
        let (user, session) = (Id::at(1_700_000_000_000, 1), session());
        let old = tokens("one", None).derive(user, &session);
        assert!(tokens("two", Some("one")).verify(&old).is_some());
        assert!(tokens("two", None).verify(&old).is_none());
        let new = tokens("two", Some("one")).derive(user, &session);
        assert!(tokens("two", None).verify(&new).is_some() && tokens("one", None).verify(&new).is_none());
    }
}
