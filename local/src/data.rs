//! Where the data is: a directory with the engine's file and the token secret, or a table somewhere else.

use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use aws_lambda_events::dynamodb::EventRecord;
use aws_sdk_dynamodb::Client;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use shared::dynamo::Table;
use shared::media::Media;
use shared::store::Store;
use url::Url;

use crate::cli::{Failure, Target};
use crate::engine::{Engine, EngineError, Location, client};
use crate::stream::Checkpoints;
use crate::table::{Created, create_table};

/// Name of the table of an engine of our own, and wherever none is given.
pub const TABLE: &str = "kith";
/// The engine's file in a data directory.
const FILE: &str = "kith.db";

/// A community's table, ready for use, and the engine behind it if it runs in this process.
pub struct Community {
    /// Who is in it.
    pub store: Store,
    /// Whether the table was made just now.
    pub created: Created,
    engine: Option<Engine>,
}

impl Community {
    /// The table `table` behind a client, made if it is not there.
    pub async fn at(client: Client, table: &str, engine: Option<Engine>) -> Result<Self, Failure> {
        let created = create_table(&client, table).await.map_err(|e| Failure::because("the table", &e))?;
        Ok(Self { store: Store::new(Table::new(client, table)), created, engine })
    }

    /// The community that a command is to work on. Of a data directory that `kith serve` has open, it is the running
    /// engine that is used.
    pub async fn open(target: &Target) -> Result<Self, Failure> {
        match (&target.dynamodb_endpoint, &target.table) {
            (Some(endpoint), table) => Self::at(client(endpoint), table.as_deref().unwrap_or(TABLE), None).await,
            (None, Some(table)) => {
                let https = aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring));
                let client = Client::new(&aws_config::from_env().http_client(https.build_https()).load().await);
                Ok(Self { store: Store::new(Table::new(client, table)), created: Created::Existing, engine: None })
            }
            (None, None) => {
                let directory = DataDirectory::open(&target.data)?;
                match directory.engine() {
                    Ok(engine) => {
                        directory.announce(&engine)?;
                        Self::at(client(engine.endpoint()), TABLE, Some(engine)).await
                    }
                    Err(EngineError::InUse { .. }) => {
                        let endpoint = directory.running_engine()?;
                        Self::at(client(&endpoint), TABLE, None).await
                    }
                    Err(error) => Err(Failure::because("the data", &error)),
                }
            }
        }
    }

    /// Where the engine of this process listens, if it is one of this process.
    pub fn own_engine(&self) -> Option<&str> {
        self.engine.as_ref().map(Engine::endpoint)
    }

    /// Closes what is open here.
    pub async fn close(self) {
        if let Some(engine) = self.engine {
            engine.stop().await;
        }
    }
}

/// A directory that keeps a community.
#[derive(Clone, Debug)]
pub struct DataDirectory(PathBuf);

impl DataDirectory {
    /// Whether this directory keeps a community, for those who would not make one.
    pub fn keeps_one(path: &Path) -> bool {
        path.join(FILE).exists()
    }

    /// The directory, made for nobody else's eyes if it is not there.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
        made.map_err(|error| {
            let why = if path.is_file() { "it is a file".to_owned() } else { error.to_string() };
            Failure(format!("cannot use the data directory {}: {why}", path.display()))
        })?;
        Ok(Self(path.to_owned()))
    }

    /// The engine on this directory's file.
    pub fn engine(&self) -> Result<Engine, EngineError> {
        // The least of all shards: an engine of our own has one.
        let dealt_with = self.checkpoints().into_values().min();
        Engine::open_trimmed(Location::File(self.0.join(FILE)), dealt_with.as_deref())
    }

    /// Tells other commands where the engine of this directory listens.
    pub fn announce(&self, engine: &Engine) -> Result<(), Failure> {
        self.keep("engine", engine.endpoint())
    }

    /// Where the engine listens that has this directory open.
    fn running_engine(&self) -> Result<String, Failure> {
        fs::read_to_string(self.0.join("engine")).map_err(|_| self.in_use())
    }

    /// The directory cannot be had.
    pub fn in_use(&self) -> Failure {
        Failure(format!(
            "the data directory {} is in use by another kith: stop it, or choose another directory with --data",
            self.0.display()
        ))
    }

    /// The secret that signs this community's tokens, drawn once: tokens outlive a restart.
    pub fn token_secret(&self) -> Result<String, Failure> {
        match fs::read_to_string(self.0.join("jwt-secret")) {
            Ok(secret) => Ok(secret),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let secret = random_secret();
                self.keep("jwt-secret", &secret)?;
                Ok(secret)
            }
            Err(error) => Err(self.failed("jwt-secret", &error)),
        }
    }

    /// The place of pictures in this directory.
    pub fn media(&self) -> Result<Media, Failure> {
        let directory =
            std::path::absolute(self.0.join("pictures")).map_err(|error| self.failed("pictures", &error))?;
        let place =
            Url::from_directory_path(directory).map_err(|()| Failure("the data directory has no address".into()))?;
        Media::open(place.as_str()).map_err(|error| Failure(error.to_string()))
    }

    /// How far the stream has been dealt with.
    pub fn checkpoints(&self) -> Checkpoints {
        let kept = fs::read(self.0.join("checkpoints")).ok();
        kept.and_then(|kept| serde_json::from_slice(&kept).ok()).unwrap_or_default()
    }

    /// Remembers how far the stream has been dealt with. If that fails, some of it is dealt with again, which changes
    /// nothing.
    pub fn keep_checkpoints(&self, checkpoints: &Checkpoints) {
        let kept = serde_json::to_string(checkpoints).map_err(|e| Failure(e.to_string()));
        if let Err(failure) = kept.and_then(|text| self.keep("checkpoints", &text)) {
            tracing::warn!(%failure, "the checkpoints were not kept");
        }
    }

    /// Keeps a change that could not be dealt with.
    pub fn keep_dead_letter(&self, letter: &EventRecord) {
        let file = fs::OpenOptions::new().append(true).create(true).mode(0o600).open(self.0.join("dead-letters.jsonl"));
        let line = serde_json::to_string(letter).map_err(io::Error::other);
        let kept = file.and_then(|mut file| line.and_then(|line| writeln!(file, "{line}")));
        if let Err(error) = kept {
            tracing::error!(%error, "a dead letter was not kept");
        }
    }

    /// Writes a file that is there whole or not at all, readable by its owner alone.
    fn keep(&self, name: &str, text: &str) -> Result<(), Failure> {
        let new = self.0.join(format!("{name}.new"));
        let written = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&new);
        let written = written.and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()));
        written.and_then(|()| fs::rename(&new, self.0.join(name))).map_err(|error| self.failed(name, &error))
    }

    fn failed(&self, name: &str, error: &io::Error) -> Failure {
        Failure(format!("cannot use {}: {error}", self.0.join(name).display()))
    }
}

/// 256 random bits as text.
pub fn random_secret() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}
