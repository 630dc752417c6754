//! Where `kith serve` stores its data.

use super::options::Options;
use crate::community::{Community, TABLE};
use crate::data_directory::{DataDirectory, random_secret};
use crate::engine::{Endpoint, EnginePort, client};
use crate::failure::Failure;
use crate::stream::Reader;
use crate::table::Created;

/// What the server stores its data in.
pub struct Storage {
    pub community: Community,
    /// The stream of the table, for `fanout` and for the mailer.
    pub streams: [Reader; 2],
    /// Where checkpoints are stored, if anywhere.
    pub directory: Option<DataDirectory>,
    /// The secret that signs tokens if `--jwt-secret` is not set.
    pub secret: String,
    /// The location of the data, for the terminal.
    pub description: String,
    /// The port of the engine and its credentials, for the terminal.
    pub engine: Option<String>,
}

/// Opens what the options name, and creates what does not exist.
pub async fn open(options: &Options) -> Result<Storage, Failure> {
    if let Some(endpoint) = &options.dynamodb_endpoint {
        let community = Community::create(client(endpoint.as_str()), &options.table).await?;
        let description = format!("table {} at {endpoint}{}", options.table, note(community.created));
        let directory = DataDirectory::open(&options.data)?;
        let (streams, secret) =
            (open_streams(endpoint.as_str().into(), &options.table).await?, directory.token_secret()?);
        return Ok(Storage { community, streams, directory: Some(directory), secret, description, engine: None });
    }
    if options.memory {
        let community = Community::in_memory().await?;
        let description = "in memory, lost when this process ends".to_owned();
        let streams = own_streams(&community).await?;
        return Ok(Storage { community, streams, directory: None, secret: random_secret(), description, engine: None });
    }
    let directory = DataDirectory::open(&options.data)?;
    let mut community = Community::try_open(&directory).await?.ok_or_else(|| directory.in_use())?;
    let mut engine = None;
    if let Some(port) = options.engine_port {
        let EnginePort { url, credentials } = community.listen_at_port(port).await?;
        let path = directory.write_engine_credentials(&credentials)?;
        engine = Some(format!("{url}, with the credentials in {}", path.display()));
    }
    let description = format!("{}{}", options.data.display(), note(community.created));
    let (streams, secret) = (own_streams(&community).await?, directory.token_secret()?);
    Ok(Storage { community, streams, directory: Some(directory), secret, description, engine })
}

async fn own_streams(community: &Community) -> Result<[Reader; 2], Failure> {
    let endpoint = community.endpoint().ok_or_else(|| Failure::new("no engine is running"))?;
    open_streams(endpoint.clone(), TABLE).await
}

async fn open_streams(endpoint: Endpoint, table: &str) -> Result<[Reader; 2], Failure> {
    let open = || async { Reader::open(endpoint.clone(), table).await.map_err(Failure::new) };
    Ok([open().await?, open().await?])
}

fn note(created: Created) -> &'static str {
    match created {
        Created::New => " (new)",
        Created::Existing => "",
    }
}
