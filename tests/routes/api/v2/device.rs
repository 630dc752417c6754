//! `/api/v2/device/...`

use serde_json::{Value, json};
use shared::runtime::config::Config;
use tests::{App, Routes as _, TestUser, config};

use crate::authorisation::bodies::{published_subscription, subscription};

const WEB: &str = "/api/v2/device/web/";
const WP: &str = "/api/v2/device/wp/";

fn at(endpoint: &str) -> Value {
    json!({"endpoint": endpoint, "keys": subscription()["keys"]})
}

async fn devices(app: &App, user: &TestUser) -> usize {
    app.state.store.devices().of_user(user.id).await.expect("devices").len()
}

#[tokio::test]
async fn a_device_is_registered_once_and_removed_by_its_owner_alone() {
    let app = App::new().await;
    let [ada, ben] = [app.user("ada").await, app.user("ben").await];
    let key = app.get("/api/v2/device/vapid/").await.expect(200).json();
    assert_eq!(key["public_key"].as_str(), app.state.config.web_push_key.as_deref());
    let id = ada.post(WEB).json(&subscription()).await.expect(200).json()["id"].as_str().expect("an id").to_owned();
    // What browsers write beside it is ignored.
    let mut again = subscription();
    again["expirationTime"] = Value::Null;
    assert_eq!(ada.post(WEB).json(&again).await.expect(200).json()["id"], id.as_str());
    assert_eq!(devices(&app, &ada).await, 1);
    ben.delete(&format!("{WEB}{id}/")).await.expect(204);
    assert_eq!(devices(&app, &ada).await, 1);
    for _ in 0..2 {
        ada.delete(&format!("{WEB}{id}/")).await.expect(204);
        assert_eq!(devices(&app, &ada).await, 0);
    }
    for wrong in ["x", "0123456789ABCDEF0123456789ABCDEF", "7"] {
        ada.delete(&format!("{WEB}{wrong}/")).await.expect(404);
    }
}

/// SelfCommunity's client sends the last segment of the endpoint, and the other alphabet of base64.
#[tokio::test]
async fn the_form_of_the_published_client_names_the_same_device() {
    let app = App::new().await;
    let [ada, ben] = [app.user("ada").await, app.user("ben").await];
    let id = ada.post(WEB).json(&subscription()).await.expect(200).json()["id"].clone();
    assert_eq!(ada.post(WP).json(&published_subscription()).await.expect(200).json()["id"], id);
    let stored = app.state.store.devices().of_user(ada.id).await.expect("devices");
    let [device] = &*stored.into_values().collect::<Vec<_>>() else { panic!("one device") };
    let sent = subscription();
    assert_eq!(
        (&*device.p256dh, &*device.auth),
        (sent["keys"]["p256dh"].as_str().unwrap(), sent["keys"]["auth"].as_str().unwrap())
    );
    // Of a browser that it does not know it sends the whole endpoint.
    let mut whole = published_subscription();
    (whole["browser"], whole["registration_id"]) = (json!("CHROME"), json!("https://web.push.apple.com/QGuQyavX"));
    ada.post(WP).json(&whole).await.expect(200);
    assert_eq!(devices(&app, &ada).await, 2);
    ben.delete(&format!("{WP}gAAAAABn/")).await.expect(204);
    assert_eq!(devices(&app, &ada).await, 2);
    for (registration, left) in [("unknown", 2), ("gAAAAABn", 1), ("QGuQyavX", 0), ("QGuQyavX", 0)] {
        ada.delete(&format!("{WP}{registration}/")).await.expect(204);
        assert_eq!(devices(&app, &ada).await, left, "{registration}");
    }
    for (field, value, code) in [
        ("registration_id", Value::Null, "null"),
        ("registration_id", json!("a/b"), "invalid"),
        ("registration_id", json!("https://localhost/x"), "unknown_push_service"),
        ("browser", json!("EDGE"), "unknown_push_service"),
        ("p256dh", json!("AAAA"), "invalid"),
        ("auth", json!(""), "invalid"),
    ] {
        let mut body = published_subscription();
        body[field] = value;
        let errors = ada.post(WP).json(&body).await.expect(400).json();
        let named = if field == "browser" { "registration_id" } else { field };
        let first = &errors["errors"][0];
        assert_eq!((&first["field"], &first["messages"][0]["code"]), (&json!(named), &json!(code)), "{body}");
    }
    assert_eq!(devices(&app, &ada).await, 0);
}

#[tokio::test]
async fn the_oldest_of_too_many_devices_leaves() {
    let app = App::new().await;
    let ada = app.user("ada").await;
    let mut ids = Vec::new();
    for n in 0..12 {
        app.state.clock.advance(std::time::Duration::from_secs(1));
        let device = at(&format!("https://fcm.googleapis.com/fcm/send/{n}"));
        ids.push(ada.post(WEB).json(&device).await.expect(200).json()["id"].as_str().expect("an id").to_owned());
    }
    let left = app.state.store.devices().of_user(ada.id).await.expect("devices");
    let mut left: Vec<_> = left.into_keys().map(|id| id.as_str().to_owned()).collect();
    left.sort_unstable();
    let mut newest = ids[2..].to_vec();
    newest.sort_unstable();
    assert_eq!(left, newest);
}

#[tokio::test]
async fn each_wrong_field_is_named() {
    let app = App::new().await;
    let ada = app.user("ada").await;
    let keys = subscription()["keys"].clone();
    for (body, field, code) in [
        (json!({}), "endpoint", "required"),
        (json!({"keys": keys}), "endpoint", "required"),
        (json!({"endpoint": 7, "keys": keys}), "endpoint", "invalid"),
        (at("http://fcm.googleapis.com/x"), "endpoint", "invalid"),
        (at("https://169.254.169.254/latest/meta-data/"), "endpoint", "invalid"),
        (at("https://localhost/x"), "endpoint", "unknown_push_service"),
        (at("https://example.org/x"), "endpoint", "unknown_push_service"),
        (at(&format!("https://fcm.googleapis.com/{}", "x".repeat(1_000))), "endpoint", "max_length"),
        (json!({"endpoint": subscription()["endpoint"]}), "keys", "required"),
        (json!({"endpoint": subscription()["endpoint"], "keys": []}), "keys", "invalid"),
        (json!({"endpoint": subscription()["endpoint"], "keys": {}}), "keys.p256dh", "required"),
        (json!({"endpoint": subscription()["endpoint"], "keys": {"p256dh": "AAAA"}}), "keys.p256dh", "invalid"),
    ] {
        let errors = ada.post(WEB).json(&body).await.expect(400).json();
        let first = &errors["errors"][0];
        assert_eq!((&first["field"], &first["messages"][0]["code"]), (&json!(field), &json!(code)), "{body}");
    }
    assert_eq!(devices(&app, &ada).await, 0);
}

#[tokio::test]
async fn a_community_without_a_key_has_no_web_push() {
    let app = App::with(Config { web_push_key: None, ..config() }).await;
    let ada = app.user("ada").await;
    app.get("/api/v2/device/vapid/").await.expect(409);
    ada.post(WEB).json(&subscription()).await.expect(409);
    ada.post(WP).json(&published_subscription()).await.expect(409);
    ada.delete(&format!("{WEB}0123456789abcdef0123456789abcdef/")).await.expect(204);
}
