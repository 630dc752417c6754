//! `GET /api/v2/dynamic_preference/`, `GET` and `PATCH /api/v2/dynamic_preference/{id}/`

use std::collections::BTreeMap;
use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::{HybridButtons, Mode};
use shared::runtime::config::Config;
use tests::{App, Routes as _, config};

const PATH: &str = "/api/v2/dynamic_preference/";
/// Names that SelfCommunity's widgets read without a guard.
const READ_BLINDLY: &str = "addons.polls_enabled addons.post_geolocation_enabled \
    configurations.accepted_media_mimetypes configurations.connection_enabled configurations.content_availability \
    configurations.custom_navbar_item_enabled configurations.custom_navbar_item_image \
    configurations.custom_navbar_item_url configurations.discussion_type_enabled configurations.events_enabled \
    configurations.explore_stream_enabled configurations.follow_enabled configurations.groups_enabled \
    configurations.post_only_staff_enabled configurations.post_type_enabled configurations.scheduled_posts_enabled \
    configurations.user_metadata_definition configurations.url_template_categories_list \
    configurations.url_template_category configurations.url_template_comment configurations.url_template_discussion \
    configurations.url_template_incubator configurations.url_template_live_stream \
    configurations.url_template_notifications configurations.url_template_post \
    configurations.url_template_private_message configurations.url_template_profile \
    configurations.url_template_profile_settings configurations.url_template_status images.user_default_cover \
    logo.navbar_logo logo.navbar_logo_mobile text.application_name";

/// All preferences by section and name.
async fn all(app: &App) -> BTreeMap<String, Value> {
    let page = app.get(PATH).await.expect(200).json();
    let rows = page["results"].as_array().unwrap().clone();
    assert_eq!((&page["count"], &page["next"], &page["previous"]), (&json!(rows.len()), &json!(null), &json!(null)));
    let name = |row: &Value| format!("{}.{}", row["section"].as_str().unwrap(), row["name"].as_str().unwrap());
    rows.into_iter().map(|row| (name(&row), row)).collect()
}

async fn id_of(app: &App, name: &str) -> u64 {
    all(app).await[name]["id"].as_u64().unwrap()
}

#[tokio::test]
async fn one_page_has_all_that_widgets_read_blindly() {
    let app = App::new().await;
    let all = all(&app).await;
    for name in READ_BLINDLY.split_whitespace() {
        assert!(all.contains_key(name), "{name}");
    }
    for (name, row) in &all {
        let keys: Vec<_> = row.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["help", "id", "name", "section", "type", "value"], "{name}");
        let is_of_type = match row["type"].as_str().unwrap() {
            "boolean" => row["value"].is_boolean(),
            "integer" => row["value"].is_u64(),
            _ => row["value"].is_string(),
        };
        assert!(is_of_type, "{row}");
        assert!(row["value"].is_boolean() || !name.ends_with("_enabled"), "{row}");
        let one = app.get(&format!("{PATH}{}/", row["id"])).await.expect(200).json();
        assert_eq!(&one, row);
    }
    for (name, value) in [
        ("text.application_name", json!("kith")),
        ("addons.polls_enabled", json!(true)),
        ("addons.private_messages_enabled", json!(false)),
        ("configurations.groups_enabled", json!(false)),
        ("configurations.user_metadata_definition", json!("{}")),
        ("configurations.url_template_post", json!("/post/{id}/")),
    ] {
        assert_eq!(all[name]["value"], value, "{name}");
    }
    for id in ["0", "100", "999", "x", "-1"] {
        app.get(&format!("{PATH}{id}/")).await.expect(404);
    }
}

#[rstest]
#[case(Mode::Follow, HybridButtons::Friendship, true, false)]
#[case(Mode::Friendship, HybridButtons::Follow, false, true)]
#[case(Mode::Hybrid, HybridButtons::Follow, true, true)]
#[case(Mode::Hybrid, HybridButtons::Friendship, false, true)]
#[tokio::test]
async fn the_mode_decides_which_buttons_are_shown(
    #[case] mode: Mode,
    #[case] hybrid_buttons: HybridButtons,
    #[case] follows: bool,
    #[case] connects: bool,
) {
    let app = App::with(Config { mode, hybrid_buttons, ..config() }).await;
    let all = all(&app).await;
    assert_eq!(all["configurations.follow_enabled"]["value"], follows);
    assert_eq!(all["configurations.connection_enabled"]["value"], connects);
}

#[tokio::test]
async fn credentials_do_not_matter_and_the_table_is_read_once_a_minute() {
    let app = App::new().await;
    let first = app.get(PATH).await.expect(200);
    assert_eq!(first.cost.trips, 1);
    let again = app.bearer("garbage").get(PATH).await.expect(200);
    assert_eq!((again.cost.trips, again.body), (0, first.body.clone()));
    app.state.clock.advance(Duration::from_secs(61));
    assert_eq!(app.get(PATH).await.expect(200).cost.trips, 1);
}

#[tokio::test]
async fn an_unchanged_list_is_not_sent_again() {
    let app = App::new().await;
    let root = app.superuser("root").await;
    for path in [PATH.to_owned(), format!("{PATH}1/")] {
        let first = app.get(&path).await.expect(200);
        let etag = first.header("etag").to_owned();
        assert_eq!(first.header("cache-control"), "no-cache");
        let again = app.get(&path).header("if-none-match", &etag).await.expect(304);
        assert_eq!((again.body.as_str(), again.header("etag")), ("", etag.as_str()));
        let name = format!("Summits of {path}");
        root.patch(&format!("{PATH}1/")).json(&json!({"value": name})).await.expect(200);
        let changed = app.get(&path).header("if-none-match", &etag).await.expect(200);
        assert!(changed.body.contains(&name));
    }
}

#[tokio::test]
async fn a_superuser_changes_texts_colours_and_addresses_and_restores_them() {
    let app = App::new().await;
    let root = app.superuser("root").await;
    for (name, value) in [
        ("text.application_name", "Summits"),
        ("colors.colorprimary", "#0a0b0c"),
        ("images.user_default_cover", "https://example.org/cover.png"),
        ("configurations.url_template_profile", "/people/{id}/{username}/"),
    ] {
        let before = all(&app).await;
        let path = format!("{PATH}{}/", before[name]["id"]);
        let mut expected = before[name].clone();
        expected["value"] = json!(value);
        assert_eq!(root.patch(&path).json(&json!({"value": value})).await.expect(200).json(), expected, "{name}");
        assert_eq!(all(&app).await[name], expected);
        // As a form, and with the empty text, which restores the default.
        let restored = root.patch(&path).form(&[("value", "")]).await.expect(200).json();
        assert_eq!(restored, before[name]);
        root.patch(&path).json(&json!({"value": value})).await.expect(200);
        root.patch(&path).json(&json!({"value": null})).await.expect(200);
        assert_eq!(all(&app).await, before);
    }
}

#[tokio::test]
async fn another_process_sees_a_change_within_a_minute() {
    let app = App::new().await;
    let root = app.superuser("root").await;
    let mut other = app.state.clone();
    other.preferences = shared::runtime::cached::Cached::default();
    let routes = shared::runtime::service::app(kith::api::routes(axum::Router::new()), other);
    let other = app.with_routes(routes);
    let name = async || all(&other).await["text.application_name"]["value"].clone();
    assert_eq!(name().await, "kith");
    root.patch(&format!("{PATH}1/")).json(&json!({"value": "Summits"})).await.expect(200);
    assert_eq!(name().await, "kith");
    app.state.clock.advance(Duration::from_secs(61));
    assert_eq!(name().await, "Summits");
}

#[tokio::test]
async fn a_bad_value_is_refused_and_changes_nothing() {
    let app = App::new().await;
    let root = app.superuser("root").await;
    let before = all(&app).await;
    let long = "x".repeat(256);
    for (name, values) in [
        ("text.application_name", [json!("a\nb"), json!(long), json!(["x"]), json!(true)]),
        ("colors.colorprimary", [json!("red"), json!("#12"), json!("#12345g"), json!({})]),
        ("images.user_default_cover", [json!("cover.png"), json!("javascript:x"), json!("//a"), json!(false)]),
        ("configurations.url_template_post", [json!("post"), json!("//evil/"), json!("/{"), json!("/a b/")]),
        // What follows from the deployment cannot be changed.
        ("configurations.follow_enabled", [json!(true), json!("x"), json!(null), json!("")]),
        ("addons.polls_enabled", [json!(true), json!("x"), json!(null), json!("")]),
    ] {
        let path = format!("{PATH}{}/", id_of(&app, name).await);
        for value in values {
            let answer = root.patch(&path).json(&json!({"value": value})).await.expect(400);
            assert_eq!(answer.invalid_fields(), ["value"], "{name} {value}");
        }
        for body in [json!({}), json!({"values": "x"})] {
            assert_eq!(root.patch(&path).json(&body).await.expect(400).invalid_fields(), ["value"], "{name} {body}");
        }
    }
    root.patch(&format!("{PATH}999/")).json(&json!({"value": "x"})).await.expect(404);
    assert_eq!(all(&app).await, before);
    let staff = app.staff("staff").await;
    staff.patch(&format!("{PATH}1/")).body("application/json", "{{").await.expect(403);
    app.patch(&format!("{PATH}1/")).json(&json!({"value": "x"})).await.expect(401);
    assert_eq!(all(&app).await, before);
}
