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

/// A CDN before the gateway is what calls the gateway, for all clients.
#[tokio::test]
async fn behind_a_trusted_proxy_registrations_are_throttled_by_the_address_that_it_appends() {
    let registrations = Limit { count: 1, window: Duration::from_secs(3_600) };
    let limits = Some(Limits { registrations, ..Limits::default() });
    let gateway = Gateway::with(Config { limits, trusted_proxies: "1".parse().unwrap(), ..config() }).await;
    let through_cdn = |name: &str, forwarded: &str| {
        // The gateway appends the address of the CDN.
        registration(name).with_header("X-Forwarded-For", &format!("{forwarded}, 192.0.2.10"))
    };
    gateway.send(through_cdn("madeline", "198.51.100.7")).await.expect(200);
    gateway.send(through_cdn("theo", "198.51.100.7")).await.expect(429);
    gateway.send(through_cdn("theo", "198.51.100.99, 198.51.100.7")).await.expect(429);
    gateway.send(through_cdn("theo", "198.51.100.8")).await.expect(200);
    // Requests that reach the gateway beside the CDN count for their own address.
    gateway.send(registration("badeline")).await.expect(200);
    gateway.send(registration("oshiro")).await.expect(429);
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
