//! Folders.

use utoipa::ToSchema;
use uuid::Uuid;

use crate::dialect::directory::schemas::pages::{PageMeta, PageOfLinks};
use crate::dialect::directory::schemas::relationships::ToResource;

/// A document with one folder.
#[derive(ToSchema)]
pub struct FolderDocument {
    /// The folder.
    data: FolderSchema,
}

/// A page of the folders directly inside a folder.
#[derive(ToSchema)]
pub struct FolderList {
    /// The folders of this page.
    data: Vec<FolderSchema>,
    /// Links to other pages.
    links: PageOfLinks,
    /// The position of this page in the list.
    meta: PageMeta,
}

/// A folder of a user.
#[derive(ToSchema)]
#[schema(as = FolderResource)]
struct FolderSchema {
    /// Always `folders`.
    #[schema(pattern = "^folders$")]
    r#type: String,
    /// The folder's id, a UUID that also names the owner.
    id: Uuid,
    /// The attributes; absent if `fields[folders]` names none of them.
    #[schema(nullable = false)]
    attributes: Option<FolderAttributes>,
    /// The relationships; absent if `fields[folders]` names none of them.
    #[schema(nullable = false)]
    relationships: Option<FolderRelationships>,
}

/// The attributes of a folder: those that `fields[folders]` names, by default all.
#[derive(ToSchema)]
struct FolderAttributes {
    /// The title, at most 200 characters, unique within the parent. The special folders are `inbox` and `home`.
    #[schema(nullable = false)]
    title: Option<String>,
}

/// The relationships of a folder: those that `fields[folders]` names, by default all.
#[derive(ToSchema)]
struct FolderRelationships {
    /// The folder that contains this one; its `data` is `null` for the inbox and home folders.
    #[schema(nullable = false)]
    parent: Option<ToResource>,
}

/// A document with a new folder.
#[derive(ToSchema)]
pub struct NewFolder {
    /// The folder.
    data: NewFolderResource,
}

/// A new folder. It belongs to the owner of its parent.
#[derive(ToSchema)]
struct NewFolderResource {
    /// Always `folders`.
    #[schema(pattern = "^folders$")]
    r#type: String,
    /// The attributes.
    attributes: NewFolderAttributes,
    /// The relationships.
    relationships: IntoFolder,
}

/// The attributes of a new folder.
#[derive(ToSchema)]
struct NewFolderAttributes {
    /// One line of 1 to 200 characters, not all blank. No two folders of one parent have the same title; titles that
    /// differ in case are different.
    #[schema(min_length = 1, max_length = 200)]
    title: String,
}

/// The place of a folder.
#[derive(ToSchema)]
struct IntoFolder {
    /// The folder that contains this one.
    parent: ToFolder,
}

/// A relationship to a folder.
#[derive(ToSchema)]
struct ToFolder {
    /// The related folder.
    data: FolderIdentifier,
}

/// The type and id of a folder.
#[derive(ToSchema)]
struct FolderIdentifier {
    /// Always `folders`.
    #[schema(pattern = "^folders$")]
    r#type: String,
    /// The folder's id.
    id: Uuid,
}

/// A document with changes to a folder.
#[derive(ToSchema)]
pub struct FolderChange {
    /// The folder.
    data: FolderChangeResource,
}

/// Changes to a folder: a new title, a new parent, or both. The inbox and home folders cannot be changed.
#[derive(ToSchema)]
struct FolderChangeResource {
    /// Always `folders`.
    #[schema(pattern = "^folders$")]
    r#type: String,
    /// The folder's id, as in the path.
    id: Uuid,
    /// The attributes to change.
    #[schema(nullable = false)]
    attributes: Option<FolderChangeAttributes>,
    /// The relationships to change. The folder moves with everything below it, to a folder of the same owner.
    #[schema(nullable = false)]
    relationships: Option<IntoFolder>,
}

/// The attributes of a folder to change.
#[derive(ToSchema)]
struct FolderChangeAttributes {
    /// One line of 1 to 200 characters, not all blank, unique within the parent. Absent keeps the title.
    #[schema(min_length = 1, max_length = 200, nullable = false)]
    title: Option<String>,
}
