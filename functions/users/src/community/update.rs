//! `PUT`, `PATCH /api/v2/user/{id}/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::UserView;
use shared::dialect::{Fields, InputWithFiles, PathId};
use shared::domain::{Error, Gender, Profile, Result, User, text};
use shared::state::AppState;
use shared::store::Consistency;

/// Changes the caller's profile. `PUT` and `PATCH` do the same: fields that are absent stay as they were.
pub async fn update_user(
    State(state): State<AppState>,
    PathId(id): PathId,
    caller: CurrentUser,
    input: InputWithFiles,
) -> Result<Json<UserView>> {
    let user = state.store.user(caller.claimed_id(), None, Consistency::Strong);
    let (viewer, user) = caller.with(user).await?;
    viewer.must_be(id)?;
    let User { profile, counters, relation } = user.ok_or_else(Error::not_found)?;
    let after = apply(input.fields()?, &profile)?;
    state.store.save_profile(&profile, &after, "email").await?;
    Ok(Json(UserView::new(User { profile: after, counters, relation }, Some(&viewer), &state.config)))
}

/// The profile with the changes that the body asks for, by the rules of the community dialect. Other fields of the
/// user object may stand in the body, as they do when a client sends back what it was given, and change nothing.
fn apply(mut fields: Fields, before: &Profile) -> Result<Profile> {
    let mut after = before.clone();
    fields.rename(&mut after.username);
    fields.change("real_name", &mut after.real_name, |text| text::line(text, text::REAL_NAME_MAX));
    fields.change("bio", &mut after.bio, |text| text::block(text, text::BIO_MAX));
    fields.change("location", &mut after.location, |text| text::line(text, text::LOCATION_MAX));
    fields.change("location_lat_lng", &mut after.location_lat_lng, |text| text::line(text, text::SHORT_MAX));
    fields.change("position_lat_lng", &mut after.position_lat_lng, |text| text::line(text, text::SHORT_MAX));
    fields.change("description", &mut after.description, |text| text::line(text, text::DESCRIPTION_MAX));
    fields.change("website", &mut after.website, text::website);
    fields.change("company_name", &mut after.company_name, |text| text::line(text, text::SHORT_MAX));
    fields.change("company_role", &mut after.company_role, |text| text::line(text, text::SHORT_MAX));
    after.gender = fields.optional("gender", Gender::parse).unwrap_or(after.gender);
    // One value under two names: a form that is sent back changes one of them and holds the other as it was.
    for name in ["birthday", "date_of_birth"] {
        if let Some(day) = fields.optional(name, text::date).filter(|day| *day != before.birthday) {
            after.birthday = day;
        }
    }
    fields.refuse_upload("avatar_base64");
    fields.finish()?;
    Ok(after)
}
