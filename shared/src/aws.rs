//! What calls to AWS need: the region and the credentials that Lambda puts into the environment, and limits on time.

mod bucket;
pub mod https;

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
pub use aws_types::SdkConfig;
use aws_types::region::Region;
use aws_types::sdk_config::{SharedCredentialsProvider, TimeoutConfig};
pub(crate) use bucket::BucketHttps;

use crate::config::ConfigError;

/// The configuration of every client, from the environment alone. The SDK's own loader would look for profiles, roles
/// and metadata services as well, and bring along the clients for them: no function has any.
pub fn config(var: impl Fn(&str) -> Option<String>) -> Result<SdkConfig, ConfigError> {
    let set = |name: &str| var(name).ok_or_else(|| ConfigError::new(name, "is not set"));
    let token = var("AWS_SESSION_TOKEN");
    // They are good for as long as Lambda keeps the process.
    let credentials =
        Credentials::new(set("AWS_ACCESS_KEY_ID")?, set("AWS_SECRET_ACCESS_KEY")?, token, None, "environment");
    // Below the function's own limit, so that a table out of reach is answered with a 503 and not with silence.
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(https::CONNECT)
        .operation_attempt_timeout(Duration::from_secs(2))
        .operation_timeout(Duration::from_secs(6))
        .build();
    let mut config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(https::client())
        .region(Region::new(set("AWS_REGION")?))
        .timeout_config(timeouts);
    // An emulator's address.
    config.set_endpoint_url(var("AWS_ENDPOINT_URL"));
    Ok(config.build())
}
