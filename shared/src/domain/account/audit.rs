//! The audit trail: what other users did to an account and what belongs to it, and what its user did to its credentials
//! (`docs/api/directory.md`, "Audit trail").

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::account::auth_state::AuthState;
use crate::domain::account::ban::Ban;
use crate::domain::account::email::Email;
use crate::domain::account::status::Status;
use crate::domain::account::viewer::Viewer;
use crate::domain::folder::{Folder, FolderId};
use crate::domain::id::{Id, UserId};
use crate::domain::post::contribution::Contribution;
use crate::domain::post::flag_type::FlagType;
use crate::domain::post::moderation::{Moderation, status};
use crate::domain::profile::Profile;
use crate::domain::time::rfc3339;

/// How long an entry is kept, in seconds: one year.
pub const KEPT_FOR: i64 = 365 * 24 * 60 * 60;

/// The kind of an audited action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditKind {
    /// The account was created.
    Create,
    /// Attributes of the account were changed.
    Update,
    /// The password was set.
    ChangePassword,
    /// The second factor was turned off.
    ResetSecondFactor,
    /// The user set a new password with a mailed code.
    ResetPassword,
    /// The user changed or removed the e-mail address.
    ChangeEmail,
    /// The user took a change of the e-mail address back.
    RestoreEmail,
    /// The user turned the second factor on.
    EnableSecondFactor,
    /// The user turned the second factor off.
    DisableSecondFactor,
    /// A session was ended from the list of sessions.
    EndSession,
    /// All sessions, or all other sessions, were ended.
    EndSessions,
    /// The account was soft-deleted.
    SoftDelete,
    /// The account was deleted with everything that belongs to it.
    HardDelete,
    /// A post or a comment was ignored, hidden, deleted, or shown again.
    ModerateContent,
    /// A post or a comment was edited.
    EditContent,
    /// A post or a comment was deleted.
    DeleteContent,
    /// The account was banned, or a ban was lifted or changed.
    Ban,
    /// A folder was created.
    CreateFolder,
    /// A folder was renamed or moved.
    UpdateFolder,
    /// A folder was deleted with everything in it.
    DeleteFolder,
}

/// The value of an attribute. Secret attributes are never recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AuditValue {
    /// A boolean.
    Flag(bool),
    /// A text.
    Text(String),
}

/// The value of an attribute before and after a change; `None` where there is no value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributeChange {
    /// The old value.
    pub before: Option<AuditValue>,
    /// The new value.
    pub after: Option<AuditValue>,
}

/// Attributes by name.
pub type Attributes = BTreeMap<String, AuditValue>;

/// One entry of the audit trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// The id of the entry.
    pub id: String,
    /// When the action happened, to the millisecond. Entries are sorted by it.
    pub at: Id,
    /// The user who acted.
    pub actor: UserId,
    /// What the actor did.
    pub action: AuditKind,
    /// The attributes that changed.
    pub changes: BTreeMap<String, AttributeChange>,
}

/// An action on something that belongs to another user. The write that performs it also writes the entry, on the
/// condition that the actor's auth state is unchanged.
#[derive(Clone, Debug)]
pub struct AuditedAction {
    /// The entry to write.
    pub entry: AuditEntry,
    /// The auth state that permits the action.
    pub actor: AuthState,
}

impl AuditedAction {
    /// The action of `viewer` on something that belongs to `target`; `None` if it belongs to the viewer.
    pub fn of(
        viewer: &Viewer,
        target: UserId,
        action: AuditKind,
        changes: BTreeMap<String, AttributeChange>,
        now: Timestamp,
    ) -> Option<Self> {
        (viewer.id() != target).then(|| Self::new(viewer, action, changes, now))
    }

    /// The action of `viewer` on something that belongs to another user.
    pub fn new(viewer: &Viewer, action: AuditKind, changes: BTreeMap<String, AttributeChange>, now: Timestamp) -> Self {
        let id = Uuid::new_v4().to_string();
        let entry = AuditEntry { id, at: Id::generate(now), actor: viewer.id(), action, changes };
        Self { entry, actor: viewer.auth.clone() }
    }
}

/// What a user did to the credentials of their own account. It is part of the auth state that it changes, and `fanout` writes
/// the entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnAct {
    /// The id of the entry.
    pub id: String,
    /// When the user did it.
    pub at: Id,
    /// What the user did.
    pub action: AuditKind,
}

impl OwnAct {
    /// An act at `now`, in seconds since 1970.
    pub fn new(action: AuditKind, now: i64) -> Self {
        let now = Timestamp::from_second(now).unwrap_or_default();
        Self { id: Uuid::new_v4().to_string(), at: Id::generate(now), action }
    }

    /// The entry of the trail of `user`.
    pub fn entry(self, user: UserId) -> AuditEntry {
        AuditEntry { id: self.id, at: self.at, actor: user, action: self.action, changes: BTreeMap::new() }
    }
}

impl AuditEntry {
    /// When the entry expires, in seconds since 1970.
    pub fn expires(&self) -> i64 {
        self.at.created().as_second() + KEPT_FOR
    }
}

/// The audited attributes of an account: those that the directory can change.
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

/// The change that is recorded when an account is deleted: its username, as the old value.
pub fn deleted_account(profile: &Profile) -> BTreeMap<String, AttributeChange> {
    let username = AuditValue::Text(profile.username.to_string());
    BTreeMap::from([("username".to_owned(), AttributeChange { before: Some(username), after: None })])
}

/// What staff have decided about a contribution: its status in the API, and the reason.
pub type Decision = (&'static str, Option<FlagType>);

/// The decision as it is recorded.
pub fn decision(moderation: Option<&Moderation>) -> Decision {
    (status(moderation), moderation.and_then(|moderation| moderation.reason))
}

/// The changes that are recorded when staff decide about a contribution. They always include its id.
pub fn moderation(contribution: Contribution, decisions: [Decision; 2]) -> BTreeMap<String, AttributeChange> {
    let text = |text: &str| AuditValue::Text(text.to_owned());
    let [before, after] = decisions.map(|(status, reason)| {
        let reason = reason.map(|reason| ("reason".to_owned(), text(reason.description())));
        reason.into_iter().chain([("status".to_owned(), text(status))]).collect::<Attributes>()
    });
    let mut changes = changes(&before, &after);
    let id = Some(text(&contribution.id().to_string()));
    changes.insert(contribution.noun().to_owned(), AttributeChange { before: id.clone(), after: id });
    changes
}

/// The changes that are recorded when staff edit or delete a contribution: its id. Not what it says, which the author may
/// have deleted for good.
pub fn content(contribution: Contribution) -> BTreeMap<String, AttributeChange> {
    let id = Some(AuditValue::Text(contribution.id().to_string()));
    BTreeMap::from([(contribution.noun().to_owned(), AttributeChange { before: id.clone(), after: id })])
}

/// The changes that are recorded when staff remind a user of the rules, because of this contribution.
pub fn notice(contribution: Contribution, reason: Option<FlagType>) -> BTreeMap<String, AttributeChange> {
    let text = |text: &str| Some(AuditValue::Text(text.to_owned()));
    let id = text(&contribution.id().to_string());
    let reason = text(reason.map_or("Flag", FlagType::description));
    BTreeMap::from([
        (contribution.noun().to_owned(), AttributeChange { before: id.clone(), after: id }),
        ("notice".to_owned(), AttributeChange { before: None, after: reason }),
    ])
}

/// The changes that are recorded when staff ban an account, or lift a ban.
pub fn ban(bans: [Option<&Ban>; 2]) -> BTreeMap<String, AttributeChange> {
    let text = |text: &str| AuditValue::Text(text.to_owned());
    let [before, after] = bans.map(|ban| {
        let Some(ban) = ban else { return Attributes::new() };
        let until = ban.until().map_or_else(|| "forever".to_owned(), rfc3339);
        let reason = ban.reason.map(|reason| ("reason".to_owned(), text(reason.description())));
        reason.into_iter().chain([("blocked_until".to_owned(), AuditValue::Text(until))]).collect()
    });
    changes(&before, &after)
}

/// The changes that are recorded when a folder is created, changed or deleted. They always include its id.
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

/// The attributes whose values differ.
pub fn changes(before: &Attributes, after: &Attributes) -> BTreeMap<String, AttributeChange> {
    let names = before.keys().chain(after.keys());
    let differing = names.filter(|name| before.get(*name) != after.get(*name));
    let change = |name: &String| AttributeChange { before: before.get(name).cloned(), after: after.get(name).cloned() };
    differing.map(|name| (name.clone(), change(name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::folder::Place;

    fn attributes(pairs: &[(&str, &str)]) -> Attributes {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), AuditValue::Text((*value).to_owned()))).collect()
    }

    #[test]
    fn only_attributes_that_differ_are_recorded() {
        let (before, after) =
            (attributes(&[("a", "1"), ("b", "2")]), attributes(&[("b", "3"), ("c", "4"), ("a", "1")]));
        let changes = changes(&before, &after);
        let text = |text: &str| Some(AuditValue::Text(text.to_owned()));
        let expected = [
            ("b".to_owned(), AttributeChange { before: text("2"), after: text("3") }),
            ("c".to_owned(), AttributeChange { before: None, after: text("4") }),
        ];
        assert_eq!(changes, expected.into());
    }

    #[test]
    fn a_folder_entry_names_the_folder_even_if_only_its_title_changes() {
        let id = FolderId { owner: Id::at(0, 1), place: Place::Created(Id::at(0, 2)) };
        let before = Folder { id, title: "old".to_owned(), parent: Some(Place::Home) };
        let after = Folder { title: "new".to_owned(), ..before.clone() };
        let changes = folder(Some(&before), Some(&after));
        assert_eq!(changes.keys().collect::<Vec<_>>(), ["folder", "title"]);
        assert_eq!(changes["folder"].before, changes["folder"].after);
        let created = folder(None, Some(&after));
        assert_eq!(created.keys().collect::<Vec<_>>(), ["folder", "parent", "title"]);
        assert!(created.values().all(|change| change.before.is_none()));
    }
}
