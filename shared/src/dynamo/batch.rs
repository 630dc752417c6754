//! Batches: unconditional reads and writes of many items, with whatever DynamoDB leaves unprocessed tried again.

use aws_sdk_dynamodb::types::{
    DeleteRequest, KeysAndAttributes, PutRequest, ReturnConsumedCapacity::Indexes, WriteRequest,
};

use crate::dynamo::backoff::Backoff;
use crate::dynamo::capacity::{Call, Units};
use crate::dynamo::error::{Error, Result};
use crate::dynamo::item::Item;
use crate::dynamo::key::Key;
use crate::dynamo::table::Table;

/// Keys that one batch may name.
const BATCH_GET_MAX: usize = 100;
/// Writes that one batch may hold.
const BATCH_WRITE_MAX: usize = 25;

impl Table {
    /// Reads items by key, in no particular order. Keys without an item are left out; repeated keys are read once.
    pub async fn batch_get(&self, mut keys: Vec<Key>, consistent: bool) -> Result<Vec<Item>> {
        deduplicate(&mut keys);
        let chunks = keys.chunks(BATCH_GET_MAX).map(|chunk| self.batch_get_chunk(chunk, consistent));
        let items = futures::future::try_join_all(chunks).await?;
        Ok(items.into_iter().flatten().collect())
    }

    async fn batch_get_chunk(&self, keys: &[Key], consistent: bool) -> Result<Vec<Item>> {
        let mut items = Vec::with_capacity(keys.len());
        let mut remaining: Vec<Item> = keys.iter().map(Key::item).collect();
        let mut backoff = Backoff::new();
        while !remaining.is_empty() {
            let request = KeysAndAttributes::builder().set_keys(Some(remaining)).consistent_read(consistent);
            let request = request.build().map_err(Error::internal)?;
            let call = Call::begin(self.target("BatchGetItem"));
            let request = self.client.batch_get_item().request_items(&self.name, request);
            let output = call.response(request.return_consumed_capacity(Indexes).send()).await?;
            call.end(Units::Read, output.consumed_capacity());
            items.extend(output.responses.unwrap_or_default().into_values().flatten());
            remaining = output.unprocessed_keys.unwrap_or_default().into_values().flat_map(|k| k.keys).collect();
            if !remaining.is_empty() {
                backoff.wait("unprocessed keys").await?;
            }
        }
        Ok(items)
    }

    /// Deletes items without a condition. Missing items and repeated keys do no harm.
    pub async fn batch_delete(&self, mut keys: Vec<Key>) -> Result<()> {
        deduplicate(&mut keys);
        let delete = |key: Key| {
            let delete = DeleteRequest::builder().set_key(Some(key.item())).build().map_err(Error::internal)?;
            Ok(WriteRequest::builder().delete_request(delete).build())
        };
        self.batch_write(keys.into_iter().map(delete).collect::<Result<_>>()?).await
    }

    /// Puts items without a condition, replacing those that exist.
    pub async fn batch_put(&self, items: Vec<Item>) -> Result<()> {
        let put = |item| {
            let put = PutRequest::builder().set_item(Some(item)).build().map_err(Error::internal)?;
            Ok(WriteRequest::builder().put_request(put).build())
        };
        self.batch_write(items.into_iter().map(put).collect::<Result<_>>()?).await
    }

    async fn batch_write(&self, writes: Vec<WriteRequest>) -> Result<()> {
        for chunk in writes.chunks(BATCH_WRITE_MAX) {
            let mut backoff = Backoff::new();
            let mut remaining = chunk.to_vec();
            while !remaining.is_empty() {
                let call = Call::begin(self.target("BatchWriteItem"));
                let request = self.client.batch_write_item().request_items(&self.name, remaining);
                let output = call.response(request.return_consumed_capacity(Indexes).send()).await;
                let output = output.map_err(|error| Error::from(error).of_a_write())?;
                call.end(Units::Write, output.consumed_capacity());
                remaining = output.unprocessed_items.unwrap_or_default().into_values().flatten().collect();
                if !remaining.is_empty() {
                    backoff.wait("unprocessed writes").await.map_err(Error::of_a_write)?;
                }
            }
        }
        Ok(())
    }
}

fn deduplicate(keys: &mut Vec<Key>) {
    keys.sort_by(|a, b| (&a.pk, &a.sk).cmp(&(&b.pk, &b.sk)));
    keys.dedup();
}
