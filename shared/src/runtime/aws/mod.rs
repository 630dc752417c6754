//! What calls of AWS need: the region and credentials that Lambda puts into the environment, timeouts, and one HTTPS
//! client.

mod any_server;
mod bucket;
mod https;

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::{HttpConnector as _, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_types::SdkConfig;
use aws_types::region::Region;
use aws_types::sdk_config::{SharedCredentialsProvider, TimeoutConfig};
use http_body_util::BodyExt as _;
use tokio::time::timeout;

pub(crate) use any_server::AnyServer;
pub(crate) use bucket::{BucketHttps, BucketSigner};
#[cfg(feature = "otlp")]
pub(crate) use https::connector_of_any_server;

use crate::runtime::config::ConfigError;

/// The timeout of a preconnect.
const PRECONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// AWS as the environment configures it.
#[derive(Debug)]
pub struct Aws {
    /// The configuration of every client.
    pub config: SdkConfig,
    connector: SharedHttpConnector,
}

impl Aws {
    /// Reads the environment alone. The SDK's own loader also looks for profiles, roles and metadata services and links
    /// the clients for them; no function has any.
    pub fn from_env(var: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let set = |name: &str| var(name).ok_or_else(|| ConfigError::new(name, "is not set"));
        let token = var("AWS_SESSION_TOKEN");
        // Valid for as long as Lambda keeps the process.
        let credentials =
            Credentials::new(set("AWS_ACCESS_KEY_ID")?, set("AWS_SECRET_ACCESS_KEY")?, token, None, "environment");
        // Below the function's own timeout, so that an unreachable table causes a 503 and not silence.
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(https::CONNECT)
            .operation_attempt_timeout(Duration::from_secs(2))
            .operation_timeout(Duration::from_secs(6))
            .build();
        let connector = SharedHttpConnector::new(https::connector(None));
        let mut config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .http_client(https::client(connector.clone()))
            .region(Region::new(set("AWS_REGION")?))
            .timeout_config(timeouts);
        // The address of an emulator.
        config.set_endpoint_url(var("AWS_ENDPOINT_URL"));
        Ok(Self { config: config.build(), connector })
    }

    /// Opens the connection to a service of AWS before the first request needs it. Any response will do, so the request
    /// is not signed.
    pub async fn preconnect(&self, address: &str) -> Result<(), BoxError> {
        let request = async {
            let answer = self.connector.call(HttpRequest::get(format!("{address}/ping"))?).await?;
            // The connection is free again once its response was read.
            answer.into_body().collect().await.map(drop)
        };
        timeout(PRECONNECT_TIMEOUT, request).await?
    }
}
