//! Links in responses begin with the origin of the request: the API's own host with its stage, or a custom domain with
//! its base path.

use serde_json::{Value, json};
use shared::runtime::config::Config;
use tests::config;

use crate::lambda::gateway::{Event, Gateway};

/// A gateway to a community of five users, with a token of `madeline`, who registered first.
async fn five_users() -> (Gateway, String) {
    let (gateway, token, _) = Gateway::with_madeline().await;
    for name in ["theo", "badeline", "oshiro", "granny"] {
        let body =
            json!({"username": name, "email": format!("{name}@example.com"), "password": "correct horse battery"});
        gateway.send(Event::of("accounts-register").with("/body", body.to_string())).await.expect(200);
    }
    (gateway, token)
}

fn usernames(page: &Value) -> Vec<&str> {
    let rows = page["results"].as_array().expect("rows");
    rows.iter().map(|row| row["username"].as_str().expect("a name")).collect()
}

/// Follows the links of a list to its last page and back.
async fn follow_links(file: &str, root: &str) {
    let (gateway, token) = five_users().await;
    let event = |query: &str| Event::of(file).fill(&token, "").with_query(query);
    let mut page = gateway.send(Event::of(file).fill(&token, "")).await.expect(200).json();
    assert_eq!(page["count"], 5);
    assert_eq!(page["previous"], Value::Null);
    let query_of = |link: &Value| {
        let link = link.as_str().expect("a link");
        let (path, query) = link.split_once('?').expect("a query");
        assert_eq!(path, format!("{root}/api/v2/user/"));
        assert!(query.contains("limit=2") && query.contains("ordering=-id") && query.contains("cursor="), "{query}");
        query.to_owned()
    };
    assert_eq!(usernames(&page), ["granny", "oshiro"]);
    page = gateway.send(event(&query_of(&page["next"]))).await.expect(200).json();
    assert_eq!(usernames(&page), ["badeline", "theo"]);
    page = gateway.send(event(&query_of(&page["next"]))).await.expect(200).json();
    assert_eq!(usernames(&page), ["madeline"]);
    assert_eq!(page["next"], Value::Null);
    page = gateway.send(event(&query_of(&page["previous"]))).await.expect(200).json();
    assert_eq!(usernames(&page), ["badeline", "theo"]);
}

#[tokio::test]
async fn links_of_the_apis_own_host_include_its_stage() {
    follow_links("users-list", "https://abc123def4.execute-api.eu-west-1.amazonaws.com/prod").await;
}

#[tokio::test]
async fn links_of_a_custom_domain_include_its_base_path() {
    follow_links("users-list-custom-domain", "https://api.example.org/community").await;
}

#[tokio::test]
async fn links_of_a_custom_domain_without_a_base_path_have_none() {
    let (gateway, token) = five_users().await;
    let event = Event::of("users-list-custom-domain")
        .fill(&token, "")
        .with("/path", "/api/v2/user/")
        .with("/requestContext/path", "/api/v2/user/");
    let page = gateway.send(event).await.expect(200).json();
    let next = page["next"].as_str().expect("a link");
    assert!(next.starts_with("https://api.example.org/api/v2/user/?"), "{next}");
}

#[tokio::test]
async fn a_base_path_that_resembles_a_route_does_not_confuse_the_router() {
    let (gateway, token) = five_users().await;
    for base in ["/api", "/api/v2/user", "/prod", "/a/b/c"] {
        let path = format!("{base}/api/v2/user/");
        let event = Event::of("users-list-custom-domain")
            .fill(&token, "")
            .with("/path", path.clone())
            .with("/requestContext/path", path.clone());
        let page = gateway.send(event).await.expect(200).json();
        let next = page["next"].as_str().expect("a link");
        assert!(next.starts_with(&format!("https://api.example.org{path}?")), "{next}");
    }
}

/// A page through the gateway of a community that trusts this number of proxies.
async fn next_link(proxies: &str, headers: &[(&str, &str)]) -> String {
    let gateway = Gateway::with(Config { trusted_proxies: proxies.parse().expect("a number"), ..config() }).await;
    let mut token = String::new();
    for name in ["madeline", "theo", "badeline"] {
        let body =
            json!({"username": name, "email": format!("{name}@example.com"), "password": "correct horse battery"});
        let session = gateway.send(Event::of("accounts-register").with("/body", body.to_string())).await.expect(200);
        token = session.json()["token"].as_str().expect("a token").to_owned();
    }
    let event = Event::of("users-list").fill(&token, "");
    let event = headers.iter().fold(event, |event, (name, value)| event.with_header(name, value));
    let response = gateway.send(event).await.expect(200);
    assert_eq!(response.header("strict-transport-security"), "max-age=31536000");
    response.json()["next"].as_str().expect("a link").to_owned()
}

#[tokio::test]
async fn only_the_headers_of_a_trusted_proxy_change_the_links() {
    let stage = "https://abc123def4.execute-api.eu-west-1.amazonaws.com/prod";
    let forwarded: &[_] = &[("X-Forwarded-Host", "community.example.org"), ("X-Forwarded-Prefix", "/")];
    for (proxies, headers, origin) in [
        ("0", forwarded, stage),
        ("0", &[("X-Forwarded-Proto", "http")], stage),
        ("1", forwarded, "https://community.example.org"),
        ("1", &forwarded[..1], "https://community.example.org/prod"),
        ("1", &[], stage),
    ] {
        let link = next_link(proxies, headers).await;
        assert!(link.starts_with(&format!("{origin}/api/v2/user/?")), "{proxies} {headers:?}: {link}");
    }
}
