//! Events of the table's stream, through `fanout` and the mailer.

use std::sync::{Arc, Mutex};

use fanout::Fanout;
use serde_json::json;
use shared::mail::{Message, Sender, Transport};
use shared::runtime::telemetry::Metrics;
use tests::{App, Routes as _, TestUser};

use crate::lambda::gateway::Event;
use crate::lambda::log_capture::{logged, value};

#[tokio::test]
async fn a_profile_event_adds_the_new_name_to_the_index() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    madeline.patch(&madeline.path("")).json(&json!({"real_name": "Madeline Mountaineer"})).await.expect(200);
    let found = async || {
        let page = app.get("/api/v2/user/search/?search=mountaineer").await.expect(200).json();
        page["results"].as_array().expect("users").len()
    };
    assert_eq!(found().await, 0, "nothing is derived from the change yet");
    let event = Event::of("fanout-profile").fill("", &madeline.id.to_string());
    let fanout = Fanout::new(app.acting_as("fanout").store, app.state.clock.clone());
    // Streams deliver at least once.
    for _ in 0..2 {
        let response = fanout.invoke(event.json.clone()).await.expect("no error");
        assert!(response.batch_item_failures.is_empty(), "{response:?}");
        assert_eq!(found().await, 1);
    }
}

#[tokio::test]
async fn a_claim_that_asks_for_a_mail_gets_it_once() {
    let app = App::with_mail().await;
    let body = json!({"username": "madeline", "email": "madeline@example.com", "password": TestUser::PASSWORD});
    let id = app.post("/api/users/register/").json(&body).await.expect(200).json()["user"]["id"].to_string();
    let sent = Arc::<Mutex<Vec<Message>>>::default();
    let mailer = app.mailer(Sender::Captured(Arc::clone(&sent)));
    for _ in 0..2 {
        let event = serde_json::from_value(Event::of("mailer-verification").fill("", &id).json).expect("an event");
        let response = mailer.invoke(event).await.expect("no error");
        assert!(response.batch_item_failures.is_empty(), "{response:?}");
    }
    let sent: Vec<_> = sent.lock().unwrap().iter().map(|mail| mail.to.as_str().to_owned()).collect();
    assert_eq!(sent, ["madeline@example.com"]);
}

/// A mail server that does not respond is an outage. What cannot be read is passed over, so that it holds nothing up.
#[tokio::test]
async fn the_mailer_reports_outages_only() {
    let app = App::with_mail().await;
    let body = json!({"username": "madeline", "email": "madeline@example.com", "password": TestUser::PASSWORD});
    let id = app.post("/api/users/register/").json(&body).await.expect(200).json()["user"]["id"].to_string();
    let mut event = Event::of("mailer-verification").fill("", &id).json;
    let mut poison = event["Records"][0].clone();
    poison["dynamodb"]["NewImage"]["id"] = json!({"S": "madeline"});
    poison["dynamodb"]["SequenceNumber"] = json!("1");
    event["Records"].as_array_mut().expect("records").insert(0, poison);
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let no_server = Sender::open(&Transport::Smtp(format!("smtp://{closed}"))).unwrap().unwrap();
    let sent = Arc::<Mutex<Vec<Message>>>::default();
    for (sender, failed) in [
        (no_server.clone(), vec!["4421584500000000017450438011"]),
        (no_server, vec!["4421584500000000017450438011"]),
        (Sender::Captured(Arc::clone(&sent)), Vec::new()),
    ] {
        let event = serde_json::from_value(event.clone()).expect("an event");
        let work = async { app.mailer(sender).invoke(event).await.expect("no error") };
        let (response, lines) = logged(Metrics::Functions, "mailer", work).await;
        let reported = response.batch_item_failures.into_iter().map(|failure| failure.item_identifier.unwrap());
        assert_eq!(reported.collect::<Vec<_>>(), failed);
        let unsent = lines.iter().filter(|line| value(line, "unsent", &[("function", "mailer")]) == Some(1.0));
        assert_eq!(unsent.map(|line| &line["sequence"]).collect::<Vec<_>>(), ["1"], "{lines:?}");
    }
    assert_eq!(sent.lock().unwrap().len(), 1);
}
