//! Signed addresses of a bucket that take one size only. `object_store` signs no `Content-Length`.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation, SigningSettings, UriPathNormalizationMode,
    sign,
};
use aws_sigv4::sign::v4::SigningParams;
use aws_smithy_runtime_api::box_error::BoxError;
use object_store::aws::AmazonS3;
use object_store::path::Path;
use object_store::signer::{Method, SignedUrlOptions, Signer};
use url::Url;

/// Signs addresses of a bucket with all headers that are asked for.
#[derive(Debug)]
pub(crate) struct BucketSigner(pub(crate) Arc<AmazonS3>);

#[async_trait]
impl Signer for BucketSigner {
    async fn signed_url(&self, method: Method, path: &Path, lifetime: Duration) -> object_store::Result<Url> {
        self.0.signed_url(method, path, lifetime).await
    }

    async fn signed_url_opts(
        &self,
        method: Method,
        path: &Path,
        lifetime: Duration,
        options: &SignedUrlOptions,
    ) -> object_store::Result<Url> {
        // Names the address of the object, and the region.
        let plain = self.0.signed_url(method.clone(), path, lifetime).await?;
        let keys = self.0.credentials().get_credential().await?;
        let keys = Credentials::new(&keys.key_id, &keys.secret_key, keys.token.clone(), None, "bucket");
        signed(plain, &method, keys, lifetime, options)
            .map_err(|source| object_store::Error::Generic { store: "S3", source })
    }
}

#[expect(clippy::disallowed_methods, reason = "S3 compares the time of a signature with its own")]
fn now() -> SystemTime {
    SystemTime::now()
}

/// The address of `plain`, signed with the headers of `options` (Signature Version 4, in the query).
fn signed(
    plain: Url,
    method: &Method,
    keys: Credentials,
    lifetime: Duration,
    options: &SignedUrlOptions,
) -> Result<Url, BoxError> {
    let region = region_of(&plain).ok_or("the address names no region")?;
    let mut url = plain;
    url.set_query(None);
    let mut settings = SigningSettings::default();
    settings.signature_location = SignatureLocation::QueryParams;
    settings.expires_in = Some(lifetime);
    // As S3 takes paths: neither encoded twice nor normalized.
    settings.percent_encoding_mode = PercentEncodingMode::Single;
    settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    let identity = keys.into();
    let params = SigningParams::builder().identity(&identity).region(&region).name("s3").time(now());
    let params = params.settings(settings).build()?.into();
    let mut headers = Vec::new();
    for (name, value) in &options.signed_headers {
        headers.push((name.as_str(), value.to_str()?));
    }
    let request =
        SignableRequest::new(method.as_str(), url.as_str(), headers.into_iter(), SignableBody::UnsignedPayload)?;
    let (instructions, _) = sign(request, &params)?.into_parts();
    for (name, value) in instructions.params() {
        url.query_pairs_mut().append_pair(name, value);
    }
    Ok(url)
}

/// The region in the scope of a signature: `<key>/<date>/<region>/s3/aws4_request`.
fn region_of(signed: &Url) -> Option<String> {
    let scope = signed.query_pairs().find(|(name, _)| name == "X-Amz-Credential")?.1;
    scope.rsplit('/').nth(2).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use object_store::aws::AmazonS3Builder;
    use object_store::signer::HeaderName;

    use super::*;
    use crate::runtime::aws::BucketHttps;

    async fn address(size: u64) -> Url {
        let bucket = AmazonS3Builder::new().with_bucket_name("pictures").with_region("eu-central-1");
        let bucket = bucket.with_access_key_id("id").with_secret_access_key("secret").with_token("a+b/c=");
        let bucket = bucket.with_http_connector(BucketHttps { timeout: Duration::from_secs(1) }).build();
        let signer = BucketSigner(Arc::new(bucket.expect("a bucket")));
        let length = SignedUrlOptions::new().with_signed_header(HeaderName::from_static("content-length"), size.into());
        let path = Path::from("originals/7/8");
        let signed = signer.signed_url_opts(Method::PUT, &path, Duration::from_secs(900), &length).await;
        signed.expect("an address")
    }

    fn value(url: &Url, name: &str) -> String {
        url.query_pairs().find(|(found, _)| found == name).unwrap_or_else(|| panic!("{name}")).1.into_owned()
    }

    #[tokio::test]
    async fn the_length_is_among_the_signed_headers() {
        let url = address(8_000_000).await;
        assert_eq!(url.path(), "/pictures/originals/7/8");
        assert_eq!(value(&url, "X-Amz-SignedHeaders"), "content-length;host");
        assert_eq!(value(&url, "X-Amz-Expires"), "900");
        assert_eq!(value(&url, "X-Amz-Security-Token"), "a+b/c=");
        assert!(value(&url, "X-Amz-Credential").ends_with("/eu-central-1/s3/aws4_request"));
        assert_ne!(value(&url, "X-Amz-Signature"), value(&address(8_000_001).await, "X-Amz-Signature"));
    }
}
