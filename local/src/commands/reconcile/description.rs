//! The report of a scan in plain words.

use std::fmt;

use janitor::{Finding, Repair, RepairCounts, Report};
use shared::domain::counter::{Counter, CounterOwner};
use shared::domain::{EdgeKind, FlagTarget, Result, UserId};
use shared::store::{ExistingProfiles, Link, Recount, Store};

/// A line for each finding, and one for each kind with the numbers of findings and repairs.
pub async fn of(report: &Report, dry_run: bool, store: &Store) -> Result<String> {
    if report.is_clean() {
        return Ok("all derived data matches its source items\n".to_owned());
    }
    let users = report.findings.iter().flat_map(users_of);
    let names = Names(store.profiles().existing(users.collect::<Vec<_>>(), false).await?);
    let findings = report.findings.iter().map(|finding| names.describe(finding) + "\n");
    let totals = report.repairs.iter().map(|(repair, counts)| total(*repair, *counts, dry_run) + "\n");
    Ok(findings.chain(totals).collect())
}

fn total(repair: Repair, RepairCounts { found, repaired, failed }: RepairCounts, dry_run: bool) -> String {
    let what = match repair {
        Repair::Counters => "users with wrong counters",
        Repair::PostCounters => "posts and comments with wrong counters",
        Repair::Threads => "wrong threads of comments",
        Repair::Names => "wrong words in the name index",
        Repair::Edges => "edges with deleted users",
        Repair::Hidden => "notifications of hidden users",
        Repair::Queue => "users, posts and comments out of place in the queue of the moderators",
        Repair::Orphans => "items of deleted users",
        Repair::Claims => "names of deleted users",
        Repair::Expired => "expired items",
    };
    let outcome = match (dry_run, found - repaired - failed) {
        (true, _) => "not repaired in a dry run".to_owned(),
        (false, 0) => format!("{repaired} repaired"),
        (false, unchanged) => format!("{repaired} repaired, {unchanged} unchanged because they had changed meanwhile"),
    };
    let failed = if failed > 0 { format!(", {failed} failed") } else { String::new() };
    format!("{what}: {found} found, {outcome}{failed}")
}

fn users_of(finding: &Finding) -> Vec<UserId> {
    match finding {
        Finding::Counters(Recount { of: CounterOwner::User(user), .. })
        | Finding::NameIndex(user, _)
        | Finding::Orphan(user, _)
        | Finding::Claim(user, _) => vec![*user],
        Finding::Link(link, _) => link.ends().to_vec(),
        Finding::Hidden(users, _) => users.to_vec(),
        Finding::Queue(FlagTarget::User(user)) => vec![*user],
        Finding::Counters(_) | Finding::Thread(_) | Finding::Queue(_) | Finding::Expired(_) => Vec::new(),
    }
}

/// The profiles that exist, for their names.
struct Names(ExistingProfiles);

impl Names {
    fn describe(&self, finding: &Finding) -> String {
        match finding {
            Finding::Counters(recount) => {
                let owner = match recount.of {
                    CounterOwner::User(user) => self.user(user),
                    CounterOwner::Post(post) => format!("post {post}"),
                    CounterOwner::Comment(at) => format!("comment {}", at.id),
                };
                let differences = recount
                    .differences()
                    .into_iter()
                    .map(|(counter, right, stored)| format!("{} {stored}, should be {right}", Label(counter)));
                format!("{owner}: {}", differences.collect::<Vec<_>>().join("; "))
            }
            Finding::Thread(at) => {
                format!("comment {}: its newest replies are wrong, or it is deleted and has none", at.id)
            }
            Finding::NameIndex(user, _) => {
                format!("{}: a word of the name index is missing or not theirs", self.user(*user))
            }
            Finding::Link(link, _) => {
                let [one, other] = link.ends().map(|user| self.user(user));
                let kind = match link {
                    Link::Edge(EdgeKind::Follow, _) => "a follow",
                    Link::Edge(EdgeKind::Hide, _) => "a hide",
                    Link::Friendship(_) => "a friendship",
                };
                format!("{one} and {other}: {kind} is left between them")
            }
            Finding::Hidden([to, cause], _) => {
                format!("{}: a notification is left of {}, whom they hide", self.user(*to), self.user(*cause))
            }
            Finding::Queue(flagged) => {
                let what = match flagged {
                    FlagTarget::User(user) => self.user(*user),
                    FlagTarget::Post(post) => format!("post {post}"),
                    FlagTarget::Comment(at) => format!("comment {}", at.id),
                };
                format!("{what}: out of place in the queue of the moderators")
            }
            Finding::Orphan(user, _) => format!("{}: an item of theirs is left", self.user(*user)),
            Finding::Claim(user, _) => format!("{}: their claim on a name is left", self.user(*user)),
            Finding::Expired(row) => {
                let since = row.expires.and_then(|second| jiff::Timestamp::from_second(second).ok());
                let since = since.map(|time| format!(" since {time}")).unwrap_or_default();
                format!("an item is expired{since} and left")
            }
        }
    }

    /// `@` and the username, or the id of a user who does not exist.
    fn user(&self, id: UserId) -> String {
        match self.0.get(&id) {
            Some(Some(profile)) if !profile.is_deleted() => format!("@{}", profile.username),
            Some(_) => format!("user {id}"),
            None => format!("user {id}, who does not exist"),
        }
    }
}

struct Label(Counter);

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Counter::Followings => "followings",
            Counter::Followers | Counter::PostFollowers => "followers",
            Counter::Connections => "friends",
            Counter::RequestsSent => "requests sent",
            Counter::RequestsReceived => "requests received",
            Counter::Posts => "posts",
            Counter::Discussions => "discussions",
            Counter::Polls => "polls",
            Counter::Votes => "votes",
            Counter::Views => "views",
            Counter::Comments => "comments",
            Counter::TopComments => "top-level comments",
            Counter::Flags => "flags",
            Counter::Replies => "replies",
            Counter::Reaction(reaction) => return write!(f, "votes with {}", reaction.label()),
            Counter::Choice(choice) => return write!(f, "votes for choice {choice}"),
            // Not recounted.
            Counter::Done(activity) => activity.name(),
        })
    }
}
