//! `kith seed`: a community to try things on.

use std::time::Instant;

use futures::{StreamExt as _, TryStreamExt as _};
use indicatif::{ProgressBar, ProgressStyle};
use shared::domain::account::password::Hasher;
use shared::domain::time::Clock;
use shared::domain::{AuthState, Error, Profile, UserId};
use shared::runtime::config::Hashing;
use shared::store::{NewAccount, Store};

use crate::cli::{Failure, SeedArgs, say};
use crate::data::Community;
use crate::doings::Scene;
use crate::people::{person, username};

/// The password of everybody; hashed once.
const PASSWORD: &str = "kith-demo-password";
/// People asked for at once.
const CHUNK: u64 = 100;
/// People made at the same time.
const PARALLEL: usize = 16;

/// Makes those of the first `users` people who are not there yet, and lets them do what people do: follow, publish, vote.
/// Who was made by a run that was cut off may have done nothing.
pub async fn run(args: SeedArgs) -> Result<(), Failure> {
    let Hashing { memory_kib, iterations, lanes } = Hashing::default();
    let hasher = Hasher::new(memory_kib, iterations, lanes).map_err(|e| Failure::of("hashing", &e))?;
    let hash = hasher.hash(PASSWORD).map_err(|e| Failure::of("hashing", &e))?;
    let community = Community::open(&args.target).await?;
    let bar = ProgressBar::new(args.users);
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} users, {per_sec}, {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let started = Instant::now();
    let made = people(&community.store, args.users, &hash, &bar).await;
    bar.finish_and_clear();
    community.close().await;
    let made = made.map_err(|e| Failure::of("the table", &e))?;
    let seconds = started.elapsed().as_secs_f64();
    say(format_args!(
        "made {made} users in {seconds:.1} s ({:.0} a second), {} were there already",
        f64::from(u32::try_from(made).unwrap_or(u32::MAX)) / seconds.max(0.001),
        args.users - made,
    ));
    // The first of all follow nobody: there was nobody yet.
    let example = username(args.users - 1);
    say(format_args!("everybody logs in with the password {PASSWORD}, for example {example}"));
    Ok(())
}

async fn people(store: &Store, users: u64, hash: &str, bar: &ProgressBar) -> Result<u64, Error> {
    let (mut made, mut scene) = (0, Scene::default());
    for start in (0..users).step_by(usize::try_from(CHUNK).unwrap_or(1)) {
        let chunk = start..users.min(start + CHUNK);
        let names: Vec<String> = chunk.clone().map(username).collect();
        let known = store.claimed_names().find_usernames(&names).await?;
        let all = known.len() == names.len();
        scene.people.extend(known);
        if all {
            bar.inc(chunk.end - chunk.start);
            continue;
        }
        let people = futures::stream::iter(chunk).map(async |n| Ok::<_, Error>((n, make(store, n, hash).await?)));
        let mut new: Vec<(u64, Option<UserId>)> =
            people.buffer_unordered(PARALLEL).inspect(|_| bar.inc(1)).try_collect().await?;
        new.sort_unstable();
        for (n, id) in new {
            let Some(id) = id else { continue };
            scene.enter(store, n, id, Clock::default().now()).await?;
            made += 1;
        }
    }
    Ok(made)
}

/// Makes the n-th person; `None` if they are there already.
async fn make(store: &Store, n: u64, hash: &str) -> Result<Option<UserId>, Error> {
    let person = person(n, Clock::default().now()).map_err(|problem| Error::internal(problem.message))?;
    let generate = || NewAccount {
        profile: Profile { id: UserId::generate(person.id.created()), ..person.clone() },
        auth: AuthState::new(false, false),
        password: Some(hash.to_owned()),
    };
    match store.accounts().create(generate).await {
        Ok(account) => Ok(Some(account.profile.id)),
        Err(error) if !error.fields.is_empty() => Ok(None),
        Err(error) => Err(error),
    }
}
