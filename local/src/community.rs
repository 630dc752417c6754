//! The table of a community, and the embedded engine if this process runs it.

use aws_sdk_dynamodb::Client;
use shared::dynamo::Table;
use shared::store::Store;

use crate::data_directory::DataDirectory;
use crate::engine::{Endpoint, Engine, EngineError, EnginePort, Location, client};
use crate::failure::Failure;
use crate::stream::checkpoints;
use crate::table::{Created, create_table};

/// Name of the table in an embedded engine, and the default elsewhere.
pub const TABLE: &str = "kith";

/// A community whose table is ready for use.
pub struct Community {
    /// Access to the table.
    pub store: Store,
    /// Whether the table was created by this process.
    pub created: Created,
    engine: Option<Engine>,
    /// How the engine of a data directory is reached, whichever process runs it.
    endpoint: Option<Endpoint>,
}

impl Community {
    /// Uses this table, and creates it if it does not exist.
    pub async fn create(client: Client, table: &str) -> Result<Self, Failure> {
        let created = create_table(&client, table).await.map_err(Failure::new)?;
        Ok(Self { store: Store::new(Table::new(client, table)), created, engine: None, endpoint: None })
    }

    /// Uses this table, which must exist.
    pub fn existing(client: Client, table: &str) -> Self {
        Self { store: Store::new(Table::new(client, table)), created: Created::Existing, engine: None, endpoint: None }
    }

    /// Starts an engine that keeps everything in memory.
    pub async fn in_memory() -> Result<Self, Failure> {
        Self::in_engine(Engine::open_maintained(Location::Memory, None).map_err(Failure::new)?).await
    }

    /// Starts the engine of a data directory, and the socket through which other commands reach it. Returns `None` if
    /// another process has the directory open.
    pub async fn try_open(directory: &DataDirectory) -> Result<Option<Self>, Failure> {
        let location = Location::File(directory.database());
        let processed = checkpoints::processed_by_all(directory);
        let mut engine = match Engine::open_maintained(location, processed.as_deref()) {
            Ok(engine) => engine,
            Err(EngineError::InUse { .. }) => return Ok(None),
            Err(error) => return Err(Failure::new(error)),
        };
        engine.listen(&directory.socket()?).map_err(Failure::new)?;
        Self::in_engine(engine).await.map(Some)
    }

    /// Uses the engine of the process that has a data directory open.
    pub async fn of_server(directory: &DataDirectory) -> Result<Self, Failure> {
        Self::at(Endpoint::Socket(directory.socket()?)).await
    }

    async fn in_engine(engine: Engine) -> Result<Self, Failure> {
        let community = Self::at(engine.endpoint()).await?;
        Ok(Self { engine: Some(engine), ..community })
    }

    async fn at(endpoint: Endpoint) -> Result<Self, Failure> {
        let community = Self::create(client(endpoint.clone()), TABLE).await?;
        Ok(Self { endpoint: Some(endpoint), ..community })
    }

    /// Lets other processes call the embedded engine at this port of 127.0.0.1, with the credentials that are returned.
    pub async fn listen_at_port(&mut self, port: u16) -> Result<EnginePort, Failure> {
        let engine = self.engine.as_mut().ok_or_else(|| Failure::new("this process runs no engine"))?;
        engine.listen_at_port(port).await.map_err(Failure::new)
    }

    /// How the embedded engine is reached; `None` for another table.
    pub fn endpoint(&self) -> Option<&Endpoint> {
        self.endpoint.as_ref()
    }

    /// Whether this process runs the engine.
    pub fn runs_engine(&self) -> bool {
        self.engine.is_some()
    }

    /// Stops the engine if this process runs it.
    pub async fn close(self) {
        if let Some(engine) = self.engine {
            engine.stop().await;
        }
    }
}
