//! The figures of days, as they are counted once and read by page.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::cursor::{Page, PageRequest};
use crate::domain::figures::{DailyFigures, day_of, start_of};
use crate::domain::{Id, Result, UserId};
use crate::dynamo::{GSI1, MAIN, Part, Query, Range, Table, text_of};
use crate::store::figures::active_users::{active_user, count_active, count_all};
use crate::store::item::{from_item, keys, to_item};
use crate::store::paging;
use crate::store::stream::parked::ParkedRecord;

/// The figures of days.
#[derive(Clone, Copy, Debug)]
pub struct Figures<'a> {
    pub(crate) table: &'a Table,
}

impl Figures<'_> {
    /// Reads a page of the figures of days, the newest day first.
    pub async fn page(self, request: &PageRequest) -> Result<Page<DailyFigures>> {
        let page = paging::page(self.table, &[(MAIN, keys::FIGURES.to_owned())], false, request).await?;
        let rows = page.rows.into_iter().map(from_item).collect::<Result<_>>()?;
        Ok(Page { rows, next: page.next, previous: page.previous })
    }

    /// The first day without figures: the one after the last day that has some, or else that of the oldest user. `None` if
    /// there are no users.
    pub async fn next_day(self) -> Result<Option<Date>> {
        let last = Query { ascending: false, limit: 1, consistent: true, ..Query::all(keys::FIGURES) };
        if let Some(item) = self.table.query(last).await?.into_iter().next() {
            let DailyFigures { day, .. } = from_item(item)?;
            return Ok(Some(day.tomorrow().unwrap_or(day)));
        }
        let mut oldest = Vec::new();
        for pk in user_lists() {
            let first = Query { index: Some(GSI1), limit: 1, ..Query::all(&pk) };
            for item in self.table.query(first).await? {
                oldest.extend(keys::parse_id_sort(text_of(&item, GSI1.sk)?));
            }
        }
        Ok(oldest.into_iter().min().map(|id| day_of(id.created())))
    }

    /// Counts the figures of a day that is over, in 12 queries, at half a read unit for each 4 KB of keys. `parked` are all
    /// parked changes.
    pub async fn count(self, day: Date, parked: &[ParkedRecord], now: Timestamp) -> Result<DailyFigures> {
        let is_of_day = |second: i64| Timestamp::from_second(second).is_ok_and(|moment| day_of(moment) == day);
        let posts = (0..keys::POSTS_PARTS).map(keys::all_posts);
        Ok(DailyFigures {
            day,
            registrations: self.count_created(user_lists(), day).await?,
            active_users: count_active(self.table, day, now).await?,
            posts: self.count_created(posts, day).await?,
            parked_changes: parked.iter().filter(|record| is_of_day(record.parked_at)).count() as u64,
        })
    }

    /// Counts the rows of lists whose sort keys begin with an id of the day.
    async fn count_created(self, lists: impl Iterator<Item = String>, day: Date) -> Result<u64> {
        let end = start_of(day.tomorrow().unwrap_or(day)) - 1;
        let [first, last] = [Id::at(start_of(day), 0), Id::at(end, u16::MAX)].map(keys::id_sort);
        // Rows of posts have more after the id.
        let last = format!("{last}~");
        let mut count = 0;
        for pk in lists {
            count += count_all(self.table, &Part { index: GSI1, pk, range: Range::Between(&first, &last) }).await?;
        }
        Ok(count)
    }

    /// Records that these users were active on these days. To record it again changes nothing.
    pub async fn record_active(self, users: &BTreeSet<(Date, UserId)>) -> Result<()> {
        let items = users.iter().map(|(day, user)| active_user(*day, *user)).collect();
        Ok(self.table.batch_put(items).await?)
    }

    /// Stores the figures of a day.
    pub async fn put(self, figures: &DailyFigures) -> Result<()> {
        let item = to_item(&keys::daily_figures(figures.day), figures)?;
        Ok(self.table.batch_put(vec![item]).await?)
    }
}

/// The parts of the list of all users by id.
fn user_lists() -> impl Iterator<Item = String> {
    (0..keys::USERS_PARTS).map(keys::users)
}
