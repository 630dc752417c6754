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
use shared::runtime::state::AppState;

/// Creates a folder. Its owner is that of its parent.
pub async fn create_folder(
    State(state): State<AppState>,
    caller: CurrentUser,
    query: Query,
    origin: Origin,
    document: Document,
) -> Result<(StatusCode, [(HeaderName, String); 1], JsonApi<One<Resource>>)> {
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
    let folder = state.store.folders().create(generate, audited).await?;
    let location = origin.at(&FolderResource::path(folder.id));
    Ok((StatusCode::CREATED, [(LOCATION, location)], JsonApi(One { data: FolderResource::new(&folder, &fieldsets) })))
}
