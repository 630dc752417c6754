//! `POST /api/users/login/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::site::{AccountView, SessionView, SiteInput};
use shared::domain::account::password::Check;
use shared::domain::account::username::fold;
use shared::domain::text;
use shared::domain::{Error, Result, Status, UserId};
use shared::runtime::service::ClientAddress;
use shared::runtime::state::AppState;
use shared::store::{Attempts, Login};

use crate::login_throttle::{LoginAttempt, LoginThrottle};

/// Logs a user in by username or e-mail address. An unknown, deactivated or deleted user, and one without a password,
/// take the same steps at the same cost as a wrong password, so that a response reveals nothing about the account.
pub async fn login_user(
    State(state): State<AppState>,
    caller: MaybeUser,
    address: ClientAddress,
    input: SiteInput,
) -> Result<Json<SessionView>> {
    let throttle = LoginThrottle::new(&state, &address);
    // The token is issued as of this moment, so that a change of the password during the check revokes it.
    let started = state.clock.now();
    let lookup = async {
        let mut fields = input.fields()?;
        let name = fields.required("username", text::unverified_name);
        let password = fields.required("password", text::unverified);
        let (name, password) = fields.complete(name.zip(password))?;
        let owner = state.store.claimed_names().find_login(&name, false);
        let (id, ()) = tokio::try_join!(owner, throttle.check_address())?;
        Ok((name, password, id))
    };
    let (_, (name, password, id)) = caller.with(lookup).await?;
    let (login, attempt) = match id {
        Some(id) => begin_known(&state, &throttle, id, &address).await?,
        None => begin_unknown(&state, &throttle, &name, &address).await?,
    };

    let usable = login.as_ref().filter(|login| login.auth.status == Status::Approved);
    let hash = usable.and_then(|login| login.password.clone());
    let check = state.passwords.check(password.clone(), hash.clone()).await?;
    let (Some(login), Some(hash), Check::Right | Check::RightButOutdated) = (usable, hash, check) else {
        return Err(throttle.record_failure(&attempt, Error::incorrect_credentials()).await);
    };
    throttle.record_success(&attempt).await?;
    if check == Check::RightButOutdated {
        let new = state.passwords.rehash(password).await?;
        state.store.logins().renew_hash(login.profile.id, &hash, &new).await?;
    }
    let token = state.tokens.issue(login.profile.id, &login.auth, started)?;
    Ok(Json(SessionView { user: AccountView::new(&login.profile), token }))
}

/// Begins a login to the account that has the name.
async fn begin_known(
    state: &AppState,
    throttle: &LoginThrottle<'_>,
    id: UserId,
    address: &ClientAddress,
) -> Result<(Option<Login>, LoginAttempt)> {
    let begun = throttle.begin(Attempts::failures_of(id, address.as_str()));
    let (login, attempt) = tokio::try_join!(state.store.logins().get(id), begun)?;
    if let Some(login) = &login {
        throttle.check(&attempt, &login.failures).await?;
    }
    Ok((login, attempt))
}

/// Begins a login under a name that the eventually consistent lookup did not find. A consistent lookup confirms that,
/// in one trip with the reads and writes that an account would take: the time taken must not reveal whether it exists.
async fn begin_unknown(
    state: &AppState,
    throttle: &LoginThrottle<'_>,
    name: &str,
    address: &ClientAddress,
) -> Result<(Option<Login>, LoginAttempt)> {
    let (store, attempts) = (&state.store, Attempts::failures_of_unknown(&fold(name), address.as_str()));
    let begun = throttle.begin(attempts.clone());
    let (id, failures, attempt) =
        tokio::try_join!(store.claimed_names().find_login(name, true), store.throttles().window(&attempts), begun)?;
    if let Some(id) = id {
        return begin_known(state, throttle, id, address).await;
    }
    throttle.check(&attempt, &failures).await?;
    Ok((None, attempt))
}
