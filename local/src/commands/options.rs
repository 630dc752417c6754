//! Options that several commands share.

use std::path::PathBuf;

use aws_config::SdkConfig;
use aws_sdk_dynamodb::Client;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use axum::http::Uri;
use axum::http::uri::Scheme;
use clap::Args;
use fanout::Bus;

use crate::community::{Community, TABLE};
use crate::data_directory::DataDirectory;
use crate::engine::client;
use crate::failure::Failure;

/// Selects the community that a command works on.
#[derive(Clone, Debug, Args)]
pub struct Target {
    /// Data directory of `kith serve`, which may be running
    #[arg(long, env = "KITH_DATA", default_value = ".kith")]
    pub data: PathBuf,
    /// Use the DynamoDB engine at URL, such as http://127.0.0.1:8000
    #[arg(long, env = "KITH_DYNAMODB_ENDPOINT", value_name = "URL", value_parser = endpoint)]
    pub dynamodb_endpoint: Option<String>,
    /// Use a deployed table, with the AWS credentials and region of the environment; with --dynamodb-endpoint, a table
    /// there
    #[arg(long)]
    pub table: Option<String>,
}

/// Writes domain events to a file.
#[derive(Clone, Debug, Args)]
pub struct Events {
    /// Append domain events to FILE as lines of JSON, as EventBridge would deliver them
    #[arg(id = "events", long = "events", env = "KITH_EVENTS", value_name = "FILE")]
    file: Option<PathBuf>,
}

impl Target {
    /// Whether the community is in a data directory of this machine.
    pub fn is_local(&self) -> bool {
        self.table.is_none() && self.dynamodb_endpoint.is_none()
    }

    /// Fails if the data directory has no community, instead of creating one.
    pub fn must_exist(&self) -> Result<(), Failure> {
        if !self.is_local() || DataDirectory::exists(&self.data) {
            return Ok(());
        }
        let directory = self.data.display();
        Err(Failure::new(format_args!("there is no community in {directory}: set --data to its directory")))
    }

    /// Opens the community. If `kith serve` has the data directory open, its engine is used.
    pub async fn open(&self) -> Result<Community, Failure> {
        match (&self.dynamodb_endpoint, &self.table) {
            (Some(endpoint), table) => {
                Community::create(client(endpoint.as_str()), table.as_deref().unwrap_or(TABLE)).await
            }
            (None, Some(table)) => Ok(Community::existing(Client::new(&aws_config().await), table)),
            (None, None) => {
                let directory = DataDirectory::open(&self.data)?;
                match Community::try_open(&directory).await? {
                    Some(community) => Ok(community),
                    None => Community::of_server(&directory).await,
                }
            }
        }
    }
}

impl Events {
    /// Opens the file. Without one, no events are published.
    pub fn bus(&self) -> Result<Bus, Failure> {
        let Some(file) = &self.file else { return Ok(Bus::Disabled) };
        let failed = |error| Failure::new(format_args!("cannot write events to {}: {error}", file.display()));
        Bus::file(file).map_err(failed)
    }
}

/// The credentials and the region of the environment.
pub async fn aws_config() -> SdkConfig {
    let https = aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring));
    aws_config::from_env().http_client(https.build_https()).load().await
}

/// Parses the URL of an engine, which must be plain HTTP.
pub fn endpoint(text: &str) -> Result<String, String> {
    match text.parse::<Uri>() {
        Ok(uri) if uri.scheme() == Some(&Scheme::HTTP) && uri.host().is_some() => Ok(text.to_owned()),
        _ => Err("expected an http URL, such as http://127.0.0.1:8000".to_owned()),
    }
}
