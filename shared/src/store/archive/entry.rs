//! Items as entries of an archive.

use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::{Map, Value, json};

use super::places::{self, Attributes, place};
use crate::domain::folder::Place;
use crate::domain::time::rfc3339;
use crate::domain::{ConnectionStatus, Error, Friendship, Id, ReactionKind, Result, UserId};
use crate::dynamo::{GSI1, GSI2, Item, PK, SK};
use crate::store::graph::blocks::block_of;
use crate::store::graph::hide_rows::HideRow;
use crate::store::item::{ItemKind, from_item};

/// An entry of a file of an archive.
#[derive(Clone, Debug, PartialEq)]
pub struct ArchiveEntry {
    /// The name of the file, without its extension.
    pub file: &'static str,
    /// The entry.
    pub value: Value,
}

impl ArchiveEntry {
    /// The entry of an item that belongs to `user`. `None` if archives leave it out.
    pub(super) fn of(item: Item, user: UserId) -> Result<Option<Self>> {
        let kind = ItemKind::of(&item)?;
        let places::Place::In(file, attributes) = place(&kind, user) else { return Ok(None) };
        let mut value = match attributes {
            Attributes::All => fields(item)?,
            Attributes::Only(names) => keep(fields(item)?, |name| names.contains(&name)),
            Attributes::Without(names) => keep(fields(item)?, |name| !names.contains(&name)),
            Attributes::OfFriendship => match friendship(&from_item(item)?, user) {
                Some(value) => value,
                None => return Ok(None),
            },
            Attributes::OfFollow if block_of(&item).is_some() => return Ok(None),
            Attributes::OfFollow => fields(item)?,
            Attributes::OfHide => match hide(&from_item(item)?) {
                Some(value) => value,
                None => return Ok(None),
            },
        };
        describe(&kind, &mut value);
        Ok(Some(Self { file, value: Value::Object(value) }))
    }
}

/// The attributes of an item, without its keys.
pub(super) fn fields(mut item: Item) -> Result<Map<String, Value>> {
    for key in [PK, SK, GSI1.pk, GSI1.sk, GSI2.pk, GSI2.sk] {
        item.remove(key);
    }
    item.retain(|_, value| !matches!(value, AttributeValue::B(_) | AttributeValue::Bs(_)));
    match serde_dynamo::from_item(item).map_err(Error::internal)? {
        Value::Object(fields) => Ok(fields),
        other => Err(Error::internal(format!("{other} is no item"))),
    }
}

fn keep(fields: Map<String, Value>, is_kept: impl Fn(&str) -> bool) -> Map<String, Value> {
    fields.into_iter().filter(|(name, _)| is_kept(name)).collect()
}

/// What the user may see of a friendship. A rejection is hidden from the user who sent the request.
fn friendship(friendship: &Friendship, user: UserId) -> Option<Map<String, Value>> {
    let status = match friendship.status_for(user) {
        Some(ConnectionStatus::Connected) => "connected",
        Some(ConnectionStatus::SentConnectionRequest) => "request_sent",
        Some(ConnectionStatus::ReceivedConnectionRequest) => "request_received",
        Some(ConnectionStatus::Followed) => return None,
        None if friendship.is_received_by(user) => "request_rejected",
        None => return None,
    };
    let since = friendship.since.map(|since| rfc3339(since.created()));
    let entry =
        json!({"user": friendship.other(user), "status": status, "id": friendship.id_for(user), "since": since});
    entry.as_object().cloned()
}

/// Whom the user hides or blocks. Who blocks the user is theirs to know.
fn hide(row: &HideRow) -> Option<Map<String, Value>> {
    let blocked = row.blocked_at.is_some();
    let id = row.blocked_at.unwrap_or(row.id);
    let entry = json!({"from": row.from, "to": row.to, "id": id, "hidden": row.hidden, "blocked": blocked});
    entry.as_object().filter(|_| blocked || row.is_hide()).cloned()
}

/// Adds what only the key of an item, or its id, tells, and removes who of the staff decided.
fn describe(kind: &ItemKind, value: &mut Map<String, Value>) {
    let what = match kind {
        ItemKind::Reaction(ReactionKind::Vote) => Some("vote"),
        ItemKind::Reaction(ReactionKind::Follow) => Some("follow"),
        ItemKind::Reaction(ReactionKind::Suspension) => Some("suspension"),
        ItemKind::Flag(_) => Some("flag"),
        _ => None,
    };
    if let Some(what) = what {
        value.insert("what".to_owned(), what.into());
    }
    if let ItemKind::Folder(_, Place::Created(id)) = kind {
        value.insert("id".to_owned(), id.get().into());
    }
    let ids: &[&str] = match kind {
        // The id of a game is no one's act.
        ItemKind::ListedGame(_) | ItemKind::Rating(_) => &[],
        _ => &["vote", "at", "id"],
    };
    let id = ids.iter().find_map(|name| value.get(*name)?.as_u64());
    if let Some(id) = id.and_then(|id| Id::try_from(id).ok()) {
        value.insert("created_at".to_owned(), rfc3339(id.created()).into());
    }
    value.remove("notice");
    if let Some(Value::Object(moderation)) = value.get_mut("moderation") {
        moderation.remove("by");
    }
}
