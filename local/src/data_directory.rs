//! The data directory of a community: the engine's database, pictures, the token secret, and small files of state.

mod private;

use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use shared::media::Media;
use shared::web_push::VapidKey;
use url::Url;

use crate::engine::EngineCredentials;
use crate::failure::Failure;

const DATABASE: &str = "kith.db";
const SOCKET: &str = "engine.sock";
const ENGINE_CREDENTIALS: &str = "engine-credentials";
const PICTURES: &str = "pictures";
const MAIL: &str = "mail";
const TOKEN_SECRET: &str = "jwt-secret";
const WEB_PUSH_KEY: &str = "web-push-key";
/// How the names of kith's files in the directory begin. Earlier versions have left dead letters.
const FILES: [&str; 6] = [DATABASE, ENGINE_CREDENTIALS, TOKEN_SECRET, WEB_PUSH_KEY, "checkpoints", "dead-letters"];

/// A directory that stores a community.
#[derive(Clone, Debug)]
pub struct DataDirectory(PathBuf);

impl DataDirectory {
    /// Whether a community is stored at this path. Creates nothing.
    pub fn exists(path: &Path) -> bool {
        path.join(DATABASE).exists()
    }

    /// Opens the directory. If it does not exist, it is created. Only its owner has access to it and to kith's files in it.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let created = fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
        created.map_err(|error| {
            let reason = if path.is_file() { "it is a file".to_owned() } else { error.to_string() };
            Failure::new(format_args!("cannot use the data directory {}: {reason}", path.display()))
        })?;
        if let Err(error) = private::tighten(path, &FILES, &[PICTURES, MAIL]) {
            tracing::warn!(%error, "cannot make {} accessible to its owner only", path.display());
        }
        Ok(Self(path.to_owned()))
    }

    /// The path of the engine's database.
    pub fn database(&self) -> PathBuf {
        self.0.join(DATABASE)
    }

    /// The Unix socket of the engine in the process that has this directory open.
    pub fn socket(&self) -> Result<PathBuf, Failure> {
        std::path::absolute(self.0.join(SOCKET)).map_err(|error| self.failed(SOCKET, &error))
    }

    /// Stores the credentials of the engine's port, as variables of the environment. Returns their path.
    pub fn write_engine_credentials(&self, credentials: &EngineCredentials) -> Result<PathBuf, Failure> {
        let EngineCredentials { access_key, secret } = credentials;
        let text = format!("AWS_ACCESS_KEY_ID={access_key}\nAWS_SECRET_ACCESS_KEY={secret}\n");
        self.write(ENGINE_CREDENTIALS, &text)?;
        Ok(self.0.join(ENGINE_CREDENTIALS))
    }

    /// The failure to report if another process has this directory open.
    pub fn in_use(&self) -> Failure {
        Failure::new(format_args!(
            "the data directory {} is in use by another kith: stop it, or choose another directory with --data",
            self.0.display()
        ))
    }

    /// The secret that signs this community's tokens. It is generated once, so that tokens survive a restart.
    pub fn token_secret(&self) -> Result<String, Failure> {
        match fs::read_to_string(self.0.join(TOKEN_SECRET)) {
            Ok(secret) => Ok(secret),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let secret = random_secret();
                self.write(TOKEN_SECRET, &secret)?;
                Ok(secret)
            }
            Err(error) => Err(self.failed(TOKEN_SECRET, &error)),
        }
    }

    /// The key pair that signs this community's web pushes. It is generated once, so that browsers stay subscribed.
    pub fn web_push_key(&self) -> Result<VapidKey, Failure> {
        let halves = match fs::read_to_string(self.0.join(WEB_PUSH_KEY)) {
            Ok(halves) => halves,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let halves = VapidKey::generate().map_err(Failure::new)?.join("\n");
                self.write(WEB_PUSH_KEY, &halves)?;
                halves
            }
            Err(error) => return Err(self.failed(WEB_PUSH_KEY, &error)),
        };
        let (public, private) = halves.split_once('\n').unwrap_or_default();
        VapidKey::parse(public, private, WEB_PUSH_KEY).map_err(Failure::new)
    }

    /// The picture files in this directory. All files that this process creates from now on are accessible to their owner
    /// only.
    pub fn media(&self) -> Result<Media, Failure> {
        private::set_umask();
        let path = std::path::absolute(self.0.join(PICTURES)).map_err(|error| self.failed(PICTURES, &error))?;
        let url = Url::from_directory_path(&path)
            .map_err(|()| Failure::new(format_args!("cannot make a file URL of {}", path.display())))?;
        Media::open(url.as_str()).map_err(Failure::new)
    }

    /// The content of a file of state, or `None` if it cannot be read.
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.0.join(name)).ok()
    }

    /// Removes a file of state, if there is one.
    pub fn remove(&self, name: &str) {
        if let Err(error) = fs::remove_file(self.0.join(name))
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "cannot remove {name}");
        }
    }

    /// Where a data directory at this path has mails in files.
    pub fn mail(path: &Path) -> PathBuf {
        path.join(MAIL)
    }

    /// Replaces a file atomically, readable by its owner only.
    pub fn write(&self, name: &str, text: &str) -> Result<(), Failure> {
        let new = self.0.join(format!("{name}.new"));
        let file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&new);
        let written = file.and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()));
        written.and_then(|()| fs::rename(&new, self.0.join(name))).map_err(|error| self.failed(name, &error))
    }

    fn failed(&self, name: &str, error: &io::Error) -> Failure {
        Failure::new(format_args!("cannot use {}: {error}", self.0.join(name).display()))
    }
}

/// The key pair of a community without a directory.
pub fn random_web_push_key() -> Result<VapidKey, Failure> {
    let [public, private] = VapidKey::generate().map_err(Failure::new)?;
    VapidKey::parse(&public, &private, WEB_PUSH_KEY).map_err(Failure::new)
}

/// 256 random bits as text.
pub fn random_secret() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}
