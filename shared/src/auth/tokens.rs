//! JSON Web Tokens (`docs/api/common.md`, "Credentials"): HS256, issued here or by a host that shares the secret.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize};
use uuid::Uuid;

use crate::auth::hs256::HS256;
use crate::domain::account::token::CLOCK_LEEWAY;
use crate::domain::{AuthState, Claims, Error, Id, Result, Session, UserId};
use crate::runtime::config::Secrets;

/// The longest token that is parsed, in bytes. Tokens of kith have about 330.
const TOKEN_MAX: usize = 4_096;
const ACCESS: &str = "access";

/// Issues and verifies tokens.
#[derive(Clone)]
pub struct Tokens {
    signing: EncodingKey,
    /// The keys of the current and of the previous secret.
    verifying: Vec<DecodingKey>,
}

/// The claims in a token. Times are seconds since 1970, and may have a fraction (RFC 7519, section 2).
///
/// A host application may use the optional claims for something else: values of another form count as none.
#[derive(Serialize, Deserialize)]
#[serde(bound(deserialize = "Time: DeserializeOwned"))]
struct Payload<Time> {
    #[serde(deserialize_with = "user_id")]
    user_id: UserId,
    token_type: String,
    jti: String,
    iat: Time,
    exp: Time,
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    nbf: Option<Time>,
    #[serde(default = "Option::default", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    auth_time: Option<Time>,
    /// The session.
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    sid: Option<String>,
    /// The generation of credentials, in tokens with a session.
    #[serde(default, rename = "gen", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    generation: Option<u64>,
}

impl Tokens {
    /// Issues tokens signed with the current secret, and verifies those of either secret.
    pub fn new(secrets: &Secrets) -> Self {
        // Only the first call of a process succeeds; later ones find the provider installed.
        let _ = HS256.install_default();
        let all = [Some(&secrets.current), secrets.previous.as_ref()];
        Self {
            signing: EncodingKey::from_secret(secrets.current.as_bytes()),
            verifying: all.into_iter().flatten().map(|s| DecodingKey::from_secret(s.as_bytes())).collect(),
        }
    }

    /// Issues a token in a session of this user.
    pub fn issue(
        &self,
        user_id: UserId,
        session: &Session,
        auth: &AuthState,
        lifetime: Duration,
        now: Timestamp,
    ) -> Result<String> {
        let iat = auth.issue_at(now.as_second());
        let lifetime = i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX);
        let payload = Payload {
            user_id,
            token_type: ACCESS.to_owned(),
            jti: Uuid::new_v4().simple().to_string(),
            iat,
            exp: iat.saturating_add(lifetime),
            nbf: None,
            auth_time: Some(session.auth_time()),
            sid: Some(session.id.to_string()),
            generation: Some(auth.generation),
        };
        encode(&Header::new(Algorithm::HS256), &payload, &self.signing).map_err(Error::internal)
    }

    /// Verifies signature, type and times of a token. Returns its claims.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<Claims> {
        if token.len() > TOKEN_MAX {
            return Err(Error::invalid_token());
        }
        let mut validation = Validation::new(Algorithm::HS256);
        // Times are compared below, with the service's own clock.
        validation.validate_exp = false;
        validation.validate_aud = false;
        let payload = self
            .verifying
            .iter()
            .find_map(|key| decode::<Payload<f64>>(token, key, &validation).ok())
            .filter(|_| !has_critical_extensions(token))
            .ok_or_else(Error::invalid_token)?
            .claims;
        let now = now.as_second();
        // kith writes both.
        let session = payload.sid.as_deref().and_then(Id::parse).filter(|_| payload.generation.is_some());
        let claims = Claims {
            user_id: payload.user_id,
            jti: payload.jti,
            iat: seconds(payload.iat).ok_or_else(Error::invalid_token)?,
            exp: seconds(payload.exp).ok_or_else(Error::invalid_token)?,
            session,
            generation: session.and(payload.generation),
            auth_time: payload.auth_time.and_then(seconds),
        };
        let not_before = payload.nbf.map(|nbf| seconds(nbf).ok_or_else(Error::invalid_token)).transpose()?;
        let in_force = payload.token_type == ACCESS
            && !claims.jti.is_empty()
            && claims.exp > now
            && claims.iat <= now.saturating_add(CLOCK_LEEWAY)
            && not_before.is_none_or(|nbf| nbf <= now.saturating_add(CLOCK_LEEWAY));
        if in_force { Ok(claims) } else { Err(Error::invalid_token()) }
    }
}

/// Whether the header of a token lists critical extensions. They must be understood (RFC 7515, section 4.1.11), and none
/// is; even an empty list is malformed.
fn has_critical_extensions(token: &str) -> bool {
    let header = token.split('.').next().and_then(|header| URL_SAFE_NO_PAD.decode(header).ok());
    let header = header.and_then(|header| serde_json::from_slice::<serde_json::Value>(&header).ok());
    header.is_none_or(|header| header.get("crit").is_some())
}

/// The id of a user: an integer, or the text of its digits, which Python's `simplejwt` writes.
fn user_id<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<UserId, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Form {
        Number(UserId),
        Text(String),
    }
    match Form::deserialize(deserializer)? {
        Form::Number(id) => Ok(id),
        Form::Text(text) => UserId::parse(&text).ok_or_else(|| D::Error::custom("not the id of a user")),
    }
}

/// A value of the type, if it is one.
fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> std::result::Result<Option<T>, D::Error> {
    Ok(serde_json::from_value(serde_json::Value::deserialize(deserializer)?).ok())
}

/// Whole seconds of a plausible time.
fn seconds(time: f64) -> Option<i64> {
    // Within these bounds the cast is exact.
    (time.is_finite() && (0.0..1e15).contains(&time)).then_some(time.floor() as i64)
}
