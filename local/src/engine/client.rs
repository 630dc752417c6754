//! Clients of an engine: in this process, behind the socket of another process, or at a URL.

use std::path::PathBuf;
use std::sync::Arc;

use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region, StalledStreamProtectionConfig};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;

use super::dispatch::{Call, Reply};
use super::port::EnginePort;
use super::socket;
use super::worker::Handle;

/// How an engine is reached.
#[derive(Clone, Debug)]
pub enum Endpoint {
    /// It runs in this process.
    InProcess(Handle),
    /// It runs in another process, which listens on this Unix socket.
    Socket(PathBuf),
    /// It is another engine, at this URL, called with the credentials of the environment.
    Url(String),
    /// It is the engine of another process, at its port.
    Port(EnginePort),
}

impl From<&str> for Endpoint {
    fn from(url: &str) -> Self {
        Self::Url(url.to_owned())
    }
}

impl Endpoint {
    /// Sends requests of the SDK to the engine.
    pub fn connector(&self) -> SharedHttpConnector {
        match self {
            Self::Url(_) | Self::Port(_) => {
                SharedHttpConnector::new(aws_smithy_http_client::Connector::builder().build_http())
            }
            Self::InProcess(handle) => SharedHttpConnector::new(Connector::InProcess(handle.clone())),
            Self::Socket(path) => SharedHttpConnector::new(Connector::Socket(Arc::new(path.clone()))),
        }
    }

    fn http_client(&self) -> SharedHttpClient {
        let connector = match self {
            Self::Url(_) | Self::Port(_) => return aws_smithy_http_client::Builder::new().build_http(),
            Self::InProcess(_) | Self::Socket(_) => self.connector(),
        };
        http_client_fn(move |_, _| connector.clone())
    }

    fn credentials(&self) -> Option<Credentials> {
        let (access_key, secret) = match self {
            Self::InProcess(_) | Self::Socket(_) => return None,
            Self::Url(_) => return Some(environment_credentials()),
            Self::Port(port) => (port.credentials.access_key.as_str(), port.credentials.secret.as_str()),
        };
        Some(Credentials::new(access_key, secret, None, None, "local engine"))
    }

    /// The URL of the engine. Without a network it is a name only.
    fn url(&self) -> &str {
        match self {
            Self::Url(url) | Self::Port(EnginePort { url, .. }) => url,
            Self::InProcess(_) | Self::Socket(_) => "http://engine.invalid",
        }
    }
}

/// A client for an engine. It signs nothing where only the owner can reach the engine.
pub fn client(endpoint: impl Into<Endpoint>) -> aws_sdk_dynamodb::Client {
    let endpoint = endpoint.into();
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(endpoint.url())
        .region(Region::new("us-east-1"))
        .http_client(endpoint.http_client())
        // Requests may queue behind the one writer, which is not a stalled network.
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled());
    let config = match endpoint.credentials() {
        Some(credentials) => config.credentials_provider(credentials),
        None => config.allow_no_auth(),
    };
    aws_sdk_dynamodb::Client::from_conf(config.build())
}

/// A client for the streams of an engine.
pub fn streams_client(endpoint: impl Into<Endpoint>) -> aws_sdk_dynamodbstreams::Client {
    use aws_sdk_dynamodbstreams::config::{BehaviorVersion, Region};
    let endpoint = endpoint.into();
    let config = aws_sdk_dynamodbstreams::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(endpoint.url())
        .region(Region::new("us-east-1"))
        .http_client(endpoint.http_client());
    let config = match endpoint.credentials() {
        Some(credentials) => config.credentials_provider(credentials),
        None => config.allow_no_auth(),
    };
    aws_sdk_dynamodbstreams::Client::from_conf(config.build())
}

/// The credentials of the environment, or some where none are set: most engines accept any.
fn environment_credentials() -> Credentials {
    let var = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let (access_key, secret) =
        var("AWS_ACCESS_KEY_ID").zip(var("AWS_SECRET_ACCESS_KEY")).unwrap_or_else(|| ("kith".into(), "kith".into()));
    Credentials::new(access_key, secret, var("AWS_SESSION_TOKEN"), None, "environment")
}

#[derive(Clone, Debug)]
enum Connector {
    InProcess(Handle),
    Socket(Arc<PathBuf>),
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let this = self.clone();
        HttpConnectorFuture::new(async move {
            let call = read(&request).ok_or_else(|| ConnectorError::user("not a call of DynamoDB".into()))?;
            let reply = match this {
                Self::InProcess(handle) => {
                    let stopped = || ConnectorError::io("the engine was stopped".into());
                    handle.call(call).await.ok_or_else(stopped)?
                }
                Self::Socket(path) => {
                    socket::call(&path, &call).await.map_err(|error| ConnectorError::io(error.into()))?
                }
            };
            respond(reply)
        })
    }
}

/// Reads the call from a request of the SDK.
fn read(request: &HttpRequest) -> Option<Call> {
    let target = request.headers().get("x-amz-target")?;
    let operation = target.split_once('.')?.1.to_owned();
    Some(Call { operation, body: request.body().bytes()?.to_vec() })
}

fn respond(Reply { status, body }: Reply) -> Result<HttpResponse, ConnectorError> {
    let status = status.try_into().map_err(|_| ConnectorError::other("an invalid status".into(), None))?;
    let mut response = HttpResponse::new(status, SdkBody::from(body));
    response.headers_mut().insert("content-type", "application/x-amz-json-1.0");
    Ok(response)
}
