//! One pass over the rows of a slice.

use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt as _, TryStreamExt as _};

use shared::domain::counter::CounterOwner;
use shared::domain::profile::search::entries_of;
use shared::domain::{CommentRef, Error, FeedEntry, FlagTarget, Id, Profile, Result, UserId};
use shared::store::{Counting, ExistingProfiles, Pass, Recount, Recounts, Row, RowKind};

use crate::finding::Finding;
use crate::janitor::Janitor;

/// How long an expired row is left to DynamoDB, which deletes it within some days at no cost. In seconds: two days.
const EXPIRY_GRACE: i64 = 2 * 24 * 60 * 60;
/// Threads, or what is flagged, that are checked concurrently.
const PARALLEL: usize = 16;

/// The result of a pass.
pub(crate) struct ScanPass {
    /// What contradicts the source items, each with the row that it was found in.
    pub(crate) found: Vec<(Finding, Row)>,
    /// Users, posts and comments with more source items than a pass counts.
    pub(crate) large: Vec<CounterOwner>,
}

/// Pairs of a user and one whom they hide.
type Hides = BTreeSet<(UserId, UserId)>;

impl Janitor {
    /// Everything in these rows that contradicts the source items. In the second pass reads are consistent: current
    /// instead of some milliseconds old, at twice the cost.
    pub(crate) async fn scan_pass(&self, rows: &[Row], pass: Pass) -> Result<ScanPass> {
        let consistent = pass == Pass::Second;
        let existing = self.store.profiles().existing(users_of(rows), consistent).await?;
        let hides =
            self.store.hides().existing(rows.iter().filter_map(recipient_and_cause).collect(), consistent).await?;
        let now = self.clock.now().as_second();
        let mut found = Vec::new();
        for row in rows {
            found.extend(check_row(row, &existing, &hides, now).map(|finding| (finding, row.clone())));
        }
        found.extend(self.missing_words(rows, consistent).await?);
        found.extend(self.wrong_threads(rows, consistent).await?);
        found.extend(self.misplaced(rows).await?);
        let (wrong, large) = self.wrong_counters(rows, &found, &existing, pass).await?;
        found.extend(wrong);
        Ok(ScanPass { found, large })
    }

    /// The comments on posts among these rows whose newest replies are wrong, or that are deleted and have no replies.
    async fn wrong_threads(&self, rows: &[Row], consistent: bool) -> Result<Vec<(Finding, Row)>> {
        let comments = rows.iter().filter_map(|row| match &row.kind {
            RowKind::Comment(counted) if counted.comment.at.parent.is_none() => Some((counted, row)),
            _ => None,
        });
        let checking: Vec<_> = comments
            .map(async |(counted, row)| {
                let is_wrong = self.store.comments().is_wrong_thread(counted, consistent).await?;
                Ok::<_, Error>(is_wrong.then(|| (Finding::Thread(counted.comment.at), row.clone())))
            })
            .collect();
        let found: Vec<_> = futures::stream::iter(checking).buffer_unordered(PARALLEL).try_collect().await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// The flagged users, posts and comments among these rows that are not in their place in the queue.
    async fn misplaced(&self, rows: &[Row]) -> Result<Vec<(Finding, Row)>> {
        let now = self.clock.now();
        let flagged: BTreeMap<FlagTarget, &Row> = rows.iter().filter_map(flagged_of).collect();
        let checking: Vec<_> = flagged
            .into_iter()
            .map(async |(flagged, row)| {
                let is_misplaced = self.store.is_misplaced_in_queue(flagged, now).await?;
                Ok::<_, Error>(is_misplaced.then(|| (Finding::Queue(flagged), row.clone())))
            })
            .collect();
        let found: Vec<_> = futures::stream::iter(checking).buffer_unordered(PARALLEL).try_collect().await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// The words of the profiles among these rows that the name index lacks.
    async fn missing_words(&self, rows: &[Row], consistent: bool) -> Result<Vec<(Finding, Row)>> {
        let profiles: BTreeMap<UserId, (&Profile, &Row)> = rows.iter().filter_map(profile_of).collect();
        let entries =
            profiles.values().flat_map(|(profile, _)| entries_of(profile).into_iter().map(|entry| (profile.id, entry)));
        let missing = self.store.name_index().missing(&entries.collect::<Vec<_>>(), consistent).await?;
        let found = missing.into_iter().filter_map(|(user, entry)| {
            let (_, row) = profiles.get(&user)?;
            Some((Finding::NameIndex(user, entry), (*row).clone()))
        });
        Ok(found.collect())
    }

    /// The wrong counters of the profiles, posts and comments among these rows, and of the remaining users of the edges that will
    /// be deleted. Also returns those that have too many source items to count them here.
    async fn wrong_counters(
        &self,
        rows: &[Row],
        found: &[(Finding, Row)],
        existing: &ExistingProfiles,
        pass: Pass,
    ) -> Result<(Vec<(Finding, Row)>, Vec<CounterOwner>)> {
        let mut users: BTreeMap<UserId, &Row> = BTreeMap::new();
        for (finding, row) in found {
            if let Finding::Link(link, _) = finding {
                users.extend(link.ends().into_iter().filter(|end| existing.contains_key(end)).map(|end| (end, row)));
            }
        }
        users.extend(rows.iter().filter_map(profile_of).map(|(user, (_, row))| (user, row)));
        let posts: BTreeMap<Id, (FeedEntry, &Row)> = rows.iter().filter_map(post_of).collect();
        let comments: BTreeMap<CommentRef, &Row> = rows.iter().filter_map(comment_of).collect();
        let countings = users.keys().map(|user| Counting::of_user(*user));
        let countings = countings.chain(posts.values().map(|(post, _)| Counting::of_post(*post)));
        let countings = countings.chain(comments.keys().map(|at| Counting::of_comment(*at))).collect();
        let Recounts { complete, large } =
            self.store.counters().recount(countings, pass, self.settings.source_items).await?;
        let wrong = complete.into_iter().filter(|recount| !recount.is_right());
        let with_row = |recount: Recount| {
            let row = match recount.of {
                CounterOwner::User(user) => *users.get(&user)?,
                CounterOwner::Post(post) => posts.get(&post)?.1,
                CounterOwner::Comment(at) => *comments.get(&at)?,
            };
            Some((Finding::Counters(recount), row.clone()))
        };
        Ok((wrong.filter_map(with_row).collect(), large))
    }
}

/// Checks a row by its content, by which users exist, and by who hides whom.
fn check_row(row: &Row, existing: &ExistingProfiles, hides: &Hides, now: i64) -> Option<Finding> {
    let grace = if matches!(row.kind, RowKind::Temporary(_)) { 0 } else { EXPIRY_GRACE };
    if row.expires.is_some_and(|expires| expires < now - grace) {
        return Some(Finding::Expired(row.clone()));
    }
    match &row.kind {
        RowKind::Link(link) if link.ends().iter().any(|end| has_no_edges(existing, *end)) => {
            let deleted = link.ends().into_iter().filter(|end| !existing.contains_key(end)).collect();
            Some(Finding::Link(*link, deleted))
        }
        RowKind::Notification { to, cause } if hides.contains(&(*to, *cause)) => {
            Some(Finding::Hidden([*to, *cause], row.clone()))
        }
        RowKind::Own(user)
        | RowKind::Temporary(user)
        | RowKind::Notification { to: user, .. }
        | RowKind::Flagged(FlagTarget::User(user))
            if !existing.contains_key(user) =>
        {
            Some(Finding::Orphan(*user, row.clone()))
        }
        RowKind::Claim(user) if !existing.contains_key(user) => Some(Finding::Claim(*user, row.clone())),
        RowKind::Word(entry, user) => {
            let is_theirs = match existing.get(user) {
                Some(Some(profile)) => entries_of(profile).contains(entry),
                // The profile exists but cannot be parsed: keep the words of its user.
                Some(None) => true,
                None => false,
            };
            (!is_theirs).then(|| Finding::NameIndex(*user, entry.clone()))
        }
        _ => None,
    }
}

/// Whether a user is deleted or soft-deleted, and so must not have edges.
fn has_no_edges(existing: &ExistingProfiles, user: UserId) -> bool {
    existing.get(&user).is_none_or(|profile| profile.as_ref().is_some_and(Profile::is_deleted))
}

fn recipient_and_cause(row: &Row) -> Option<(UserId, UserId)> {
    match row.kind {
        RowKind::Notification { to, cause } => Some((to, cause)),
        _ => None,
    }
}

fn profile_of(row: &Row) -> Option<(UserId, (&Profile, &Row))> {
    match &row.kind {
        RowKind::Profile(profile) => Some((profile.id, (profile, row))),
        _ => None,
    }
}

fn post_of(row: &Row) -> Option<(Id, (FeedEntry, &Row))> {
    match &row.kind {
        RowKind::Post(entry) => Some((entry.post, (*entry, row))),
        _ => None,
    }
}

fn comment_of(row: &Row) -> Option<(CommentRef, &Row)> {
    match &row.kind {
        RowKind::Comment(counted) => Some((counted.comment.at, row)),
        _ => None,
    }
}

fn flagged_of(row: &Row) -> Option<(FlagTarget, &Row)> {
    match row.kind {
        RowKind::Flagged(flagged) => Some((flagged, row)),
        _ => None,
    }
}

/// The users on whose existence these rows depend.
fn users_of(rows: &[Row]) -> BTreeSet<UserId> {
    let of = |row: &Row| match &row.kind {
        RowKind::Link(link) => link.ends().to_vec(),
        RowKind::Word(_, user)
        | RowKind::Claim(user)
        | RowKind::Own(user)
        | RowKind::Flagged(FlagTarget::User(user))
        | RowKind::Temporary(user)
        | RowKind::Notification { to: user, .. } => vec![*user],
        RowKind::Profile(_) | RowKind::Post(_) | RowKind::Comment(_) | RowKind::Flagged(_) | RowKind::Other => {
            Vec::new()
        }
    };
    rows.iter().flat_map(of).collect()
}
