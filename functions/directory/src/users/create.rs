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

/// Creates an account without a password: the user cannot log in until one is set. Responds with 200, not 201
/// (`docs/api/directory.md`, "Known quirks").
pub async fn create_account(
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
    incoming.reject_id()?;
    let defaults = Attributes::of_new_account();
    let attributes = defaults.with_changes(&mut incoming.fields);
    let now = state.clock.now();
    // Attributes other than the defaults need the same rights as on an existing plain user.
    let id = UserId::generate(now);
    defaults.check_permissions(&attributes, &viewer, id, &AuthState::new(false, false))?;
    let username = incoming.fields.required("username", Username::parse_directory);
    let username = incoming.fields.complete(username)?;

    let generate = || {
        let mut auth = AuthState::new(false, false);
        let mut profile = Profile::new(UserId::generate(now), username.clone(), None);
        attributes.clone().apply_to(&mut profile, &mut auth);
        NewAccount { profile, auth, password: None, session: None }
    };
    let NewAccount { profile, auth, .. } = generate();
    let changes = audit::changes(&audit::Attributes::new(), &audit::account(&profile, &auth));
    let audited = AuditedAction::new(&viewer, AuditKind::Create, changes, now);
    let NewAccount { profile, auth, .. } = state.store.accounts().create_by(Some(&audited), generate).await?;
    let location = origin.at(&UserResource::path(profile.id));
    Ok(([(LOCATION, location)], JsonApi(One { data: UserResource::new(&profile, &auth, &fieldsets) })))
}
