//! Creates superusers.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use shared::auth::PasswordHasher;
use shared::domain::account::password::{Names, NewPassword};
use shared::domain::time::Clock;
use shared::domain::{AuthState, Email, Error, Problem, Profile, UserId, Username};
use shared::store::{NewAccount, Store};

use crate::failure::Failure;

/// Username of the first superuser.
const ADMIN: &str = "admin";

/// The first superuser, as the operator has to know it.
pub enum FirstSuperuser {
    /// With the password that the operator gave.
    WithGivenPassword,
    /// With this password, which is stored nowhere.
    WithGeneratedPassword(String),
}

impl fmt::Display for FirstSuperuser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WithGivenPassword => write!(f, "{ADMIN}, with the password that you gave"),
            Self::WithGeneratedPassword(password) => write!(f, "{ADMIN}, password {password}  (shown only once)"),
        }
    }
}

/// Creates the superuser `admin` if the community has no superuser, with a random password if `password` is `None`.
pub async fn ensure(
    store: &Store,
    passwords: &PasswordHasher,
    community: &str,
    password: Option<&str>,
) -> Result<Option<FirstSuperuser>, Failure> {
    if has_superuser(store).await? {
        return Ok(None);
    }
    let random = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 12]>());
    if let Err(failure) = create(store, passwords, community, (ADMIN, None), password.unwrap_or(&random)).await {
        // Another server on the same table may have created it in the meantime.
        return if has_superuser(store).await? { Ok(None) } else { Err(failure) };
    }
    Ok(Some(match password {
        Some(_) => FirstSuperuser::WithGivenPassword,
        None => FirstSuperuser::WithGeneratedPassword(random),
    }))
}

/// Creates an account with the role of a superuser, in the community of this name.
pub async fn create(
    store: &Store,
    passwords: &PasswordHasher,
    community: &str,
    (username, email): (&str, Option<&str>),
    password: &str,
) -> Result<(), Failure> {
    let username = Username::parse_directory(username).map_err(|problem| invalid("username", &problem))?;
    let email = email.map(Email::parse).transpose().map_err(|problem| invalid("email", &problem))?;
    let names = Names::new(community, &username, email.as_ref());
    let password = NewPassword::parse(password).and_then(|password| password.of(&names));
    let password = password.map_err(|problem| invalid("password", &problem))?;
    let hash = passwords.hash(password).await.map_err(|e| Failure::because("cannot hash the password", &e))?;
    let generate = || NewAccount {
        profile: Profile::new(UserId::generate(Clock::default().now()), username.clone(), email.clone()),
        auth: AuthState::new(true, true),
        password: Some(hash.clone()),
        session: None,
    };
    store.accounts().create(generate).await.map(drop).map_err(|error| refused(&error))
}

async fn has_superuser(store: &Store) -> Result<bool, Failure> {
    store.accounts().has_superuser().await.map_err(|e| Failure::because("cannot read the table", &e))
}

fn refused(error: &Error) -> Failure {
    match error.fields.first() {
        Some(field) => invalid(&field.field, &field.problem),
        None => Failure::because("cannot create the account", error),
    }
}

fn invalid(field: impl std::fmt::Display, problem: &Problem) -> Failure {
    Failure::new(format_args!("{field}: {}", problem.message))
}
