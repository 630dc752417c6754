//! Events for other programs (`docs/api/events.md`). They have ids, usernames and names of
//! fields, but no addresses and no secrets.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use shared::domain::event::Event;
use shared::domain::graph::friendship::State;
use shared::domain::time::rfc3339;
use shared::domain::{Comment, EdgeKind, Friendship, Profile};

use crate::batch::Record;

/// `detail.version`. It changes when a field is removed or changes its meaning, not when a field is added.
const VERSION: u32 = 1;

/// An event for other programs.
#[derive(Clone, Debug, PartialEq)]
pub struct PublishedEvent {
    /// The id of the stream record, the same for every delivery.
    pub id: String,
    /// When the change was made, to the second.
    pub time: Timestamp,
    /// The type of the event, such as `user.created`.
    pub detail_type: &'static str,
    /// The content of the event.
    pub detail: Value,
}

impl PublishedEvent {
    /// The event to publish for a record; `None` for private events such as hides.
    pub fn of(record: &Record) -> Option<Self> {
        let (detail_type, content) = content(&record.event)?;
        let (id, time) = (record.event_id.clone(), record.time);
        let mut detail = json!({"version": VERSION, "id": id, "time": rfc3339(time)});
        if let (Some(detail), Value::Object(content)) = (detail.as_object_mut(), content) {
            detail.extend(content);
        }
        Some(Self { id, time, detail_type, detail })
    }
}

/// The type of the event, and its detail beside the fields that all events have.
fn content(event: &Event) -> Option<(&'static str, Value)> {
    Some(match event {
        Event::UserRegistered(profile) => ("user.created", json!({"user": user(profile)})),
        Event::UserUpdated { before, after } if after.is_deleted() && !before.is_deleted() => {
            ("user.deleted", json!({"user": user(after), "hard": false}))
        }
        Event::UserUpdated { before, after } => {
            ("user.updated", json!({"user": user(after), "changed": changed_fields(before, after)}))
        }
        Event::UserDeleted(profile) => ("user.deleted", json!({"user": user(profile), "hard": true})),
        Event::Linked(EdgeKind::Follow, edge) => {
            ("follow.created", json!({"follower": {"id": edge.from}, "followed": {"id": edge.to}}))
        }
        Event::Unlinked(EdgeKind::Follow, edge) => {
            ("follow.deleted", json!({"follower": {"id": edge.from}, "followed": {"id": edge.to}}))
        }
        Event::CommentChanged { before: None, after: Some(after) } => ("comment.created", comment(&after.comment)),
        Event::FriendshipChanged { before, after } => connection(before.as_ref(), after.as_ref())?,
        _ => return None,
    })
}

/// Requests and connections are published, rejections are private.
fn connection(before: Option<&Friendship>, after: Option<&Friendship>) -> Option<(&'static str, Value)> {
    let is = |friendship: Option<&Friendship>, state| friendship.is_some_and(|friendship| friendship.state == state);
    let detail_type = match () {
        () if is(after, State::Pending) && !is(before, State::Pending) => "connection.requested",
        () if is(after, State::Connected) && !is(before, State::Connected) => "connection.created",
        () if is(before, State::Connected) && !is(after, State::Connected) => "connection.deleted",
        () => return None,
    };
    let friendship = after.or(before)?;
    Some((detail_type, json!({"from": {"id": friendship.from}, "to": {"id": friendship.to}})))
}

fn comment(comment: &Comment) -> Value {
    let at = comment.at;
    let parent = at.parent.map(|id| json!({"id": id}));
    json!({
        "comment": {"id": at.id},
        "post": {"id": at.post, "type": comment.kind.name()},
        "parent": parent,
        "author": {"id": comment.author},
    })
}

fn user(profile: &Profile) -> Value {
    json!({"id": profile.id, "username": profile.username.as_str()})
}

/// The names of the fields that differ, without their values.
fn changed_fields(before: &Profile, after: &Profile) -> BTreeSet<String> {
    let [before, after] = [before, after].map(fields);
    let names = before.keys().chain(after.keys());
    names.filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}

fn fields(profile: &Profile) -> Map<String, Value> {
    match serde_json::to_value(profile) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}
