//! The two reads whose cost grows with the size of the table, page by page: a scan, and a large part of a partition. Only
//! the janitor uses them.

use aws_sdk_dynamodb::types::{ReturnConsumedCapacity::Indexes, Select};

use crate::dynamo::capacity::{Call, Units};
use crate::dynamo::error::Result;
use crate::dynamo::item::Item;
use crate::dynamo::key::Index;
use crate::dynamo::query::{Range, within};
use crate::dynamo::span::Target;
use crate::dynamo::table::Table;

/// A partition, or a range of its sort keys.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// The table or an index.
    pub index: Index,
    /// The partition.
    pub pk: String,
    /// The range of sort keys.
    pub range: Range<'a>,
}

/// A page of a [`Part`].
#[derive(Debug)]
pub struct PartPage {
    /// How many items it has.
    pub count: u64,
    /// The items, unless they are only counted.
    pub items: Vec<Item>,
    /// The key to continue from; `None` at the end.
    pub next: Option<Item>,
}

impl Table {
    /// Reads up to `limit` items after a key, in the table's own order. Also returns the key to continue from; `None` at
    /// the end.
    pub async fn scan(&self, after: Option<Item>, limit: usize) -> Result<(Vec<Item>, Option<Item>)> {
        let limit = i32::try_from(limit).unwrap_or(i32::MAX);
        let request = self.client.scan().table_name(&self.name).set_exclusive_start_key(after).limit(limit);
        let call = Call::begin(self.target("Scan"));
        let output = call.response(request.return_consumed_capacity(Indexes).send()).await?;
        call.end(Units::Read, output.consumed_capacity());
        Ok((output.items.unwrap_or_default(), output.last_evaluated_key))
    }

    /// Counts up to `limit` items of a part after a key, without transferring them.
    pub async fn count_page(&self, part: &Part<'_>, after: Option<Item>, limit: usize) -> Result<PartPage> {
        self.page_of(part, Some(Select::Count), after, limit).await
    }

    /// Reads up to `limit` items of a part after a key.
    pub async fn items_page(&self, part: &Part<'_>, after: Option<Item>, limit: usize) -> Result<PartPage> {
        self.page_of(part, None, after, limit).await
    }

    async fn page_of(
        &self,
        part: &Part<'_>,
        select: Option<Select>,
        after: Option<Item>,
        limit: usize,
    ) -> Result<PartPage> {
        let request = within(self.client.query().table_name(&self.name), part.index.secondary(), &part.pk, part.range)
            .set_select(select)
            .set_exclusive_start_key(after)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .return_consumed_capacity(Indexes);
        let index = part.index.secondary().map(|index| index.name);
        let call = Call::begin(Target { index, ..self.target("Query") });
        let output = call.response(request.send()).await?;
        call.end(Units::Read, output.consumed_capacity());
        Ok(PartPage {
            count: u64::try_from(output.count).unwrap_or(0),
            items: output.items.unwrap_or_default(),
            next: output.last_evaluated_key,
        })
    }
}
