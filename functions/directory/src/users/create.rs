//! `POST /users/`

use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::LOCATION;
use shared::auth::CurrentUser;
use shared::dialect::Origin;
use shared::dialect::directory::{Document, JsonApi, One, Query, Resource, UserResource};
use shared::domain::account::audit::{self, AuditKind, AuditedAction};
use shared::domain::{AccountAction, AuthState, Profile, Result, UserId, Username};
use shared::runtime::state::AppState;
use shared::store::NewAccount;

use super::attributes::Attributes;

/// Makes an account without a password: nobody can log in to it until one is set. The code is the document's, and not
/// the 201 that the standard would take for it.
pub async fn create_user(
    State(state): State<AppState>,
    caller: CurrentUser,
    query: Query,
    origin: Origin,
    document: Document,
) -> Result<([(HeaderName, String); 1], JsonApi<One<Resource>>)> {
    let viewer = caller.alone().await?;
    viewer.may_act_on_users(AccountAction::Create)?;
    let fieldsets = query.fieldsets()?;
    let mut incoming = document.resource(UserResource::TYPE)?;
    incoming.refuse_id()?;
    let nobody = Attributes::of_nobody();
    let attributes = nobody.changed_by(&mut incoming.fields);
    let now = state.clock.now();
    // Nobody can grant what they could not grant to somebody who is there.
    let id = UserId::generate(now);
    nobody.permit(&attributes, &viewer, id, &AuthState::new(false, false))?;
    let username = incoming.fields.required("username", Username::parse_directory);
    let username = incoming.fields.complete(username)?;

    let generate = || {
        let mut auth = AuthState::new(false, false);
        let mut profile = Profile::new(UserId::generate(now), username.clone(), None);
        attributes.clone().put_into(&mut profile, &mut auth);
        NewAccount { profile, auth, password: None }
    };
    let NewAccount { profile, auth, .. } = generate();
    let changes = audit::changes(&audit::Attributes::new(), &audit::account(&profile, &auth));
    let audited = AuditedAction::new(&viewer, AuditKind::Create, changes, now);
    let NewAccount { profile, auth, .. } = state.store.accounts().create_by(Some(&audited), generate).await?;
    let location = origin.at(&UserResource::path(profile.id));
    Ok(([(LOCATION, location)], JsonApi(One { data: UserResource::new(&profile, &auth, &fieldsets) })))
}
