//! `POST /api/users/register/`

use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::site::{AccountView, SessionView, SiteInput};
use shared::domain::{AuthState, Profile, Result, Session, UserId};
use shared::runtime::idempotency::{Idempotent, IdempotentResponse};
use shared::runtime::security::{SecurityEvent, log_lost_address, log_throttled};
use shared::runtime::service::{ClientAddress, UserAgent};
use shared::runtime::state::AppState;
use shared::store::{Attempts, Created, Creation, KeyClaim, NewAccount};

use crate::login::log_in;
use crate::password_login::{Credentials, PasswordLogin};
use crate::registration::Registration;

/// Creates an account, issues a token for it, and asks for a mail that verifies the address. Every attempt with valid
/// fields counts against the limit of the client's address, because it costs a password hash and reveals whether a name
/// is taken.
pub async fn register_user(
    State(state): State<AppState>,
    caller: MaybeUser,
    address: ClientAddress,
    agent: UserAgent,
    Idempotent(key, input): Idempotent<SiteInput>,
) -> Result<IdempotentResponse<SessionView>> {
    let (viewer, ()) = caller.with(async { Ok(()) }).await?;
    let registration = Registration::read(input.fields()?, false, &state.config)?;
    let (name, password) = (registration.username.to_string(), registration.password.as_str().to_owned());
    let create = |claim| register(&state, registration, (&address, &agent), claim);
    // The token is not stored. The password in the body earns another one, as in a login.
    let replay = async |id| {
        let login = PasswordLogin::new(&state, &address);
        log_in(&state, &login, Credentials::of(id, name, password), (&address, &agent)).await
    };
    key.once(&state, viewer.as_ref(), create, replay).await
}

async fn register(
    state: &AppState,
    Registration { email, username, password }: Registration,
    (address, agent): (&ClientAddress, &UserAgent),
    claim: KeyClaim,
) -> Result<SessionView> {
    if let Some(limits) = state.config.limits {
        let attempts = Attempts::registrations_from(address.as_str());
        let counted = state.store.throttles().count_attempt(&attempts, limits.registrations, state.clock.now()).await;
        counted.inspect_err(|error| _ = log_throttled(error, None))?;
    }
    let hash = state.passwords.hash(password).await?;

    let (now, lifetime) = (state.clock.now(), state.config.token_lifetime);
    let session = Session::new(0, agent.as_str(), address.as_str(), now, lifetime);
    let generate = || NewAccount {
        profile: Profile::new(UserId::generate(now), username.clone(), Some(email.clone())),
        auth: AuthState::new(false, false),
        password: Some(hash.clone()),
        session: Some(session.clone()),
    };
    let creation = Creation { audited: None, key: &claim, verify: state.config.sends_mail };
    let Created { account, address_lost_by } = state.store.accounts().create_by(creation, generate).await?;
    SecurityEvent::Registered.log(account.profile.id, session.id);
    log_lost_address(address_lost_by);
    let token = state.tokens.issue(account.profile.id, &session, &account.auth, lifetime, now)?;
    Ok(SessionView { user: AccountView::new(&account.profile), token })
}
