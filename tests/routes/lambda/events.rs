//! Each file of `events/` has the shape that API Gateway sends, and its request is answered as expected.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};
use shared::media::Original;
use tests::pictures;
use tests::sources::{functions, root};

use crate::lambda::gateway::{Event, Gateway};

/// The one event that the bucket sends and not API Gateway.
const ORIGINAL: &str = "media-original";

/// The resource of paths that no other resource matches, as a route.
const UNKNOWN_PATHS: &str = "/{proxy+}/";

/// Every event of API Gateway, and the status of its response once `madeline` has registered.
const EVENTS: &[(&str, u64)] = &[
    ("accounts-login", 200),
    ("accounts-logout", 204),
    // Her username is taken.
    ("accounts-register", 400),
    ("accounts-unknown-method", 405),
    ("accounts-user", 200),
    ("directory-me", 200),
    ("graph-followers", 200),
    ("docs-console", 200),
    ("docs-unknown-path", 404),
    ("notifications-unseen", 200),
    ("users-avatar", 201),
    ("feed-publish", 201),
    ("users-list", 200),
    ("users-list-custom-domain", 200),
    ("users-preflight", 200),
    ("users-retrieve", 200),
    ("users-site-profile", 200),
    ("users-update-form", 200),
];

/// The names of API Gateway's events.
fn files() -> BTreeSet<String> {
    let entries = fs::read_dir(root().join("events")).expect("the events");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("text"));
    // The others come from the schedule, the stream, sockets and the bucket: see `schedule`, `stream`, `realtime` and the end
    // of this file.
    let gateways = names
        .filter(|name| !["janitor", "fanout", "mailer", "realtime"].iter().any(|function| name.starts_with(function)));
    let files = gateways.filter_map(|name| name.strip_suffix(".json").map(str::to_owned));
    files.filter(|name| name != ORIGINAL).collect()
}

#[test]
fn every_event_is_sent_by_a_test() {
    assert_eq!(files(), EVENTS.iter().map(|(name, _)| (*name).to_owned()).collect());
}

#[test]
fn every_function_has_an_event() {
    let entries = fs::read_dir(root().join("events")).expect("the events");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("text"));
    let covered: BTreeSet<_> = names.filter_map(|name| Some(name.split_once('-')?.0.to_owned())).collect();
    assert_eq!(covered, functions());
}

#[tokio::test]
async fn every_response_carries_the_gateways_request_id() {
    for (file, status) in EVENTS {
        let (gateway, token, id) = Gateway::with_madeline().await;
        let event = Event::of(file).fill(&token, &id);
        let request_id = event.text("/requestContext/requestId").to_owned();
        let answer = gateway.send(event).await;
        assert_eq!(
            (answer.status(), answer.header("x-request-id")),
            (*status, request_id.as_str()),
            "{file}: {answer:?}"
        );
    }
}

/// An event repeats the same values in several places.
#[test]
fn events_are_consistent() {
    for file in files() {
        let event = Event::of(&file);
        let context = |name: &str| event.text(&format!("/requestContext/{name}"));
        assert!(functions().contains(&event.function), "{file}");
        assert_eq!(event.text("/resource"), context("resourcePath"), "{file}");
        assert_eq!(event.text("/httpMethod"), context("httpMethod"), "{file}");
        assert_eq!(event.text("/headers/Host"), context("domainName"), "{file}");
        assert_eq!(event.text("/headers/X-Forwarded-For"), context("identity/sourceIp"), "{file}");
        let path = event.text("/path");
        let request_path = if context("domainName").ends_with(".amazonaws.com") {
            format!("/{}{path}", context("stage"))
        } else {
            path.to_owned()
        };
        assert_eq!(context("path"), request_path, "{file}");
        let plain = ["headers", "queryStringParameters"];
        for (plain, multi) in plain.into_iter().zip(["multiValueHeaders", "multiValueQueryStringParameters"]) {
            let pairs = event.json[plain].as_object().map(|pairs| {
                pairs.iter().map(|(name, value)| (name.clone(), json!([value]))).collect::<serde_json::Map<_, _>>()
            });
            assert_eq!(pairs.map_or(Value::Null, Value::Object), event.json[multi], "{file}: {plain}");
        }
    }
}

#[test]
fn the_template_routes_each_event_to_its_function() {
    let routes = tests::sources::routes();
    for file in files() {
        let event = Event::of(&file);
        let path = format!("{}/", event.text("/resource"));
        if path == UNKNOWN_PATHS {
            assert_eq!(event.function, "docs", "{file}");
            continue;
        }
        assert!(
            routes.iter().any(|route| route.function == event.function && route.path == path),
            "{file}: {path} is not a route of {}",
            event.function
        );
    }
}

#[tokio::test]
async fn registration_returns_a_valid_token() {
    let gateway = Gateway::new().await;
    let session = gateway.send(Event::of("accounts-register")).await.expect(200).json();
    assert_eq!(session["user"]["username"], "madeline");
    assert_eq!(session["user"]["email"], "madeline@example.com");
    let token = session["token"].as_str().expect("a token");
    let caller = gateway.send(Event::of("accounts-user").fill(token, "")).await.expect(200).json();
    assert_eq!(caller["id"], session["user"]["id"]);
    assert_eq!(caller["username"], "madeline");
}

#[tokio::test]
async fn unseen_notifications_are_listed_for_the_caller_only() {
    let (gateway, token, _) = Gateway::with_madeline().await;
    let unseen = gateway.send(Event::of("notifications-unseen").fill(&token, "")).await.expect(200).json();
    assert_eq!(unseen, json!({"unseen": [], "total": 0}));
    gateway.send(Event::of("notifications-unseen").fill("none", "")).await.expect(401);
}

#[tokio::test]
async fn a_base64_form_is_decoded() {
    let (gateway, _, id) = Gateway::with_madeline().await;
    let event = Event::of("accounts-login");
    assert_eq!(event.json["isBase64Encoded"], true);
    let session = gateway.send(event).await.expect(200).json();
    assert_eq!(session["user"]["id"].to_string(), id);
    assert_eq!(session["user"]["username"], "madeline");
}

#[tokio::test]
async fn a_plain_text_form_is_parsed() {
    let (gateway, token, id) = Gateway::with_madeline().await;
    let user = gateway.send(Event::of("users-update-form").fill(&token, &id)).await.expect(200).json();
    assert_eq!(user["real_name"], "Madeline O'Brien");
    assert_eq!(user["bio"], "Climbs mountains.\nLikes strawberries.");
    assert_eq!(user["location"], "Celeste Mountain");
    assert_eq!(user["gender"], "Female");
    assert_eq!(user["website"], "https://example.com/madeline");
    let seen = gateway.send(Event::of("users-retrieve").fill("", &id)).await.expect(200).json();
    assert_eq!(seen["bio"], user["bio"]);
    // Anonymous callers do not see the address.
    assert_eq!(seen["email"], Value::Null);
}

#[tokio::test]
async fn a_token_is_revoked_by_logout() {
    let (gateway, token, _) = Gateway::with_madeline().await;
    let answer = gateway.send(Event::of("accounts-logout").fill(&token, "")).await.expect(204);
    assert_eq!(answer.body(), "");
    let refused = gateway.send(Event::of("accounts-user").fill(&token, "")).await.expect(401);
    assert_eq!(refused.header("www-authenticate"), "Bearer");
    assert_eq!(refused.json(), json!({"detail": "Invalid token."}));
}

#[tokio::test]
async fn a_path_without_its_trailing_slash_answers_the_same() {
    let (gateway, _, id) = Gateway::with_madeline().await;
    let event = Event::of("users-site-profile");
    assert!(!event.text("/path").ends_with('/'));
    let bare = gateway.send(event).await.expect(200).json();
    assert_eq!(bare["id"].to_string(), id);
    let event = Event::of("users-site-profile")
        .with("/path", "/api/users/madeline/")
        .with("/requestContext/path", "/prod/api/users/madeline/");
    assert_eq!(gateway.send(event).await.expect(200).json(), bare);
}

#[tokio::test]
async fn an_unsupported_method_is_a_405_with_the_allowed_methods() {
    let gateway = Gateway::new().await;
    let answer = gateway.send(Event::of("accounts-unknown-method")).await.expect(405);
    assert_eq!(answer.header("allow"), "POST");
    assert!(answer.json()["detail"].is_string(), "{answer:?}");
}

#[tokio::test]
async fn the_console_is_sent_as_text_and_its_links_include_the_stage() {
    let gateway = Gateway::new().await;
    let page = gateway.send(Event::of("docs-console")).await.expect(200);
    assert!(page.body().contains("<base href=\"/prod/\">"), "{page:?}");
    // Its assets are text as well, including the icon: none has one of the gateway's binary media types.
    for path in page.body().split('"').filter(|link| link.starts_with("assets/")) {
        let event = Event::of("docs-console")
            .with("/resource", "/assets/{version}/{page}/{file}")
            .with("/requestContext/resourcePath", "/assets/{version}/{page}/{file}")
            .with("/path", format!("/{path}"))
            .with("/requestContext/path", format!("/prod/{path}"));
        assert!(!gateway.send(event).await.expect(200).body().is_empty());
    }
}

#[tokio::test]
async fn a_preflight_is_answered_by_the_function() {
    let gateway = Gateway::new().await;
    let answer = gateway.send(Event::of("users-preflight")).await.expect(200);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert!(answer.header("access-control-allow-methods").contains("PATCH"), "{answer:?}");
    assert_eq!(answer.header("access-control-allow-headers"), "authorization,content-type");
}

#[tokio::test]
async fn errors_are_sent_as_text_in_every_dialect() {
    let gateway = Gateway::new().await;
    let missing = gateway.send(Event::of("users-retrieve").fill("", "1")).await.expect(404);
    assert_eq!(missing.json()["errors"][0]["code"], "not_found");
    // The directory API's media type is not a `text/*` type.
    let stray = Event::of("users-retrieve")
        .with("/resource", "/users/{id}")
        .with("/requestContext/resourcePath", "/users/{id}")
        .with("/path", "/users/1/")
        .with("/requestContext/path", "/prod/users/1/");
    let missing = gateway.send(stray).await.expect(404);
    assert_eq!(missing.header("content-type"), "application/vnd.api+json");
    assert_eq!(missing.json()["errors"][0]["status"], "404");
}

#[tokio::test]
async fn an_upload_notification_of_the_bucket_creates_an_avatar() {
    let (gateway, token, id) = Gateway::with_madeline().await;
    let state = gateway.state();
    let event = Event::of(ORIGINAL).fill(&token, &id);
    assert_eq!(event.function, "media");
    let original = Original::parse(event.text("/Records/0/s3/object/key")).expect("an original");
    state.media.keep_original(original, pictures::jpeg(1_000, 800)).await.expect("an original");
    let acting = gateway.acting_as("media");
    let objects = media::Objects::new(acting.store, acting.media);
    // The bucket may notify twice, and sends a test event when notifications are set up.
    for event in [&event.json, &event.json, &json!({"Service": "Amazon S3", "Event": "s3:TestEvent"})] {
        objects.invoke(serde_json::from_value(event.clone()).expect("an event")).await.expect("no error");
    }
    let avatars = state.store.avatars().get(original.owner).await.expect("avatars").newest_first();
    assert_eq!(avatars.iter().map(|avatar| avatar.id).collect::<Vec<_>>(), [original.id]);
    let madeline = gateway.send(Event::of("users-retrieve").fill(&token, &id)).await.expect(200).json();
    assert!(madeline["avatar"].as_str().expect("an address").ends_with(avatars[0].file.as_str()), "{madeline}");
}

#[tokio::test]
async fn a_base64_upload_is_decoded() {
    let (gateway, token, id) = Gateway::with_madeline().await;
    let event = Event::of("users-avatar").fill(&token, &id);
    assert_eq!(event.json["isBase64Encoded"], true);
    let avatar = gateway.send(event).await.expect(201).json();
    assert_eq!((&avatar["primary"], &avatar["user"].to_string()), (&json!(true), &id));
}
