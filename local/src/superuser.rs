//! Superusers: the first one of a new community, and `kith create-superuser`.

use std::io::{BufRead as _, IsTerminal as _};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use shared::auth::PasswordHasher;
use shared::domain::account::password::{Hasher, Password};
use shared::domain::time::Clock;
use shared::domain::{AuthState, Email, Error, Profile, UserId, Username};
use shared::runtime::config::{Config, Hashing};
use shared::store::{NewAccount, Store};

use crate::cli::{Failure, SuperuserArgs, say};
use crate::data::Community;

/// Name of the first superuser.
const ADMIN: &str = "admin";

/// Makes the first superuser of a community that has none, and returns what the person at the terminal must know.
pub async fn ensure(store: &Store, passwords: &PasswordHasher, given: Option<&str>) -> Result<Option<String>, Failure> {
    let there = store.accounts().has_superuser().await.map_err(|e| Failure::of("the table", &e))?;
    if there {
        return Ok(None);
    }
    let random = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 12]>());
    if let Err(failure) = create(store, passwords, ADMIN, None, given.unwrap_or(&random)).await {
        // Another server on the same table may have been faster.
        let there = store.accounts().has_superuser().await.map_err(|e| Failure::of("the table", &e))?;
        return if there { Ok(None) } else { Err(failure) };
    }
    Ok(Some(match given {
        Some(_) => format!("{ADMIN}, with the password that you gave"),
        None => format!("{ADMIN}, password {random}  (shown only this once)"),
    }))
}

/// `kith create-superuser`
pub async fn run(args: SuperuserArgs) -> Result<(), Failure> {
    let password = read_password()?;
    let hashing = Config::from_env(|name| std::env::var(name).ok()).map_err(|e| Failure(e.to_string()))?.hashing;
    let Hashing { memory_kib, iterations, lanes } = hashing;
    let hasher = Hasher::new(memory_kib, iterations, lanes).map_err(|e| Failure::of("hashing", &e))?;
    let community = Community::open(&args.target).await?;
    let made =
        create(&community.store, &PasswordHasher::new(hasher), &args.username, Some(&args.email), &password).await;
    community.close().await;
    made?;
    say(format_args!("superuser {} is ready", args.username));
    Ok(())
}

fn read_password() -> Result<String, Failure> {
    if let Ok(password) = std::env::var("KITH_PASSWORD") {
        return Ok(password);
    }
    if std::io::stdin().is_terminal() {
        eprint!("password: ");
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(|e| Failure(format!("cannot read the password: {e}")))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

async fn create(
    store: &Store,
    passwords: &PasswordHasher,
    username: &str,
    email: Option<&str>,
    password: &str,
) -> Result<(), Failure> {
    let wrong = |field: &str, problem: shared::domain::Problem| Failure(format!("{field}: {}", problem.message));
    let username = Username::parse_directory(username).map_err(|problem| wrong("username", problem))?;
    let email = email.map(Email::parse).transpose().map_err(|problem| wrong("email", problem))?;
    let password = Password::parse(password).map_err(|problem| wrong("password", problem))?;
    let hash = passwords.hash(password).await.map_err(|e| Failure::of("hashing", &e))?;
    let generate = || NewAccount {
        profile: Profile::new(UserId::generate(Clock::default().now()), username.clone(), email.clone()),
        auth: AuthState::new(true, true),
        password: Some(hash.clone()),
    };
    store.accounts().create(generate).await.map(drop).map_err(refused)
}

fn refused(error: Error) -> Failure {
    match error.fields.first() {
        Some(wrong) => Failure(format!("{}: {}", wrong.field, wrong.problem.message)),
        None => Failure::of("the table", &error),
    }
}
