//! `GET /health/`, `GET /health/ready/`

use insta::assert_snapshot;
use serde_json::json;
use shared::dynamo::Table;
use shared::runtime::service::app;
use shared::runtime::state::AppState;
use shared::store::Store;
use tests::{App, Fault, Routes as _};
use tower::ServiceExt as _;

#[tokio::test]
async fn health_reads_nothing_and_ready_reads_one_item() {
    let app = App::new().await;
    let alive = app.get("/health/").await.expect(200);
    assert_eq!((alive.json(), alive.cost.trips), (json!({"status": "ok"}), 0));
    let ready = app.get("/health/ready/").await.expect(200);
    assert_eq!((ready.json(), ready.cost.trips, ready.cost.rcu), (json!({"status": "ready"}), 1, 0.5));
    for answer in [alive, ready] {
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("content-type"), "application/json");
    }
}

/// The status and body that the function answers over another store.
async fn get_with(app: &App, store: Store, path: &str) -> (u16, String) {
    let service = app_over(AppState { store, ..app.state.clone() });
    let request = axum::http::Request::get(path).body(axum::body::Body::empty()).unwrap();
    let Ok(answer) = service.oneshot(request).await;
    let status = answer.status().as_u16();
    let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

fn app_over(state: AppState) -> shared::runtime::service::App {
    app(docs::routes(axum::Router::new()), state)
}

#[tokio::test]
async fn without_its_table_the_service_is_alive_but_not_ready() {
    let app = App::new().await;
    // No server listens at the first endpoint, and the second one has no such table.
    let unreachable = Store::new(Table::new(kith::engine::client("http://127.0.0.1:9"), "kith"));
    let (endpoint, _) = app.stream.address();
    let missing = Store::new(Table::new(kith::engine::client(endpoint.clone()), "no-such-table"));
    let mut bodies = Vec::new();
    for store in [unreachable, missing] {
        let (status, body) = get_with(&app, store.clone(), "/health/ready/").await;
        assert_eq!(status, 503, "{body}");
        bodies.push(body);
        for path in ["/", "/health/", "/docs/", "/console/", "/assets/any/base/base.css/"] {
            assert_eq!(get_with(&app, store.clone(), path).await.0, 200, "{path}");
        }
    }
    assert_eq!(bodies[0], bodies[1]);
    assert_snapshot!(bodies[0], @r#"{"errors":[{"code":"table_unreachable","detail":"The table cannot be reached.","status":"503","title":"Service Unavailable"}]}"#);
}

#[tokio::test]
async fn the_service_is_ready_again_once_its_table_answers() {
    let app = App::new().await;
    let (store, faults) = app.faulty().await;
    let error = "InternalServerError";
    faults.set(Some(Fault { operation: "GetItem", item: ("PROBE".to_owned(), "PROBE"), error }));
    assert_eq!(get_with(&app, store.clone(), "/health/ready/").await.0, 503);
    faults.set(None);
    assert_eq!(get_with(&app, store, "/health/ready/").await.0, 200);
}
