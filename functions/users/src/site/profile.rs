//! `GET /api/users/{username}`, `GET`, `POST /api/users/profile/{username}`

use axum::Json;
use axum::extract::State;
use shared::auth::{CurrentUser, MaybeUser};
use shared::dialect::site::{AccountView, Lists, ProfileView};
use shared::dialect::{Fields, Input, PathText};
use shared::domain::account::username::fold;
use shared::domain::{Email, Error, Profile, Result, User, UserId, text};
use shared::runtime::state::AppState;
use shared::store::{Consistency, EdgeList};

/// Ids that a profile shows of those who follow, and of those who are followed.
const EDGES_MAX: usize = 1_000;

/// A user's profile, with the caller's basic data where there is a caller.
pub async fn retrieve_profile(
    State(state): State<AppState>,
    PathText(username): PathText,
    caller: MaybeUser,
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
    let (user, lists, me) = tokio::try_join!(store.users().get(id, viewer_id, consistency), lists(&state, id), me)?;
    let user = user.ok_or_else(Error::not_found)?;
    let own = viewer.as_ref().filter(|viewer| viewer.id() == id).map(|_| AccountView::new(&user.profile));
    let mut view = ProfileView::new(user, lists, viewer.as_ref(), &state.config);
    view.me = own.or_else(|| me.as_ref().map(AccountView::new));
    Ok(Json(view))
}

/// Changes the caller's profile. The path holds the caller's name, or the new one of the body: the web front end
/// sends it so when renaming.
pub async fn update_profile(
    State(state): State<AppState>,
    PathText(path): PathText,
    caller: CurrentUser,
    input: Input,
) -> Result<Json<ProfileView>> {
    let id = caller.claimed_id();
    let reads = async { tokio::try_join!(state.store.users().get(id, None, Consistency::Strong), lists(&state, id)) };
    let (viewer, (user, lists)) = caller.with(reads).await?;
    let User { profile, counters, relation } = user.ok_or_else(Error::not_found)?;
    let fields = input.fields();
    let new = fields.as_ref().ok().and_then(|fields| fields.text("username"));
    if !profile.username.is(&path) && new.is_none_or(|new| fold(new) != fold(&path)) {
        return Err(Error::forbidden());
    }
    let after = apply(fields?, &profile)?;
    state.store.profiles().save(&profile, &after, "email").await?;
    let mut view =
        ProfileView::new(User { profile: after.clone(), counters, relation }, lists, Some(&viewer), &state.config);
    view.me = Some(AccountView::new(&after));
    Ok(Json(view))
}

/// What a profile lists: games, and the first of those who follow and are followed.
async fn lists(state: &AppState, id: UserId) -> Result<Lists> {
    let edges = |list| state.store.edge_lists().newest(list, id, EDGES_MAX);
    let (games, following, followers) =
        tokio::try_join!(state.store.games().list(id), edges(EdgeList::Followings), edges(EdgeList::Followers))?;
    Ok(Lists { games, following, followers })
}

/// The profile with the changes that the body asks for, by the rules of the site dialect. `refreshAvatar` asks for
/// what happens anyway: the picture follows the e-mail address.
fn apply(mut fields: Fields, before: &Profile) -> Result<Profile> {
    let mut after = before.clone();
    fields.rename(&mut after.username);
    let email = before.email.as_ref().map(Email::as_str).unwrap_or_default();
    let email = fields.optional("email", |text| if text == email { Ok(None) } else { Email::parse(text).map(Some) });
    if let Some(email) = email.flatten() {
        after.set_email(email);
    }
    fields.change("location", &mut after.location, |text| text::line(text, text::SITE_LOCATION_MAX));
    fields.change("twitter", &mut after.twitter, |text| text::line(text, text::TWITTER_MAX));
    fields.change("bio", &mut after.bio, |text| text::block(text, text::SITE_BIO_MAX));
    fields.finish()?;
    Ok(after)
}
