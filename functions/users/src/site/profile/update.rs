//! `POST /api/users/profile/{username}`

use axum::Json;
use axum::extract::State;
use shared::auth::{CurrentUser, withhold_email};
use shared::dialect::site::{AccountView, ProfileView, SiteInput};
use shared::dialect::{Fields, PathText};
use shared::domain::account::username::fold;
use shared::domain::{Email, Error, Profile, Result, User, Viewer, text};
use shared::runtime::limits::count_probes;
use shared::runtime::security::{SecurityEvent, log_throttled};
use shared::runtime::state::AppState;
use shared::store::Consistency;

use super::lists;

/// Changes the caller's profile. The path holds the caller's username or, as the web front end sends it when it renames
/// the user, the new username of the body. Where the community sends mail, a new e-mail address awaits the code that is
/// mailed to it.
pub async fn update_profile(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathText(path): PathText,
    input: SiteInput,
) -> Result<Json<ProfileView>> {
    let id = caller.claimed_id();
    let reads = async {
        tokio::try_join!(state.store.users().get(id, None, Consistency::Strong), lists::read(&state, id, None))
    };
    let (viewer, (user, lists)) = caller.with(reads).await?;
    let User { profile, counters, relation } = user.ok_or_else(Error::not_found)?;
    let fields = input.fields();
    let new = fields.as_ref().ok().and_then(|fields| fields.text("username"));
    if !profile.username.is(&path) && new.is_none_or(|new| fold(new) != fold(&path)) {
        return Err(Error::forbidden());
    }
    let now = state.clock.now();
    if changes_email(fields.as_ref().ok(), &profile) {
        viewer.must_have_logged_in_within(state.config.privileged_age, now)?;
    }
    let mut after = apply(fields?, &profile, &viewer)?;
    let change = withhold_email(&state, &viewer, &profile, &mut after).await;
    let change = change.inspect_err(|error| _ = log_throttled(error, Some(id)))?;
    count_probes(&state, &viewer, &profile, &after).await?;
    state.store.profiles().save_own(&profile, &after, &viewer, now.as_second()).await?;
    if after.email != profile.email {
        SecurityEvent::EmailChanged.log_own(&viewer);
    }
    if let Some(change) = change {
        state.store.email_changes().begin(id, &change).await?;
    }
    let mut view =
        ProfileView::new(User { profile: after.clone(), counters, relation }, lists, Some(&viewer), &state.config);
    view.me = Some(AccountView::new(&after));
    Ok(Json(view))
}

/// Whether the body has an e-mail address other than the present one. An empty one is no address.
fn changes_email(fields: Option<&Fields>, before: &Profile) -> bool {
    let present = before.email.as_ref().map(Email::as_str).unwrap_or_default();
    fields.and_then(|fields| fields.text("email")).is_some_and(|email| !email.is_empty() && email != present)
}

/// Applies the body to the profile, by the rules of the site API. `refreshAvatar` is ignored: the picture always
/// follows the avatar and the e-mail address.
fn apply(mut fields: Fields, before: &Profile, viewer: &Viewer) -> Result<Profile> {
    let mut after = before.clone();
    fields.rename(&mut after.username, viewer.is_staff());
    let email = before.email.as_ref().map(Email::as_str).unwrap_or_default();
    let email = fields.optional("email", |text| match text::trim(text) {
        text if text == email => Ok(None),
        text => Email::parse(text).map(Some),
    });
    if let Some(email) = email.flatten() {
        after.set_email(email);
    }
    fields.change("location", &mut after.location, |text| text::line(text, text::SITE_LOCATION_MAX));
    fields.change("twitter", &mut after.twitter, |text| text::line(text, text::TWITTER_MAX));
    fields.change("bio", &mut after.bio, |text| text::block(text, text::SITE_BIO_MAX));
    fields.finish()?;
    Ok(after)
}
