//! `POST /folders/`

use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderName, StatusCode};
use shared::auth::CurrentUser;
use shared::dialect::Origin;
use shared::dialect::directory::{Document, FolderResource, JsonApi, One, Query, Resource};
use shared::domain::account::audit::{self, AuditKind, AuditedAction};
use shared::domain::folder::{self, Place};
use shared::domain::{Error, Folder, FolderId, Id, Problem, Result};
use shared::runtime::idempotency::{Idempotent, IdempotentResponse};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;
use shared::store::KeyClaim;

/// A new folder, and where it is.
type Created = (StatusCode, [(HeaderName, String); 1], JsonApi<One<Resource>>);

/// Creates a folder. Its owner is that of its parent.
pub async fn create_folder(
    State(state): State<AppState>,
    caller: CurrentUser,
    query: Query,
    origin: Origin,
    Idempotent(key, document): Idempotent<Document>,
) -> Result<IdempotentResponse<Created>> {
    let viewer = caller.alone().await?;
    let fieldsets = query.fieldsets()?;
    let mut incoming = document.resource(FolderResource::TYPE)?;
    let parent = incoming.parent()?;
    let parent = parent.ok_or_else(|| Error::field("/data/relationships/parent", Problem::required()))?;
    viewer.may_use_folders_of(parent.owner)?;
    incoming.reject_id()?;
    let title = incoming.fields.required("title", folder::title);
    let title = incoming.fields.complete(title)?;

    let (owner, now) = (parent.owner, state.clock.now());
    let generate = || {
        let id = FolderId { owner, place: Place::Created(Id::generate(now)) };
        Folder { id, title: title.clone(), parent: Some(parent.place) }
    };
    let audited = |folder: &Folder| {
        AuditedAction::of(&viewer, owner, AuditKind::CreateFolder, audit::folder(None, Some(folder)), now)
    };
    let created = |folder: &Folder| {
        let location = [(LOCATION, origin.at(&FolderResource::path(folder.id)))];
        (StatusCode::CREATED, location, JsonApi(One { data: FolderResource::new(folder, &fieldsets) }))
    };
    let folders = state.store.folders();
    let create = async |claim: KeyClaim| {
        let folder = folders.create(generate, audited, &claim).await?;
        SecurityEvent::StaffChangedFolders.log_by_staff(&viewer, owner);
        Ok(created(&folder))
    };
    let replay = async |id| {
        let folder = folders.get(FolderId { owner, place: Place::Created(id) }).await?;
        Ok(created(&folder.ok_or_else(Error::not_found)?))
    };
    key.once(&state, Some(&viewer), create, replay).await
}
