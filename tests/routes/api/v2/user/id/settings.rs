//! `GET`, `PATCH /api/v2/user/{id}/settings/`

use std::future::IntoFuture as _;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _};

const FLAGS: [&str; 4] = [
    "email_notification_not_qa",
    "mobile_notifications_scmty",
    "show_toast_notifications",
    "toast_notifications_emit_sound",
];

fn defaults() -> Value {
    json!({
        "qa_frequency": 0, "email_notification_not_qa": 1, "mobile_notifications_scmty": 1,
        "show_toast_notifications": 1, "toast_notifications_emit_sound": 1,
        "profile_visibility": "members", "connections_visibility": "everyone",
    })
}

#[tokio::test]
async fn settings_have_defaults() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    assert_eq!(alice.get(&alice.path("settings/")).await.expect(200).json(), defaults());
    let path = alice.path("settings/");
    assert_eq!(alice.patch(&path).json(&json!({})).await.expect(200).json(), defaults());
    assert_eq!(alice.patch(&path).await.expect(200).json(), defaults());
}

#[tokio::test]
async fn patch_changes_only_the_given_settings() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let path = alice.path("settings/");
    let mut expected = defaults();
    let changes = [-1, 1, 0].map(|value| ("qa_frequency", value)).into_iter();
    for (name, value) in changes.chain(FLAGS.map(|name| (name, 0))).chain(FLAGS.map(|name| (name, 1))) {
        expected[name] = value.into();
        let changed = alice.patch(&path).json(&json!({name: value, "unknown": 7})).await.expect(200).json();
        assert_eq!(changed, expected, "{name}");
        assert_eq!(alice.get(&path).await.expect(200).json(), expected, "{name}");
    }
}

/// In JSON Schema, `1.0` is an integer.
#[rstest]
#[case(json!(1.0), 200)]
#[case(json!(-1.0), 200)]
#[case(json!(0.5), 400)]
#[case(json!(1e300), 400)]
#[tokio::test]
async fn an_integer_may_be_written_with_a_point(#[case] value: Value, #[case] status: u16) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let answer = alice.patch(&alice.path("settings/")).json(&json!({"qa_frequency": value})).await.expect(status);
    let sids = if status == 200 { json!({"sids": [7.0]}) } else { json!({"sids": [value]}) };
    let expected = if status == 200 { 204 } else { 400 };
    alice.post("/api/v2/notification/read/").json(&sids).await.expect(expected);
    if status == 200 {
        assert_eq!(answer.json()["qa_frequency"].as_f64(), value.as_f64());
    }
}

#[tokio::test]
async fn accepts_a_form() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let changed = alice.patch(&alice.path("settings/")).form(&[("qa_frequency", "-1"), (FLAGS[0], "0")]).await;
    let changed = changed.expect(200).json();
    assert_eq!((&changed["qa_frequency"], &changed[FLAGS[0]], &changed[FLAGS[1]]), (&json!(-1), &json!(0), &json!(1)));
}

#[rstest]
#[tokio::test]
async fn rejects_a_bad_value_and_changes_nothing(
    #[values(
        "qa_frequency",
        "email_notification_not_qa",
        "mobile_notifications_scmty",
        "show_toast_notifications",
        "toast_notifications_emit_sound"
    )]
    name: &str,
) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let path = alice.path("settings/");
    let good = if name == FLAGS[3] { FLAGS[0] } else { FLAGS[3] };
    for value in
        [json!(2), json!(-2), json!(0.5), json!(1e30), json!("daily"), json!(""), json!(null), json!([1]), json!({})]
    {
        let answer = alice.patch(&path).json(&json!({name: value, good: 0})).await.expect(400);
        assert_eq!(answer.invalid_fields(), [name], "{value}");
    }
    assert_eq!(alice.get(&path).await.expect(200).json(), defaults());
}

#[tokio::test]
async fn reports_every_bad_value_at_once() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let answer = alice.patch(&alice.path("settings/")).json(&json!({"qa_frequency": 5, FLAGS[1]: 2})).await.expect(400);
    assert_eq!(answer.invalid_fields(), ["qa_frequency", FLAGS[1]]);
}

#[tokio::test]
async fn only_the_user_may_read_and_change_settings() {
    let app = App::new().await;
    let [alice, bob, eve] = [app.register("alice").await, app.register("bob").await, app.superuser("eve").await];
    let path = alice.path("settings/");
    let change = json!({"qa_frequency": 1});
    app.get(&path).await.expect(401);
    app.patch(&path).json(&change).await.expect(401);
    for other in [bob, eve] {
        other.get(&path).await.expect(403);
        other.patch(&path).json(&change).await.expect(403);
        other.patch(&path).body("application/json", "{{{").await.expect(403);
    }
    assert_eq!(alice.get(&path).await.expect(200).json(), defaults());
}

#[tokio::test]
async fn concurrent_patches_of_different_settings_all_apply() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let path = alice.path("settings/");
    for value in [0, 1, 0, 1, 0] {
        let changes = FLAGS.map(|name| tokio::spawn(alice.patch(&path).json(&json!({name: value})).into_future()));
        for answer in join_all(changes).await {
            answer.unwrap().expect(200);
        }
        let settings = alice.get(&path).await.expect(200).json();
        for name in FLAGS {
            assert_eq!(settings[name], value, "{settings}");
        }
    }
}
