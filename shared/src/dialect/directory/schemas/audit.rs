//! The audit trail.

use serde_json::Value;
use utoipa::ToSchema;

use crate::dialect::directory::schemas::pages::PageOfLinks;
use crate::dialect::directory::schemas::relationships::ToResource;

/// A page of the audit trail of a user: what other users did to the account and its folders, newest first. Entries are
/// kept for a year (365 days).
#[derive(ToSchema)]
pub struct AuditList {
    /// The entries of this page.
    data: Vec<AuditEntry>,
    /// Links to other pages. The list is not counted, so `last` is always `null`.
    links: PageOfLinks,
}

/// An entry of the audit trail: one action of another user.
#[derive(ToSchema)]
struct AuditEntry {
    /// Always `audit-entries`.
    #[schema(pattern = "^audit-entries$")]
    r#type: String,
    /// The id of the entry.
    id: String,
    /// The attributes; absent if `fields[audit-entries]` names none of them.
    #[schema(nullable = false)]
    attributes: Option<AuditAttributes>,
    /// The relationships; absent if `fields[audit-entries]` names none of them.
    #[schema(nullable = false)]
    relationships: Option<AuditRelationships>,
}

/// The attributes of an entry of the audit trail: those that `fields[audit-entries]` names, by default all.
#[derive(ToSchema)]
struct AuditAttributes {
    /// The action: `create`, `update`, `change_password`, `reset_second_factor`, `soft_delete`, `hard_delete`, `create_folder`,
    /// `update_folder` or `delete_folder`.
    #[schema(nullable = false)]
    action: Option<String>,
    /// When the action happened: RFC 3339, UTC.
    #[schema(nullable = false)]
    at: Option<String>,
    /// The attributes that changed, by name: `{"before": ..., "after": ...}` with strings, booleans or `null`. It can
    /// hold names and e-mail addresses, but never a password.
    #[schema(value_type = Option<Object>, nullable = false)]
    changes: Option<Value>,
}

/// The users of an entry of the audit trail.
#[derive(ToSchema)]
struct AuditRelationships {
    /// The user who acted.
    #[schema(nullable = false)]
    actor: Option<ToResource>,
    /// The user whose account or folder was changed.
    #[schema(nullable = false)]
    target: Option<ToResource>,
}
