//! `kith create-superuser`

use std::io::{BufRead as _, IsTerminal as _};

use clap::Args;
use shared::auth::PasswordHasher;
use shared::domain::account::password::Hasher;
use shared::runtime::config::{Config, Hashing};

use super::options::Target;
use crate::failure::Failure;
use crate::{superuser, terminal};

#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Username of the account
    #[arg(long)]
    username: String,
    /// E-mail address of the account
    #[arg(long)]
    email: String,
    #[command(flatten)]
    target: Target,
}

/// Creates the account with the password from `KITH_PASSWORD`, or else from the first line of stdin.
pub async fn run(options: Options) -> Result<(), Failure> {
    let password = read_password()?;
    let config = Config::from_env(|name| std::env::var(name).ok()).map_err(Failure::new)?;
    let Hashing { memory_kib, iterations, lanes } = config.hashing;
    let hasher =
        Hasher::new(memory_kib, iterations, lanes).map_err(|e| Failure::because("cannot hash passwords", &e))?;
    let community = options.target.open().await?;
    let Options { username, email, .. } = &options;
    let (passwords, names) = (PasswordHasher::new(hasher), (username.as_str(), Some(email.as_str())));
    let created = superuser::create(&community.store, &passwords, &config.community_name, names, &password).await;
    community.close().await;
    created?;
    terminal::print(format_args!("superuser {username} is ready"));
    Ok(())
}

fn read_password() -> Result<String, Failure> {
    if let Ok(password) = std::env::var("KITH_PASSWORD") {
        return Ok(password);
    }
    if std::io::stdin().is_terminal() {
        eprint!("Password: ");
    }
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    read.map_err(|e| Failure::new(format_args!("cannot read the password: {e}")))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
