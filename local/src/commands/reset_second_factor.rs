//! `kith reset-second-factor`

use clap::Args;
use shared::domain::time::Clock;
use shared::domain::{Error, Result};
use shared::store::Store;

use super::options::Target;
use crate::failure::Failure;
use crate::terminal;

#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Username or e-mail address of the account
    #[arg(long)]
    username: String,
    #[command(flatten)]
    target: Target,
}

/// Turns off the second factor of a user who has lost it, and ends all their sessions.
pub async fn run(options: Options) -> Result<(), Failure> {
    let community = options.target.open().await?;
    let reset = reset(&community.store, &options.username).await;
    community.close().await;
    let name = &options.username;
    match reset.map_err(|error| Failure::because("cannot turn the second factor off", &error))? {
        true => terminal::print(format_args!("{name} logs in without a code")),
        false => return Err(Failure::new(format_args!("there is no user {name} with a second factor"))),
    }
    Ok(())
}

/// Returns `false` if there is no such user, or they have no second factor.
async fn reset(store: &Store, name: &str) -> Result<bool, Error> {
    let Some(id) = store.claimed_names().find_login(name, true).await? else { return Ok(false) };
    let (account, factor) = tokio::try_join!(store.accounts().get(id), store.second_factors().get(id))?;
    let (Some(account), Some(_)) = (account, factor) else { return Ok(false) };
    store.second_factors().reset(id, &account.auth, None, Clock::default().now().as_second()).await?;
    Ok(true)
}
