//! JSON Web Tokens as the contract has them ("Credentials"): HS256, made here or by a host that shares the secret.

use std::time::Duration;

use jiff::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::auth::hs256::HS256;
use crate::domain::account::token::IAT_LEEWAY;
use crate::domain::{AuthState, Claims, Error, Result, UserId};
use crate::runtime::config::Secrets;

/// Longest token that is looked at, in bytes: an honest one has about 250.
const TOKEN_MAX: usize = 4_096;
const ACCESS: &str = "access";

/// Makes and reads tokens.
#[derive(Clone)]
pub struct Tokens {
    signing: EncodingKey,
    /// The current secret's, then the previous one's.
    verifying: Vec<DecodingKey>,
    lifetime: Duration,
}

/// The claims as they stand in a token. Times are seconds since 1970, and may have a fraction (RFC 7519, section 2).
#[derive(Serialize, Deserialize)]
struct Payload<Time> {
    user_id: UserId,
    token_type: String,
    jti: String,
    iat: Time,
    exp: Time,
}

impl Tokens {
    /// Tokens signed with the current secret, each of them good for `lifetime`.
    pub fn new(secrets: &Secrets, lifetime: Duration) -> Self {
        // The first of the process installs it, and others find it there.
        let _ = HS256.install_default();
        let all = [Some(&secrets.current), secrets.previous.as_ref()];
        Self {
            signing: EncodingKey::from_secret(secrets.current.as_bytes()),
            verifying: all.into_iter().flatten().map(|s| DecodingKey::from_secret(s.as_bytes())).collect(),
            lifetime,
        }
    }

    /// A new token of this user.
    pub fn issue(&self, user_id: UserId, auth: &AuthState, now: Timestamp) -> Result<String> {
        let iat = auth.issue_at(now.as_second());
        let lifetime = i64::try_from(self.lifetime.as_secs()).unwrap_or(i64::MAX);
        let payload = Payload {
            user_id,
            token_type: ACCESS.to_owned(),
            jti: Uuid::new_v4().simple().to_string(),
            iat,
            exp: iat.saturating_add(lifetime),
        };
        encode(&Header::new(Algorithm::HS256), &payload, &self.signing).map_err(Error::internal)
    }

    /// What a token claims, if it was signed with one of the secrets and is in force.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<Claims> {
        if token.len() > TOKEN_MAX {
            return Err(Error::invalid_token());
        }
        let mut validation = Validation::new(Algorithm::HS256);
        // Times are compared below, against the service's own clock.
        validation.validate_exp = false;
        validation.validate_aud = false;
        let payload = self
            .verifying
            .iter()
            .find_map(|key| decode::<Payload<f64>>(token, key, &validation).ok())
            .ok_or_else(Error::invalid_token)?
            .claims;
        let now = now.as_second();
        let claims = Claims {
            user_id: payload.user_id,
            jti: payload.jti,
            iat: seconds(payload.iat).ok_or_else(Error::invalid_token)?,
            exp: seconds(payload.exp).ok_or_else(Error::invalid_token)?,
        };
        let in_force = payload.token_type == ACCESS
            && !claims.jti.is_empty()
            && claims.exp > now
            && claims.iat <= now.saturating_add(IAT_LEEWAY);
        if in_force { Ok(claims) } else { Err(Error::invalid_token()) }
    }
}

/// Whole seconds of a time that a calendar could hold.
fn seconds(time: f64) -> Option<i64> {
    // Within these bounds the cast is exact.
    (time.is_finite() && (0.0..1e15).contains(&time)).then_some(time.floor() as i64)
}
