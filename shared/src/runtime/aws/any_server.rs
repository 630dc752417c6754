//! An HTTPS client for servers that Amazon does not certify, such as the push services of browsers.

use std::time::Duration;

use aws_smithy_http_client::Connector;
use aws_smithy_runtime_api::client::http::HttpConnector as _;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use axum::http::Method;
use http_body_util::{BodyExt as _, Limited};
use tokio::time::timeout;

use crate::runtime::aws::https::connector_of_any_server;

/// How long a request may take, its connection and the body of its response included.
const TIMEOUT: Duration = Duration::from_secs(4);
/// The most bytes of a response that are read, so that the connection can be used again.
const RESPONSE_MAX: usize = 16 * 1024;

/// A client that trusts the roots of the system.
#[derive(Debug)]
pub(crate) struct AnyServer(Connector);

impl AnyServer {
    pub(crate) fn new() -> Self {
        Self(connector_of_any_server(true))
    }

    /// Sends a request. Returns the status and the header `Retry-After`. Redirects are not followed.
    pub(crate) async fn post(
        &self,
        url: &str,
        headers: &[(&'static str, String)],
        body: Vec<u8>,
    ) -> Result<(u16, Option<String>), String> {
        let request = async {
            let mut request = HttpRequest::new(SdkBody::from(body));
            request.set_method(Method::POST.as_str()).map_err(|error| error.to_string())?;
            request.set_uri(url).map_err(|error| error.to_string())?;
            for (name, value) in headers {
                request.headers_mut().insert(*name, value.clone());
            }
            let response = self.0.call(request).await.map_err(|error| error.to_string())?;
            let status = response.status().as_u16();
            let retry_after = response.headers().get("retry-after").map(str::to_owned);
            let _ = Limited::new(response.into_body(), RESPONSE_MAX).collect().await;
            Ok((status, retry_after))
        };
        timeout(TIMEOUT, request).await.unwrap_or_else(|_| Err("no response in time".to_owned()))
    }
}
