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
pub enum Action {
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
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// Text.
    Text(String),
}

/// An attribute before and after; `None` where there was or is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What it was.
    pub before: Option<Value>,
    /// What it is.
    pub after: Option<Value>,
}

/// Attributes by name.
pub type Attributes = BTreeMap<String, Value>;

/// One thing that somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// When, to the millisecond, and a place in the order of entries.
    pub at: Id,
    /// Who did it.
    pub actor: UserId,
    /// What they did.
    pub action: Action,
    /// The attributes that it changed.
    pub changes: BTreeMap<String, Change>,
}

/// Something that somebody does to what is another's: what is written of it, and as whom they do it. The write
/// happens only if they are still that.
#[derive(Clone, Debug)]
pub struct Deed {
    /// What is written of it.
    pub entry: Entry,
    /// The auth state by which the actor may do it.
    pub actor: AuthState,
}

impl Deed {
    /// What `viewer` does to what belongs to `target`; `None` if that is themself.
    pub fn of(
        viewer: &Viewer,
        target: UserId,
        action: Action,
        changes: BTreeMap<String, Change>,
        now: Timestamp,
    ) -> Option<Self> {
        (viewer.id() != target).then(|| Self::new(viewer, action, changes, now))
    }

    /// What `viewer` does to another.
    pub fn new(viewer: &Viewer, action: Action, changes: BTreeMap<String, Change>, now: Timestamp) -> Self {
        let id = Uuid::new_v4().to_string();
        let entry = Entry { id, at: Id::draw(now), actor: viewer.id(), action, changes };
        Self { entry, actor: viewer.auth.clone() }
    }
}

impl Entry {
    /// The second in which the entry may be forgotten.
    pub fn expires(&self) -> i64 {
        self.at.created().as_second() + KEPT_FOR
    }
}

/// What the trail tells of an account: the attributes that the directory changes.
pub fn account(profile: &Profile, auth: &AuthState) -> Attributes {
    let text = |text: &str| Value::Text(text.to_owned());
    let all = [
        ("username", text(profile.username.as_str())),
        ("first_name", text(&profile.first_name)),
        ("last_name", text(&profile.last_name)),
        ("email", text(profile.email.as_ref().map(Email::as_str).unwrap_or_default())),
        ("is_active", Value::Flag(profile.status == Status::Approved)),
        ("is_staff", Value::Flag(auth.is_staff)),
        ("is_superuser", Value::Flag(auth.is_superuser)),
    ];
    all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What the trail tells of an account that ends: whose it was.
pub fn ended(profile: &Profile) -> BTreeMap<String, Change> {
    let username = Value::Text(profile.username.to_string());
    BTreeMap::from([("username".to_owned(), Change { before: Some(username), after: None })])
}

/// What the trail tells of a folder that is made, changed or deleted: always which one, and what of it changed.
pub fn folder(before: Option<&Folder>, after: Option<&Folder>) -> BTreeMap<String, Change> {
    let attributes = |folder: &Folder| {
        let parent = folder.parent.map(|place| FolderId { owner: folder.id.owner, place });
        let parent = parent.map(|id| ("parent".to_owned(), Value::Text(id.to_uuid().to_string())));
        let title = ("title".to_owned(), Value::Text(folder.title.clone()));
        parent.into_iter().chain([title]).collect::<Attributes>()
    };
    let id = |folder: &Folder| Value::Text(folder.id.to_uuid().to_string());
    let mut changes = changes(&before.map(attributes).unwrap_or_default(), &after.map(attributes).unwrap_or_default());
    changes.insert("folder".to_owned(), Change { before: before.map(id), after: after.map(id) });
    changes
}

/// What differs between two states.
pub fn changes(before: &Attributes, after: &Attributes) -> BTreeMap<String, Change> {
    let names = before.keys().chain(after.keys());
    let differing = names.filter(|name| before.get(*name) != after.get(*name));
    let change = |name: &String| Change { before: before.get(name).cloned(), after: after.get(name).cloned() };
    differing.map(|name| (name.clone(), change(name))).collect()
}
