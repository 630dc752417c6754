//! Limits on what a user does, can find out and can have computed: posts and the like, which names and addresses are taken,
//! and hashes of passwords.

use std::time::Duration;

use crate::domain::account::activity::{Activity, WINDOW};
use crate::domain::account::throttle::{Limit, Limits};
use crate::domain::{Email, ErrorKind, Profile, Result, Viewer};
use crate::runtime::security::log_throttled;
use crate::runtime::state::AppState;
use crate::store::{Attempts, Quota, note_quota};

/// Fails with 429 if the caller has done this too often in this hour, as `fanout` has marked it in the auth state, which the
/// request has read.
pub fn must_have_room(state: &AppState, viewer: &Viewer, activity: Activity) -> Result<()> {
    let Some(count) = state.config.limits.and_then(|limits| limits.activity.of(activity)) else { return Ok(()) };
    let checked = viewer.auth.must_have_room(activity, state.clock.now());
    checked.inspect_err(|error| {
        if let ErrorKind::Throttled { retry_after } = error.kind {
            let limit = Limit { count, window: Duration::from_secs(WINDOW.unsigned_abs()) };
            note_quota(Quota { policy: activity.name(), limit, remaining: 0, reset: retry_after });
        }
        log_throttled(error, Some(viewer.id()));
    })
}

/// Counts what a change of the caller's own profile tells of others: whether a new username and a new address are taken.
/// Fails with 429 over the limit. Staff may look names and addresses up anyway.
pub async fn count_probes(state: &AppState, viewer: &Viewer, before: &Profile, after: &Profile) -> Result<()> {
    let folded = |email: &Option<Email>| email.as_ref().map(Email::folded);
    let probes_name = before.username.folded() != after.username.folded();
    let probes_address = after.email.is_some() && folded(&before.email) != folded(&after.email);
    if viewer.is_staff() || !(probes_name || probes_address) {
        return Ok(());
    }
    let names = async {
        match probes_name {
            true => count(state, viewer, Attempts::names_probed_by(viewer.id()), |limits| limits.names).await,
            false => Ok(()),
        }
    };
    let addresses = async { if probes_address { count_address(state, viewer).await } else { Ok(()) } };
    tokio::try_join!(names, addresses).map(drop)
}

/// Counts a question of the caller whether an e-mail address is taken.
pub async fn count_address_probe(state: &AppState, viewer: &Viewer) -> Result<()> {
    if viewer.is_staff() { Ok(()) } else { count_address(state, viewer).await }
}

/// Counts a password that the caller has hashed, staff included: a hash is expensive, whoever asks for it.
pub async fn count_hash(state: &AppState, viewer: &Viewer) -> Result<()> {
    count(state, viewer, Attempts::hashes_by(viewer.id()), |limits| limits.hashes).await
}

async fn count_address(state: &AppState, viewer: &Viewer) -> Result<()> {
    count(state, viewer, Attempts::addresses_probed_by(viewer.id()), |limits| limits.addresses).await
}

async fn count(state: &AppState, viewer: &Viewer, attempts: Attempts, limit: fn(&Limits) -> Limit) -> Result<()> {
    let Some(limits) = state.config.limits else { return Ok(()) };
    let counted = state.store.throttles().count_attempt(&attempts, limit(&limits), state.clock.now()).await;
    counted.inspect_err(|error| _ = log_throttled(error, Some(viewer.id())))
}
