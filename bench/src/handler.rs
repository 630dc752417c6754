//! Measures the handler of `users` alone, in this process, with a fake table that immediately returns what the engine
//! returned before. The times include the SDK, but not the engine, its connection or Lambda's runtime.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use aws_sdk_dynamodb::{Client, config};
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use axum::Router;
use axum::body::Bytes;
use http_body_util::BodyExt as _;
use lambda_http::request::LambdaRequest;
use lambda_http::{Adapter, Context, LambdaEvent, Service as _};
use shared::runtime::aws::Aws;
use shared::runtime::state::AppState;
use shared::runtime::telemetry::{self, Deployed, Metrics};

use crate::Community;
use crate::function::environment;

/// Requests that fill the fake table and the processor's caches before the measurement.
const WARMUP: usize = 200;

/// How long the handler takes for each of `requests` repetitions of a request. The request must not change anything,
/// because the fake table keeps returning its first responses.
pub async fn handler_times(community: &Community, event: &Bytes, requests: usize) -> Vec<Duration> {
    // Every request writes its log line, as in a function.
    let deployed = Deployed { function: "users", version: "1" };
    let _ = tracing::subscriber::set_global_default(telemetry::json(Metrics::Functions, deployed, io::sink));
    let table = CachingConnector { engine: community.engine().connector(), responses: Arc::default() };
    let app = shared::runtime::service::app(users::routes(Router::new()), state(community, table.clone()));
    let mut handler = Adapter::from(shared::runtime::lambda::handler(app));
    let mut times = Vec::with_capacity(requests);
    let mut cached = 0;
    for request in 0..requests + WARMUP {
        let payload: LambdaRequest = serde_json::from_slice(event).expect("an event");
        let invocation = LambdaEvent::new(payload, Context::default());
        let started = Instant::now();
        let Ok(response) = handler.call(invocation).await;
        let took = started.elapsed();
        let response = serde_json::to_value(response).expect("JSON");
        assert_eq!(response["statusCode"], 200, "{response}");
        if request < WARMUP {
            cached = table.responses().len();
        } else {
            times.push(took);
        }
    }
    assert_eq!(table.responses().len(), cached, "the handler called the engine during the measurement");
    times
}

fn state(community: &Community, table: CachingConnector) -> AppState {
    let environment: HashMap<_, _> = environment(community.port()).into_iter().collect();
    let aws = Aws::from_env(|name| environment.get(name).cloned()).expect("an environment");
    let config = config::Builder::from(&aws.config).http_client(table.client());
    Community::state(Client::from_conf(config.build()))
}

/// Sends each distinct request to the engine once, and repeats the response from then on.
#[derive(Clone, Debug)]
struct CachingConnector {
    engine: SharedHttpConnector,
    /// By the body of the request.
    responses: Arc<Mutex<HashMap<Vec<u8>, CachedResponse>>>,
}

/// The headers and body of a response.
#[derive(Clone, Debug)]
struct CachedResponse {
    headers: Vec<(String, String)>,
    body: Bytes,
}

impl HttpConnector for CachingConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let key = request.body().bytes().expect("a body in memory").to_vec();
        if let Some(cached) = self.responses().get(&key) {
            return HttpConnectorFuture::ready(Ok(cached.to_response()));
        }
        let this = self.clone();
        HttpConnectorFuture::new(async move {
            let response = this.engine.call(request).await?;
            assert!(response.status().is_success(), "{response:?}");
            let headers = response.headers().iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            let body = response.into_body().collect().await.expect("a response").to_bytes();
            let cached = CachedResponse { headers, body };
            let response = cached.to_response();
            this.responses().insert(key, cached);
            Ok(response)
        })
    }
}

impl CachingConnector {
    fn client(self) -> SharedHttpClient {
        let connector = SharedHttpConnector::new(self);
        http_client_fn(move |_, _| connector.clone())
    }

    fn responses(&self) -> MutexGuard<'_, HashMap<Vec<u8>, CachedResponse>> {
        self.responses.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl CachedResponse {
    fn to_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(200.try_into().expect("a status"), SdkBody::from(self.body.clone()));
        for (name, value) in &self.headers {
            response.headers_mut().insert(name.clone(), value.clone());
        }
        response
    }
}
