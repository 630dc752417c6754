//! The gate before every check of a password: how many attempts pass, by account and by address.

use shared::domain::account::throttle::{Limits, Window};
use shared::domain::{Error, Result};
use shared::runtime::service::ClientAddress;
use shared::runtime::state::AppState;
use shared::store::{Attempts, InFlightLogin};

/// The throttle as one request meets it; open where the deployment has none.
pub struct Gate<'a> {
    state: &'a AppState,
    limits: Option<Limits>,
    from_address: Attempts,
}

impl<'a> Gate<'a> {
    /// The gate for a client.
    pub fn new(state: &'a AppState, address: &ClientAddress) -> Self {
        Self { state, limits: state.config.limits, from_address: Attempts::failures_from(address.as_str()) }
    }

    /// Lets pass unless the client's address has failed too often, at whatever accounts.
    pub async fn check_address(&self) -> Result<()> {
        let Some(limits) = self.limits else { return Ok(()) };
        let window = self.state.store.throttles().window(&self.from_address).await?;
        self.from_address.check(&window, limits.address_failures, self.state.clock.now())
    }

    /// Begins a login, unless too many are under way.
    pub async fn begin(&self, attempts: Attempts) -> Result<Attempt> {
        let under_way = match self.limits {
            Some(limits) => {
                let begun = self.state.store.in_flight_logins().begin(
                    &attempts,
                    limits.account_failures,
                    self.state.clock.now(),
                );
                Some(begun.await?)
            }
            None => None,
        };
        Ok(Attempt { attempts, under_way })
    }

    /// Lets a login go on unless there were too many failures, those to be expected included.
    pub async fn check(&self, attempt: &Attempt, failures: &Window) -> Result<()> {
        let (Some(limits), Some(under_way)) = (self.limits, &attempt.under_way) else { return Ok(()) };
        let (limit, now) = (limits.account_failures, self.state.clock.now());
        let pass = attempt.attempts.check(failures, limit, now).and_then(|()| under_way.check(failures, limit, now));
        if pass.is_err() {
            self.state.store.in_flight_logins().end(under_way).await?;
        }
        pass
    }

    /// Counts a failure and answers what the caller is told: `error`, or, to those of many at the same time for which
    /// there was no room, that there were too many.
    pub async fn fail(&self, attempt: &Attempt, error: Error) -> Error {
        let (Some(limits), Some(under_way)) = (self.limits, &attempt.under_way) else { return error };
        let (store, now) = (&self.state.store, self.state.clock.now());
        let (account, address) = tokio::join!(
            store.throttles().count_attempt(&attempt.attempts, limits.account_failures, now),
            store.throttles().count_attempt(&self.from_address, limits.address_failures, now),
        );
        // Only now: at no time is a guess neither under way nor counted.
        let ended = store.in_flight_logins().end(under_way).await;
        account.and(address).and(ended).err().unwrap_or(error)
    }

    /// The login succeeded.
    pub async fn pass(&self, attempt: &Attempt) -> Result<()> {
        match &attempt.under_way {
            Some(under_way) if !under_way.is_alone() => self.state.store.in_flight_logins().end(under_way).await,
            _ => Ok(()),
        }
    }
}

/// A login that has begun.
pub struct Attempt {
    attempts: Attempts,
    under_way: Option<InFlightLogin>,
}
