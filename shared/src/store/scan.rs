//! The two reads whose cost grows with what there is: of the whole table, page by page, and of the length of a
//! partition. They are for the janitor, which has time.

use aws_sdk_dynamodb::types::{ReturnConsumedCapacity::Indexes, Select};

use super::keys::Index;
use super::meter::{Call, Units};
use super::table::{Table, failed};
use super::write::{Item, text};
use crate::domain::Result;

impl Table {
    /// Up to `limit` rows of the table after a key, in no order but the table's own, and the key to go on from; `None`
    /// at the end.
    pub async fn scan(&self, after: Option<Item>, limit: usize) -> Result<(Vec<Item>, Option<Item>)> {
        let limit = i32::try_from(limit).unwrap_or(i32::MAX);
        let request = self.client.scan().table_name(&self.name).set_exclusive_start_key(after).limit(limit);
        let call = Call::begin();
        let answer = request.return_consumed_capacity(Indexes).send().await.map_err(failed)?;
        call.end(Units::Read, answer.consumed_capacity());
        Ok((answer.items.unwrap_or_default(), answer.last_evaluated_key))
    }

    /// How many rows a partition has, or of the table's own those whose sort key begins with a prefix; none of them is
    /// brought here.
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
            let answer = request.clone().set_exclusive_start_key(from).send().await.map_err(failed)?;
            call.end(Units::Read, answer.consumed_capacity());
            count += u64::try_from(answer.count).unwrap_or(0);
            from = answer.last_evaluated_key;
            if from.is_none() {
                return Ok(count);
            }
        }
    }
}
