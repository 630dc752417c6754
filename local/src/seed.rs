//! Realistic sample users and their activity, for `kith seed` and the benchmarks.

mod activity;
pub mod population;
mod texts;

use futures::{StreamExt as _, TryStreamExt as _};
use shared::domain::account::password::Hasher;
use shared::domain::time::Clock;
use shared::domain::{AuthState, Error, Profile, UserId};
use shared::runtime::config::Hashing;
use shared::store::{NewAccount, Store};

use activity::SeedState;
use population::{profile, username};

/// The password of every sample user.
pub const PASSWORD: &str = "kith-demo-password";
/// Users whose existence is checked in one call.
const CHUNK: u64 = 100;
/// Accounts that are created concurrently.
const CONCURRENCY: usize = 16;

/// Hashes [`PASSWORD`], once for all users.
pub fn hash_password() -> Result<String, Error> {
    let Hashing { memory_kib, iterations, lanes } = Hashing::default();
    Hasher::new(memory_kib, iterations, lanes)?.hash(PASSWORD)
}

/// Creates those of the first `users` sample users that do not exist yet, each with its follows, posts and votes, and
/// returns how many. `progress` receives the number of users since its last call. If a run is cut off, up to 100 users
/// may be left without activity.
pub async fn create_users(
    store: &Store,
    users: u64,
    password_hash: &str,
    progress: impl Fn(u64),
) -> Result<u64, Error> {
    let (mut created, mut state) = (0, SeedState::default());
    for start in (0..users).step_by(usize::try_from(CHUNK).unwrap_or(1)) {
        let chunk = start..users.min(start + CHUNK);
        let usernames: Vec<String> = chunk.clone().map(username).collect();
        let existing = store.claimed_names().find_usernames(&usernames).await?;
        let complete = existing.len() == usernames.len();
        state.users.extend(existing);
        if complete {
            progress(chunk.end - chunk.start);
            continue;
        }
        let accounts = futures::stream::iter(chunk)
            .map(async |n| Ok::<_, Error>((n, create_account(store, n, password_hash).await?)));
        let mut accounts: Vec<(u64, Option<UserId>)> =
            accounts.buffer_unordered(CONCURRENCY).inspect(|_| progress(1)).try_collect().await?;
        accounts.sort_unstable();
        for (n, id) in accounts {
            let Some(id) = id else { continue };
            state.add_user(store, n, id, Clock::default().now()).await?;
            created += 1;
        }
    }
    Ok(created)
}

/// Creates the account of the n-th user; `None` if it exists.
async fn create_account(store: &Store, n: u64, password_hash: &str) -> Result<Option<UserId>, Error> {
    let profile = profile(n, Clock::default().now()).map_err(|problem| Error::internal(problem.message))?;
    let generate = || NewAccount {
        profile: Profile { id: UserId::generate(profile.id.created()), ..profile.clone() },
        auth: AuthState::new(false, false),
        password: Some(password_hash.to_owned()),
    };
    match store.accounts().create(generate).await {
        Ok(account) => Ok(Some(account.profile.id)),
        Err(error) if !error.fields.is_empty() => Ok(None),
        Err(error) => Err(error),
    }
}
