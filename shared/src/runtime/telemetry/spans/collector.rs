//! Sends spans to a collector, over the HTTP client that also calls AWS.

use async_trait::async_trait;
use aws_smithy_http_client::Connector;
use aws_smithy_runtime_api::client::http::HttpConnector as _;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use http_body_util::{BodyExt as _, Limited};
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};

use crate::runtime::aws::connector_of_any_server;

/// Bytes of a response that are read: it says which spans were rejected.
const RESPONSE_MAX: usize = 64 * 1024;

#[derive(Debug)]
pub(super) struct Collector(Connector);

impl Collector {
    /// A client of the collector at this address.
    pub(super) fn at(address: &str) -> Self {
        Self(connector_of_any_server(address.starts_with("https://")))
    }
}

#[async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let request = HttpRequest::try_from(request.map(SdkBody::from))?;
        let response = self.0.call(request).await?;
        let (parts, body) = response.try_into_http1x()?.into_parts();
        Ok(Response::from_parts(parts, Limited::new(body, RESPONSE_MAX).collect().await?.to_bytes()))
    }
}
