//! `POST /api/v2/notification/notify/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::{Fields, Input};
use shared::domain::account::activity::Activity;
use shared::domain::notification::announcement::{Audience, DESCRIPTION_MAX, KIND_MAX, TITLE_MAX};
use shared::domain::{Announcement, Error, Id, Mode, Problem, Profile, Result, text};
use shared::runtime::idempotency::{Idempotent, IdempotentResponse};
use shared::runtime::limits::must_have_room;
use shared::runtime::state::AppState;
use shared::store::{Consistency, IdAttempts, KeyClaim};

/// Publishes an announcement on behalf of a user. `fanout` notifies its audience.
pub async fn notify_users(
    State(state): State<AppState>,
    caller: CurrentUser,
    Idempotent(key, input): Idempotent<Input>,
) -> Result<IdempotentResponse<StatusCode>> {
    let announcement =
        input.fields().and_then(|fields| read(fields, state.config.mode, Id::generate(state.clock.now())));
    let user = async {
        match &announcement {
            Ok(announcement) => state.store.profiles().get(announcement.user, Consistency::Eventual).await,
            // Errors of the caller come before errors of the body.
            Err(_) => Ok(None),
        }
    };
    let (viewer, user) = caller.with(user).await?;
    viewer.must_be_staff()?;
    let announcement = Announcement { by: Some(viewer.id()), ..announcement? };
    let publish = async |claim| {
        must_have_room(&state, &viewer, Activity::Announcements)?;
        publish(&state, user, announcement, claim).await
    };
    key.once(&state, Some(&viewer), publish, async |_| Ok(StatusCode::NO_CONTENT)).await
}

async fn publish(
    state: &AppState,
    user: Option<Profile>,
    mut announcement: Announcement,
    claim: KeyClaim,
) -> Result<StatusCode> {
    user.filter(|user| !user.is_deleted())
        .ok_or_else(|| Error::field("user", Problem::new("does_not_exist", "There is no user with this id.")))?;
    let mut attempts = IdAttempts::default();
    while !state.store.announcements().publish(&announcement, state.clock.now(), &claim).await? {
        attempts.taken()?;
        announcement.id = Id::generate(state.clock.now());
    }
    Ok(StatusCode::NO_CONTENT)
}

fn read(mut fields: Fields, mode: Mode, id: Id) -> Result<Announcement> {
    let user = fields.id("user");
    let title = fields.required("title", |text| text::filled_line(text, TITLE_MAX));
    let description = fields.optional("description", |text| text::block(text, DESCRIPTION_MAX)).unwrap_or_default();
    let kind = fields.optional("type", |text| text::line(text, KIND_MAX)).unwrap_or_default();
    let audience = fields.optional("recipients_type", |text| audience(text, mode));
    let audience = audience.unwrap_or_else(|| Audience::around(mode));
    let announcement =
        user.zip(title).map(|(user, title)| Announcement { id, user, title, description, kind, audience, by: None });
    fields.complete(announcement)
}

fn audience(text: &str, mode: Mode) -> Result<Audience, Problem> {
    match text {
        "user" => Ok(Audience::User),
        "connections" | "" => Ok(Audience::around(mode)),
        _ => Err(Problem::new("invalid_choice", "Not a valid choice: use connections or user.")),
    }
}
