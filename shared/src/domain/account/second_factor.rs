//! The second factor: codes of an authenticator app (TOTP), and recovery codes for the day that it is lost
//! (`docs/account-security.md`, "Second factor").

mod recovery;
mod totp;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::recovery::RecoveryCodes;
pub use self::totp::Secret;
use crate::domain::account::throttle::Limit;
use crate::domain::error::{Error, Problem, Result};

/// Characters of a code in a request, at most.
const CODE_MAX: usize = 100;
/// How long a secret waits for its first code, in seconds.
const PENDING_FOR: i64 = 60 * 60;

/// A code in a request: of the app, or a recovery code. It does not implement `Debug`, so that it cannot end up in a log.
pub struct Code(String);

impl Code {
    /// Parses a code. Spaces and hyphens make no difference.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let code: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        match code.chars().count() {
            0 => Err(Problem::blank()),
            length if length > CODE_MAX => Err(Problem::too_long(CODE_MAX)),
            _ => Ok(Self(code)),
        }
    }

    /// Parses the code of a login, which the empty text lacks.
    pub fn parse_optional(text: &str) -> Result<Option<Self>, Problem> {
        if text.trim().is_empty() { Ok(None) } else { Self::parse(text).map(Some) }
    }

    /// The code is wrong, or was used already. The message does not say which.
    pub fn wrong() -> Problem {
        Problem::new("invalid", "This code is wrong or was used already. Enter the code that your app shows now.")
    }

    /// A login needs a code.
    pub fn missing() -> Problem {
        Problem::new("required", "Enter the code that your authenticator app shows, or one of your recovery codes.")
    }
}

/// The second factor of a user, and its set-up. No response has it after the set-up.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactor {
    /// The secret, if the factor is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secret: Option<Secret>,
    /// The time step of the last code that was used. Codes are good once, and in their order.
    #[serde(default)]
    last_step: i64,
    /// Digests of the recovery codes that are left.
    #[serde(default)]
    recovery: RecoveryCodes,
    /// The secret that awaits its first code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pending: Option<Pending>,
    /// Wrong codes since the window began.
    #[serde(default)]
    failures: u64,
    /// When the window of wrong codes ends, in seconds since 1970.
    #[serde(default)]
    failures_end: i64,
    /// Another random number after every change.
    pub version: u64,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Pending {
    secret: Secret,
    /// Until when, in seconds since 1970.
    expires: i64,
}

/// What a code was used as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Used {
    /// A code of the app.
    AppCode,
    /// A recovery code, which is used up.
    RecoveryCode,
}

/// What a code is worth, with the second factor as it is after it.
pub enum Checked {
    /// It is right.
    Right(SecondFactor, Used),
    /// It is wrong, or was used before.
    Wrong(SecondFactor),
}

impl SecondFactor {
    /// The set-up of this secret, which awaits its first code.
    pub fn pending(secret: Secret, now: Timestamp) -> Self {
        let pending = Some(Pending { secret, expires: now.as_second() + PENDING_FOR });
        let (recovery, version) = (RecoveryCodes::default(), rand::random());
        Self { secret: None, last_step: 0, recovery, pending, failures: 0, failures_end: 0, version }
    }

    /// Whether logins need a code.
    pub fn is_on(&self) -> bool {
        self.secret.is_some()
    }

    /// How many recovery codes are left.
    pub fn recovery_codes_left(&self) -> usize {
        self.recovery.len()
    }

    /// The factor as the first code of its secret turns it on, with these recovery codes. Fails if no set-up awaits a code.
    pub fn confirmed(&self, code: &Code, recovery: RecoveryCodes, now: Timestamp) -> Result<Self> {
        let pending = self.pending.as_ref().filter(|pending| !self.is_on() && pending.expires > now.as_second());
        let pending = pending.ok_or_else(Error::not_found)?;
        let step = pending.secret.step_of(&code.0, 0, now).ok_or_else(|| Error::field("code", Code::wrong()))?;
        let secret = Some(pending.secret.clone());
        Ok(Self { secret, last_step: step, recovery, pending: None, version: rand::random(), ..self.clone() })
    }

    /// Checks a code. Fails if too many were wrong lately, whatever this one is.
    pub fn check(&self, code: &Code, limit: Option<Limit>, now: Timestamp) -> Result<Checked> {
        let second = now.as_second();
        let is_open = self.failures_end > second;
        if limit.is_some_and(|limit| is_open && self.failures >= limit.count) {
            return Err(Error::throttled(self.failures_end.abs_diff(second)));
        }
        let fresh = Self { version: rand::random(), ..self.clone() };
        let right = Self { failures: 0, failures_end: 0, ..fresh.clone() };
        let step = self.secret.as_ref().and_then(|secret| secret.step_of(&code.0, self.last_step, now));
        if let Some(last_step) = step {
            return Ok(Checked::Right(Self { last_step, ..right }, Used::AppCode));
        }
        if let Some(recovery) = self.recovery.without(&code.0).filter(|_| self.is_on()) {
            return Ok(Checked::Right(Self { recovery, ..right }, Used::RecoveryCode));
        }
        let window = limit.map_or(0, |limit| i64::try_from(limit.window.as_secs()).unwrap_or(i64::MAX));
        let (failures, failures_end) =
            if is_open { (self.failures + 1, self.failures_end) } else { (1, second.saturating_add(window)) };
        Ok(Checked::Wrong(Self { failures, failures_end, ..fresh }))
    }
}

#[cfg(test)]
mod tests;
