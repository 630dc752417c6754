//! The headers `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers): what is left of the limits that a
//! request counted against.

use std::fmt::Write as _;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::store::{Quota, with_quotas};

/// What is left.
pub const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
/// The limits.
pub const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Adds the headers to the response of a request that has counted against a limit.
pub(super) async fn report(request: Request, next: Next) -> Response {
    let (mut response, quotas) = with_quotas(next.run(request)).await;
    if !quotas.is_empty() {
        let lists = [(RATE_LIMIT_POLICY, list(&quotas, policy)), (RATE_LIMIT, list(&quotas, left))];
        for (name, list) in lists {
            if let Ok(value) = HeaderValue::from_str(&list) {
                response.headers_mut().insert(name, value);
            }
        }
    }
    response
}

/// A list of structured fields (RFC 9651).
fn list(quotas: &[Quota], item: fn(&Quota, &mut String)) -> String {
    let mut list = String::new();
    for quota in quotas {
        if !list.is_empty() {
            list.push_str(", ");
        }
        item(quota, &mut list);
    }
    list
}

fn policy(quota: &Quota, list: &mut String) {
    let Quota { policy, limit, .. } = quota;
    // Writing into a string does not fail.
    _ = write!(list, "\"{policy}\";q={};w={}", limit.count, limit.window.as_secs());
}

fn left(quota: &Quota, list: &mut String) {
    let Quota { policy, remaining, reset, .. } = quota;
    _ = write!(list, "\"{policy}\";r={remaining};t={reset}");
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::domain::account::throttle::Limit;

    #[test]
    fn quotas_are_lists_of_structured_fields() {
        let quota = |policy, remaining, reset| Quota {
            policy,
            limit: Limit { count: 10, window: Duration::from_secs(900) },
            remaining,
            reset,
        };
        let quotas = [quota("logins", 3, 840), quota("logins-of-address", 0, 1)];
        assert_eq!(list(&quotas, policy), r#""logins";q=10;w=900, "logins-of-address";q=10;w=900"#);
        assert_eq!(list(&quotas, left), r#""logins";r=3;t=840, "logins-of-address";r=0;t=1"#);
    }
}
