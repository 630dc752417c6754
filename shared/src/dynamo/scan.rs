//! The two reads whose cost grows with the size of the table, page by page: a scan, and a whole partition. Only the
//! janitor uses them.

use aws_sdk_dynamodb::types::{ReturnConsumedCapacity::Indexes, Select};

use crate::dynamo::capacity::{Call, Units};
use crate::dynamo::error::Result;
use crate::dynamo::item::{Item, text};
use crate::dynamo::key::Index;
use crate::dynamo::span::Target;
use crate::dynamo::table::Table;

/// A partition, or the items with a sort-key prefix in it.
#[derive(Clone, Debug)]
pub struct Part {
    /// The table or an index.
    pub index: Index,
    /// The partition.
    pub pk: String,
    /// The prefix of the sort keys.
    pub prefix: Option<&'static str>,
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
    pub async fn count_page(&self, part: &Part, after: Option<Item>, limit: usize) -> Result<PartPage> {
        self.page_of(part, Some(Select::Count), after, limit).await
    }

    /// Reads up to `limit` items of a part after a key.
    pub async fn items_page(&self, part: &Part, after: Option<Item>, limit: usize) -> Result<PartPage> {
        self.page_of(part, None, after, limit).await
    }

    async fn page_of(
        &self,
        part: &Part,
        select: Option<Select>,
        after: Option<Item>,
        limit: usize,
    ) -> Result<PartPage> {
        let condition = part.prefix.map_or("#pk = :pk", |_| "#pk = :pk AND begins_with(#sk, :sk)");
        let mut request = self
            .client
            .query()
            .table_name(&self.name)
            .set_index_name(part.index.secondary().map(|index| index.name.to_owned()))
            .key_condition_expression(condition)
            .expression_attribute_names("#pk", part.index.pk)
            .expression_attribute_values(":pk", text(&part.pk))
            .set_select(select)
            .set_exclusive_start_key(after)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .return_consumed_capacity(Indexes);
        if let Some(prefix) = part.prefix {
            request = request.expression_attribute_names("#sk", part.index.sk);
            request = request.expression_attribute_values(":sk", text(prefix));
        }
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
