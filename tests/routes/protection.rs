//! Headers that protect responses: on every operation, whatever comes of it.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shared::openapi::Document;
use tests::{App, Routes as _, TestResponse, TestUser};

/// Operations whose responses are the same for everyone. Browsers may keep them, and ask anew each time.
const KEPT: [&str; 12] = [
    "list_features",
    "list_preferences",
    "list_reactions",
    "retrieve_preference",
    "retrieve_reaction",
    "retrieve_document",
    "show_console",
    "show_docs",
    "show_reset",
    "show_restoration",
    "show_unsubscription",
    "show_verification",
];
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Each operation with a path that can be called.
fn operations() -> Vec<(String, String, String)> {
    let document = kith::api::routes(Document::default()).to_json();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let parts = path.split('/').map(|part| if part.starts_with('{') { "1" } else { part });
        let callable = parts.collect::<Vec<_>>().join("/");
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                let id = operation["operationId"].as_str().expect("an id").to_owned();
                operations.push((id, method.to_uppercase(), callable.clone()));
            }
        }
    }
    // Those that end the sessions of the callers come last.
    operations.sort_by_key(|(id, ..)| ["logout", "session", "revoke"].iter().any(|word| id.contains(word)));
    operations
}

fn is_kept(response: &TestResponse) -> bool {
    response.header("cache-control") != "no-store"
}

#[tokio::test]
async fn no_response_to_credentials_is_stored_or_guessed() {
    let app = App::new().await;
    let (ann, root) = (app.register("ann").await, app.superuser("root").await);
    let mut kept = BTreeSet::new();
    for (id, method, path) in operations() {
        // Credentials that are no token, a user, and staff: a refusal, an error or a success.
        for caller in [app.bearer("no-token"), app.bearer(&ann.token), app.bearer(&root.token)] {
            let response = caller.request(&method, &path).json(&json!({})).await;
            assert_eq!(response.header("x-content-type-options"), "nosniff", "{method} {path}");
            if is_kept(&response) {
                kept.insert(id.clone());
            }
        }
    }
    let others: Vec<_> = kept.iter().filter(|id| !KEPT.contains(&id.as_str())).collect();
    assert!(others.is_empty(), "{others:?}");
}

#[tokio::test]
async fn tokens_are_never_stored() {
    let app = App::new().await;
    let body = json!({"username": "ann", "email": "ann@example.org", "password": TestUser::PASSWORD});
    let registered = app.post("/api/users/register/").json(&body).await.expect(200);
    let logged_in = app.login("ann", TestUser::PASSWORD).await.expect(200);
    let grant = json!({"grant_type": "password", "username": "ann", "password": TestUser::PASSWORD});
    let granted = app.post("/oauth/token/").json(&grant).await.expect(200);
    let token: Value = granted.json();
    let refresh = json!({"grant_type": "refresh_token", "refresh_token": token["refresh_token"]});
    let refreshed = app.post("/oauth/token/").json(&refresh).await.expect(200);
    let refused = app.post("/oauth/token/").json(&json!({"grant_type": "refresh_token"})).await.expect(400);
    for response in [registered, logged_in, granted, refreshed, refused] {
        assert_eq!(response.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn https_stays_https_everywhere() {
    let app = App::behind_proxies(1).await;
    let pages = ["/", "/console/", "/docs/", "/openapi.json", "/account/reset/", "/health/live/", "/nowhere/"];
    let paths = operations().into_iter().map(|(_, method, path)| (method, path));
    for (method, path) in paths.chain(pages.map(|path| ("GET".to_owned(), path.to_owned()))) {
        for (scheme, expected) in [("https", "max-age=31536000"), ("http", "")] {
            let request = app.request(&method, &path).header("x-forwarded-proto", scheme);
            let response = request.header("x-forwarded-for", "192.0.2.1").await;
            assert_eq!(response.header("strict-transport-security"), expected, "{method} {path} by {scheme}");
            assert_eq!(response.header("x-content-type-options"), "nosniff", "{method} {path}");
        }
    }
}
