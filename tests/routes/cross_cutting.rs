//! Rules for every path: slashes, methods, request ids, CORS, and errors of unknown paths.

use std::collections::{BTreeMap, BTreeSet};

use rstest::rstest;
use serde_json::{Value, json};
use shared::runtime::config::Config;
use tests::{App, Routes as _, TestUser, config, sources};

/// Every path, with its parameters filled in, and its methods.
fn paths(person: &TestUser) -> BTreeMap<String, BTreeSet<String>> {
    let mut paths: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for route in sources::routes() {
        let path = route
            .path
            .replace("{version}/{page}/{file}", "any/base/base.css")
            .replace("{id}", &person.id.to_string())
            .replace("{follower}", &person.id.to_string())
            .replace("{session}", "1")
            .replace("{registration_id}", "1")
            .replace("{username}", &person.name);
        paths.entry(path.replace("{action}", "like")).or_default().insert(route.method);
    }
    assert!(paths.len() > 10 && paths.keys().all(|path| path.ends_with('/') && !path.contains('{')), "{paths:?}");
    paths
}

/// Whether the body is an error in the shape of the API that the path belongs to.
fn is_in_shape(path: &str, body: &Value) -> bool {
    if path.starts_with("/api/v2/") {
        let error = &body["errors"][0];
        error["field"].is_string() && error["messages"][0]["code"].is_string()
            || error["code"].is_string() && error["message"].is_string()
    } else if path.starts_with("/api/") {
        body["detail"].is_string()
            || body.as_object().is_some_and(|b| b.values().all(|messages| messages[0].is_string()))
    } else if path.starts_with("/oauth/") {
        body["error"].is_string() && body["error_description"].is_string()
    } else {
        let error = &body["errors"][0];
        ["status", "code", "title", "detail"].iter().all(|key| error[key].is_string())
    }
}

#[tokio::test]
async fn every_path_answers_the_same_without_its_slash() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let mut found = 0;
    for (path, methods) in paths(&alice) {
        // The root has no form without the slash.
        let Some(bare) = path.strip_suffix('/').filter(|bare| !bare.is_empty()) else { continue };
        for method in &methods {
            let with = app.request(method, &path).json(&json!({})).await;
            let without = app.request(method, bare).json(&json!({})).await;
            assert_eq!((with.status, &with.body), (without.status, &without.body), "{method} {path}");
            assert!(!without.header("location").ends_with(&path), "{method} {bare}: {without:?}");
        }
        if methods.contains("GET") {
            let with = alice.get(&format!("{path}?igdb=1")).await;
            let without = alice.get(&format!("{bare}?igdb=1")).await;
            assert_eq!((with.status, &with.body), (without.status, &without.body), "{path}");
            found += usize::from(without.status == 200);
        }
    }
    assert!(found >= 9, "{found}");
}

#[tokio::test]
async fn every_response_protects_itself() {
    let app = App::with(Config { trusted_proxies: "1".parse().unwrap(), ..config() }).await;
    let alice = app.register("alice").await;
    for (path, methods) in paths(&alice) {
        for method in methods {
            let own = alice.request(&method, &path).header("x-forwarded-proto", "https").await;
            let anonymous = app.request(&method, &path).await;
            for answer in [&own, &anonymous] {
                assert_eq!(answer.header("x-content-type-options"), "nosniff", "{method} {path}");
            }
            assert_eq!(own.header("strict-transport-security"), "max-age=31536000", "{method} {path}");
            assert_eq!(anonymous.header("strict-transport-security"), "", "{method} {path}");
            // The handlers of what is the same for every caller say how long it can be kept.
            let keeps = own.status < 400 && !anonymous.header("cache-control").is_empty();
            let expected = if keeps { anonymous.header("cache-control") } else { "no-store" };
            assert_eq!(own.header("cache-control"), expected, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn a_wrong_method_is_405_with_the_allowed_ones_in_allow() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for (path, methods) in paths(&alice) {
        let mut allowed = methods.clone();
        if methods.contains("GET") {
            allowed.insert("HEAD".to_owned());
        }
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"] {
            if methods.contains(method) {
                continue;
            }
            let answer = app.request(method, &path).json(&json!({})).await;
            assert_eq!(answer.status, 405, "{method} {path}: {answer:?}");
            let allow: BTreeSet<_> = answer.header("allow").split(',').map(|m| m.trim().to_owned()).collect();
            assert_eq!(allow, allowed, "{method} {path}");
            assert!(is_in_shape(&path, &answer.json()), "{answer:?}");
        }
    }
}

#[tokio::test]
async fn every_response_has_its_own_request_id() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let mut answers = vec![
        app.get("/nothing/").await.expect(404),
        alice.put("/api/v2/user/me/").await.expect(405),
        alice.put(&alice.path("")).body("application/json", "{").await.expect(400),
        alice.put(&alice.path("")).body("text/plain", "x").await.expect(415),
        alice.put(&alice.path("")).body("application/json", "a".repeat(1 << 20)).await.expect(413),
        alice.patch("/api/v2/user/1/").json(&json!({})).await.expect(403),
        app.request("OPTIONS", &alice.path("")).header("origin", "https://x.org").await,
    ];
    for (path, methods) in paths(&alice) {
        for method in methods {
            answers.push(app.request(&method, &path).await);
        }
    }
    let ids: BTreeSet<_> = answers.iter().map(|answer| answer.header("x-request-id")).collect();
    assert_eq!(ids.len(), answers.len());
    assert!(ids.iter().all(|id| id.len() >= 16), "{ids:?}");
}

#[rstest]
#[case("/api/v2/nothing/")]
#[case("/api/v2/")]
#[case("/api/v2")]
#[case("/api/v2/user/1/nothing/")]
#[case("/api/v2/users/")]
#[case("/api/nothing/")]
#[case("/api/")]
#[case("/api")]
#[case("/api/users/a/b/")]
#[case("/api/v1/user/")]
#[case("/oauth/nothing/")]
#[case("/nothing/")]
#[case("/docs/nothing/")]
#[case("/assets/any/base/")]
#[case("/users/1/nothing/")]
#[case("/nodes/")]
#[tokio::test]
async fn an_unknown_path_is_404_in_the_error_shape_of_its_api(#[case] path: &str) {
    let app = App::new().await;
    for method in ["GET", "POST", "DELETE"] {
        let answer = app.request(method, path).await.expect(404);
        assert!(is_in_shape(&format!("{path}/"), &answer.json()), "{answer:?}");
        let kind = if path.starts_with("/api") || path.starts_with("/oauth") {
            "application/json"
        } else {
            "application/vnd.api+json"
        };
        assert_eq!(answer.header("content-type"), kind);
    }
}

#[tokio::test]
async fn every_path_answers_preflights_without_credentials() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let mut paths = paths(&alice);
    paths.insert("/nothing/".to_owned(), BTreeSet::from(["GET".to_owned()]));
    for (path, methods) in paths {
        for method in methods {
            let preflight =
                app.request("OPTIONS", path.strip_suffix('/').unwrap()).header("origin", "https://front.example.org");
            let preflight = preflight.header("access-control-request-method", &method);
            let preflight = preflight.header("access-control-request-headers", "authorization,content-type,x-own");
            let answer = preflight.await;
            assert!([200, 204].contains(&answer.status), "{method} {path}: {answer:?}");
            assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
            let list = |name| answer.header(name).split(',').map(|m| m.trim().to_owned()).collect::<BTreeSet<_>>();
            assert!(list("access-control-allow-methods").contains(&method), "{method} {path}");
            let headers = list("access-control-allow-headers");
            assert!(
                ["authorization", "content-type", "x-own"].iter().all(|name| headers.contains(*name)),
                "{headers:?}"
            );
            assert!(answer.header("access-control-max-age").parse::<u32>().unwrap() > 0);
        }
    }
}

#[tokio::test]
async fn pages_of_other_origins_may_read_responses_and_errors() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let origin = "https://front.example.org";
    let answers = [
        alice.get(&alice.path("")).header("origin", origin).await.expect(200),
        app.get("/api/v2/user/").header("origin", origin).await.expect(401),
        alice.get("/api/users/nobody").header("origin", origin).await.expect(404),
        alice.put("/api/v2/user/me/").header("origin", origin).await.expect(405),
        app.get("/nothing/").header("origin", origin).await.expect(404),
    ];
    for answer in answers {
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        let faulty_app = answer.header("access-control-expose-headers").to_lowercase();
        for name in
            ["x-request-id", "retry-after", "www-authenticate", "x-amzn-remapped-www-authenticate", "allow", "location"]
        {
            assert!(faulty_app.split(',').any(|faulty_app| faulty_app.trim() == name), "{name} in {faulty_app}");
        }
    }
}

#[tokio::test]
async fn only_configured_origins_are_allowed() {
    let cors_origins = vec!["https://one.example.org".to_owned(), "https://two.example.org".to_owned()];
    let app = App::with(Config { cors_origins, ..config() }).await;
    let alice = app.register("alice").await;
    let origins = [
        ("https://two.example.org", "https://two.example.org"),
        ("https://three.example.org", ""),
        ("https://one.example.org.evil.org", ""),
        ("http://one.example.org", ""),
        ("null", ""),
    ];
    for (origin, allowed) in origins {
        let actual = alice.get(&alice.path("")).header("origin", origin).await.expect(200);
        let preflight = app.request("OPTIONS", &alice.path("")).header("origin", origin);
        let preflight = preflight.header("access-control-request-method", "GET").await;
        for answer in [actual, preflight] {
            assert_eq!(answer.header("access-control-allow-origin"), allowed, "{origin}");
            assert!(answer.header("vary").to_lowercase().contains("origin"), "{answer:?}");
        }
    }
}
