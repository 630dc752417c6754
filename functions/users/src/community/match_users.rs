//! `POST /api/v2/user/match/`

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::Input;
use shared::dialect::community::UserView;
use shared::domain::account::username::{MAX, fold};
use shared::domain::profile::search::is_findable;
use shared::domain::{Error, Problem, Result, SocialAction, text};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// Usernames in one request.
const NAMES_MAX: usize = 100;

/// Returns the users with these usernames, in the order of the names. Names that no user has are left out.
pub async fn match_users(
    State(state): State<AppState>,
    caller: CurrentUser,
    input: Input,
) -> Result<Json<Vec<UserView>>> {
    let names = input.texts("usernames").and_then(check_limits);
    let found = async {
        let names = names?;
        let found = state.store.claimed_names().find_usernames(&names).await?;
        Ok((names, found))
    };
    let (viewer, (names, found)) = caller.with(found).await?;
    let mut users = state.store.users().get_many(&found, Some(viewer.id()), Consistency::Eventual).await?;
    users.retain(|user| {
        let seen = SocialAction::ViewContent.must_pass(user.relation.block, Some(&viewer));
        seen.is_ok() && is_findable(&user.profile)
    });
    let mut by_name: HashMap<_, _> = users.into_iter().map(|user| (user.profile.username.folded(), user)).collect();
    let in_order = names.iter().filter_map(|name| by_name.remove(&fold(name)));
    Ok(Json(in_order.map(|user| UserView::new(user, Some(&viewer), &state.config)).collect()))
}

fn check_limits(names: Vec<String>) -> Result<Vec<String>> {
    let invalid = |problem| Err(Error::field("usernames", problem));
    if names.len() > NAMES_MAX {
        return invalid(Problem::too_many(NAMES_MAX));
    }
    if names.iter().any(|name| text::trim(name).chars().count() > MAX) {
        return invalid(Problem::too_long(MAX));
    }
    Ok(names)
}
