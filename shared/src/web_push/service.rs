//! Push services: servers of browser makers that pass messages on to browsers.

use std::sync::LazyLock;

use futures::FutureExt as _;
use futures::future::BoxFuture;

use crate::runtime::aws::AnyServer;

/// A request to a push service.
#[derive(Clone, Debug)]
pub struct PushRequest {
    /// The endpoint of the device.
    pub url: String,
    /// The headers, with lower-case names.
    pub headers: Vec<(&'static str, String)>,
    /// The encrypted message.
    pub body: Vec<u8>,
}

/// The response of a push service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PushResponse {
    /// The status.
    pub status: u16,
    /// After how many seconds to try again, if the service says so.
    pub retry_after: Option<u64>,
}

/// Takes messages for browsers.
pub trait PushService: Send + Sync {
    /// Sends a request. The error is for the log.
    fn post(&self, request: PushRequest) -> BoxFuture<'_, Result<PushResponse, String>>;
}

/// The push services of browsers, over HTTPS. The roots of the system are read with the first push.
#[derive(Debug)]
pub struct Browsers(LazyLock<AnyServer>);

impl Browsers {
    /// A client of the services. Redirects are not followed.
    pub fn new() -> Self {
        Self(LazyLock::new(AnyServer::new))
    }
}

impl Default for Browsers {
    fn default() -> Self {
        Self::new()
    }
}

impl PushService for Browsers {
    fn post(&self, PushRequest { url, headers, body }: PushRequest) -> BoxFuture<'_, Result<PushResponse, String>> {
        async move {
            let (status, retry_after) = self.0.post(&url, &headers, body).await?;
            Ok(PushResponse { status, retry_after: retry_after.and_then(|after| after.parse().ok()) })
        }
        .boxed()
    }
}
