//! What is wrong with the rows of a slice.

use std::collections::{BTreeMap, BTreeSet};

use shared::domain::counter::CounterOwner;
use shared::domain::profile::search::entries_of;
use shared::domain::{Id, Post, Profile, Result, UserId};
use shared::store::{ExistingProfiles, Recount, Row, RowKind};

use crate::{Finding, Janitor};

/// How long after its time a row is left to DynamoDB, which deletes it for nothing within some days, in seconds.
const EXPIRY_GRACE: i64 = 2 * 24 * 60 * 60;

impl Janitor {
    /// Everything about these rows that contradicts the facts, with the row that it was seen in. `consistent`: as of
    /// now, and not of some milliseconds ago, at twice the price.
    pub(crate) async fn look(&self, rows: &[Row], consistent: bool) -> Result<Vec<(Finding, Row)>> {
        let present = self.store.profiles().existing(concerned(rows), consistent).await?;
        let now = self.clock.now().as_second();
        let mut found = Vec::new();
        for row in rows {
            found.extend(at_sight(row, &present, now).map(|finding| (finding, row.clone())));
        }
        found.extend(self.missing_names(rows, consistent).await?);
        found.extend(self.wrong_counters(rows, &found, &present, consistent).await?);
        Ok(found)
    }

    /// Words of the profiles among these rows that the index of names does not have.
    async fn missing_names(&self, rows: &[Row], consistent: bool) -> Result<Vec<(Finding, Row)>> {
        let profiles: BTreeMap<UserId, (&Profile, &Row)> = rows.iter().filter_map(with_profile).collect();
        let entries =
            profiles.values().flat_map(|(profile, _)| entries_of(profile).into_iter().map(|entry| (profile.id, entry)));
        let missing = self.store.name_index().missing(&entries.collect::<Vec<_>>(), consistent).await?;
        let found = missing.into_iter().filter_map(|(user, entry)| {
            let (_, row) = profiles.get(&user)?;
            Some((Finding::Name(user, entry), (*row).clone()))
        });
        Ok(found.collect())
    }

    /// Numbers that are wrong: of the profiles and posts among these rows, and of those who are left of the edges that
    /// will go.
    async fn wrong_counters(
        &self,
        rows: &[Row],
        found: &[(Finding, Row)],
        present: &ExistingProfiles,
        consistent: bool,
    ) -> Result<Vec<(Finding, Row)>> {
        let mut users: BTreeMap<UserId, &Row> = BTreeMap::new();
        for (finding, row) in found {
            if let Finding::Link(link, _) = finding {
                users.extend(link.ends().into_iter().filter(|end| present.contains_key(end)).map(|end| (end, row)));
            }
        }
        users.extend(rows.iter().filter_map(with_profile).map(|(user, (_, row))| (user, row)));
        let posts: BTreeMap<Id, (&Post, &Row)> = rows.iter().filter_map(with_post).collect();
        let whose: Vec<UserId> = users.keys().copied().collect();
        let which: Vec<&Post> = posts.values().map(|(post, _)| *post).collect();
        let mut recounts = self.store.counters().recount_users(&whose, consistent).await?;
        recounts.extend(self.store.counters().recount_posts(&which, consistent).await?);
        let wrong = recounts.into_iter().filter(|recount| !recount.is_right());
        let with_row = |recount: Recount| {
            let row = match recount.of {
                CounterOwner::User(user) => *users.get(&user)?,
                CounterOwner::Post(post) => posts.get(&post)?.1,
            };
            Some((Finding::Counters(recount), row.clone()))
        };
        Ok(wrong.filter_map(with_row).collect())
    }
}

/// What can be said of a row by itself and by who is there.
fn at_sight(row: &Row, present: &ExistingProfiles, now: i64) -> Option<Finding> {
    if row.expires.is_some_and(|expires| expires < now - EXPIRY_GRACE) {
        return Some(Finding::Expired(row.clone()));
    }
    match &row.kind {
        RowKind::Link(link) if link.ends().iter().any(|end| is_not_found(present, *end)) => {
            let gone = link.ends().into_iter().filter(|end| !present.contains_key(end)).collect();
            Some(Finding::Link(*link, gone))
        }
        RowKind::Own(user) if !present.contains_key(user) => Some(Finding::Orphan(*user, row.clone())),
        RowKind::Claim(user) if !present.contains_key(user) => Some(Finding::Claim(*user, row.clone())),
        RowKind::Word(entry, user) => {
            let is_theirs = match present.get(user) {
                Some(Some(profile)) => entries_of(profile).contains(entry),
                // A profile that cannot be read is no reason to forget its owner.
                Some(None) => true,
                None => false,
            };
            (!is_theirs).then(|| Finding::Name(*user, entry.clone()))
        }
        _ => None,
    }
}

/// Whether a user is gone, or soft-deleted and so without edges.
fn is_not_found(present: &ExistingProfiles, user: UserId) -> bool {
    present.get(&user).is_none_or(|profile| profile.as_ref().is_some_and(Profile::is_deleted))
}

fn with_profile(row: &Row) -> Option<(UserId, (&Profile, &Row))> {
    match &row.kind {
        RowKind::Profile(profile) => Some((profile.id, (profile, row))),
        _ => None,
    }
}

fn with_post(row: &Row) -> Option<(Id, (&Post, &Row))> {
    match &row.kind {
        RowKind::Post(post) => Some((post.id, (post, row))),
        _ => None,
    }
}

/// Those whose being there makes a row right.
fn concerned(rows: &[Row]) -> BTreeSet<UserId> {
    let of = |row: &Row| match &row.kind {
        RowKind::Link(link) => link.ends().to_vec(),
        RowKind::Word(_, user) | RowKind::Claim(user) | RowKind::Own(user) => vec![*user],
        RowKind::Profile(_) | RowKind::Post(_) | RowKind::Other => Vec::new(),
    };
    rows.iter().flat_map(of).collect()
}
