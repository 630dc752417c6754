//! The use of codes of a second factor: by logins, and to turn it off.

use shared::domain::account::second_factor::{Code, SecondFactor, Used};
use shared::domain::{Error, Result, UserId};
use shared::runtime::security::{SecurityEvent, log_throttled};
use shared::runtime::state::AppState;

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
    match used.inspect_err(|error| _ = log_throttled(error, Some(id)))? {
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
