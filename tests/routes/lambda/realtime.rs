//! Events of the WebSocket API, through the handler that Lambda calls.

use realtime::Realtime;
use serde_json::{Value, json};
use shared::domain::realtime::heartbeats::Heartbeats;
use shared::runtime::config::Config;
use shared::store::SocketsById;
use tests::privileges::unused;
use tests::{App, Routes as _, TestUser, config};

use crate::lambda::gateway::Event;

async fn invoke(app: &App, event: Event) -> Value {
    let event = serde_json::from_value(event.json).expect("an event");
    let response = Realtime::new(app.acting_as("realtime")).invoke(event).await.expect("no error");
    serde_json::to_value(response).expect("JSON")
}

async fn sockets(app: &App, user: &TestUser) -> SocketsById {
    app.state.store.sockets().of_user(user.id).await.expect("sockets")
}

/// Opens a socket with this id.
async fn connect(app: &App, token: &str, id: &str) -> Value {
    let event = Event::of("realtime-connect").fill(token, "");
    invoke(app, event.with("/requestContext/connectionId", id)).await
}

#[tokio::test]
async fn a_socket_is_stored_from_its_opening_to_its_end() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let opened = invoke(&app, Event::of("realtime-connect").fill(&madeline.token, "")).await;
    let protocol = format!("__{}", madeline.token);
    assert_eq!(opened, json!({"statusCode": 200, "headers": {"Sec-WebSocket-Protocol": protocol}}));
    assert_eq!(sockets(&app, &madeline).await.len(), 1);
    let answered = invoke(&app, Event::of("realtime-message")).await;
    assert_eq!(answered, json!({"statusCode": 200, "body": "ping"}));
    let ignored = invoke(&app, Event::of("realtime-message").with("/body", "pong")).await;
    assert_eq!(ignored, json!({"statusCode": 200}));
    // Lambda may deliver it twice.
    for _ in 0..2 {
        assert_eq!(invoke(&app, Event::of("realtime-disconnect")).await, json!({"statusCode": 200}));
        assert_eq!(sockets(&app, &madeline).await, SocketsById::new());
    }
    assert_eq!(unused("realtime", &app.used_by("realtime")), []);
}

#[tokio::test]
async fn a_token_that_is_not_accepted_opens_no_socket() {
    let app = App::new().await;
    let [madeline, theo] = [app.register("madeline").await, app.register("theo").await];
    theo.post("/api/users/logout/").await.expect(204);
    for token in ["", "x.y.z", &format!("{}x", madeline.token), &theo.token] {
        assert_eq!(connect(&app, token, "a").await, json!({"statusCode": 401}), "{token}");
    }
    let mut without = Event::of("realtime-connect");
    without.json["headers"].as_object_mut().expect("headers").remove("Sec-WebSocket-Protocol");
    assert_eq!(invoke(&app, without).await, json!({"statusCode": 401}));
    assert_eq!((sockets(&app, &madeline).await, sockets(&app, &theo).await), Default::default());
}

#[tokio::test]
async fn a_long_message_ends_the_socket() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    invoke(&app, Event::of("realtime-connect").fill(&madeline.token, "")).await;
    let event = Event::of("realtime-message").with("/body", "x".repeat(4 * 1024 + 1));
    assert_eq!(invoke(&app, event).await, json!({"statusCode": 200}));
    assert_eq!(sockets(&app, &madeline).await, SocketsById::new());
}

#[tokio::test]
async fn a_user_has_at_most_ten_sockets_however_many_open_at_once() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    for n in 0..12 {
        connect(&app, &madeline.token, &format!("one-by-one-{n:02}")).await;
        app.state.clock.advance(std::time::Duration::from_millis(5));
    }
    let left: Vec<_> = sockets(&app, &madeline).await.into_keys().map(|id| id.to_string()).collect();
    assert_eq!((left.len(), &*left[0]), (10, "one-by-one-02"), "the oldest have left");
    let ids: Vec<_> = (0..30).map(|n| format!("at-once-{n}")).collect();
    let opening = ids.iter().map(|id| connect(&app, &madeline.token, id));
    futures::future::join_all(opening).await;
    assert_eq!(sockets(&app, &madeline).await.len(), 10);
}

#[tokio::test]
async fn sockets_whose_time_is_over_leave_with_the_next() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    connect(&app, &madeline.token, "first").await;
    app.state.clock.advance(std::time::Duration::from_secs(2 * 60 * 60));
    connect(&app, &madeline.token, "second").await;
    assert_eq!(sockets(&app, &madeline).await.into_keys().map(|id| id.to_string()).collect::<Vec<_>>(), ["second"]);
}

async fn say(app: &App, message: &str) -> Value {
    let mut answer = invoke(app, Event::of("realtime-message").with("/body", message)).await;
    let body = answer["body"].take();
    body.as_str().map_or(Value::Null, |body| serde_json::from_str(body).expect("JSON"))
}

#[tokio::test]
async fn a_socket_watches_a_post_by_a_message() {
    let app = App::new().await;
    let [madeline, theo] = [app.register("madeline").await, app.user("theo").await];
    let post = theo.post("/api/v2/post/").json(&json!({"text": "Summits"})).await.expect(201).json()["id"].clone();
    let subscribe = json!({"action": "subscribe", "post": post}).to_string();
    // It is not open.
    assert_eq!(say(&app, &subscribe).await["data"]["code"], "unavailable");
    invoke(&app, Event::of("realtime-connect").fill(&madeline.token, "")).await;
    let data = json!({"action": "subscribe", "post": post, "status": "subscribed"});
    assert_eq!(say(&app, &subscribe).await, json!({"type": "subscription", "data": data}));
    for (message, code) in [
        (json!({"action": "subscribe", "discussion": post}), "not_found"),
        (json!({"action": "subscribe", "post": 7}), "not_found"),
        (json!({"action": "subscribe"}), "invalid"),
        (json!({"action": "subscribe", "post": [post]}), "invalid"),
        (json!({"action": "unsubscribe", "post": "x"}), "invalid"),
        (json!({"action": "subscribe", "post": post, "discussion": post}), "invalid"),
    ] {
        let data = say(&app, &message.to_string()).await["data"].clone();
        assert_eq!((&data["status"], &data["code"]), (&json!("refused"), &json!(code)), "{message}");
    }
    for ignored in ["{", "[]", "{\"action\": \"own\", \"post\": 7}", "\u{0}", "{\"post\": 7}"] {
        assert_eq!(say(&app, ignored).await, Value::Null, "{ignored}");
    }
    let ended = say(&app, &json!({"action": "unsubscribe", "post": post}).to_string()).await;
    assert_eq!(ended["data"]["status"], "unsubscribed");
    invoke(&app, Event::of("realtime-disconnect")).await;
    assert_eq!(unused("realtime", &app.used_by("realtime")), []);
}

/// The function has no memory, so that the age of the socket decides.
#[tokio::test]
async fn every_third_heartbeat_of_the_published_client_is_sent_back_if_the_setting_says_so() {
    let app = App::with(Config { heartbeats: Heartbeats::Third, ..config() }).await;
    let mut answered = Vec::new();
    for heartbeat in ["--1a61c1de89b75ddfbb684b8d224ee3ae--", "ping"] {
        for n in 1..=9 {
            let opened = 1_741_944_667_102_i64;
            let event = Event::of("realtime-message").with("/body", heartbeat);
            let event = event.with("/requestContext/connectedAt", opened);
            let event = event.with("/requestContext/requestTimeEpoch", opened + n * 5_000 + 180);
            answered.extend((invoke(&app, event).await["body"] == heartbeat).then_some(n));
        }
    }
    assert_eq!(answered, [3, 6, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
}
