//! Resources of responses. They have no `links` or `meta`, because the published client rejects those.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::dialect::directory::query::Fieldsets;
use crate::domain::account::audit::AuditEntry;
use crate::domain::figures::DailyFigures;
use crate::domain::folder::Place;
use crate::domain::id::UuidKind;
use crate::domain::time::rfc3339;
use crate::domain::{AuthState, Email, Folder, FolderId, Profile, Status, UserId};

/// A resource, with the fields that the fieldsets include.
#[derive(Debug, Serialize)]
pub struct Resource {
    r#type: &'static str,
    id: String,
    #[serde(skip_serializing_if = "Map::is_empty")]
    attributes: Map<String, Value>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    relationships: Map<String, Value>,
}

impl Resource {
    fn new(
        kind: &'static str,
        id: String,
        fieldsets: &Fieldsets,
        attributes: impl IntoIterator<Item = (&'static str, Value)>,
        relationships: impl IntoIterator<Item = (&'static str, Value)>,
    ) -> Self {
        // Attributes and relationships share one set of names.
        let included =
            |(name, value): (&'static str, Value)| fieldsets.includes(kind, name).then(|| (name.to_owned(), value));
        let attributes = attributes.into_iter().filter_map(included).collect();
        let relationships = relationships.into_iter().filter_map(included).collect();
        Self { r#type: kind, id, attributes, relationships }
    }
}

/// The resources of type `users`: accounts.
pub struct UserResource;

impl UserResource {
    /// The type of the resource.
    pub const TYPE: &str = "users";

    /// The resource of an account.
    #[expect(clippy::new_ret_no_self, reason = "all resources have the type `Resource`")]
    pub fn new(profile: &Profile, auth: &AuthState, fieldsets: &Fieldsets) -> Resource {
        let id = profile.id;
        let folder = |place| to_folder(Some(FolderId { owner: id, place }));
        let attributes = [
            ("username", json!(profile.username)),
            ("first_name", json!(profile.first_name)),
            ("last_name", json!(profile.last_name)),
            ("email", json!(profile.email.as_ref().map(Email::as_str).unwrap_or_default())),
            ("is_active", json!(profile.status == Status::Approved)),
            ("is_staff", json!(auth.is_staff)),
            ("is_superuser", json!(auth.is_superuser)),
            ("date_joined", json!(rfc3339(profile.date_joined()))),
        ];
        let relationships = [("inbox_folder", folder(Place::Inbox)), ("home_folder", folder(Place::Home))];
        Resource::new(Self::TYPE, user_uuid(id), fieldsets, attributes, relationships)
    }

    /// The path of an account.
    pub fn path(id: UserId) -> String {
        format!("/users/{}/", user_uuid(id))
    }
}

/// The resources of type `folders`.
pub struct FolderResource;

impl FolderResource {
    /// The type of the resource.
    pub const TYPE: &str = "folders";

    /// The resource of a folder.
    #[expect(clippy::new_ret_no_self, reason = "all resources have the type `Resource`")]
    pub fn new(folder: &Folder, fieldsets: &Fieldsets) -> Resource {
        let Folder { id, title, parent } = folder;
        let parent = to_folder(parent.map(|place| FolderId { owner: id.owner, place }));
        let id = id.to_uuid().to_string();
        Resource::new(Self::TYPE, id, fieldsets, [("title", json!(title))], [("parent", parent)])
    }

    /// The path of a folder.
    pub fn path(id: FolderId) -> String {
        format!("/folders/{}/", id.to_uuid())
    }
}

/// The resources of type `audit-entries`.
pub struct AuditEntryResource;

impl AuditEntryResource {
    /// The resource of an entry in the audit trail of `target`.
    #[expect(clippy::new_ret_no_self, reason = "all resources have the type `Resource`")]
    pub fn new(target: UserId, entry: &AuditEntry, fieldsets: &Fieldsets) -> Resource {
        let user = |id| json!({"data": {"type": UserResource::TYPE, "id": user_uuid(id)}});
        let attributes = [
            ("action", json!(entry.action)),
            ("at", json!(rfc3339(entry.at.created()))),
            ("changes", json!(entry.changes)),
        ];
        let relationships = [("actor", user(entry.actor)), ("target", user(target))];
        Resource::new("audit-entries", entry.id.clone(), fieldsets, attributes, relationships)
    }
}

/// The resources of type `daily-figures`.
pub struct DailyFiguresResource;

impl DailyFiguresResource {
    /// The resource of the figures of a day.
    #[expect(clippy::new_ret_no_self, reason = "all resources have the type `Resource`")]
    pub fn new(figures: &DailyFigures, fieldsets: &Fieldsets) -> Resource {
        let DailyFigures { day: _, registrations, active_users, posts, parked_changes } = *figures;
        let attributes = [
            ("registrations", Some(registrations)),
            ("active_users", active_users),
            ("posts", Some(posts)),
            ("parked_changes", Some(parked_changes)),
        ];
        let attributes = attributes.into_iter().filter_map(|(name, figure)| Some((name, json!(figure?))));
        Resource::new("daily-figures", figures.day.to_string(), fieldsets, attributes, [])
    }
}

fn user_uuid(id: UserId) -> String {
    id.to_uuid(UuidKind::User).to_string()
}

fn to_folder(id: Option<FolderId>) -> Value {
    json!({"data": id.map(|id| json!({"type": FolderResource::TYPE, "id": id.to_uuid().to_string()}))})
}
