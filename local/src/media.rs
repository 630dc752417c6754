//! What the bucket and its content delivery network do when deployed: serve pictures, accept originals at signed URLs, and
//! pass them to the function `media`.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Extension, Path, Request, State};
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, put};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use media::Originals;
use object_store::path;
use object_store::signer::{Method, SignedUrlOptions, Signer};
use sha2::Sha256;
use shared::dialect::Params;
use shared::domain::profile::picture::ORIGINAL_MAX;
use shared::domain::time::Clock;
use shared::domain::{Error, FileName, Result};
use shared::media::{CACHE_CONTROL as CACHED, Original};
use shared::runtime::config::MediaUrl;
use shared::runtime::state::AppState;
use url::Url;

/// The path below which pictures are served.
pub const FOLDER: &str = "/media";

/// Serves pictures to every caller, and accepts originals at URLs that `signer` has signed.
pub fn routes(signer: UploadSigner) -> Router<AppState> {
    Router::new()
        .route("/media/{owner}/{file}/", get(retrieve_picture))
        .route("/media/originals/{owner}/{id}/", put(put_original).layer(Extension(signer)))
}

async fn retrieve_picture(
    State(state): State<AppState>,
    Path((owner, file)): Path<(String, String)>,
) -> Result<Response> {
    // Only well-formed names are looked up, so a path cannot escape the directory.
    let name = FileName::parse(&format!("{owner}/{file}")).ok_or_else(Error::not_found)?;
    let content = state.media.read(&name).await?.ok_or_else(Error::not_found)?;
    let headers = [(CONTENT_TYPE, name.content_type()), (CACHE_CONTROL, CACHED)];
    Ok((headers, content).into_response())
}

/// Stores an original as a bucket does, if it has the size that was signed, and has `media` process it before the
/// response.
async fn put_original(
    State(state): State<AppState>,
    Extension(signer): Extension<UploadSigner>,
    Path((owner, id)): Path<(String, String)>,
    params: Params,
    request: Request,
) -> Result<()> {
    let original = Original::parse(&format!("originals/{owner}/{id}")).ok_or_else(Error::not_found)?;
    if !signer.verify(original, request.headers(), params.get("expires"), params.get("signature")) {
        return Err(Error::forbidden());
    }
    let incomplete = |_| Error::malformed("The body has not the length that the request declared.");
    let content = to_bytes(request.into_body(), ORIGINAL_MAX).await.map_err(incomplete)?;
    state.media.keep_original(original, content.into()).await?;
    Originals::new(state.store, state.media).process(original).await
}

/// Signs upload URLs of this server. The key is random, so the URLs expire no later than the process ends.
#[derive(Clone)]
pub struct UploadSigner {
    key: [u8; 32],
    media_url: MediaUrl,
    clock: Clock,
}

impl UploadSigner {
    /// Signs URLs below `media_url`.
    pub fn new(media_url: MediaUrl, clock: Clock) -> Self {
        Self { key: rand::random(), media_url, clock }
    }

    /// Whether the signature belongs to this original and the length in these headers, and has not expired.
    fn verify(&self, original: Original, headers: &HeaderMap, expires: Option<&str>, signature: Option<&str>) -> bool {
        let (Some(expires), Some(signature)) = (expires, signature) else { return false };
        let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else { return false };
        // `verify_slice` compares in constant time.
        self.mac(&original.key(), headers, expires).is_some_and(|mac| mac.verify_slice(&signature).is_ok())
            && expires.parse().is_ok_and(|expires: i64| self.clock.now().as_second() <= expires)
    }

    /// The signature of a `PUT` with these headers, of which the length counts. `None` without it.
    fn mac(&self, key: &str, headers: &HeaderMap, expires: &str) -> Option<Hmac<Sha256>> {
        let length = headers.get(CONTENT_LENGTH)?.to_str().ok()?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).ok()?;
        mac.update(format!("PUT\n{key}\n{length}\n{expires}").as_bytes());
        Some(mac)
    }
}

impl fmt::Debug for UploadSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadSigner").field("media_url", &self.media_url).finish_non_exhaustive()
    }
}

#[async_trait]
impl Signer for UploadSigner {
    async fn signed_url(&self, method: Method, path: &path::Path, lifetime: Duration) -> object_store::Result<Url> {
        self.signed_url_opts(method, path, lifetime, &SignedUrlOptions::new()).await
    }

    async fn signed_url_opts(
        &self,
        _: Method,
        path: &path::Path,
        lifetime: Duration,
        options: &SignedUrlOptions,
    ) -> object_store::Result<Url> {
        let failed = |source: String| object_store::Error::Generic { store: "kith serve", source: source.into() };
        let lifetime = i64::try_from(lifetime.as_secs()).unwrap_or(0);
        let expires = self.clock.now().as_second().saturating_add(lifetime).to_string();
        let mac = self.mac(path.as_ref(), &options.signed_headers, &expires);
        let mac = mac.ok_or_else(|| failed("the size of the file is missing".to_owned()))?;
        let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
        let mut url =
            Url::parse(&format!("{}/{path}/", self.media_url.get())).map_err(|error| failed(error.to_string()))?;
        url.query_pairs_mut().append_pair("expires", &expires).append_pair("signature", &signature);
        Ok(url)
    }
}
