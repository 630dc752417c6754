//! Invariants of follow notifications that hold for every delivery of the stream.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::Value;
use shared::domain::{Id, UserId};
use tests::{Routes as _, TestUser};

use crate::delivery::Stream;

/// A follow notification: its recipient, the follower, and the id of the edge.
type Key = (UserId, UserId, Id);

/// Past requests that affect notifications and leave no trace in the table.
#[derive(Default)]
pub struct NotificationHistory {
    /// Every pair of a user and a user they have ever hidden. Follows between them may or may not be notified,
    /// depending on timing.
    hidden: BTreeSet<(UserId, UserId)>,
    /// Every notification, with its recipient, that was listed by a route that marks as seen.
    listed: BTreeSet<(UserId, String)>,
}

impl NotificationHistory {
    /// Records that a user toggled the hide of another user.
    pub fn hidden(&mut self, by: UserId, whom: UserId) {
        self.hidden.insert((by, whom));
    }

    /// Records a page of a route that marks its notifications as seen.
    pub fn listed(&mut self, to: UserId, page: &Value) {
        self.listed.extend(sids(page).into_iter().map(|sid| (to, sid)));
    }

    /// Checks every row in the stream's copy of the table, and what the API shows of them to active users.
    pub async fn check(&self, stream: &Stream, live: &[&TestUser]) -> TestCaseResult {
        let (notes, edges) = (follow_notifications(stream), edges(stream));
        let living: BTreeSet<UserId> = live.iter().map(|person| person.id).collect();
        for ((to, from, id), seen) in &notes {
            prop_assert!(living.contains(from), "{} has a notification of {}, who is deleted", to, from);
            prop_assert!(
                *seen || edges.contains(&(*to, *from, *id)),
                "{} has a notification of a follow by {} that does not exist",
                to,
                from
            );
            let listed = self.listed.contains(&(*to, id.to_string()));
            prop_assert_eq!(*seen, listed, "{} of {} to {}", id, from, to);
        }
        for edge @ (to, from, _) in &edges {
            prop_assert!(notes.contains_key(edge) || self.hidden.contains(&(*to, *from)), "{:?} is not notified", edge);
        }
        for person in live {
            check_api(person, &notes).await?;
        }
        Ok(())
    }
}

/// Checks that the API lists exactly the user's stored notifications.
async fn check_api(person: &TestUser, notes: &BTreeMap<Key, bool>) -> TestCaseResult {
    let own = notes.iter().filter(|((to, ..), _)| *to == person.id);
    let (mut all, mut new): (Vec<String>, Vec<u64>) = (Vec::new(), Vec::new());
    for ((_, _, id), seen) in own {
        all.push(id.to_string());
        new.extend((!seen).then_some(id.get()));
    }
    all.sort();
    new.sort_unstable();
    let mut path = Some("/api/v2/user/me/notifications/?limit=2".to_owned());
    let mut shown = Vec::new();
    while let Some(url) = path {
        let page = person.get(&url).await.expect(200).json();
        shown.extend(sids(&page));
        path = page["next_id"].as_u64().map(|id| format!("/api/v2/user/me/notifications/?limit=2&next_id={id}"));
    }
    shown.sort();
    prop_assert_eq!(shown, all, "shown to {}", person.name);
    let unseen = person.get("/api/v2/user/me/unseen/").await.expect(200).json();
    let mut listed: Vec<_> =
        unseen["unseen"].as_array().unwrap().iter().map(|entry| entry["id"].as_u64().unwrap()).collect();
    listed.sort_unstable();
    prop_assert_eq!(listed, new, "unseen of {}", person.name);
    Ok(())
}

/// The follow notifications in the table, and whether each was seen.
pub fn follow_notifications(stream: &Stream) -> BTreeMap<Key, bool> {
    let rows =
        stream.table.iter().filter(|((_, sk), row)| sk.starts_with("NOTE#") && row["type"]["S"] == "user_follow");
    let notes: Vec<_> =
        rows.map(|((pk, _), row)| ((owner(pk), id(row, "user"), id(row, "id")), !row["seen"].is_null())).collect();
    let distinct: BTreeMap<_, _> = notes.iter().copied().collect();
    assert_eq!(distinct.len(), notes.len(), "an edge has two notifications: {notes:?}");
    distinct
}

fn edges(stream: &Stream) -> BTreeSet<Key> {
    let rows = stream.table.iter().filter(|((_, sk), _)| sk.starts_with("FOLLOW#"));
    rows.map(|((pk, _), row)| (id(row, "to"), owner(pk), id(row, "id"))).collect()
}

fn owner(pk: &str) -> UserId {
    UserId::parse(pk.strip_prefix("U#").expect("a user partition")).expect("an id")
}

fn id(row: &Value, name: &str) -> Id {
    Id::parse(row[name]["N"].as_str().expect("a number")).expect("an id")
}

fn sids(page: &Value) -> Vec<String> {
    let entries =
        page["results"].as_array().unwrap().iter().flat_map(|result| result["aggregated"].as_array().unwrap());
    entries.map(|entry| entry["sid"].as_str().unwrap().to_owned()).collect()
}
