//! What others are told of what happened, in `docs/events.md`'s form: ids and usernames, never an address or a secret.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use shared::domain::event::Event;
use shared::domain::graph::friendship::State;
use shared::domain::time::rfc3339;
use shared::domain::{EdgeKind, Friendship, Profile};

use crate::Record;

/// The version of the details below. Another one begins where a field goes or changes its meaning; new fields do not
/// make one.
const VERSION: u32 = 1;

/// An event as others get it.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// The id of the change that tells it: the same however often it is delivered.
    pub id: String,
    /// When it happened, to the second.
    pub time: Timestamp,
    /// What it is, such as `user.created`.
    pub detail_type: &'static str,
    /// Whom it is about.
    pub detail: Value,
}

impl Published {
    /// What is published of a record; `None` where it is nobody else's business, as hides are.
    pub fn of(record: &Record) -> Option<Self> {
        let (detail_type, about) = about(&record.event)?;
        let (id, time) = (record.event_id.clone(), record.time);
        let mut detail = json!({"version": VERSION, "id": id, "time": rfc3339(time)});
        if let (Some(detail), Value::Object(about)) = (detail.as_object_mut(), about) {
            detail.extend(about);
        }
        Some(Self { id, time, detail_type, detail })
    }
}

fn about(event: &Event) -> Option<(&'static str, Value)> {
    Some(match event {
        Event::UserRegistered(profile) => ("user.created", json!({"user": user(profile)})),
        Event::UserUpdated { before, after } if after.is_deleted() && !before.is_deleted() => {
            ("user.deleted", json!({"user": user(after), "hard": false}))
        }
        Event::UserUpdated { before, after } => {
            ("user.updated", json!({"user": user(after), "changed": changed(before, after)}))
        }
        Event::UserDeleted(profile) => ("user.deleted", json!({"user": user(profile), "hard": true})),
        Event::Linked(EdgeKind::Follow, edge) => {
            ("follow.created", json!({"follower": {"id": edge.from}, "followed": {"id": edge.to}}))
        }
        Event::Unlinked(EdgeKind::Follow, edge) => {
            ("follow.deleted", json!({"follower": {"id": edge.from}, "followed": {"id": edge.to}}))
        }
        Event::FriendshipChanged { before, after } => friendship(before.as_ref(), after.as_ref())?,
        _ => return None,
    })
}

/// What is told of a friendship: that somebody asks, and that there is a connection or no more. Rejections are private.
fn friendship(before: Option<&Friendship>, after: Option<&Friendship>) -> Option<(&'static str, Value)> {
    let is = |friendship: Option<&Friendship>, state| friendship.is_some_and(|friendship| friendship.state == state);
    let detail_type = match () {
        () if is(after, State::Pending) && !is(before, State::Pending) => "connection.requested",
        () if is(after, State::Connected) && !is(before, State::Connected) => "connection.created",
        () if is(before, State::Connected) && !is(after, State::Connected) => "connection.deleted",
        () => return None,
    };
    let about = after.or(before)?;
    Some((detail_type, json!({"from": {"id": about.from}, "to": {"id": about.to}})))
}

fn user(profile: &Profile) -> Value {
    json!({"id": profile.id, "username": profile.username.as_str()})
}

/// The names of the fields that differ, never what is in them.
fn changed(before: &Profile, after: &Profile) -> BTreeSet<String> {
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
