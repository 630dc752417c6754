//! Attempts are throttled by the source address that API Gateway reports, not by headers of the client. See
//! `docs/api/common.md`, "Throttling".

use std::time::Duration;

use serde_json::json;
use shared::domain::account::throttle::{Limit, Limits};
use shared::runtime::config::Config;
use tests::config;

use crate::lambda::gateway::{Event, Gateway};

fn registration(name: &str) -> Event {
    let body = json!({"username": name, "email": format!("{name}@example.com"), "password": "correct horse battery"});
    Event::of("accounts-register").with("/body", body.to_string())
}

#[tokio::test]
async fn registrations_are_throttled_by_source_address() {
    let registrations = Limit { count: 1, window: Duration::from_secs(3_600) };
    let limits = Limits { registrations, ..Limits::default() };
    let gateway = Gateway::with(Config { limits: Some(limits), ..config() }).await;
    gateway.send(registration("madeline")).await.expect(200);
    let refused = gateway.send(registration("theo")).await.expect(429);
    assert!((1..=3_600).contains(&refused.header("retry-after").parse().unwrap()), "{refused:?}");
    assert!(refused.json()["detail"].is_string());
    let spoofed = registration("theo").with_header("X-Forwarded-For", "198.51.100.7");
    gateway.send(spoofed).await.expect(429);
    let other = registration("theo").with("/requestContext/identity/sourceIp", "198.51.100.7");
    gateway.send(other).await.expect(200);
}

#[tokio::test]
async fn failed_logins_are_throttled_by_source_address() {
    let account_failures = Limit { count: 1, window: Duration::from_secs(900) };
    let limits = Limits { account_failures, ..Limits::default() };
    let gateway = Gateway::with(Config { limits: Some(limits), ..config() }).await;
    gateway.send(registration("madeline")).await.expect(200);
    let wrong = || {
        let event = Event::of("accounts-login").with("/body", "username=madeline&password=wrong");
        event.with("/isBase64Encoded", false)
    };
    gateway.send(wrong()).await.expect(400);
    gateway.send(wrong()).await.expect(429);
    gateway.send(Event::of("accounts-login")).await.expect(429);
    let elsewhere = Event::of("accounts-login").with("/requestContext/identity/sourceIp", "198.51.100.7");
    gateway.send(elsewhere).await.expect(200);
}
