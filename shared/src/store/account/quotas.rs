//! The quotas that a request has used of, for the headers `RateLimit` and `RateLimit-Policy` of its response.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::account::throttle::Limit;

/// What is left of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// The name of the limit.
    pub policy: &'static str,
    /// The limit.
    pub limit: Limit,
    /// Attempts that are left in the window.
    pub remaining: u64,
    /// Seconds until the window ends.
    pub reset: u64,
}

type Noted = Arc<Mutex<Vec<Quota>>>;

tokio::task_local! {
    static QUOTAS: Noted;
}

/// Runs a request. Returns its output, and the quotas that it has noted.
pub async fn with_quotas<T>(request: impl Future<Output = T>) -> (T, Vec<Quota>) {
    let noted = Noted::default();
    let output = QUOTAS.scope(noted.clone(), request).await;
    let quotas = std::mem::take(&mut *noted.lock().unwrap_or_else(PoisonError::into_inner));
    (output, quotas)
}

/// Notes a quota for the response; the last one of a policy counts. Outside a request it does nothing.
pub fn note_quota(quota: Quota) {
    let note = |noted: &Noted| {
        let mut quotas = noted.lock().unwrap_or_else(PoisonError::into_inner);
        quotas.retain(|other| other.policy != quota.policy);
        quotas.push(quota);
    };
    // There is no request in a command.
    QUOTAS.try_with(note).unwrap_or_default();
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn a_request_has_its_own_quotas() {
        let quota = |policy, remaining| {
            let limit = Limit { count: 5, window: Duration::from_secs(60) };
            Quota { policy, limit, remaining, reset: 9 }
        };
        note_quota(quota("elsewhere", 1));
        let ((), quotas) = with_quotas(async {
            note_quota(quota("a", 3));
            let ((), inner) = with_quotas(async { note_quota(quota("b", 1)) }).await;
            assert_eq!(inner, [quota("b", 1)]);
            note_quota(quota("c", 2));
            note_quota(quota("a", 2));
        })
        .await;
        assert_eq!(quotas, [quota("c", 2), quota("a", 2)]);
    }
}
