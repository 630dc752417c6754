//! The rights that requests to the bucket need.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures::stream::BoxStream;
use futures::{StreamExt as _, TryStreamExt as _};
use object_store::path::Path;
use object_store::signer::{Method, SignedUrlOptions, Signer};
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};
use url::Url;

use super::{Privileges, Right, below};

/// The bucket as a function has it.
#[derive(Debug)]
pub struct Files<T> {
    inner: Arc<T>,
    privileges: Privileges,
}

impl<T> Files<T> {
    /// The same files for the function with these rights.
    pub fn new(inner: Arc<T>, privileges: Privileges) -> Self {
        Self { inner, privileges }
    }

    /// A request for an object.
    fn object(&self, action: &str, path: &Path) {
        let folder = path.as_ref().split('/').next().unwrap_or_default();
        self.privileges.exercise(&[right(action, &format!("bucket/{folder}/*"))]);
    }
}

fn right(action: &str, resource: &str) -> Right {
    (format!("s3:{action}"), resource.to_owned())
}

impl<T> fmt::Display for Files<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the files of {}", self.privileges.function)
    }
}

#[async_trait]
impl<T: ObjectStore> ObjectStore for Files<T> {
    async fn put_opts(&self, path: &Path, content: PutPayload, options: PutOptions) -> Result<PutResult> {
        self.object("PutObject", path);
        self.inner.put_opts(path, content, options).await
    }

    /// The right to put an object is also that to upload it in parts. What is not finished is left to the lifecycle rule.
    async fn put_multipart_opts(&self, path: &Path, options: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        self.object("PutObject", path);
        self.inner.put_multipart_opts(path, options).await
    }

    async fn get_opts(&self, path: &Path, options: GetOptions) -> Result<GetResult> {
        self.object("GetObject", path);
        let answer = self.inner.get_opts(path, options).await;
        if matches!(answer, Err(Error::NotFound { .. })) {
            // Without the right to list the bucket, S3 returns 403 for a missing object instead of 404.
            self.privileges.exercise(&[right("ListBucket", "bucket")]);
        }
        answer
    }

    fn delete_stream(&self, paths: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        let (privileges, inner) = (self.privileges.clone(), self.inner.clone());
        let files = Self { inner, privileges };
        let paths = paths.inspect_ok(move |path| files.object("DeleteObject", path));
        self.inner.delete_stream(paths.boxed())
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        let folder = prefix.map(|path| path.as_ref().split('/').next().unwrap_or_default()).unwrap_or_default();
        self.privileges.exercise(&[
            right("ListBucket", "bucket"),
            right("ListBucket", &("bucket".to_owned() + &below(&format!("{folder}/*")))),
        ]);
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        panic!("the rights for a listing of {prefix:?} are unknown")
    }

    async fn copy_opts(&self, from: &Path, _: &Path, _: CopyOptions) -> Result<()> {
        panic!("the rights for a copy of {from} are unknown")
    }
}

#[async_trait]
impl<T: Signer> Signer for Files<T> {
    async fn signed_url(&self, method: Method, path: &Path, lifetime: Duration) -> Result<Url> {
        assert_eq!(method, Method::GET, "the address of {path} is signed without the size of the file");
        self.object("GetObject", path);
        self.inner.signed_url(method, path, lifetime).await
    }

    /// A signed address has the rights of its signer.
    async fn signed_url_opts(
        &self,
        method: Method,
        path: &Path,
        lifetime: Duration,
        options: &SignedUrlOptions,
    ) -> Result<Url> {
        assert_eq!(method, Method::PUT);
        self.object("PutObject", path);
        self.inner.signed_url_opts(method, path, lifetime, options).await
    }
}
