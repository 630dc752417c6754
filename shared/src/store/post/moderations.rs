//! Decisions of staff about posts and comments, and the queue of flagged ones, which is derived.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::domain::account::audit::AuditedAction;
use crate::domain::cursor::{Page, PageRequest};
use crate::domain::{Contribution, Error, FeedEntry, Id, Moderation, Notice, QueueEntry, QueueStatus, Result, UserId};
use crate::dynamo::{
    Backoff, Cancelled, GSI1, Item, Key, Query, Range, Table, Write, number, number_of, text, text_of,
};
use crate::store::Store;
use crate::store::account::audit::audit_writes;
use crate::store::counter::counters::COUNT;
use crate::store::item::{ItemKind, keys, value};
use crate::store::paging::{self, COUNTED_MAX, Source};
use crate::store::post::comments::counted;
use crate::store::post::decisions::{MODERATION, NOTICE, decision_of};
use crate::store::post::posts::entry;

/// The attribute of an entry of the queue with the id of the newest flag, which contains its time.
const LAST_FLAG: &str = "last_flag";

impl Store {
    /// Decisions of staff about posts and comments.
    pub fn moderations(&self) -> Moderations<'_> {
        Moderations { table: &self.table }
    }
}

/// Decisions of staff about posts and comments.
#[derive(Clone, Copy, Debug)]
pub struct Moderations<'a> {
    table: &'a Table,
}

/// What the place of a contribution in the queue depends on, and the writes that fail if it is not so any more.
struct Place {
    entry: QueueEntry,
    status: Option<QueueStatus>,
    unchanged: Vec<Write>,
}

impl Place {
    /// The keys of the entry in the index; `None` if it is not in the queue.
    fn keys(&self) -> Option<[String; 2]> {
        let status = self.status.filter(|status| self.entry.flags > 0 || *status == QueueStatus::Hidden)?;
        Some([keys::moderation_queue(status), keys::queue_sort(&self.entry)])
    }
}

impl Moderations<'_> {
    /// Decides, or takes a decision back. `audited` is set where the author is another user. It is `changed_meanwhile` if
    /// the decision is not the one that was read any more, or the role of the user who decides.
    pub async fn decide(
        self,
        contribution: Contribution,
        author: UserId,
        [before, after]: [Option<&Moderation>; 2],
        audited: Option<&AuditedAction>,
    ) -> Result<()> {
        let write = Write::update_existing(key_of(contribution));
        let write = match after {
            Some(decision) => write.set(MODERATION, value(decision)?),
            None => write.remove(MODERATION),
        };
        let mut writes = vec![still(write, before)?];
        if let Some(audited) = audited {
            writes.extend(audit_writes(author, audited)?);
        }
        let decided = self.table.transact(writes).await?;
        decided.map_err(|Cancelled(_)| Error::changed_meanwhile("contribution"))
    }

    /// Reminds a user of the rules, because of this contribution. `audited` is set where they are another user. It is
    /// `changed_meanwhile` if the contribution is gone, or the role of the user who decides has changed.
    pub async fn notice(
        self,
        contribution: Contribution,
        notice: &Notice,
        audited: Option<&AuditedAction>,
    ) -> Result<()> {
        let mut writes = vec![Write::update_existing(key_of(contribution)).set(NOTICE, value(notice)?)];
        if let Some(audited) = audited {
            writes.extend(audit_writes(notice.to, audited)?);
        }
        self.table.transact(writes).await?.map_err(|_| Error::changed_meanwhile("contribution"))
    }

    /// Reads a page of the contributions in these states, most flagged first, or least flagged.
    pub async fn queue(
        self,
        statuses: &[QueueStatus],
        ascending: bool,
        request: &PageRequest,
    ) -> Result<Page<QueueEntry>> {
        let page = paging::page(self.table, &queues(statuses), ascending, request).await?;
        let rows = page.rows.iter().map(queue_entry);
        Ok(Page { rows: rows.collect::<Result<_>>()?, next: page.next, previous: page.previous })
    }

    /// Reads the first contributions in these states, most flagged first.
    pub async fn first(self, statuses: &[QueueStatus], limit: usize) -> Result<Vec<QueueEntry>> {
        let rows = paging::merged(self.table, &queues(statuses), Range::All, false, limit).await?;
        rows.iter().map(|(_, row)| queue_entry(row)).collect()
    }

    /// Counts the contributions in these states, up to [`COUNTED_MAX`].
    pub async fn count(self, statuses: &[QueueStatus]) -> Result<usize> {
        Ok(paging::merged(self.table, &queues(statuses), Range::All, false, COUNTED_MAX).await?.len())
    }

    /// Reads when these contributions were last flagged, as far as that is known.
    pub async fn last_flagged(self, entries: &[QueueEntry]) -> Result<HashMap<Id, Timestamp>> {
        let keys = entries.iter().map(|entry| keys::flagged_contribution(entry.contribution)).collect();
        let items = self.table.batch_get(keys, false).await?;
        let time = |item: &Item| {
            let of = keys::parse_queue_sort(text_of(item, GSI1.sk).ok()?)?.contribution.id();
            Some((of, Id::try_from(number_of::<u64>(item, LAST_FLAG)).ok()?.created()))
        };
        Ok(items.iter().filter_map(time).collect())
    }

    /// Puts a contribution in its place in the queue, or takes it off, as its flags and the decision about it now say.
    /// `flag` is the id of a flag that was set. Idempotent; concurrent calls apply one after the other.
    pub async fn update_queue(self, contribution: Contribution, flag: Option<Id>) -> Result<()> {
        let key = keys::flagged_contribution(contribution);
        let mut backoff = Backoff::new();
        loop {
            let Some(place) = self.place(contribution).await? else {
                return Ok(self.table.write_if(Write::delete(key)).await?);
            };
            let write = match place.keys() {
                None => Write::delete(key.clone()),
                Some([pk, sk]) => {
                    let write = Write::update(key.clone()).set(GSI1.pk, text(pk)).set(GSI1.sk, text(sk));
                    match flag {
                        Some(flag) => write.set(LAST_FLAG, number(flag)),
                        None => write,
                    }
                }
            };
            let writes = [vec![write], place.unchanged].concat();
            if self.table.transact(writes).await?.is_ok() {
                return Ok(());
            }
            backoff.wait("a contribution kept changing").await?;
        }
    }

    /// Whether a contribution is not in its place in the queue.
    pub async fn is_misplaced(self, contribution: Contribution) -> Result<bool> {
        let key = keys::flagged_contribution(contribution);
        let (place, listed) = tokio::try_join!(self.place(contribution), async {
            self.table.get(&key, true).await.map_err(Error::from)
        })?;
        let listed =
            listed.map(|item| [GSI1.pk, GSI1.sk].map(|name| text_of(&item, name).unwrap_or_default().to_owned()));
        Ok(place.and_then(|place| place.keys()) != listed)
    }

    /// Reads what the place of a contribution in the queue depends on, consistently. `None` if it is gone.
    async fn place(self, contribution: Contribution) -> Result<Option<Place>> {
        match contribution {
            Contribution::Post(post) => self.place_of_post(post).await,
            Contribution::Comment(at) => {
                let key = keys::comment(at);
                let Some(item) = self.table.get(&key, true).await? else { return Ok(None) };
                let found = counted(item)?;
                let Some(author) = Some(found.comment.author).filter(|_| found.comment.is_live()) else {
                    return Ok(None);
                };
                let decision = found.comment.moderation;
                let check = has_flags(still(Write::check(key), decision.as_ref())?, found.flags);
                Ok(Some(Place {
                    entry: QueueEntry { contribution, author, flags: found.flags },
                    status: QueueStatus::of(decision.as_ref()),
                    unchanged: vec![check.only_if("attribute_exists(#PK) AND attribute_not_exists(#deleted)")],
                }))
            }
        }
    }

    async fn place_of_post(self, post: Id) -> Result<Option<Place>> {
        let key = keys::post(post);
        let query = Query { range: Range::Prefix(keys::POST_ITEMS), consistent: true, ..Query::all(&key.pk) };
        let items = self.table.query(query).await?;
        let of = |kind: ItemKind| items.iter().find(|item| ItemKind::of(item).is_ok_and(|found| found == kind));
        let Some(item) = of(ItemKind::Post(post)) else { return Ok(None) };
        let FeedEntry { author, .. } = entry(item)?;
        let decision = decision_of(item)?;
        let flags = of(ItemKind::PostCounters(post)).map_or(0, |item| number_of(item, &flags_name()));
        let post_check = still(Write::check(key).only_if("attribute_exists(#PK)"), decision.as_ref())?;
        let entry = QueueEntry { contribution: Contribution::Post(post), author, flags };
        let unchanged = vec![post_check, has_flags(Write::check(keys::post_counters(post)), flags)];
        Ok(Some(Place { entry, status: QueueStatus::of(decision.as_ref()), unchanged }))
    }
}

fn key_of(contribution: Contribution) -> Key {
    match contribution {
        Contribution::Post(post) => keys::post(post),
        Contribution::Comment(at) => keys::comment(at),
    }
}

fn queue_entry(row: &Item) -> Result<QueueEntry> {
    let sort = text_of(row, GSI1.sk)?;
    keys::parse_queue_sort(sort).ok_or_else(|| Error::internal(format!("{sort} is not in the queue")))
}

fn queues(statuses: &[QueueStatus]) -> Vec<Source> {
    statuses.iter().map(|status| (GSI1, keys::moderation_queue(*status))).collect()
}

/// Makes a write depend on the decision that was read.
fn still(write: Write, decision: Option<&Moderation>) -> Result<Write> {
    Ok(match decision {
        None => write.only_if("attribute_not_exists(#moderation)"),
        Some(decision) => write.only_if("#moderation = :decision").bind(":decision", value(decision)?),
    })
}

/// Makes a write depend on the number of flags that was read.
fn has_flags(write: Write, flags: u64) -> Write {
    let name = flags_name();
    let write = match flags {
        0 => write.only_if(&format!("attribute_not_exists(#{name}) OR #{name} = :flags")),
        _ => write.only_if(&format!("#{name} = :flags")),
    };
    write.bind(":flags", number(flags))
}

fn flags_name() -> String {
    format!("{COUNT}flags")
}
