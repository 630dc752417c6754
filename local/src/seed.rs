//! A realistic sample community, for `kith seed` and the benchmarks.
//!
//! All of it follows from the number of a user and the id of the account, also the ids of posts: a run that continues
//! another one writes the same items, and what exists stays as it is. Only source items are written; `fanout` derives
//! the rest.

mod accounts;
mod chance;
mod comments;
mod graph;
mod moderation;
mod pictures;
pub mod population;
mod posts;
mod progress;
mod refusal;
mod sample_user;
mod texts;

use futures::{StreamExt as _, TryStreamExt as _};
use shared::domain::Result;
use shared::domain::account::password::Hasher;
use shared::media::Media;
use shared::runtime::config::Hashing;
use shared::store::Store;

use accounts::Accounts;
pub use progress::{Progress, Stage};
use sample_user::{CONCURRENCY, SampleUser};

/// The password of every sample user.
pub const PASSWORD: &str = "kith-demo-password";

/// Where a sample community is created.
pub struct Seeder<'a, P> {
    /// The table.
    pub store: &'a Store,
    /// Where pictures are stored; without it, users have none.
    pub media: Option<&'a Media>,
    /// Is told how far the run is.
    pub progress: &'a P,
}

/// Hashes [`PASSWORD`], once for all users.
pub fn hash_password() -> Result<String> {
    let Hashing { memory_kib, iterations, lanes } = Hashing::default();
    Hasher::new(memory_kib, iterations, lanes)?.hash(PASSWORD)
}

impl<P: Progress> Seeder<'_, P> {
    /// Creates those of the first `users` sample users that do not exist yet, completes what an interrupted run left
    /// undone, and returns how many users were created.
    pub async fn run(&self, users: u64, password_hash: &str) -> Result<u64> {
        let store = self.store;
        let accounts = accounts::create(store, self.progress, users, password_hash).await?;
        let Accounts { users, unfinished, created } = accounts;
        self.for_each(Stage::Posts, &unfinished, async |user| posts::publish(store, user).await).await?;
        let react = async |user| {
            posts::react(store, &users, user).await?;
            comments::comment(store, &users, user).await?;
            moderation::report(store, &users, user).await
        };
        self.for_each(Stage::Votes, &unfinished, react).await?;
        if let Some(media) = self.media {
            let add_picture = async |user| pictures::add(store, media, user).await;
            self.for_each(Stage::Pictures, &unfinished, add_picture).await?;
        }
        // The last stage, because its last write marks a user as finished.
        self.for_each(Stage::Graph, &unfinished, async |user| graph::connect(store, &users, user).await).await?;
        Ok(created)
    }

    async fn for_each(
        &self,
        stage: Stage,
        users: &[SampleUser],
        work: impl AsyncFn(SampleUser) -> Result<()>,
    ) -> Result<()> {
        self.progress.begin(stage, users.len() as u64);
        let working = futures::stream::iter(users).map(async |user| {
            work(*user).await?;
            self.progress.advance(1);
            Ok(())
        });
        working.buffer_unordered(CONCURRENCY).try_collect().await
    }
}
