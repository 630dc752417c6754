//! The handler of `users` in this process, with a table that answers at once what the engine answered before: what is
//! left is the handler's own time, the SDK's part in it included, without the engine, its connection, or Lambda's runtime.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use aws_sdk_dynamodb::{Client, config};
use aws_smithy_http_client::Connector;
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
use shared::runtime::telemetry::{self, Metrics};

use crate::Community;
use crate::function::environment;

/// Requests until everything is remembered and in the processor's caches.
const WARM: usize = 200;

/// How long the handler takes for each of so many requests like this, which must change nothing: the table's answers are
/// those to the first ones.
pub async fn handler_times(community: &Community, event: &Bytes, requests: usize) -> Vec<Duration> {
    // As in a function, every request writes its line of the log.
    let _ = tracing::subscriber::set_global_default(telemetry::json(Metrics::Functions, "users", io::sink));
    let table = Remembering::default();
    let app = shared::runtime::service::app(users::routes(Router::new()), state(community, table.clone()));
    let mut handler = Adapter::from(shared::runtime::lambda::handler(app));
    let mut times = Vec::with_capacity(requests);
    let mut known = 0;
    for request in 0..requests + WARM {
        let payload: LambdaRequest = serde_json::from_slice(event).expect("an event");
        let invocation = LambdaEvent::new(payload, Context::default());
        let started = Instant::now();
        let Ok(answer) = handler.call(invocation).await;
        let took = started.elapsed();
        let answer = serde_json::to_value(answer).expect("JSON");
        assert_eq!(answer["statusCode"], 200, "{answer}");
        if request < WARM {
            known = table.answers().len();
        } else {
            times.push(took);
        }
    }
    assert_eq!(table.answers().len(), known, "the engine was asked while the handler was measured");
    times
}

fn state(community: &Community, answers: Remembering) -> AppState {
    let environment: HashMap<_, _> = environment(community.endpoint()).into_iter().collect();
    let aws = Aws::from_env(|name| environment.get(name).cloned()).expect("an environment");
    let config = config::Builder::from(&aws.config).http_client(answers.client());
    Community::state(Client::from_conf(config.build()))
}

/// Asks each question once, and answers it itself from then on.
#[derive(Clone, Debug)]
struct Remembering {
    engine: Arc<Connector>,
    answers: Arc<Mutex<HashMap<Vec<u8>, Remembered>>>,
}

/// An answer's headers and body.
#[derive(Clone, Debug)]
struct Remembered {
    headers: Vec<(String, String)>,
    body: Bytes,
}

impl HttpConnector for Remembering {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let question = request.body().bytes().expect("a body in memory").to_vec();
        if let Some(answer) = self.answers().get(&question) {
            return HttpConnectorFuture::ready(Ok(answer.response()));
        }
        let this = self.clone();
        HttpConnectorFuture::new(async move {
            let answer = this.engine.call(request).await?;
            assert!(answer.status().is_success(), "{answer:?}");
            let headers = answer.headers().iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            let body = answer.into_body().collect().await.expect("an answer").to_bytes();
            let answer = Remembered { headers, body };
            let response = answer.response();
            this.answers().insert(question, answer);
            Ok(response)
        })
    }
}

impl Default for Remembering {
    fn default() -> Self {
        Self { engine: Arc::new(Connector::builder().build_http()), answers: Arc::default() }
    }
}

impl Remembering {
    fn client(self) -> SharedHttpClient {
        let connector = SharedHttpConnector::new(self);
        http_client_fn(move |_, _| connector.clone())
    }

    fn answers(&self) -> MutexGuard<'_, HashMap<Vec<u8>, Remembered>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Remembered {
    fn response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(200.try_into().expect("a status"), SdkBody::from(self.body.clone()));
        for (name, value) in &self.headers {
            response.headers_mut().insert(name.clone(), value.clone());
        }
        response
    }
}
