//! A function's log has one line for each request, with its caller, route and cost, and without secrets. See
//! `docs/operations.md`, "Logs and metrics".

use serde_json::{Value, json};
use shared::runtime::telemetry::Metrics;
use tests::{App, Routes as _, TestUser};

use crate::lambda::log_capture::logged;

const FUNCTION: &str = "kith-UsersFunction-x";

/// The only line, which is that of a request.
fn request_line(lines: Vec<Value>) -> Value {
    let [line] = <[Value; 1]>::try_from(lines).unwrap_or_else(|lines| panic!("{lines:?}"));
    assert_eq!(line["message"], "answered");
    line
}

#[tokio::test]
async fn a_request_is_one_flat_line_with_its_id_caller_and_route() {
    let app = App::new().await;
    let ann = app.user("ann").await;
    let (answer, lines) = logged(Metrics::Functions, FUNCTION, async { ann.get(&ann.path("")).await }).await;
    let line = request_line(lines);
    assert_eq!(line["request_id"], answer.header("x-request-id"));
    assert_eq!(line["user_id"], ann.id.get());
    assert_eq!(line["route"], "GET /api/v2/user/{id}/");
    assert_eq!(line["level"], "INFO");
    assert_eq!((&line["status"], &line["trips"]), (&json!(200), &json!(answer.cost.trips)));
    assert_eq!((&line["rcu"], &line["wcu"]), (&json!(answer.cost.rcu), &json!(answer.cost.wcu)));
    assert!(line["latency_ms"].as_f64().is_some_and(|ms| ms > 0.0), "{line}");
    assert!(line["timestamp"].as_str().is_some_and(|time| time.ends_with('Z')), "{line}");
}

/// Paths and methods that a client invents must not become metric dimensions.
#[tokio::test]
async fn an_unrouted_request_is_logged_with_route_none() {
    let app = App::new().await;
    let ann = app.user("ann").await;
    for (method, path) in [("OPTIONS", ann.path("")), ("GET", "/made/up/".to_owned()), ("BREW", ann.path(""))] {
        let work = async { app.request(method, &path).await };
        let (answer, lines) = logged(Metrics::Routes, FUNCTION, work).await;
        let line = request_line(lines);
        assert_eq!(line["route"], "none", "{method} {path}");
        assert_eq!(line["request_id"], answer.header("x-request-id"), "{method} {path}");
    }
}

#[tokio::test]
async fn a_caller_with_a_revoked_token_is_not_named() {
    let app = App::new().await;
    let ann = app.user("ann").await;
    ann.post("/api/users/logout/").await.expect(204);
    let (_, lines) = logged(Metrics::Off, FUNCTION, async { ann.get(&ann.path("")).await.expect(401) }).await;
    let line = request_line(lines);
    assert_eq!((&line["user_id"], &line["error"]), (&Value::Null, &json!("invalid_token")), "{line}");
}

#[tokio::test]
async fn a_server_error_is_logged_with_its_cause() {
    let app = App::new().await;
    let (store, faults) = app.faulty().await;
    let ann = app.user("ann").await;
    faults.set(Some(tests::Fault {
        operation: "UpdateItem",
        item: (format!("U#{}", ann.id), "ACCOUNT#AUTH"),
        error: "AccessDeniedException",
    }));
    let routes = kith::api::routes(axum::Router::new());
    let service =
        shared::runtime::service::app(routes, shared::runtime::state::AppState { store, ..app.state.clone() });
    let request = lambda_http::http::Request::builder().method("POST").uri("/api/users/logoutall/");
    let request = request.header("authorization", format!("Bearer {}", ann.token));
    let request = request.body(axum::body::Body::empty()).unwrap();
    let work = async { tower::ServiceExt::oneshot(service, request).await };
    let (answer, lines) = logged(Metrics::Functions, FUNCTION, work).await;
    assert_eq!(answer.unwrap().status(), 500);
    let line = request_line(lines);
    assert_eq!((&line["level"], &line["status"]), (&json!("ERROR"), &json!(500)));
    assert!(line["cause"].as_str().is_some_and(|cause| cause.contains("AccessDeniedException")), "{line}");
    assert_eq!(crate::lambda::log_capture::value(&line, "server_errors", &[("function", FUNCTION)]), Some(1.0));
}

#[tokio::test]
async fn no_line_contains_a_secret_or_personal_data() {
    let app = App::new().await;
    let work = async {
        let ann = app.register("ann").await;
        let wrong = json!({"username": "ann", "password": "a wrong guess"});
        app.post("/api/users/login/").json(&wrong).await.expect(400);
        app.get("/api/v2/user/search/?email=ann@example.org&username=ann").await;
        ann.get("/api/users/ann/").await.expect(200);
        app.bearer("no-token-at-all").get("/api/v2/user/me/").await.expect(401);
        ann.token
    };
    let (token, lines) = logged(Metrics::Routes, FUNCTION, work).await;
    // The registration and the failed login are security events too.
    assert_eq!(lines.len(), 7);
    let text = lines.iter().map(Value::to_string).collect::<String>();
    for secret in [&token, TestUser::PASSWORD, "a wrong guess", "example.org", "no-token-at-all", "\"ann\"", "/ann"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}
