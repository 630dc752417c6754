//! Queries: items of one partition of the table or of an index.

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::ReturnConsumedCapacity::Indexes;

use crate::dynamo::capacity::{Call, Units};
use crate::dynamo::error::Result;
use crate::dynamo::item::{Item, text};
use crate::dynamo::key::{Index, PK, SK};
use crate::dynamo::span::Target;
use crate::dynamo::table::Table;

/// Items of one partition of the table or of an index, in the order of the sort key.
#[derive(Debug)]
pub struct Query<'a> {
    /// The index to read; `None` for the table.
    pub index: Option<Index>,
    /// The partition.
    pub pk: &'a str,
    /// The range of sort keys.
    pub range: Range<'a>,
    /// Ascending order, or descending.
    pub ascending: bool,
    /// How many items to read at most.
    pub limit: usize,
    /// Whether the read sees every earlier write. Indexes do not support it.
    pub consistent: bool,
}

/// A range of sort keys.
#[derive(Clone, Copy, Debug)]
pub enum Range<'a> {
    /// All sort keys.
    All,
    /// Those with this prefix.
    Prefix(&'a str),
    /// Those above this one.
    Above(&'a str),
    /// Those below this one.
    Below(&'a str),
    /// From the first to the second, inclusive.
    Between(&'a str, &'a str),
}

impl<'a> Query<'a> {
    /// All items of a partition of the table, ascending, eventually consistent.
    pub fn all(pk: &'a str) -> Self {
        Self { index: None, pk, range: Range::All, ascending: true, limit: usize::MAX, consistent: false }
    }
}

impl Table {
    /// Reads items of a partition, in as many calls as it takes.
    pub async fn query(&self, query: Query<'_>) -> Result<Vec<Item>> {
        let request = within(self.client.query().table_name(&self.name), query.index, query.pk, query.range)
            .scan_index_forward(query.ascending)
            .consistent_read(query.consistent)
            .return_consumed_capacity(Indexes);
        let mut rows = Vec::new();
        let mut from: Option<Item> = None;
        loop {
            let remaining = i32::try_from(query.limit - rows.len()).ok();
            let call = Call::begin(Target { index: query.index.map(|index| index.name), ..self.target("Query") });
            let page = request.clone().set_limit(remaining).set_exclusive_start_key(from);
            let output = call.response(page.send()).await?;
            call.end(Units::Read, output.consumed_capacity());
            rows.extend(output.items.unwrap_or_default());
            from = output.last_evaluated_key;
            if from.is_none() || rows.len() >= query.limit {
                return Ok(rows);
            }
        }
    }
}

/// Restricts a request to these sort keys of a partition of the table or of an index.
pub(crate) fn within(
    request: QueryFluentBuilder,
    index: Option<Index>,
    partition: &str,
    range: Range<'_>,
) -> QueryFluentBuilder {
    let (pk, sk) = index.map_or((PK, SK), |index| (index.pk, index.sk));
    let (condition, bound) = match range {
        Range::All => ("#pk = :pk", None),
        Range::Prefix(prefix) => ("#pk = :pk AND begins_with(#sk, :sk)", Some(prefix)),
        Range::Above(position) => ("#pk = :pk AND #sk > :sk", Some(position)),
        Range::Below(position) => ("#pk = :pk AND #sk < :sk", Some(position)),
        Range::Between(first, _) => ("#pk = :pk AND #sk BETWEEN :sk AND :last", Some(first)),
    };
    let mut request = request
        .set_index_name(index.map(|index| index.name.to_owned()))
        .key_condition_expression(condition)
        .expression_attribute_names("#pk", pk)
        .expression_attribute_values(":pk", text(partition));
    if let Some(bound) = bound {
        request = request.expression_attribute_names("#sk", sk).expression_attribute_values(":sk", text(bound));
    }
    if let Range::Between(_, last) = range {
        request = request.expression_attribute_values(":last", text(last));
    }
    request
}
