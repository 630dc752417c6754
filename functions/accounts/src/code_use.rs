//! The use of codes of a second factor: by logins, and to turn it off.

use shared::domain::account::second_factor::{Code, SecondFactor, Used};
use shared::domain::account::throttle::Limit;
use shared::domain::{Error, ErrorKind, Result, UserId};
use shared::runtime::security::{SecurityEvent, log_throttled};
use shared::runtime::state::AppState;
use shared::store::{Quota, note_quota};

/// Uses a code of a user's second factor. A wrong one is an error on `field`.
pub async fn use_code(
    state: &AppState,
    id: UserId,
    factor: SecondFactor,
    code: &Code,
    field: &'static str,
) -> Result<SecondFactor> {
    let limit = state.config.limits.map(|limits| limits.second_factor_failures);
    let used = state.store.second_factors().use_code(id, factor, code, limit, &state.clock).await;
    match used.inspect_err(|error| refused(error, id, limit))? {
        Some((factor, used)) => {
            if used == Used::RecoveryCode {
                SecurityEvent::RecoveryCodeUsed.log(id, None);
            }
            Ok(factor)
        }
        None => {
            SecurityEvent::SecondFactorFailed.log(id, None);
            Err(Error::field(field, Code::wrong()))
        }
    }
}

/// Logs that too many codes were wrong, and notes it for the response.
fn refused(error: &Error, id: UserId, limit: Option<Limit>) {
    if let (ErrorKind::Throttled { retry_after }, Some(limit)) = (error.kind, limit) {
        note_quota(Quota { policy: "second-factor", limit, remaining: 0, reset: retry_after });
    }
    log_throttled(error, Some(id));
}
