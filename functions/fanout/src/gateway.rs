//! Sends to the sockets that API Gateway holds.

use std::time::Duration;

use aws_sdk_apigatewaymanagement::config::Builder;
use aws_sdk_apigatewaymanagement::config::retry::RetryConfig;
use aws_sdk_apigatewaymanagement::config::timeout::TimeoutConfig;
use aws_sdk_apigatewaymanagement::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use aws_sdk_apigatewaymanagement::primitives::Blob;
use aws_sdk_apigatewaymanagement::{Client, Config};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use shared::domain::SocketId;

use crate::sender::{NotSent, Sender};

/// How long a call may take: one slow socket delays a batch by no more.
const TIMEOUT: Duration = Duration::from_secs(1);

/// The management API of a WebSocket API.
#[derive(Clone, Debug)]
pub struct Gateway {
    client: Client,
}

impl Gateway {
    /// The API that `KITH_REALTIME_URL` names, such as `https://ID.execute-api.REGION.amazonaws.com/STAGE`. `None` if it is
    /// not set.
    pub fn from_env(config: impl Into<Builder>) -> Option<Self> {
        std::env::var("KITH_REALTIME_URL").ok().map(|url| Self::at(config.into(), url))
    }

    /// The API at this URL.
    pub fn at(config: Builder, url: impl Into<String>) -> Self {
        let timeouts = TimeoutConfig::builder().operation_timeout(TIMEOUT).build();
        let config: Config =
            config.endpoint_url(url).retry_config(RetryConfig::disabled()).timeout_config(timeouts).build();
        Self { client: Client::from_conf(config) }
    }
}

impl Sender for Gateway {
    fn send<'a>(&'a self, socket: &'a SocketId, text: &'a str) -> BoxFuture<'a, Result<(), NotSent>> {
        let request = self.client.post_to_connection().connection_id(socket.as_str()).data(Blob::new(text));
        async { request.send().await.map(drop).map_err(not_sent) }.boxed()
    }

    fn close<'a>(&'a self, socket: &'a SocketId) -> BoxFuture<'a, Result<(), NotSent>> {
        let request = self.client.delete_connection().connection_id(socket.as_str());
        async { request.send().await.map(drop).map_err(not_sent) }.boxed()
    }
}

fn not_sent<E, R>(error: SdkError<E, R>) -> NotSent
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
    R: std::fmt::Debug,
{
    match error.code() {
        Some("GoneException") => NotSent::Gone,
        _ => NotSent::Failed(DisplayErrorContext(&error).to_string()),
    }
}
