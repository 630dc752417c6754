//! What documents look like, for the API's own document: they are read and written field by field.

#![expect(dead_code, reason = "nothing is ever of these types")]

use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// A document about a user.
#[derive(ToSchema)]
pub struct AccountDocument {
    data: AccountResource,
}

/// A page of users.
#[derive(ToSchema)]
pub struct AccountList {
    data: Vec<AccountResource>,
    links: PageOfLinks,
    meta: PageMeta,
}

/// A user.
#[derive(ToSchema)]
pub struct AccountResource {
    #[schema(pattern = "^users$")]
    r#type: String,
    id: Uuid,
    #[schema(nullable = false)]
    attributes: Option<AccountAttributes>,
    #[schema(nullable = false)]
    relationships: Option<AccountRelationships>,
}

/// The attributes of a user; of them those that `fields[users]` names.
#[derive(ToSchema)]
pub struct AccountAttributes {
    #[schema(nullable = false)]
    username: Option<String>,
    #[schema(nullable = false)]
    first_name: Option<String>,
    #[schema(nullable = false)]
    last_name: Option<String>,
    /// Empty where there is none.
    #[schema(nullable = false)]
    email: Option<String>,
    #[schema(nullable = false)]
    is_active: Option<bool>,
    #[schema(nullable = false)]
    is_staff: Option<bool>,
    #[schema(nullable = false)]
    is_superuser: Option<bool>,
    #[schema(nullable = false)]
    date_joined: Option<String>,
}

/// The special folders of a user.
#[derive(ToSchema)]
pub struct AccountRelationships {
    #[schema(nullable = false)]
    inbox_folder: Option<ToResource>,
    #[schema(nullable = false)]
    home_folder: Option<ToResource>,
}

/// A relationship to one resource.
#[derive(ToSchema)]
pub struct ToResource {
    #[schema(required)]
    data: Option<Identifier>,
}

/// The type and id of a resource.
#[derive(ToSchema)]
pub struct Identifier {
    r#type: String,
    id: Uuid,
}

/// A document about a folder.
#[derive(ToSchema)]
pub struct FolderDocument {
    data: FolderResource,
}

/// A page of folders.
#[derive(ToSchema)]
pub struct FolderList {
    data: Vec<FolderResource>,
    links: PageOfLinks,
    meta: PageMeta,
}

/// A folder.
#[derive(ToSchema)]
pub struct FolderResource {
    #[schema(pattern = "^folders$")]
    r#type: String,
    id: Uuid,
    #[schema(nullable = false)]
    attributes: Option<FolderAttributes>,
    #[schema(nullable = false)]
    relationships: Option<FolderRelationships>,
}

/// The attributes of a folder.
#[derive(ToSchema)]
pub struct FolderAttributes {
    #[schema(nullable = false)]
    title: Option<String>,
}

/// Where a folder lies; a special folder lies nowhere.
#[derive(ToSchema)]
pub struct FolderRelationships {
    #[schema(nullable = false)]
    parent: Option<ToResource>,
}

/// What others did to a user, newest first.
#[derive(ToSchema)]
pub struct AuditList {
    data: Vec<AuditEntry>,
    links: PageOfLinks,
}

/// What somebody did.
#[derive(ToSchema)]
pub struct AuditEntry {
    #[schema(pattern = "^audit-entries$")]
    r#type: String,
    id: String,
    #[schema(nullable = false)]
    attributes: Option<AuditAttributes>,
    #[schema(nullable = false)]
    relationships: Option<AuditRelationships>,
}

/// What was done, and when.
#[derive(ToSchema)]
pub struct AuditAttributes {
    #[schema(nullable = false)]
    action: Option<String>,
    #[schema(nullable = false)]
    at: Option<String>,
    /// Each attribute that changed, before and after.
    #[schema(value_type = Option<Object>, nullable = false)]
    changes: Option<Value>,
}

/// By whom it was done, and to whom.
#[derive(ToSchema)]
pub struct AuditRelationships {
    #[schema(nullable = false)]
    actor: Option<ToResource>,
    #[schema(nullable = false)]
    target: Option<ToResource>,
}

/// The neighbours of a page.
#[derive(ToSchema)]
pub struct PageOfLinks {
    first: String,
    #[schema(required)]
    last: Option<String>,
    #[schema(required)]
    next: Option<String>,
    #[schema(required)]
    prev: Option<String>,
}

/// Where a page stands.
#[derive(ToSchema)]
pub struct PageMeta {
    pagination: PageNumbers,
}

/// The number of the page, of all pages and of all rows.
#[derive(ToSchema)]
pub struct PageNumbers {
    #[schema(minimum = 1)]
    page: u64,
    #[schema(minimum = 1)]
    pages: u64,
    count: u64,
}

/// A new user.
#[derive(ToSchema)]
pub struct NewAccount {
    data: NewAccountResource,
}

/// A new user: only the name is mandatory.
#[derive(ToSchema)]
pub struct NewAccountResource {
    #[schema(pattern = "^users$")]
    r#type: String,
    attributes: NewAccountAttributes,
}

/// What a new user may come with.
#[derive(ToSchema)]
pub struct NewAccountAttributes {
    #[schema(min_length = 1, max_length = 150, pattern = "^(?![0-9]+$)[A-Za-z0-9_.+@-]+$")]
    username: String,
    #[schema(max_length = 150)]
    first_name: Option<String>,
    #[schema(max_length = 150)]
    last_name: Option<String>,
    /// Empty for none.
    #[schema(max_length = 254, pattern = "^(.+@.+)?$")]
    email: Option<String>,
    #[schema(nullable = false)]
    is_active: Option<bool>,
    #[schema(nullable = false)]
    is_staff: Option<bool>,
    #[schema(nullable = false)]
    is_superuser: Option<bool>,
}

/// What is to change of a user.
#[derive(ToSchema)]
pub struct AccountChange {
    data: AccountChangeResource,
}

/// What is to change of the user with this id.
#[derive(ToSchema)]
pub struct AccountChangeResource {
    #[schema(pattern = "^users$")]
    r#type: String,
    id: Uuid,
    #[schema(nullable = false)]
    attributes: Option<AccountChangeAttributes>,
}

/// The attributes that are to change.
#[derive(ToSchema)]
pub struct AccountChangeAttributes {
    #[schema(min_length = 1, max_length = 150, pattern = "^(?![0-9]+$)[A-Za-z0-9_.+@-]+$", nullable = false)]
    username: Option<String>,
    #[schema(max_length = 150)]
    first_name: Option<String>,
    #[schema(max_length = 150)]
    last_name: Option<String>,
    /// Empty for none.
    #[schema(max_length = 254, pattern = "^(.+@.+)?$")]
    email: Option<String>,
    #[schema(nullable = false)]
    is_active: Option<bool>,
    #[schema(nullable = false)]
    is_staff: Option<bool>,
    #[schema(nullable = false)]
    is_superuser: Option<bool>,
}

/// A new password.
#[derive(ToSchema)]
pub struct NewPassword {
    #[schema(format = "password", min_length = 8, max_length = 128, pattern = "^[^\\u0000-\\u001F\\u007F-\\u009F]*$")]
    password: String,
}

/// A new folder.
#[derive(ToSchema)]
pub struct NewFolder {
    data: NewFolderResource,
}

/// A new folder, and where it lies.
#[derive(ToSchema)]
pub struct NewFolderResource {
    #[schema(pattern = "^folders$")]
    r#type: String,
    attributes: NewFolderAttributes,
    relationships: IntoFolder,
}

/// How the folder is called.
#[derive(ToSchema)]
pub struct NewFolderAttributes {
    #[schema(min_length = 1, max_length = 200)]
    title: String,
}

/// Where a folder lies.
#[derive(ToSchema)]
pub struct IntoFolder {
    parent: ToFolder,
}

/// A relationship to a folder.
#[derive(ToSchema)]
pub struct ToFolder {
    data: FolderIdentifier,
}

/// The id of a folder.
#[derive(ToSchema)]
pub struct FolderIdentifier {
    #[schema(pattern = "^folders$")]
    r#type: String,
    id: Uuid,
}

/// What is to change of a folder.
#[derive(ToSchema)]
pub struct FolderChange {
    data: FolderChangeResource,
}

/// A new title, a new place, or both.
#[derive(ToSchema)]
pub struct FolderChangeResource {
    #[schema(pattern = "^folders$")]
    r#type: String,
    id: Uuid,
    #[schema(nullable = false)]
    attributes: Option<FolderChangeAttributes>,
    #[schema(nullable = false)]
    relationships: Option<IntoFolder>,
}

/// How the folder is to be called.
#[derive(ToSchema)]
pub struct FolderChangeAttributes {
    #[schema(min_length = 1, max_length = 200, nullable = false)]
    title: Option<String>,
}
