//! The place of the files, opened from the setting that names it, and the pictures in it. Files never change.

use std::sync::Arc;
use std::time::Duration;

use futures::TryStreamExt as _;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{Attribute, Attributes, ObjectMeta, ObjectStore, ObjectStoreExt as _, PutOptions, RetryConfig};
use url::Url;

use crate::domain::{FileName, Id, Result, UserId};
use crate::media::{Media, Picture, failed};
use crate::runtime::aws::{BucketHttps, BucketSigner};
use crate::runtime::config::ConfigError;

/// Caching of files. A file's name depends on its content, so it never changes.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// Where pictures are, apart from originals, which are never served.
const PICTURES: &str = "media";

/// The name of the setting.
const SETTING: &str = "KITH_MEDIA";
/// The timeout of a request to the bucket, below a function's own.
const TIMEOUT: Duration = Duration::from_secs(5);

impl Media {
    /// Opens the place that `s3://bucket`, `file:///directory` or `memory:///` names. A bucket is reached with the
    /// region and credentials of the environment; a directory is created if it does not exist.
    pub fn open(place: &str) -> Result<Self, ConfigError> {
        let wrong = |why: &dyn std::fmt::Display| ConfigError::new(SETTING, why);
        let url = Url::parse(place).map_err(|error| wrong(&error))?;
        match url.scheme() {
            "s3" => Self::bucket(url.host_str().unwrap_or_default()).map_err(|error| wrong(&error)),
            "file" => {
                let directory = url.to_file_path().map_err(|()| wrong(&"is no directory"))?;
                std::fs::create_dir_all(&directory).map_err(|error| wrong(&error))?;
                let files = LocalFileSystem::new_with_prefix(directory).map_err(|error| wrong(&error))?;
                Ok(Self::at(Arc::new(files)))
            }
            "memory" => Ok(Self::at(Arc::new(InMemory::new()))),
            _ => Err(wrong(&"is neither s3://bucket, nor file:///directory, nor memory:///")),
        }
    }

    fn bucket(name: &str) -> object_store::Result<Self> {
        // The address of an emulator.
        let plain = std::env::var("AWS_ENDPOINT_URL").is_ok_and(|url| url.starts_with("http://"));
        let retries = RetryConfig { max_retries: 2, retry_timeout: TIMEOUT, ..RetryConfig::default() };
        let bucket = AmazonS3Builder::from_env().with_bucket_name(name).with_retry(retries);
        let bucket = bucket.with_http_connector(BucketHttps { timeout: TIMEOUT });
        let bucket = Arc::new(bucket.with_allow_http(plain).build()?);
        Ok(Self { signer: Some(Arc::new(BucketSigner(bucket.clone()))), keeps_headers: true, ..Self::at(bucket) })
    }

    /// Stores a picture as the file of an upload.
    pub async fn keep(&self, owner: UserId, id: Id, picture: &Picture) -> Result<FileName> {
        let name = FileName::new(owner, id, picture.content(), picture.extension());
        let mut attributes = Attributes::new();
        if self.keeps_headers {
            attributes.insert(Attribute::ContentType, name.content_type().into());
            attributes.insert(Attribute::CacheControl, CACHE_CONTROL.into());
        }
        let content = picture.content().to_vec().into();
        let options = PutOptions { attributes, ..PutOptions::default() };
        self.files()?.put_opts(&path(&name), content, options).await.map_err(failed)?;
        Ok(name)
    }

    /// Reads a file, if it exists.
    pub async fn read(&self, name: &FileName) -> Result<Option<Vec<u8>>> {
        match self.files()?.get(&path(name)).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(failed)?.into())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    /// Removes files. Missing ones are no error.
    pub async fn remove(&self, names: &[FileName]) -> Result<()> {
        let Some(files) = &self.files else { return Ok(()) };
        for name in names {
            remove(files.as_ref(), &path(name)).await?;
        }
        Ok(())
    }

    /// Lists the names of all files of a user, in no particular order.
    pub async fn names_of(&self, owner: UserId) -> Result<Vec<FileName>> {
        let Some(files) = &self.files else { return Ok(Vec::new()) };
        let folder = Path::from(format!("{PICTURES}/{owner}"));
        let found: Vec<_> = files.list(Some(&folder)).try_collect().await.map_err(failed)?;
        let name =
            |file: &ObjectMeta| FileName::parse(file.location.as_ref().strip_prefix(PICTURES)?.strip_prefix('/')?);
        Ok(found.iter().filter_map(name).collect())
    }

    /// Removes every file of a deleted user, even those that no item names.
    pub async fn remove_all_of(&self, owner: UserId) -> Result<()> {
        self.remove(&self.names_of(owner).await?).await
    }
}

fn path(name: &FileName) -> Path {
    Path::from(format!("{PICTURES}/{name}"))
}

pub(super) async fn remove(files: &dyn ObjectStore, path: &Path) -> Result<()> {
    match files.delete(path).await {
        Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
        Err(error) => Err(failed(error)),
    }
}
