//! `POST /api/users/login/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::Input;
use shared::dialect::site::{AccountView, SessionView};
use shared::domain::account::password::Check;
use shared::domain::account::username::fold;
use shared::domain::text;
use shared::domain::{Error, Result, Status, UserId};
use shared::runtime::service::ClientAddress;
use shared::runtime::state::AppState;
use shared::store::{Attempts, Login};

use crate::gate::{Attempt, Gate};

/// Logs a user in by username or e-mail address. A user that does not exist, has no password or is blocked takes the
/// same way as one whose password is wrong, at the same cost.
pub async fn login_user(
    State(state): State<AppState>,
    caller: MaybeUser,
    address: ClientAddress,
    input: Input,
) -> Result<Json<SessionView>> {
    let gate = Gate::new(&state, &address);
    // From before the password is looked at: a change of it that comes while this is at work kills the token as well.
    let began = state.clock.now();
    let found = async {
        let mut fields = input.fields()?;
        let name = fields.required("username", text::guess);
        let password = fields.required("password", text::guess);
        let (name, password) = fields.complete(name.zip(password))?;
        let (id, ()) = tokio::try_join!(state.store.claimed_names().find_login(&name, false), gate.check_address())?;
        Ok((name, password, id))
    };
    let (_, (name, password, id)) = caller.with(found).await?;
    let (login, attempt) = match id {
        Some(id) => known(&state, &gate, id, &address).await?,
        None => unknown(&state, &gate, &name, &address).await?,
    };

    let usable = login.as_ref().filter(|login| login.auth.status == Status::Approved);
    let hash = usable.and_then(|login| login.password.clone());
    let check = state.passwords.check(password.clone(), hash.clone()).await?;
    let (Some(login), Some(hash), Check::Right | Check::RightButOld) = (usable, hash, check) else {
        return Err(gate.fail(&attempt, Error::incorrect_credentials()).await);
    };
    gate.pass(&attempt).await?;
    if check == Check::RightButOld {
        let new = state.passwords.rehash(password).await?;
        state.store.logins().renew_hash(login.profile.id, &hash, &new).await?;
    }
    let token = state.tokens.issue(login.profile.id, &login.auth, began)?;
    Ok(Json(SessionView { user: AccountView::new(&login.profile), token }))
}

/// The account of somebody who has the name, and the login that has begun there.
async fn known(
    state: &AppState,
    gate: &Gate<'_>,
    id: UserId,
    address: &ClientAddress,
) -> Result<(Option<Login>, Attempt)> {
    let begun = gate.begin(Attempts::failures_of(id, address.as_str()));
    let (login, attempt) = tokio::try_join!(state.store.logins().get(id), begun)?;
    if let Some(login) = &login {
        gate.check(&attempt, &login.failures).await?;
    }
    Ok((login, attempt))
}

/// The login that has begun under a name that nobody seems to have. Names rarely change hands, so they were read
/// cheaply; before that is taken for granted they are read again, in one trip with what an account would take: how
/// long it takes must not tell.
async fn unknown(
    state: &AppState,
    gate: &Gate<'_>,
    name: &str,
    address: &ClientAddress,
) -> Result<(Option<Login>, Attempt)> {
    let (store, attempts) = (&state.store, Attempts::failures_of_unknown(&fold(name), address.as_str()));
    let begun = gate.begin(attempts.clone());
    let (id, failures, attempt) =
        tokio::try_join!(store.claimed_names().find_login(name, true), store.throttles().window(&attempts), begun)?;
    if let Some(id) = id {
        return known(state, gate, id, address).await;
    }
    gate.check(&attempt, &failures).await?;
    Ok((None, attempt))
}
