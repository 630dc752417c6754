//! The table, made from the definition that is deployed: keys, indexes, stream and time to live are read
//! from `template.yaml`, so that the local table cannot drift from the one in the cloud.

mod definition;
#[cfg(test)]
mod tests;

pub use definition::{
    AttributeDefinition, GlobalSecondaryIndex, KeyElement, Projection, StreamSpecification, TableDefinition,
    TimeToLiveSpecification,
};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::{
    TableDescription, TableStatus, TimeToLiveSpecification as SdkTimeToLive, TimeToLiveStatus,
};
use std::collections::BTreeSet;
use std::error::Error;
use std::time::Duration;

/// The embedded engine makes a table at once; a remote one takes some seconds.
const ACTIVE_WITHIN: Duration = Duration::from_secs(60);
const ASK_EVERY: Duration = Duration::from_millis(100);

/// Whether [`create_table`] had anything to create.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    /// The table is new and empty.
    New,
    /// It was there, or somebody else created it at the same time.
    Existing,
}

/// Why there is no table to work with.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The embedded `template.yaml` defines no usable table.
    #[error("template.yaml: {0}")]
    Template(String),
    /// The existing table has other keys or indexes than the definition. Nothing was changed.
    #[error("the table {table} exists with other {what} than template.yaml defines")]
    Mismatch {
        /// Its name.
        table: String,
        /// `keys (...)` or `indexes (...)`, with what was found.
        what: String,
    },
    /// The database refused or did not answer.
    #[error("could not {doing} the table {table}: {cause}")]
    Database {
        /// The verb: create, read, ...
        doing: &'static str,
        /// Its name.
        table: String,
        /// What the database said.
        cause: String,
    },
}

/// The definition in `template.yaml`, as it was when this was compiled.
pub fn table_definition() -> Result<TableDefinition, TableError> {
    TableDefinition::from_template(include_str!("../../template.yaml")).map_err(TableError::Template)
}

/// Creates the table `name` unless it exists, checks an existing one's keys and indexes, turns
/// time to live on, and returns when the table is active.
pub async fn create_table(client: &Client, name: &str) -> Result<Created, TableError> {
    let definition = table_definition()?;
    let created = create(client, name, &definition).await?;
    let table = wait_until_active(client, name).await?;
    if created == Created::Existing {
        check(&table, name, &definition)?;
    }
    if let Some(attribute) = definition.expiry_attribute() {
        enable_ttl(client, name, attribute).await?;
    }
    Ok(created)
}

async fn create(client: &Client, name: &str, definition: &TableDefinition) -> Result<Created, TableError> {
    let request = definition.creation(client, name).map_err(|e| TableError::Template(e.to_string()))?;
    match request.send().await {
        Ok(_) => Ok(Created::New),
        Err(SdkError::ServiceError(e)) if e.err().is_resource_in_use_exception() => Ok(Created::Existing),
        Err(e) => Err(failed("create", name, e)),
    }
}

async fn wait_until_active(client: &Client, name: &str) -> Result<TableDescription, TableError> {
    let active = async {
        loop {
            let answer = client.describe_table().table_name(name).send().await;
            match answer.map_err(|e| failed("read", name, e))?.table {
                Some(table) if table.table_status == Some(TableStatus::Active) => {
                    return Ok(table);
                }
                _ => tokio::time::sleep(ASK_EVERY).await,
            }
        }
    };
    tokio::time::timeout(ACTIVE_WITHIN, active).await.unwrap_or_else(|_| {
        Err(TableError::Database {
            doing: "use",
            table: name.to_owned(),
            cause: format!("it is not active after {} s", ACTIVE_WITHIN.as_secs()),
        })
    })
}

/// Attributes and projections are left to the owner of the table; with other keys or without an index
/// nothing would work.
fn check(table: &TableDescription, name: &str, definition: &TableDefinition) -> Result<(), TableError> {
    let mismatch = |what| Err(TableError::Mismatch { table: name.to_owned(), what });
    let keys: Vec<_> = table.key_schema().iter().map(|key| (key.attribute_name(), key.key_type().as_str())).collect();
    if keys != definition.keys() {
        return mismatch(format!("keys ({keys:?})"));
    }
    let indexes: BTreeSet<_> = table.global_secondary_indexes().iter().filter_map(|index| index.index_name()).collect();
    if indexes != definition.index_names() {
        return mismatch(format!("indexes ({indexes:?})"));
    }
    Ok(())
}

/// Asks first: a table that has it on already refuses to have it turned on. Also for existing tables,
/// whose creator may have died before it came to this.
async fn enable_ttl(client: &Client, name: &str, attribute: &str) -> Result<(), TableError> {
    if ttl_is_enabled(client, name).await? {
        return Ok(());
    }
    let specification = SdkTimeToLive::builder()
        .attribute_name(attribute)
        .enabled(true)
        .build()
        .map_err(|e| TableError::Template(e.to_string()))?;
    let answer = client.update_time_to_live().table_name(name).time_to_live_specification(specification).send().await;
    match answer {
        Ok(_) => Ok(()),
        // Somebody else was faster.
        Err(_) if ttl_is_enabled(client, name).await? => Ok(()),
        Err(e) => Err(failed("set the time to live of", name, e)),
    }
}

async fn ttl_is_enabled(client: &Client, name: &str) -> Result<bool, TableError> {
    let answer = client.describe_time_to_live().table_name(name).send().await;
    let status = answer
        .map_err(|e| failed("read the time to live of", name, e))?
        .time_to_live_description
        .and_then(|ttl| ttl.time_to_live_status);
    Ok(matches!(status, Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling)))
}

fn failed<E>(doing: &'static str, table: &str, error: SdkError<E>) -> TableError
where
    E: ProvideErrorMetadata + Error + 'static,
{
    TableError::Database {
        doing,
        table: table.to_owned(),
        cause: match (error.code(), error.message()) {
            (Some(code), Some(message)) => format!("{code}: {message}"),
            _ => with_sources(&error),
        },
    }
}

/// An answer that never came says why only in the errors beneath it.
fn with_sources(error: &dyn Error) -> String {
    let sources = std::iter::successors(Some(error), |&e| e.source());
    let messages: Vec<_> = sources.map(ToString::to_string).collect();
    messages.join(": ")
}
