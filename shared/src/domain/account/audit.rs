//! The audit trail: what somebody did to an account that is not their own.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::account::auth::{AuthState, Viewer};
use crate::domain::account::email::Email;
use crate::domain::folder::{Folder, FolderId};
use crate::domain::id::{Id, UserId};
use crate::domain::profile::user::{Profile, Status};

/// How long an entry is kept, in seconds: a year.
pub const KEPT_FOR: i64 = 365 * 24 * 60 * 60;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditKind {
    /// The account was made.
    Create,
    /// Attributes of the account were changed.
    Update,
    /// The password was set.
    ChangePassword,
    /// The account was hidden, its names kept.
    SoftDelete,
    /// The account was ended, with all that was its user's.
    HardDelete,
    /// A folder was made.
    CreateFolder,
    /// A folder was renamed or moved.
    UpdateFolder,
    /// A folder was deleted, with all below it.
    DeleteFolder,
}

/// The value of an attribute. No attribute that is a secret has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AuditValue {
    /// Yes or no.
    Flag(bool),
    /// Text.
    Text(String),
}

/// An attribute before and after; `None` where there was or is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributeChange {
    /// What it was.
    pub before: Option<AuditValue>,
    /// What it is.
    pub after: Option<AuditValue>,
}

/// Attributes by name.
pub type Attributes = BTreeMap<String, AuditValue>;

/// One thing that somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its id.
    pub id: String,
    /// When, to the millisecond, and a place in the order of entries.
    pub at: Id,
    /// Who did it.
    pub actor: UserId,
    /// What they did.
    pub action: AuditKind,
    /// The attributes that it changed.
    pub changes: BTreeMap<String, AttributeChange>,
}

/// Something that somebody does to what is another's: what is written of it, and as whom they do it. The write
/// happens only if they are still that.
#[derive(Clone, Debug)]
pub struct AuditedAction {
    /// What is written of it.
    pub entry: AuditEntry,
    /// The auth state by which the actor may do it.
    pub actor: AuthState,
}

impl AuditedAction {
    /// What `viewer` does to what belongs to `target`; `None` if that is themself.
    pub fn of(
        viewer: &Viewer,
        target: UserId,
        action: AuditKind,
        changes: BTreeMap<String, AttributeChange>,
        now: Timestamp,
    ) -> Option<Self> {
        (viewer.id() != target).then(|| Self::new(viewer, action, changes, now))
    }

    /// What `viewer` does to another.
    pub fn new(viewer: &Viewer, action: AuditKind, changes: BTreeMap<String, AttributeChange>, now: Timestamp) -> Self {
        let id = Uuid::new_v4().to_string();
        let entry = AuditEntry { id, at: Id::generate(now), actor: viewer.id(), action, changes };
        Self { entry, actor: viewer.auth.clone() }
    }
}

impl AuditEntry {
    /// The second in which the entry may be forgotten.
    pub fn expires(&self) -> i64 {
        self.at.created().as_second() + KEPT_FOR
    }
}

/// What the trail tells of an account: the attributes that the directory changes.
pub fn account(profile: &Profile, auth: &AuthState) -> Attributes {
    let text = |text: &str| AuditValue::Text(text.to_owned());
    let all = [
        ("username", text(profile.username.as_str())),
        ("first_name", text(&profile.first_name)),
        ("last_name", text(&profile.last_name)),
        ("email", text(profile.email.as_ref().map(Email::as_str).unwrap_or_default())),
        ("is_active", AuditValue::Flag(profile.status == Status::Approved)),
        ("is_staff", AuditValue::Flag(auth.is_staff)),
        ("is_superuser", AuditValue::Flag(auth.is_superuser)),
    ];
    all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What the trail tells of an account that ends: whose it was.
pub fn ended(profile: &Profile) -> BTreeMap<String, AttributeChange> {
    let username = AuditValue::Text(profile.username.to_string());
    BTreeMap::from([("username".to_owned(), AttributeChange { before: Some(username), after: None })])
}

/// What the trail tells of a folder that is made, changed or deleted: always which one, and what of it changed.
pub fn folder(before: Option<&Folder>, after: Option<&Folder>) -> BTreeMap<String, AttributeChange> {
    let attributes = |folder: &Folder| {
        let parent = folder.parent.map(|place| FolderId { owner: folder.id.owner, place });
        let parent = parent.map(|id| ("parent".to_owned(), AuditValue::Text(id.to_uuid().to_string())));
        let title = ("title".to_owned(), AuditValue::Text(folder.title.clone()));
        parent.into_iter().chain([title]).collect::<Attributes>()
    };
    let id = |folder: &Folder| AuditValue::Text(folder.id.to_uuid().to_string());
    let mut changes = changes(&before.map(attributes).unwrap_or_default(), &after.map(attributes).unwrap_or_default());
    changes.insert("folder".to_owned(), AttributeChange { before: before.map(id), after: after.map(id) });
    changes
}

/// What differs between two states.
pub fn changes(before: &Attributes, after: &Attributes) -> BTreeMap<String, AttributeChange> {
    let names = before.keys().chain(after.keys());
    let differing = names.filter(|name| before.get(*name) != after.get(*name));
    let change = |name: &String| AttributeChange { before: before.get(name).cloned(), after: after.get(name).cloned() };
    differing.map(|name| (name.clone(), change(name))).collect()
}
