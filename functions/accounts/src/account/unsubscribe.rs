//! `GET` and `POST /api/v2/account/unsubscribe/`

use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderName, StatusCode};
use shared::dialect::{Origin, Params};
use shared::domain::account::code::ConfirmationCode;
use shared::domain::{Error, Problem, Result};
use shared::runtime::state::AppState;

/// Leads to the page with the form, for mail programs that open the address instead of posting to it. The code goes into the
/// fragment, which browsers send to no server.
pub async fn open_unsubscription(origin: Origin, params: Params) -> (StatusCode, [(HeaderName, String); 1]) {
    let is_code = |code: &&str| code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    let code = params.get("code").filter(is_code).unwrap_or_default();
    (StatusCode::FOUND, [(LOCATION, format!("{}#{code}", origin.at("/account/unsubscribe")))])
}

/// Turns off the digests of the user to whom the code was mailed.
pub async fn turn_digests_off(State(state): State<AppState>, params: Params) -> Result<StatusCode> {
    let wrong = |problem| Error::field("code", problem);
    let code = params.get("code").ok_or_else(|| wrong(Problem::required()))?;
    let code = ConfirmationCode::parse(code).map_err(wrong)?;
    if !state.store.settings().unsubscribe(&code).await? {
        return Err(wrong(Problem::new("invalid", "This link is not valid. Open the one in your last mail.")));
    }
    Ok(StatusCode::NO_CONTENT)
}
