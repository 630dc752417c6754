//! `POST /api/users/login/`

use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::site::{AccountView, SessionView, SiteInput};
use shared::domain::account::second_factor::Code;
use shared::domain::{Result, Session, text};
use shared::runtime::service::{ClientAddress, UserAgent};
use shared::runtime::state::AppState;

use crate::password_login::{Credentials, OTP, PasswordLogin};

/// Logs a user in by username or e-mail address.
pub async fn login_user(
    State(state): State<AppState>,
    caller: MaybeUser,
    address: ClientAddress,
    agent: UserAgent,
    input: SiteInput,
) -> Result<SessionView> {
    let login = PasswordLogin::new(&state, &address);
    let lookup = async {
        let mut fields = input.fields()?;
        let name = fields.required("username", text::unverified_name);
        let password = fields.required("password", text::unverified);
        let otp = fields.optional(OTP, Code::parse_optional).flatten();
        let (name, password) = fields.complete(name.zip(password))?;
        Ok(login.find(name, password).await?.with(otp))
    };
    let (_, credentials) = caller.enrolling().with(lookup).await?;
    log_in(&state, &login, credentials, (&address, &agent)).await
}

/// Completes a login, and issues its token.
pub async fn log_in(
    state: &AppState,
    login: &PasswordLogin<'_>,
    credentials: Credentials,
    (address, agent): (&ClientAddress, &UserAgent),
) -> Result<SessionView> {
    let lifetime = state.config.token_lifetime;
    let done = login
        .complete(credentials, |login, now| {
            // Without a refresh token the session lasts as long as its access token.
            Session::new(login.auth.generation, agent.as_str(), address.as_str(), now, lifetime)
        })
        .await?;
    let profile = &done.login.profile;
    let token = state.tokens.issue(profile.id, &done.session, &done.login.auth, lifetime, done.started)?;
    Ok(SessionView { user: AccountView::new(profile), token })
}
