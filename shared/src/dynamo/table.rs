//! The table behind an SDK client, and reads of single items.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::ReturnConsumedCapacity::Indexes;

use crate::dynamo::capacity::{Call, Units};
use crate::dynamo::error::Result;
use crate::dynamo::item::Item;
use crate::dynamo::key::Key;
use crate::dynamo::span::{Target, traced};

/// The table behind an SDK client. Every call reports the capacity that it consumes.
#[derive(Clone, Debug)]
pub struct Table {
    pub(crate) client: Client,
    pub(crate) name: String,
}

impl Table {
    /// The table `name`, reached through `client`.
    pub fn new(client: Client, name: impl Into<String>) -> Self {
        Self { client: traced(client), name: name.into() }
    }

    /// An operation on the table itself.
    pub(crate) fn target(&self, operation: &'static str) -> Target<'_> {
        Target { operation, table: &self.name, index: None }
    }

    /// Reads one item.
    pub async fn get(&self, key: &Key, consistent: bool) -> Result<Option<Item>> {
        let request = self.client.get_item().table_name(&self.name).set_key(Some(key.item()));
        let request = request.consistent_read(consistent).return_consumed_capacity(Indexes);
        let call = Call::begin(self.target("GetItem"));
        let output = call.response(request.send()).await?;
        call.end(Units::Read, output.consumed_capacity());
        Ok(output.item)
    }
}
