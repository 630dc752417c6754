//! The login throttle: limits failed password checks by account and by network address (`docs/api/common.md`,
//! "Throttling").

use std::time::Duration;

use shared::domain::account::throttle::{Limit, Limits, Window};
use shared::domain::{Error, ErrorKind, Result, UserId};
use shared::runtime::security::{SecurityEvent, log_throttled};
use shared::runtime::service::ClientAddress;
use shared::runtime::state::AppState;
use shared::store::{Attempts, InFlightLogin, InFlightLogins, Login, Quota, note_quota};

/// The throttle for one request. It allows everything if the deployment sets no limits.
pub struct LoginThrottle<'a> {
    state: &'a AppState,
    limits: Option<Limits>,
    from_address: Attempts,
}

impl<'a> LoginThrottle<'a> {
    /// The throttle for requests from this address.
    pub fn new(state: &'a AppState, address: &ClientAddress) -> Self {
        Self { state, limits: state.config.limits, from_address: Attempts::failures_from(address.as_str()) }
    }

    /// Fails if logins from this address have failed too often, to any accounts.
    pub async fn check_address(&self) -> Result<()> {
        let Some(limits) = self.limits else { return Ok(()) };
        let window = self.state.store.throttles().window(&self.from_address).await?;
        let checked = self.from_address.check(&window, limits.address_failures, self.state.clock.now());
        checked.inspect_err(|error| _ = log_throttled(error, None))
    }

    /// Begins a login of this user, if the name has one. Fails if too many logins to the account are in flight.
    pub async fn begin(&self, user: Option<UserId>, attempts: Attempts) -> Result<LoginAttempt> {
        let begun = self.try_begin(user, attempts).await;
        begun.inspect_err(|error| self.refused(error, user))
    }

    /// Begins a login of a user while `read` reads the account. If the address is one that the account is known to log in
    /// from, other addresses do not keep it out.
    pub async fn begin_known(
        &self,
        user: UserId,
        address: &ClientAddress,
        read: impl Future<Output = Result<Option<Login>>>,
    ) -> Result<(Option<Login>, LoginAttempt)> {
        let attempts = Attempts::failures_of(user, address.as_str());
        let (login, begun) = tokio::join!(read, self.try_begin(Some(user), attempts.clone()));
        let login = login?;
        let hashes = self.state.address_hashes.of(user, address.as_str());
        let now = self.state.clock.now();
        let is_known = login.as_ref().is_some_and(|login| login.addresses.contain(&hashes, now));
        let attempt = match begun {
            Ok(LoginAttempt { user, attempts, in_flight }) => LoginAttempt {
                user,
                attempts: attempts.from_known(is_known),
                in_flight: in_flight.map(|in_flight| in_flight.from_known(is_known)),
            },
            Err(error) if is_known && matches!(error.kind, ErrorKind::Throttled { .. }) => {
                self.begin(Some(user), attempts.from_known(true)).await?
            }
            Err(error) => {
                self.refused(&error, Some(user));
                return Err(error);
            }
        };
        Ok((login, attempt))
    }

    /// Logs that too many logins are in flight, and notes it for the response.
    fn refused(&self, error: &Error, user: Option<UserId>) {
        if let (ErrorKind::Throttled { retry_after }, Some(limits)) = (error.kind, self.limits) {
            let limit = Limit { window: Duration::from_secs(InFlightLogins::SLICE), ..limits.account_failures };
            note_quota(Quota { policy: "logins-at-once", limit, remaining: 0, reset: retry_after });
        }
        log_throttled(error, user);
    }

    async fn try_begin(&self, user: Option<UserId>, attempts: Attempts) -> Result<LoginAttempt> {
        let in_flight = match self.limits {
            Some(limits) => {
                let (limit, now) = (limits.account_failures, self.state.clock.now());
                Some(self.state.store.in_flight_logins().begin(&attempts, limit, now).await?)
            }
            None => None,
        };
        Ok(LoginAttempt { user, attempts, in_flight })
    }

    /// Fails, and ends the attempt, if the limit has no room for another failure, or would have none if every login in
    /// flight failed.
    pub async fn check(&self, attempt: &LoginAttempt, failures: &Window) -> Result<()> {
        let (Some(limits), Some(in_flight)) = (self.limits, &attempt.in_flight) else { return Ok(()) };
        let (limit, now) = (limits.account_failures, self.state.clock.now());
        let allowed = attempt.attempts.check(failures, limit, now).and_then(|()| in_flight.check(failures, limit, now));
        if let Err(error) = &allowed {
            log_throttled(error, attempt.user);
            self.state.store.in_flight_logins().end(in_flight).await?;
        }
        allowed
    }

    /// Counts a failed password check and returns the response's error: `error`, or a `throttled` error once a limit is
    /// reached. Of failures that arrive at the same time, exactly as many get `error` as the limit has room for.
    pub async fn record_failure(&self, attempt: &LoginAttempt, error: Error) -> Error {
        let error = self.count_failure(attempt, error).await;
        if !log_throttled(&error, attempt.user) {
            SecurityEvent::LoginFailed.log(attempt.user, None);
        }
        error
    }

    async fn count_failure(&self, attempt: &LoginAttempt, error: Error) -> Error {
        let (Some(limits), Some(in_flight)) = (self.limits, &attempt.in_flight) else { return error };
        let (store, now) = (&self.state.store, self.state.clock.now());
        let counted = [(&attempt.attempts, limits.account_failures), (&self.from_address, limits.address_failures)];
        let [account, address] = store.throttles().count_attempts(counted, now).await;
        // Only after the failure is counted, so that a guess is always either in flight or counted.
        let ended = store.in_flight_logins().end(in_flight).await;
        account.and(address).and(ended).err().unwrap_or(error)
    }

    /// Ends the attempt after a successful password check. The only login in flight is left to expire, which saves a
    /// write.
    pub async fn record_success(&self, attempt: &LoginAttempt) -> Result<()> {
        match &attempt.in_flight {
            Some(in_flight) if !in_flight.is_alone() => self.state.store.in_flight_logins().end(in_flight).await,
            _ => Ok(()),
        }
    }
}

/// A login that has begun. Without limits it is not stored.
pub struct LoginAttempt {
    user: Option<UserId>,
    attempts: Attempts,
    in_flight: Option<InFlightLogin>,
}
