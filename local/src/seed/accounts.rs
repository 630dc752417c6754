//! The accounts of sample users.

use std::ops::Range;

use futures::{StreamExt as _, TryStreamExt as _};
use jiff::Timestamp;
use shared::domain::time::Clock;
use shared::domain::{AuthState, Error, Profile, Result, Status, UserId};
use shared::store::{NewAccount, Store};

use super::graph;
use super::population::{is_deactivated, is_staff, profile, time_since_joining, username};
use super::progress::{Progress, Stage};
use super::sample_user::{CONCURRENCY, SampleUser, SampleUsers};

/// Users whose existence is checked in one call.
const CHUNK: u64 = 100;

/// What [`create`] found and created.
pub struct Accounts {
    /// All sample users.
    pub users: SampleUsers,
    /// The new users, and those whom an interrupted run left unfinished.
    pub unfinished: Vec<SampleUser>,
    /// The number of new users.
    pub created: u64,
}

#[derive(Clone, Copy)]
struct SampleAccount {
    user: SampleUser,
    /// Whether this run has created it.
    is_new: bool,
}

/// Creates the accounts that do not exist.
pub async fn create(store: &Store, progress: &impl Progress, users: u64, password_hash: &str) -> Result<Accounts> {
    progress.begin(Stage::Users, users);
    let mut all = Accounts { users: SampleUsers::default(), unfinished: Vec::new(), created: 0 };
    for start in (0..users).step_by(usize::try_from(CHUNK).unwrap_or(1)) {
        let chunk = find_or_create(store, progress, start..users.min(start + CHUNK), password_hash).await?;
        all.users.extend(chunk.iter().map(|account| account.map(|account| account.user)));
        let checking = futures::stream::iter(chunk.into_iter().flatten()).map(async |account| {
            let finished = !account.is_new && graph::is_finished(store, &all.users, account.user).await?;
            Ok::<_, Error>((!finished).then_some(account))
        });
        let unfinished: Vec<_> = checking.buffered(CONCURRENCY).try_collect().await?;
        for SampleAccount { user, is_new } in unfinished.into_iter().flatten() {
            all.unfinished.push(user);
            all.created += u64::from(is_new);
        }
    }
    Ok(all)
}

/// The users with these numbers, in order. A user who was deleted is missing.
async fn find_or_create(
    store: &Store,
    progress: &impl Progress,
    numbers: Range<u64>,
    password_hash: &str,
) -> Result<Vec<Option<SampleAccount>>> {
    let usernames: Vec<String> = numbers.clone().map(username).collect();
    let found = store.claimed_names().find_each_username(&usernames).await?;
    let accounts = futures::stream::iter(numbers.zip(found)).map(async |(n, found)| {
        let account = match found {
            Some(id) => Some((id, false)),
            None => create_account(store, n, password_hash).await?,
        };
        progress.advance(1);
        Ok(account.map(|(id, is_new)| SampleAccount { user: SampleUser { n, id, seeded: seeded(n, id) }, is_new }))
    });
    accounts.buffered(CONCURRENCY).try_collect().await
}

/// When the account was created, which its id does not say: it contains an earlier time.
fn seeded(n: u64, id: UserId) -> Timestamp {
    let now = Clock::default().now();
    id.created().checked_add(time_since_joining(n)).map_or(now, |seeded| seeded.min(now))
}

/// Creates the account of the n-th user, and returns it with whether it is new: another run may have created it since
/// this one looked. `None` if the name is that of a deleted user.
async fn create_account(store: &Store, n: u64, password_hash: &str) -> Result<Option<(UserId, bool)>> {
    let mut profile = profile(n, Clock::default().now()).map_err(|problem| Error::internal(problem.message))?;
    let mut auth = AuthState::new(is_staff(n), false);
    if is_deactivated(n) {
        (profile.status, auth.status) = (Status::Blocked, Status::Blocked);
    }
    let generate = || NewAccount {
        profile: Profile { id: UserId::generate(profile.id.created()), ..profile.clone() },
        auth: auth.clone(),
        password: Some(password_hash.to_owned()),
        session: None,
    };
    match store.accounts().create(generate).await {
        Ok(account) => Ok(Some((account.profile.id, true))),
        Err(error) if !error.fields.is_empty() => {
            let found = store.claimed_names().find_username(profile.username.as_str()).await?;
            Ok(found.map(|id| (id, false)))
        }
        Err(error) => Err(error),
    }
}
