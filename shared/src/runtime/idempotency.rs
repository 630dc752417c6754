//! Creations that a client may repeat: the header `Idempotency-Key` (`docs/api/common.md`, "Idempotency keys").

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::HeaderName;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use futures::TryStreamExt as _;

use crate::dialect::extract::canonical_body;
use crate::dialect::wrong_header;
use crate::domain::idempotency::IdempotencyKey;
use crate::domain::{Error, ErrorKind, Id, Problem, Result, Viewer};
use crate::runtime::service::{ClientAddress, IDEMPOTENCY_REPLAYED};
use crate::runtime::state::AppState;
use crate::store::{Claimed, KeyClaim};

/// The header with the key.
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The body of a request that creates something, with its idempotency key. Extraction never fails: an invalid key is an
/// error once the handler uses it, after it has checked that the caller may make the request.
pub struct Idempotent<B>(pub RequestKey, pub B);

/// The idempotency key of a request, if it has one.
pub struct RequestKey(Result<Option<KeyedRequest>>);

/// A request with a key.
struct KeyedRequest {
    /// Where the key counts, without its caller.
    place: String,
    address: ClientAddress,
    body: Vec<u8>,
}

/// The response of a creation.
pub enum IdempotentResponse<T> {
    /// The request has created the object.
    First(T),
    /// An earlier request with the same key has.
    Replayed(T),
}

impl<S: Send + Sync, B: FromRequest<S, Rejection = Infallible>> FromRequest<S> for Idempotent<B> {
    type Rejection = Infallible;

    async fn from_request(request: Request, state: &S) -> Result<Self, Infallible> {
        if !request.headers().contains_key(IDEMPOTENCY_KEY) {
            return Ok(Self(RequestKey(Ok(None)), B::from_request(request, state).await?));
        }
        let (mut parts, body) = request.into_parts();
        let address = ClientAddress::from_request_parts(&mut parts, state).await?;
        let (place, headers) = (place(&parts), parts.headers.clone());
        // The handler's own extractor bounds what is read, and with it the copy.
        let read = Arc::new(Mutex::new(Vec::new()));
        let copy = Arc::clone(&read);
        let body = body.into_data_stream().inspect_ok(move |chunk| {
            copy.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(chunk);
        });
        let body = B::from_request(Request::from_parts(parts, Body::from_stream(body)), state).await?;
        let read = canonical_body(&headers, &read.lock().unwrap_or_else(PoisonError::into_inner));
        let keyed = place.map(|place| Some(KeyedRequest { place, address, body: read }));
        Ok(Self(RequestKey(keyed), body))
    }
}

/// The method, the path and the key of a request.
fn place(parts: &Parts) -> Result<String> {
    let mut keys = parts.headers.get_all(IDEMPOTENCY_KEY).iter();
    let key = match (keys.next(), keys.next()) {
        (Some(key), None) => IdempotencyKey::parse(key.as_bytes()),
        _ => Err(Problem::new("invalid", "Send one key.")),
    };
    let key = key.map_err(|problem| wrong_header(parts.uri.path(), "Idempotency-Key", problem))?;
    // None of the parts holds a line break.
    Ok(format!("{}\n{}\n{}", parts.method, parts.uri.path(), key.as_str()))
}

impl RequestKey {
    /// Creates an object with `create`, once: if an earlier request with the same key and body has created it, `replay`
    /// makes the response from its id. Without a key, `create` is all there is.
    ///
    /// An error of `create` frees the key: nothing was created, and nothing can be under the same claim.
    pub async fn once<T, C, R>(
        self,
        state: &AppState,
        viewer: Option<&Viewer>,
        create: impl FnOnce(KeyClaim) -> C,
        replay: impl FnOnce(Id) -> R,
    ) -> Result<IdempotentResponse<T>>
    where
        C: Future<Output = Result<T>>,
        R: Future<Output = Result<T>>,
    {
        let Some(request) = self.0? else { return create(KeyClaim::none()).await.map(IdempotentResponse::First) };
        let keys = state.store.idempotency_keys();
        let digest = state.body_digests.digest(&request.body);
        match keys.claim(&request.scoped(viewer), &digest, state.clock.now()).await.map_err(safe_to_repeat)? {
            Claimed::First(claim) => {
                let created = create(claim.clone()).await;
                if created.is_err()
                    && let Err(error) = keys.release(&claim).await
                {
                    tracing::warn!(%error, "an idempotency key was not freed");
                }
                created.map(IdempotentResponse::First).map_err(safe_to_repeat)
            }
            Claimed::Other { body, .. } if !state.body_digests.matches(&request.body, &body) => {
                Err(Error::idempotency_key_reused())
            }
            Claimed::Other { created: Some(id), .. } => {
                replay(id).await.map(IdempotentResponse::Replayed).map_err(safe_to_repeat)
            }
            Claimed::Other { created: None, .. } => Err(Error::idempotency_in_progress()),
        }
    }
}

/// With a key, a request of unknown outcome can be repeated like one that did nothing.
fn safe_to_repeat(error: Error) -> Error {
    match error.kind {
        ErrorKind::OutcomeUnknown => Error { cause: error.cause, ..Error::unavailable("repeated under a key") },
        _ => error,
    }
}

impl KeyedRequest {
    /// The key with all that it is scoped to.
    fn scoped(&self, viewer: Option<&Viewer>) -> String {
        match viewer {
            Some(viewer) => format!("user {}\n{}", viewer.id(), self.place),
            None => format!("address {}\n{}", self.address.as_str(), self.place),
        }
    }
}

impl<T: IntoResponse> IntoResponse for IdempotentResponse<T> {
    fn into_response(self) -> Response {
        match self {
            Self::First(response) => response.into_response(),
            Self::Replayed(response) => ([(IDEMPOTENCY_REPLAYED, "true")], response).into_response(),
        }
    }
}
