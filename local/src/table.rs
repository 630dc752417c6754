//! Creates the table from the definition that is deployed: keys, indexes, stream and time to live are read from
//! `template.yaml`, so the local table cannot drift from the deployed one.

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
use std::sync::LazyLock;
use std::time::Duration;

/// How long to wait for a new table: the embedded engine creates one immediately, a remote one within seconds.
const ACTIVE_TIMEOUT: Duration = Duration::from_secs(60);
const POLL_INTERVAL: Duration = Duration::from_millis(100);

/// Whether [`create_table`] created the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    /// The table is new and empty.
    New,
    /// The table existed, or another process created it at the same time.
    Existing,
}

/// Why the table cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// `template.yaml`, as it was compiled in, defines no usable table.
    #[error("template.yaml: {0}")]
    Template(String),
    /// The existing table has other keys or indexes than the definition. It was not changed.
    #[error("the table {table} exists with other {difference} than template.yaml defines")]
    Mismatch {
        /// Its name.
        table: String,
        /// `keys (...)` or `indexes (...)`, with those of the existing table.
        difference: String,
    },
    /// DynamoDB returned an error or did not respond.
    #[error("could not {action} the table {table}: {cause}")]
    Database {
        /// What was attempted, such as `create`.
        action: &'static str,
        /// Its name.
        table: String,
        /// The error.
        cause: String,
    },
}

/// The definition in `template.yaml`, which is compiled in.
pub fn table_definition() -> Result<TableDefinition, TableError> {
    static DEFINITION: LazyLock<Result<TableDefinition, String>> =
        LazyLock::new(|| TableDefinition::from_template(include_str!("../../template.yaml")));
    DEFINITION.clone().map_err(TableError::Template)
}

/// Creates the table `name` unless it exists, checks the keys and indexes of an existing one, enables time to live, and
/// waits until the table is active.
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
    let request = definition.create_request(client, name).map_err(|e| TableError::Template(e.to_string()))?;
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
                _ => tokio::time::sleep(POLL_INTERVAL).await,
            }
        }
    };
    tokio::time::timeout(ACTIVE_TIMEOUT, active).await.unwrap_or_else(|_| {
        Err(TableError::Database {
            action: "use",
            table: name.to_owned(),
            cause: format!("it is not active after {} s", ACTIVE_TIMEOUT.as_secs()),
        })
    })
}

/// Checks only keys and indexes, without which nothing works. Attributes and projections are up to the owner of the table.
fn check(table: &TableDescription, name: &str, definition: &TableDefinition) -> Result<(), TableError> {
    let mismatch = |difference| Err(TableError::Mismatch { table: name.to_owned(), difference });
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

/// Enables time to live unless it is enabled, because DynamoDB rejects enabling it twice. This includes existing tables,
/// whose creator may have crashed before it got here.
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
        // Another process has enabled it in the meantime.
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

fn failed<E>(action: &'static str, table: &str, error: SdkError<E>) -> TableError
where
    E: ProvideErrorMetadata + Error + 'static,
{
    TableError::Database {
        action,
        table: table.to_owned(),
        cause: match (error.code(), error.message()) {
            (Some(code), Some(message)) => format!("{code}: {message}"),
            _ => with_sources(&error),
        },
    }
}

/// The error with its sources: only they give the reason for a missing response.
fn with_sources(error: &dyn Error) -> String {
    let sources = std::iter::successors(Some(error), |&e| e.source());
    let messages: Vec<_> = sources.map(ToString::to_string).collect();
    messages.join(": ")
}
