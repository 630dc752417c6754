//! A function preconnects to DynamoDB before its first request, which then uses that connection.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::Client;
use axum::extract::{ConnectInfo, Request};
use axum::http::header::AUTHORIZATION;
use axum::{Json, Router};
use serde_json::json;
use shared::runtime::aws::Aws;
use shared::runtime::lambda::preconnect_dynamodb;
use tokio::net::TcpListener;

fn aws(endpoint: &str) -> Aws {
    let environment = |name: &str| match name {
        "AWS_ENDPOINT_URL" => Some(endpoint.to_owned()),
        "AWS_REGION" => Some("eu-west-1".to_owned()),
        "AWS_ACCESS_KEY_ID" | "AWS_SECRET_ACCESS_KEY" => Some("kith".to_owned()),
        _ => None,
    };
    Aws::from_env(environment).expect("a complete environment")
}

#[tokio::test]
async fn the_first_request_reuses_the_preconnected_connection() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let recorded = seen.clone();
    let dynamodb = Router::new().fallback(async move |ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request| {
        let signed = request.headers().contains_key(AUTHORIZATION);
        let request = format!("{} {}", request.method(), request.uri().path());
        recorded.lock().unwrap().push((request, signed, peer.port()));
        Json(json!({"TableNames": []}))
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let aws = aws(&format!("http://{}", listener.local_addr().expect("an address")));
    let service = dynamodb.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async { axum::serve(listener, service).await });

    preconnect_dynamodb(&aws).await;
    Client::new(&aws.config).list_tables().send().await.expect("an answer");

    let seen = seen.lock().unwrap().clone();
    let [(ping, false, port), (request, true, request_port)] = &seen[..] else { panic!("{seen:?}") };
    assert_eq!((&**ping, &**request), ("GET /ping", "POST /"));
    assert_eq!(port, request_port);
}

#[tokio::test]
async fn preconnecting_to_an_unreachable_endpoint_does_not_fail() {
    // Port 1 refuses connections.
    preconnect_dynamodb(&aws("http://127.0.0.1:1")).await;
}
