//! The bucket, over the same HTTPS client as the table instead of a second one with its own TLS configuration.

mod presigned;

use std::time::Duration;

use async_trait::async_trait;
use aws_smithy_http_client::Connector;
use aws_smithy_runtime_api::client::http::HttpConnector as _;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest as SdkRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use http_body_util::BodyExt as _;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpResponseBody, HttpService,
};

pub(crate) use presigned::BucketSigner;

use crate::runtime::aws::https::connector;

/// Creates the client of a bucket.
#[derive(Debug)]
pub(crate) struct BucketHttps {
    /// The timeout of a request, its bodies included.
    pub timeout: Duration,
}

#[derive(Debug)]
struct Client {
    connector: Connector,
    timeout: Duration,
}

impl HttpConnector for BucketHttps {
    /// The options set nothing that these limits do not.
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(Client { connector: connector(Some(self.timeout)), timeout: self.timeout }))
    }
}

#[async_trait]
impl HttpService for Client {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let answer = tokio::time::timeout(self.timeout, self.send(request)).await;
        answer.unwrap_or_else(|elapsed| Err(HttpError::new(HttpErrorKind::Timeout, elapsed)))
    }
}

impl Client {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        // In one piece: the files are in memory anyway.
        let body = SdkBody::from(body.collect().await?.to_bytes());
        let request = SdkRequest::try_from(axum::http::Request::from_parts(parts, body)).map_err(unusable)?;
        let response = self.connector.call(request).await.map_err(failed)?;
        let (parts, body) = response.try_into_http1x().map_err(unusable)?.into_parts();
        let body = body.collect().await.map_err(|e| HttpError::new_boxed(HttpErrorKind::Interrupted, e))?;
        Ok(HttpResponse::from_parts(parts, HttpResponseBody::from(body.to_bytes())))
    }
}

fn unusable(error: impl std::error::Error + Send + Sync + 'static) -> HttpError {
    HttpError::new(HttpErrorKind::Unknown, error)
}

/// Every request to a bucket may be repeated.
fn failed(error: ConnectorError) -> HttpError {
    let kind = if error.is_timeout() {
        HttpErrorKind::Timeout
    } else if error.is_io() {
        HttpErrorKind::Interrupted
    } else {
        HttpErrorKind::Unknown
    };
    HttpError::new(kind, error)
}
