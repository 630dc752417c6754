//! A service as an AWS Lambda function behind API Gateway's REST API.

use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::endpoint::{DefaultResolver, Params, ResolveEndpoint as _};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_types::SdkConfig;
use aws_types::region::Region;
use axum::Router;
use axum::body::Body;
use axum::http::uri::PathAndQuery;
use axum::http::{Request, Uri};
use axum::response::Response;
use lambda_http::request::RequestContext;
use lambda_http::{Context, Error, RequestExt as _, Service};
use serde::Deserialize;
use tower::ServiceExt as _;

use crate::dialect::Origin;
use crate::dynamo::Table;
use crate::mail::{MailSettings, Templates};
use crate::media::Media;
use crate::runtime::aws::Aws;
use crate::runtime::config::{Config, ConfigError, Secrets};
use crate::runtime::deadline::Deadline;
use crate::runtime::proxies::Gateway;
use crate::runtime::service::{App, RequestId, app};
use crate::runtime::state::AppState;
use crate::runtime::telemetry;
use crate::store::Store;
use crate::web_push::WebPushSettings;

/// Serves these routes until Lambda stops the process.
pub async fn run(routes: Router<AppState>) -> Result<(), Error> {
    telemetry::init_json()?;
    let state = state().await?;
    lambda_http::run(handler(app(routes, state))).await
}

/// Serves routes that handle pictures. Other functions do without the client of a bucket, which would make them larger
/// and slower to start.
pub async fn run_with_media(routes: Router<AppState>) -> Result<(), Error> {
    telemetry::init_json()?;
    let state = state().await?.with_media(media()?);
    lambda_http::run(handler(app(routes, state))).await
}

/// Serves routes that read no token. They start without fetching the secret: the state has a random one of this
/// process, with which no token verifies.
pub async fn run_without_callers(routes: Router<AppState>) -> Result<(), Error> {
    telemetry::init_json()?;
    let secrets = Secrets::new(format!("{:032x}{:032x}", rand::random::<u128>(), rand::random::<u128>()), None)?;
    let state = AppState::new(Config::from_env(var)?, &secrets, store()?)?;
    lambda_http::run(handler(app(routes, state))).await
}

/// The service that Lambda's runtime calls, for tests too.
pub fn handler(
    app: App,
) -> impl Service<lambda_http::Request, Response = Response, Error = Infallible, Future: Send> + Clone + Send {
    app.map_request(from_gateway).map_future(telemetry::flushed)
}

/// The parts of a service that knows callers. Fetches the secrets that verify their tokens.
pub async fn state() -> Result<AppState, Error> {
    let aws = Arc::new(aws()?);
    // Concurrent with fetching the secrets, which takes as long, or with the first poll.
    let preconnected = Arc::clone(&aws);
    tokio::spawn(async move { preconnect_dynamodb(&preconnected).await });
    let store = store_in(&aws)?;
    let secrets = match Secrets::from_env(var)? {
        Some(secrets) => secrets,
        None => stored_secrets(&aws, var("KITH_JWT_SECRET_ARN")).await?,
    };
    Ok(AppState::new(Config::from_env(var)?, &secrets, store)?)
}

/// Opens the connection to DynamoDB. A failure is left to the first request.
pub async fn preconnect_dynamodb(aws: &Aws) {
    let preconnect = async { aws.preconnect(&dynamodb(&aws.config).await?).await };
    if let Err(error) = preconnect.await {
        tracing::debug!(error, "DynamoDB could not be reached at the start");
    }
}

/// The address of DynamoDB, resolved as its client does.
async fn dynamodb(config: &SdkConfig) -> Result<String, BoxError> {
    let params = Params::builder()
        .set_region(config.region().map(Region::to_string))
        .set_endpoint(config.endpoint_url().map(str::to_owned));
    Ok(DefaultResolver::new().resolve_endpoint(&params.build()?).await?.url().to_owned())
}

/// The store, for functions that need nothing else of AWS.
pub fn store() -> Result<Store, ConfigError> {
    store_in(&aws()?)
}

/// The settings that the environment holds.
pub fn config() -> Result<Config, ConfigError> {
    Config::from_env(var)
}

/// The place of pictures that the environment names.
pub fn media() -> Result<Media, Error> {
    let place = var("KITH_MEDIA").ok_or_else(|| ConfigError::new("KITH_MEDIA", "is not set"))?;
    Ok(Media::open(&place)?)
}

/// The folder beside the binary whose files replace the templates of mails.
const MAIL_TEMPLATES: &str = "mail-templates";

/// AWS, and the settings of mail and of web push, which Secrets Manager stores. What has none is off. The texts of mails are
/// those in the folder `mail-templates` of the function, if there is one.
pub async fn mail() -> Result<(Aws, MailSettings, Option<WebPushSettings>), Error> {
    let aws = aws()?;
    let settings = match var("KITH_MAIL_SETTINGS_ARN") {
        Some(arn) => MailSettings::from_json(&stored_secret(&aws, arn).await?)?,
        None => MailSettings::off()?,
    };
    let folder = var("LAMBDA_TASK_ROOT").map(|root| Path::new(&root).join(MAIL_TEMPLATES));
    let settings = match folder.filter(|folder| folder.is_dir()) {
        Some(folder) => settings.with_templates(Templates::open(&folder)?),
        None => settings,
    };
    let web_push = match var("KITH_WEB_PUSH_SETTINGS_ARN") {
        Some(arn) => Some(WebPushSettings::from_json(&stored_secret(&aws, arn).await?)?),
        None => None,
    };
    Ok((aws, settings, web_push))
}

/// The store over the table that the environment names.
pub fn store_in(aws: &Aws) -> Result<Store, ConfigError> {
    let table = var("KITH_TABLE").ok_or_else(|| ConfigError::new("KITH_TABLE", "is not set"))?;
    Ok(Store::new(Table::new(Client::new(&aws.config), table)))
}

fn var(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Reads the configuration of AWS from the environment.
pub fn aws() -> Result<Aws, ConfigError> {
    Aws::from_env(var)
}

/// Fetches the secrets from Secrets Manager: a JSON object with `current` and, during a rotation, `previous`.
async fn stored_secrets(aws: &Aws, arn: Option<String>) -> Result<Secrets, Error> {
    #[derive(Deserialize)]
    struct Stored {
        current: String,
        previous: Option<String>,
    }
    let arn = arn.ok_or_else(|| ConfigError::new("KITH_JWT_SECRET_ARN", "is not set"))?;
    let stored: Stored = serde_json::from_str(&stored_secret(aws, arn).await?)
        // The parser's message could quote the secret.
        .map_err(|_| ConfigError::new("KITH_JWT_SECRET_ARN", "is not a JSON object with `current`"))?;
    Ok(Secrets::new(stored.current, stored.previous)?)
}

/// Fetches a secret from Secrets Manager.
async fn stored_secret(aws: &Aws, arn: String) -> Result<String, Error> {
    let client = aws_sdk_secretsmanager::Client::new(&aws.config);
    let secret = client.get_secret_value().secret_id(arn).send().await?;
    Ok(secret.secret_string.unwrap_or_default())
}

/// The request as the routes expect it: the path without what the gateway put before it, and as extensions the gateway's
/// origin and the network address that called it, the request id, and the deadline. The resource `/{proxy+}` takes all
/// unknown paths; its path parameter is the path.
fn from_gateway(event: lambda_http::Request) -> Request<Body> {
    let (mut parts, body) = event.into_parts();
    if let Some(context) = parts.extensions.get::<Context>().filter(|context| context.deadline > 0) {
        let deadline = Deadline::before(context.deadline());
        parts.extensions.insert(deadline);
    }
    if let Some(RequestContext::ApiGatewayV1(context)) = parts.extensions.get::<RequestContext>().cloned() {
        let unknown = parts.path_parameters_ref().and_then(|parameters| parameters.first("proxy"));
        let depth = segments(unknown.or(context.resource_path.as_deref()).unwrap_or_default());
        if let Some(uri) = without_prefix(&parts.uri, depth) {
            parts.uri = uri;
        }
        let seen = context.path.as_deref().unwrap_or_default();
        let prefix = &seen[..seen.len() - last_segments(seen, depth).len()];
        let host = context.domain_name.as_deref().unwrap_or("localhost");
        parts.extensions.insert(Gateway { source_ip: context.identity.source_ip, origin: Origin::https(host, prefix) });
        if let Some(id) = context.request_id {
            parts.extensions.insert(RequestId(id));
        }
    }
    let body = match body {
        lambda_http::Body::Text(text) => Body::from(text),
        lambda_http::Body::Binary(bytes) => Body::from(bytes),
        _ => Body::empty(),
    };
    Request::from_parts(parts, body)
}

/// A base path mapping of a custom domain stays in the event's path, before the resource's own segments.
fn without_prefix(uri: &Uri, depth: usize) -> Option<Uri> {
    let path = last_segments(uri.path(), depth);
    let text = uri.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(text).ok()?);
    Uri::from_parts(parts).ok()
}

fn segments(path: &str) -> usize {
    path.split('/').filter(|segment| !segment.is_empty()).count()
}

/// The end of a path with this number of segments and the slash before them; the whole path if it has no more.
fn last_segments(path: &str, depth: usize) -> &str {
    let mut end = path.trim_end_matches('/').len();
    for _ in 0..depth {
        end = path[..end].rfind('/').unwrap_or(0);
    }
    &path[end..]
}

#[cfg(test)]
mod tests {
    use lambda_http::RequestExt as _;

    use super::*;

    #[test]
    fn a_request_has_the_deadline_of_its_function() {
        for (stop, expected) in [(0, false), (1_800_000_000_000, true)] {
            let mut context = Context::default();
            context.deadline = stop;
            let request = lambda_http::Request::new(lambda_http::Body::Empty).with_lambda_context(context);
            assert_eq!(from_gateway(request).extensions().get::<Deadline>().is_some(), expected, "{stop}");
        }
    }
}
