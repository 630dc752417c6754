//! `GET /api/v2/account/search/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::Params;
use shared::dialect::community::UserView;
use shared::domain::account::username::fold;
use shared::domain::{AccountAction, Email, Error, Problem, Profile, Result, UserId};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// A name or an address by which an account is found. If both are given, both are of the account.
struct Names {
    username: Option<String>,
    email: Option<Email>,
}

/// Returns the user with a username or an e-mail address, without regard to case. Deactivated users are found.
pub async fn search_account(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
) -> Result<Json<UserView>> {
    let viewer = caller.alone().await?;
    viewer.may_act_on_users(AccountAction::List)?;
    let names = Names::read(&params)?;
    let id = names.find(&state).await?.ok_or_else(Error::not_found)?;
    let user = state.store.users().get(id, Some(viewer.id()), Consistency::Eventual).await?;
    let user = user.filter(|user| names.are_of(&user.profile)).ok_or_else(Error::not_found)?;
    Ok(Json(UserView::new(user, Some(&viewer), &state.config)))
}

impl Names {
    fn read(params: &Params) -> Result<Self> {
        let given = |name| params.get(name).filter(|text| !text.is_empty());
        let username = given("username").map(str::to_owned);
        let email = given("email").map(Email::parse).transpose();
        let email = email.map_err(|problem| Error::field("email", problem))?;
        if username.is_none() && email.is_none() {
            return Err(Error::field("username", Problem::new("required", "Send a username or an email.")));
        }
        Ok(Self { username, email })
    }

    async fn find(&self, state: &AppState) -> Result<Option<UserId>> {
        let claimed = state.store.claimed_names();
        match (&self.username, &self.email) {
            (Some(username), _) => claimed.find_username(username).await,
            (None, Some(email)) => claimed.find_email(email, state.clock.now().as_second()).await,
            (None, None) => Ok(None),
        }
    }

    /// Whether the account has them. It may have left the address, or taken it after the claim was read.
    fn are_of(&self, profile: &Profile) -> bool {
        let has_username = |name: &String| profile.username.folded() == fold(name);
        let has_email = |email: &Email| profile.email.as_ref().is_some_and(|own| own.folded() == email.folded());
        self.username.as_ref().is_none_or(has_username) && self.email.as_ref().is_none_or(has_email)
    }
}
