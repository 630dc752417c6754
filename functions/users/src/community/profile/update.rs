//! `PUT`, `PATCH /api/v2/user/{id}/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::UserView;
use shared::dialect::{Fields, InputWithFiles, PathId, Upload};
use shared::domain::profile::picture::Shape;
use shared::domain::time::Clock;
use shared::domain::{Avatars, Error, ErrorKind, Gender, Profile, Result, User, Viewer, text};
use shared::runtime::limits::count_probes;
use shared::runtime::state::AppState;
use shared::store::Consistency;

use crate::pictures;

/// Changes the caller's profile. `PUT` and `PATCH` do the same: absent fields stay as they are.
pub async fn update_user(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    input: InputWithFiles,
) -> Result<Json<UserView>> {
    let (me, fields) = (caller.claimed_id(), input.fields());
    // The collection is read only if an avatar is to join it.
    let has_avatar = fields.as_ref().is_ok_and(Fields::has_avatar);
    let avatars = async { if has_avatar { state.store.avatars().get(me).await } else { Ok(Avatars::default()) } };
    let reads = async { tokio::try_join!(state.store.users().get(me, None, Consistency::Strong), avatars) };
    let (viewer, (user, avatars)) = caller.with(reads).await?;
    viewer.must_be(id)?;
    let User { profile, counters, relation } = user.ok_or_else(Error::not_found)?;
    let (after, uploads) = apply(fields?, &profile, &viewer, &state.clock)?;
    count_probes(&state, &viewer, &profile, &after).await?;
    let after = save(&state, &profile, after, avatars, uploads).await?;
    Ok(Json(UserView::new(User { profile: after, counters, relation }, Some(&viewer), &state.config)))
}

/// The files in a body.
struct Uploads {
    avatar: Option<Upload>,
    cover: Option<Upload>,
}

/// Stores the pictures, then writes the profile and the avatar collection together. A new avatar becomes the primary.
async fn save(
    state: &AppState,
    before: &Profile,
    mut after: Profile,
    avatars: Avatars,
    uploads: Uploads,
) -> Result<Profile> {
    let field = uploads.avatar.as_ref().map_or("avatar", |upload| upload.field);
    let refused = move |problem| Error::field(field, problem);
    if uploads.avatar.is_some() {
        // Checked before the expensive work; the write checks again.
        avatars.must_have_room().map_err(refused)?;
    }
    if uploads.avatar.is_some() || uploads.cover.is_some() {
        pictures::throttle(state, before.id).await?;
    }
    let (mut processed, mut errors) = (Vec::new(), Vec::new());
    for (shape, upload) in [(Shape::Avatar, uploads.avatar), (Shape::Cover, uploads.cover)] {
        let Some(upload) = upload else { continue };
        match pictures::process(state, shape, upload).await {
            Ok(picture) => processed.push((shape, picture)),
            Err(error) if error.kind == ErrorKind::Invalid => errors.extend(error.fields),
            Err(error) => return Err(error),
        }
    }
    if !errors.is_empty() {
        return Err(Error::invalid_fields(errors));
    }
    let (mut files, mut new_avatar) = (Vec::new(), None);
    for (shape, picture) in processed {
        let stored = pictures::store(state, before.id, &picture).await?;
        files.push(stored.file.clone());
        if shape == Shape::Avatar {
            new_avatar = Some(stored);
        } else {
            after.cover = Some(stored.file);
        }
    }
    let now = state.clock.now().as_second();
    let saved = match new_avatar {
        None => state.store.profiles().save(before, &after, "email", now).await.map(|()| after),
        Some(avatar) => {
            let add_as_primary = move |avatars: &mut Avatars| {
                avatars.add(avatar.clone()).map_err(refused)?;
                avatars.make_primary(avatar.id)
            };
            state.store.avatars().save_with_profile(before, &after, avatars, add_as_primary, now).await
        }
    };
    pictures::discard_if_refused(state, &files, saved).await
}

/// Applies the body to the profile, by the rules of the community API. Other fields of the user object are ignored, so
/// that a client can send back the object that it received.
fn apply(mut fields: Fields, before: &Profile, viewer: &Viewer, clock: &Clock) -> Result<(Profile, Uploads)> {
    let mut after = before.clone();
    fields.rename(&mut after.username, viewer.is_staff());
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
    // One value under two names: a form that is sent back has the new value in one and the old one in the other.
    for name in ["birthday", "date_of_birth"] {
        let day = fields.optional(name, |text| match text::date(text) {
            Ok(day) if day == before.birthday => Ok(day),
            _ => text::past_date(text, clock.now()),
        });
        if let Some(day) = day.filter(|day| *day != before.birthday) {
            after.birthday = day;
        }
    }
    let uploads = Uploads { avatar: fields.avatar(), cover: fields.file("cover") };
    if fields.empties("cover") {
        after.cover = None;
    }
    fields.finish()?;
    Ok((after, uploads))
}
