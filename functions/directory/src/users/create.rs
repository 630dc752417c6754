//! `POST /users/`

use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::LOCATION;
use shared::auth::CurrentUser;
use shared::dialect::Origin;
use shared::dialect::directory::{Document, JsonApi, One, Query, Resource, UserResource};
use shared::domain::account::audit::{self, AuditKind, AuditedAction};
use shared::domain::{AccountAction, AuthState, Error, Profile, Result, UserId, Username, Viewer};
use shared::runtime::idempotency::{Idempotent, IdempotentResponse};
use shared::runtime::security::{SecurityEvent, log_lost_address};
use shared::runtime::state::AppState;
use shared::store::{Creation, KeyClaim, NewAccount};

use super::attributes::Attributes;

/// A new account, and where it is.
type Created = ([(HeaderName, String); 1], JsonApi<One<Resource>>);

/// Creates an account without a password: the user cannot log in until one is set. Where the community sends mail, the
/// user gets one that confirms the address, and can set a password by a recovery. Responds with 200, not 201
/// (`docs/api/directory.md`, "Known quirks").
pub async fn create_account(
    State(state): State<AppState>,
    caller: CurrentUser,
    query: Query,
    origin: Origin,
    Idempotent(key, document): Idempotent<Document>,
) -> Result<IdempotentResponse<Created>> {
    let viewer = caller.alone().await?;
    viewer.may_act_on_users(AccountAction::Create)?;
    let fieldsets = query.fieldsets()?;
    let mut incoming = document.resource(UserResource::TYPE)?;
    incoming.reject_id()?;
    let defaults = Attributes::of_new_account();
    let attributes = defaults.with_changes(&mut incoming.fields);
    // Attributes other than the defaults need the same rights as on an existing plain user.
    let id = UserId::generate(state.clock.now());
    defaults.check_permissions(&attributes, &viewer, id, &AuthState::new(false, false))?;
    let username = incoming.fields.required("username", Username::parse_directory);
    let username = incoming.fields.complete(username)?;
    let created = |profile: &Profile, auth: &AuthState| {
        let location = origin.at(&UserResource::path(profile.id));
        ([(LOCATION, location)], JsonApi(One { data: UserResource::new(profile, auth, &fieldsets) }))
    };
    let create = async |claim| {
        let account = create(&state, &viewer, (&attributes, &username), claim).await?;
        Ok(created(&account.profile, &account.auth))
    };
    let replay = async |id| {
        let account = state.store.accounts().get(id).await?.ok_or_else(Error::not_found)?;
        viewer.may(AccountAction::Retrieve, id, &account.auth)?;
        Ok(created(&account.profile, &account.auth))
    };
    key.once(&state, Some(&viewer), create, replay).await
}

async fn create(
    state: &AppState,
    viewer: &Viewer,
    (attributes, username): (&Attributes, &Username),
    claim: KeyClaim,
) -> Result<NewAccount> {
    let now = state.clock.now();
    let generate = || {
        let mut auth = AuthState::new(false, false);
        let mut profile = Profile::new(UserId::generate(now), username.clone(), None);
        attributes.clone().apply_to(&mut profile, &mut auth);
        NewAccount { profile, auth, password: None, session: None }
    };
    let NewAccount { profile, auth, .. } = generate();
    let changes = audit::changes(&audit::Attributes::new(), &audit::account(&profile, &auth));
    let audited = AuditedAction::new(viewer, AuditKind::Create, changes, now);
    let creation = Creation { audited: Some(&audited), key: &claim, verify: state.config.sends_mail };
    let created = state.store.accounts().create_by(creation, generate).await?;
    let account = created.account;
    SecurityEvent::StaffCreatedUser.log_by_staff(viewer, account.profile.id);
    log_lost_address(created.address_lost_by);
    Ok(account)
}
