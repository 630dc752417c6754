//! `POST /api/v2/account/create/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::Input;
use shared::dialect::community::UserView;
use shared::domain::account::audit::{self, AuditKind, AuditedAction};
use shared::domain::{AccountAction, AuthState, Counters, Error, Profile, Relation, Result, User, UserId, Viewer};
use shared::runtime::idempotency::{Idempotent, IdempotentResponse};
use shared::runtime::limits::count_hash;
use shared::runtime::security::{SecurityEvent, log_lost_address};
use shared::runtime::state::AppState;
use shared::store::{Consistency, Created, Creation, KeyClaim, NewAccount};

use crate::registration::Registration;

/// Creates an account of another user, with a password. Where the community sends mail, the user gets one that confirms
/// the address.
pub async fn create_user(
    State(state): State<AppState>,
    caller: CurrentUser,
    Idempotent(key, input): Idempotent<Input>,
) -> Result<IdempotentResponse<(StatusCode, Json<UserView>)>> {
    let viewer = caller.alone().await?;
    viewer.may_act_on_users(AccountAction::Create)?;
    let registration = Registration::read(input.fields()?, true, &state.config)?;
    let view = |user| (StatusCode::CREATED, Json(UserView::new(user, Some(&viewer), &state.config)));
    let create = async |claim| {
        let profile = create(&state, &viewer, registration, claim).await?;
        Ok(view(User { profile, counters: Counters::default(), relation: Relation::default() }))
    };
    let replay = async |id| {
        let user = state.store.users().get(id, Some(viewer.id()), Consistency::Strong).await?;
        Ok(view(user.ok_or_else(Error::not_found)?))
    };
    key.once(&state, Some(&viewer), create, replay).await
}

async fn create(
    state: &AppState,
    viewer: &Viewer,
    Registration { email, username, password }: Registration,
    claim: KeyClaim,
) -> Result<Profile> {
    count_hash(state, viewer).await?;
    let hash = state.passwords.hash(password).await?;
    let now = state.clock.now();
    let generate = || NewAccount {
        profile: Profile::new(UserId::generate(now), username.clone(), Some(email.clone())),
        auth: AuthState::new(false, false),
        password: Some(hash.clone()),
        session: None,
    };
    let NewAccount { profile, auth, .. } = generate();
    let changes = audit::changes(&audit::Attributes::new(), &audit::account(&profile, &auth));
    let audited = AuditedAction::new(viewer, AuditKind::Create, changes, now);
    let creation = Creation { audited: Some(&audited), key: &claim, verify: state.config.sends_mail };
    let Created { account, address_lost_by } = state.store.accounts().create_by(creation, generate).await?;
    SecurityEvent::StaffCreatedUser.log_by_staff(viewer, account.profile.id);
    log_lost_address(address_lost_by);
    Ok(account.profile)
}
