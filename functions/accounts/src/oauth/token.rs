//! `POST /oauth/token/`

use axum::extract::State;
use shared::dialect::oauth::{PublicClient, TokenView, mfa_required, unsupported_grant_type};
use shared::dialect::{Fields, Input};
use shared::domain::account::second_factor::Code;
use shared::domain::{Error, Problem, Result, Session, text};
use shared::runtime::service::{ClientAddress, UserAgent};
use shared::runtime::state::AppState;

use super::refresh::refresh;
use crate::password_login::{OTP, PasswordLogin};

/// Issues tokens for a password or a refresh token.
pub async fn issue_token(
    State(state): State<AppState>,
    _: PublicClient,
    address: ClientAddress,
    agent: UserAgent,
    input: Input,
) -> Result<TokenView> {
    let mut fields = input.fields_once(&["grant_type", "username", "password", OTP, "refresh_token"])?;
    match fields.required("grant_type", |text| Ok::<_, Problem>(text.to_owned())).as_deref() {
        Some("password") => log_in(&state, &address, &agent, fields).await,
        Some("refresh_token") => {
            let token = fields.required("refresh_token", text::unverified);
            refresh(&state, &address, &agent, &fields.complete(token)?).await
        }
        Some(_) => Err(unsupported_grant_type()),
        None => fields.complete(None),
    }
}

async fn log_in(state: &AppState, address: &ClientAddress, agent: &UserAgent, mut fields: Fields) -> Result<TokenView> {
    let login = PasswordLogin::new(state, address);
    let name = fields.required("username", text::unverified);
    let password = fields.required("password", text::unverified);
    let otp = fields.optional(OTP, Code::parse_optional).flatten();
    let (name, password) = fields.complete(name.zip(password))?;
    let credentials = login.find(name, password).await?.with(otp);
    let lifetime = state.config.refresh_lifetime;
    let done = login
        .complete(credentials, |login, now| {
            Session::new(login.auth.generation, agent.as_str(), address.as_str(), now, lifetime)
        })
        .await
        .map_err(needs_code)?;
    let lifetime = state.config.access_lifetime;
    let access = state.tokens.issue(done.login.profile.id, &done.session, &done.login.auth, lifetime, done.started)?;
    Ok(TokenView::new(access, lifetime, state.refresh_tokens.derive(done.login.profile.id, &done.session)))
}

/// The error for a grant whose code is missing or wrong.
fn needs_code(error: Error) -> Error {
    match &error.fields[..] {
        [.., last] if last.field == OTP => mfa_required(last.problem.clone()),
        _ => error,
    }
}
