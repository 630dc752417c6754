//! What a bucket and a content delivery network do when deployed: serve pictures, take originals under signed addresses,
//! and tell `media` of them.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Extension, Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, put};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use media::Originals;
use object_store::path;
use object_store::signer::{Method, Signer};
use sha2::Sha256;
use shared::dialect::Params;
use shared::domain::profile::picture::ORIGINAL_MAX;
use shared::domain::time::Clock;
use shared::domain::{Error, ErrorKind, FileName, Result};
use shared::media::{CACHE_CONTROL as CACHED, Original};
use shared::runtime::state::AppState;
use url::Url;

/// The folder of pictures in this server's addresses.
pub const FOLDER: &str = "/media";

/// Pictures for whoever asks, and originals from whoever has a signed address.
pub fn routes(signer: UploadSigner) -> Router<AppState> {
    Router::new()
        .route("/media/{owner}/{file}/", get(retrieve_picture))
        .route("/media/originals/{owner}/{id}/", put(put_original).layer(Extension(signer)))
}

async fn retrieve_picture(
    State(state): State<AppState>,
    Path((owner, file)): Path<(String, String)>,
) -> Result<Response> {
    // A name of any other form leads nowhere, and so not out of the folder.
    let name = FileName::parse(&format!("{owner}/{file}")).ok_or_else(Error::not_found)?;
    let content = state.media.read(&name).await?.ok_or_else(Error::not_found)?;
    let headers = [(CONTENT_TYPE, name.content_type()), (CACHE_CONTROL, CACHED), (X_CONTENT_TYPE_OPTIONS, "nosniff")];
    Ok((headers, content).into_response())
}

/// Takes an original, as a bucket does; what it becomes is up to `media`, which is told at once.
async fn put_original(
    State(state): State<AppState>,
    Extension(signer): Extension<UploadSigner>,
    Path((owner, id)): Path<(String, String)>,
    params: Params,
    request: Request,
) -> Result<()> {
    let original = Original::parse(&format!("originals/{owner}/{id}")).ok_or_else(Error::not_found)?;
    if !signer.admits(original, params.get("expires"), params.get("signature")) {
        return Err(Error::forbidden());
    }
    let large =
        |_| Error::new(ErrorKind::TooLarge, "too_large", format!("The file is larger than {ORIGINAL_MAX} bytes."));
    let content = to_bytes(request.into_body(), ORIGINAL_MAX).await.map_err(large)?;
    state.media.keep_original(original, content.into()).await?;
    Originals::new(state.store, state.media).take(original).await
}

/// Signs addresses of this server. They end with the process, if not before.
#[derive(Clone)]
pub struct UploadSigner {
    key: [u8; 32],
    media_url: String,
    clock: Clock,
}

impl UploadSigner {
    /// Signs addresses below this one.
    pub fn new(media_url: &str, clock: Clock) -> Self {
        Self { key: rand::random(), media_url: media_url.to_owned(), clock }
    }

    /// Whether this is the signature of an original, and not too old.
    fn admits(&self, original: Original, expires: Option<&str>, signature: Option<&str>) -> bool {
        let (Some(expires), Some(signature)) = (expires, signature) else { return false };
        let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else { return false };
        // In constant time.
        self.mac(&original.key(), expires).is_some_and(|mac| mac.verify_slice(&signature).is_ok())
            && expires.parse().is_ok_and(|expires: i64| self.clock.now().as_second() <= expires)
    }

    fn mac(&self, key: &str, expires: &str) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).ok()?;
        mac.update(format!("PUT\n{key}\n{expires}").as_bytes());
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
    async fn signed_url(&self, _: Method, path: &path::Path, lifetime: Duration) -> object_store::Result<Url> {
        let failed = |source: String| object_store::Error::Generic { store: "kith serve", source: source.into() };
        let lifetime = i64::try_from(lifetime.as_secs()).unwrap_or(0);
        let expires = self.clock.now().as_second().saturating_add(lifetime).to_string();
        let mac = self.mac(path.as_ref(), &expires).ok_or_else(|| failed("no key".to_owned()))?;
        let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
        let mut url = Url::parse(&format!("{}/{path}/", self.media_url)).map_err(|error| failed(error.to_string()))?;
        url.query_pairs_mut().append_pair("expires", &expires).append_pair("signature", &signature);
        Ok(url)
    }
}
