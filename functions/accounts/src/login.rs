//! `POST /api/users/login/`

use axum::Json;
use axum::extract::State;
use shared::dialect::Input;
use shared::dialect::site::{AccountView, SessionView};
use shared::domain::password::Check;
use shared::domain::text;
use shared::domain::throttle::Window;
use shared::domain::username::fold;
use shared::domain::{Error, Result, Status};
use shared::service::ClientAddress;
use shared::state::AppState;
use shared::store::{Attempts, Login};

/// Logs a user in by username or e-mail address. A user that does not exist, has no password or is blocked takes the
/// same way as one whose password is wrong, at the same cost.
pub async fn login_user(
    State(state): State<AppState>,
    address: ClientAddress,
    input: Input,
) -> Result<Json<SessionView>> {
    let mut fields = input.fields()?;
    let name = fields.required("username", text::guess);
    let password = fields.required("password", text::guess);
    let (name, password) = fields.complete(name.zip(password))?;

    let (login, attempts) = find(&state, &name, &address).await?;
    let usable = login.as_ref().filter(|login| login.auth.status == Status::Approved);
    let hash = usable.and_then(|login| login.password.clone());
    let check = state.passwords.check(password.clone(), hash.clone()).await?;
    let (Some(login), Some(hash), Check::Right | Check::RightButOld) = (usable, hash, check) else {
        return Err(count_failure(&state, &attempts, &address).await);
    };
    if check == Check::RightButOld {
        let new = state.passwords.rehash(password).await?;
        state.store.renew_hash(login.profile.id, &hash, &new).await?;
    }
    let token = state.tokens.issue(login.profile.id, &login.auth, state.clock.now())?;
    Ok(Json(SessionView { user: AccountView::new(&login.profile), token }))
}

/// The account that the name means, and where failures to log in to it are counted. Ends with 429 where there were
/// too many already.
async fn find(state: &AppState, name: &str, address: &ClientAddress) -> Result<(Option<Login>, Attempts)> {
    let (store, limits, now) = (&state.store, state.config.limits, state.clock.now());
    let from_address = Attempts::failures_from(address.as_str());
    let address_check = async {
        match limits {
            Some(limits) => {
                let window = store.attempts(&from_address).await?;
                from_address.check(&window, limits.address_failures, now)
            }
            None => Ok(()),
        }
    };
    // Names rarely change hands: read cheaply, and once more consistently before saying that nobody has this one.
    let (id, ()) = tokio::try_join!(store.find_login(name, false), address_check)?;
    let unknown = Attempts::failures_of_unknown(&fold(name), address.as_str());
    let (id, unknown_failures) = match id {
        Some(id) => (Some(id), Window::default()),
        // In one trip, as the account of a user who is there: how long it takes must not tell.
        None => tokio::try_join!(store.find_login(name, true), store.attempts(&unknown))?,
    };
    let login = match id {
        Some(id) => store.account(id).await?,
        None => None,
    };
    let (attempts, failures) = match &login {
        Some(login) => (Attempts::failures_of(login.profile.id, address.as_str()), &login.failures),
        None => (unknown, &unknown_failures),
    };
    if let Some(limits) = limits {
        attempts.check(failures, limits.account_failures, now)?;
    }
    Ok((login, attempts))
}

/// Counts a failed login and answers what the caller is told: that it failed, or, to those of many at the same time
/// for which there was no room, that there were too many.
async fn count_failure(state: &AppState, attempts: &Attempts, address: &ClientAddress) -> Error {
    let Some(limits) = state.config.limits else { return Error::incorrect_credentials() };
    let (store, now) = (&state.store, state.clock.now());
    let from_address = Attempts::failures_from(address.as_str());
    let (account, address) = tokio::join!(
        store.count_attempt(attempts, limits.account_failures, now),
        store.count_attempt(&from_address, limits.address_failures, now),
    );
    account.and(address).err().unwrap_or_else(Error::incorrect_credentials)
}
