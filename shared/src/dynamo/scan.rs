//! The two reads whose cost grows with the size of the table: a scan page by page, and the length of a partition. Only
//! the janitor uses them.

use aws_sdk_dynamodb::types::{ReturnConsumedCapacity::Indexes, Select};

use crate::dynamo::capacity::{Call, Units};
use crate::dynamo::error::Result;
use crate::dynamo::item::{Item, text};
use crate::dynamo::key::Index;
use crate::dynamo::table::Table;

impl Table {
    /// Reads up to `limit` items after a key, in the table's own order. Also returns the key to continue from; `None` at
    /// the end.
    pub async fn scan(&self, after: Option<Item>, limit: usize) -> Result<(Vec<Item>, Option<Item>)> {
        let limit = i32::try_from(limit).unwrap_or(i32::MAX);
        let request = self.client.scan().table_name(&self.name).set_exclusive_start_key(after).limit(limit);
        let call = Call::begin();
        let output = request.return_consumed_capacity(Indexes).send().await?;
        call.end(Units::Read, output.consumed_capacity());
        Ok((output.items.unwrap_or_default(), output.last_evaluated_key))
    }

    /// Counts the items of a partition, or those with a sort-key prefix, without transferring them.
    pub async fn count(&self, index: Index, partition: &str, prefix: Option<&str>) -> Result<u64> {
        let condition = prefix.map_or("#pk = :pk", |_| "#pk = :pk AND begins_with(#sk, :sk)");
        let mut request = self
            .client
            .query()
            .table_name(&self.name)
            .set_index_name(index.secondary().map(|index| index.name.to_owned()))
            .key_condition_expression(condition)
            .expression_attribute_names("#pk", index.pk)
            .expression_attribute_values(":pk", text(partition))
            .select(Select::Count)
            .return_consumed_capacity(Indexes);
        if let Some(prefix) = prefix {
            request = request.expression_attribute_names("#sk", index.sk);
            request = request.expression_attribute_values(":sk", text(prefix));
        }
        let (mut count, mut from) = (0, None);
        loop {
            let call = Call::begin();
            let output = request.clone().set_exclusive_start_key(from).send().await?;
            call.end(Units::Read, output.consumed_capacity());
            count += u64::try_from(output.count).unwrap_or(0);
            from = output.last_evaluated_key;
            if from.is_none() {
                return Ok(count);
            }
        }
    }
}
