//! `GET /api/users/{username}`, `GET /api/users/profile/{username}`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::PathText;
use shared::dialect::site::{AccountView, ProfileView};
use shared::domain::{Error, Result, SocialAction};
use shared::runtime::state::AppState;
use shared::store::Consistency;

use super::lists;

/// Returns a user's profile, and the caller's basic data if there is a caller.
pub async fn retrieve_profile(
    State(state): State<AppState>,
    caller: MaybeUser,
    PathText(username): PathText,
) -> Result<Json<ProfileView>> {
    let store = &state.store;
    let (viewer, id) = caller.with(store.claimed_names().find_username(&username)).await?;
    let id = id.ok_or_else(Error::not_found)?;
    let consistency = Consistency::for_viewer(viewer.as_ref().map(|viewer| viewer.id()), id);
    let me = async {
        match &viewer {
            Some(viewer) if viewer.id() != id => store.profiles().get(viewer.id(), Consistency::Eventual).await,
            _ => Ok(None),
        }
    };
    let viewer_id = viewer.as_ref().map(|viewer| viewer.id());
    let (user, lists, me) =
        tokio::try_join!(store.users().get(id, viewer_id, consistency), lists::read(&state, id, viewer.as_ref()), me)?;
    let user = user.ok_or_else(Error::not_found)?;
    SocialAction::ViewUser.must_pass(user.relation.block, viewer.as_ref())?;
    let own = viewer.as_ref().filter(|viewer| viewer.id() == id).map(|_| AccountView::new(&user.profile));
    let mut view = ProfileView::new(user, lists, viewer.as_ref(), &state.config);
    view.me = own.or_else(|| me.as_ref().map(AccountView::new));
    Ok(Json(view))
}
