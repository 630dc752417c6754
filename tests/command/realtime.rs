//! The WebSockets of `kith serve`, as the SelfCommunity client opens them.

mod socket;
mod storms;

use std::time::Duration;

use futures::{SinkExt as _, StreamExt as _};
use rstest::rstest;
use serde_json::{Value, json};
use tempfile::tempdir;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use crate::process::Kith;

use socket::{Socket, log_in, register};

/// How long nothing must arrive where nothing is expected.
const SILENCE: Duration = Duration::from_millis(300);

#[tokio::test]
async fn a_notification_and_its_end_arrive_at_all_sockets_of_the_user() {
    let server = Kith::new(&["serve", "--memory", "--listen", "127.0.0.1:0"]).listen();
    let [ada, ben] = ["ada", "ben"].map(|name| register(&server, name));
    let mut sockets = [Socket::of(&server, &ada).await, Socket::of(&server, &ada).await];
    let mut other = Socket::of(&server, &ben).await;
    let follow = format!("/api/v2/user/{}/follow/", ada.id);
    ben.client.post(&follow, &json!({"follow": true})).expect(201);
    for socket in &mut sockets {
        let data = socket.data().await;
        // As the list shows it.
        let list = ada.client.get("/api/v2/user/me/notifications/").expect(200).body;
        let listed = &list["results"][0]["aggregated"][0];
        assert_eq!(listed["type"], "user_follow");
        assert_eq!(data["notification_obj"]["follower"]["id"], ben.id);
        assert_eq!(data["notification_obj"], *listed);
        assert_eq!(data["feed_serialization_id"], listed["sid"]);
        assert_eq!((&data["activity_type"], &data["count_interactions"]), (&json!(97), &json!(1)));
    }
    ben.client.post(&follow, &json!({"follow": false})).expect(201);
    for socket in &mut sockets {
        assert_eq!(socket.data().await, json!({"count_interactions": 0}));
    }
    assert!(timeout(SILENCE, other.0.next()).await.is_err(), "it is not of this user");
    server.stop();
}

#[tokio::test]
async fn a_connection_request_names_what_the_client_reads_of_it() {
    let server = Kith::new(&["serve", "--memory", "--listen", "127.0.0.1:0"]).listen();
    let [ada, ben] = ["ada", "ben"].map(|name| register(&server, name));
    let (mut adas, mut bens) = (Socket::of(&server, &ada).await, Socket::of(&server, &ben).await);
    ben.client.post(&format!("/api/v2/user/{}/connection/request/", ada.id), &json!({})).expect(200);
    let data = adas.data().await;
    assert_eq!((&data["activity_type"], &data["request_user"]["id"]), (&json!(55), &json!(ben.id)));
    assert_eq!(data["connection"], "received_connection_request");
    ada.client.post(&format!("/api/v2/user/{}/connection/accept/", ben.id), &json!({})).expect(200);
    let data = bens.data().await;
    assert_eq!((&data["activity_type"], &data["accept_user"]["id"]), (&json!(56), &json!(ada.id)));
    assert_eq!(data["connection"], "connected");
    // Both learn of the end.
    ben.client.post(&format!("/api/v2/user/{}/connection/remove/", ada.id), &json!({})).expect(200);
    for (socket, other) in [(&mut adas, ben.id), (&mut bens, ada.id)] {
        let data = socket.data_of(59).await;
        assert_eq!(data["remove_user"], json!({"id": other}));
        assert_eq!(data.get("connection"), Some(&Value::Null));
    }
    // A request is cancelled.
    ben.client.post(&format!("/api/v2/user/{}/connection/request/", ada.id), &json!({})).expect(200);
    ben.client.post(&format!("/api/v2/user/{}/connection/cancel_request/", ada.id), &json!({})).expect(200);
    assert_eq!(adas.data_of(60).await["cancel_request_user"], json!({"id": ben.id}));
}

#[tokio::test]
async fn heartbeats_are_sent_back_and_other_messages_ignored() {
    let server = Kith::new(&["serve", "--memory", "--listen", "127.0.0.1:0"]).listen();
    let mut socket = Socket::of(&server, &register(&server, "ada")).await;
    for message in ["", "pong", "{\"subscribe\": 1}", "ping"] {
        socket.send(message).await;
    }
    assert_eq!(socket.next().await.as_deref(), Some("ping"));
    assert!(socket.is_alive().await);
}

#[tokio::test]
async fn a_socket_needs_a_token_that_is_accepted() {
    let server = Kith::new(&["serve", "--memory", "--listen", "127.0.0.1:0"]).listen();
    let ada = register(&server, "ada");
    let (payload, signature) = ada.token.rsplit_once('.').unwrap();
    let forged = format!("__{payload}.{}", signature.chars().rev().collect::<String>());
    for protocol in ["", "graphql-ws", "__", "__x.y.z", &*ada.token, &*forged] {
        if protocol.is_empty() {
            assert_eq!(
                server.get("/ws/notify?subscribe-user").expect(400).body["errors"][0]["code"],
                "not_a_websocket"
            );
            continue;
        }
        assert_eq!(Socket::open(&server, protocol).await.err(), Some(401), "{protocol}");
    }
    ada.client.post("/api/users/logout/", &json!({})).expect(204);
    assert_eq!(Socket::open(&server, &format!("__{}", ada.token)).await.err(), Some(401));
}

#[tokio::test]
async fn the_eleventh_socket_closes_the_oldest() {
    let server = Kith::new(&["serve", "--memory", "--listen", "127.0.0.1:0"]).listen();
    let ada = register(&server, "ada");
    let mut sockets = Vec::new();
    for _ in 0..11 {
        sockets.push(Socket::of(&server, &ada).await);
    }
    assert_eq!(sockets[0].closed().await, 1008);
    for socket in &mut sockets[1..] {
        assert!(socket.is_alive().await);
    }
}

#[rstest]
#[case::logout("/api/users/logout/", true)]
#[case::logout_everywhere("/api/users/logoutall/", false)]
#[tokio::test]
async fn the_end_of_a_session_closes_its_sockets(#[case] path: &str, #[case] others_stay: bool) {
    let server = Kith::new(&["serve", "--memory", "--listen", "127.0.0.1:0"]).listen();
    register(&server, "ada");
    let [here, there] = [log_in(&server, "ada"), log_in(&server, "ada")];
    let (mut ended, mut other) = (Socket::of(&server, &here).await, Socket::of(&server, &there).await);
    here.client.post(path, &json!({})).expect(204);
    assert_eq!(timeout(Duration::from_secs(1), ended.closed()).await.expect("within a second"), 1008);
    if others_stay {
        assert!(other.is_alive().await);
    } else {
        assert_eq!(other.closed().await, 1008);
    }
}

#[rstest]
#[case::soft("")]
#[case::hard("?hard=1")]
#[tokio::test]
async fn the_end_of_an_account_closes_its_sockets(#[case] deletion: &str) {
    let server = Kith::new(&["serve", "--memory", "--listen", "127.0.0.1:0"]).listen();
    let [ada, ben] = ["ada", "ben"].map(|name| register(&server, name));
    let (mut adas, mut bens) = (Socket::of(&server, &ada).await, Socket::of(&server, &ben).await);
    ada.client.delete(&format!("/api/v2/user/{}/{deletion}", ada.id)).expect(204);
    assert_eq!(timeout(Duration::from_secs(1), adas.closed()).await.expect("within a second"), 1008);
    assert!(bens.is_alive().await);
}

#[tokio::test]
async fn long_and_many_messages_close_a_socket() {
    let server = Kith::new(&["serve", "--memory", "--listen", "127.0.0.1:0"]).listen();
    let ada = register(&server, "ada");
    let mut socket = Socket::of(&server, &ada).await;
    socket.send(&"x".repeat(4 * 1024)).await;
    assert!(socket.is_alive().await);
    socket.send(&"x".repeat(4 * 1024 + 1)).await;
    assert_eq!(socket.closed().await, 1009);
    let mut socket = Socket::of(&server, &ada).await;
    for _ in 0..100 {
        if socket.0.send(Message::text("x")).await.is_err() {
            break;
        }
    }
    assert_eq!(socket.closed().await, 1008);
}

#[tokio::test]
async fn a_socket_is_closed_by_the_end_of_the_server_and_opened_at_the_next() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).listen();
    let [ada, ben] = ["ada", "ben"].map(|name| register(&server, name));
    let mut socket = Socket::of(&server, &ada).await;
    server.stop();
    assert_eq!(socket.closed().await, 1001);

    let server = Kith::serve(data.path()).listen();
    let mut socket = Socket::of(&server, &ada).await;
    let ben = server.with_token(&ben.token);
    ben.post(&format!("/api/v2/user/{}/follow/", ada.id), &json!({"follow": true})).expect(201);
    assert_eq!(socket.data().await["count_interactions"], 1);
}

#[tokio::test]
async fn a_killed_server_leaves_sockets_that_the_next_one_forgets() {
    let data = tempdir().unwrap();
    let mut server = Kith::serve(data.path()).listen();
    let [ada, ben] = ["ada", "ben"].map(|name| register(&server, name));
    let _lost = Socket::of(&server, &ada).await;
    server.process.kill();

    let server = Kith::serve(data.path()).listen();
    let mut socket = Socket::of(&server, &ada).await;
    let ben = server.with_token(&ben.token);
    ben.post(&format!("/api/v2/user/{}/follow/", ada.id), &json!({"follow": true})).expect(201);
    assert_eq!(socket.data().await["activity_type"], 97);
}

#[tokio::test]
async fn a_flood_of_connections_leaves_ten_and_a_server_that_answers() {
    let server = Kith::new(&["serve", "--memory", "--listen", "127.0.0.1:0"]).listen();
    let ada = register(&server, "ada");
    let mut sockets: Vec<Socket> = Vec::new();
    for _ in 0..6 {
        sockets.extend(futures::future::join_all((0..20).map(|_| Socket::of(&server, &ada))).await);
    }
    ada.client.get("/api/v2/user/me/").expect(200);
    // Those that are closed end, the others are silent.
    let ended =
        sockets.iter_mut().map(|socket| async { timeout(Duration::from_secs(2), socket.0.next()).await.is_ok() });
    let ended = futures::future::join_all(ended).await.into_iter().filter(|ended| *ended).count();
    assert_eq!(sockets.len() - ended, 10);
}

#[tokio::test]
async fn a_comment_and_a_vote_arrive_where_the_post_is_watched() {
    let server = Kith::new(&["serve", "--memory", "--listen", "127.0.0.1:0"]).listen();
    let [ada, ben] = ["ada", "ben"].map(|name| register(&server, name));
    let post = ada.client.post("/api/v2/discussion/", &json!({"title": "Summits"})).expect(201).body["id"].clone();
    let (mut watching, mut other) = (Socket::of(&server, &ben).await, Socket::of(&server, &ben).await);
    watching.send(&json!({"action": "subscribe", "discussion": post}).to_string()).await;
    let mut next = async || serde_json::from_str::<Value>(&watching.next().await.expect("it is open")).expect("JSON");
    assert_eq!(next().await["data"]["status"], "subscribed");
    ada.client.post("/api/v2/comment/", &json!({"discussion": post, "text": "High ones"})).expect(201);
    let message = next().await;
    assert_eq!((&message["type"], &message["data"]["discussion"]), (&json!("post"), &post));
    assert_eq!(message["data"]["comments"][0]["html"], "High ones");
    assert_eq!(message["data"]["comments"][0]["author"]["username"], "ada");
    ada.client.post(&format!("/api/v2/discussion/{post}/vote/"), &json!({})).expect(204);
    assert_eq!(next().await["data"]["vote_count"], 1);
    assert!(timeout(SILENCE, other.0.next()).await.is_err(), "it watches nothing");
    server.stop();
}

/// As fast as a client may send, so that the limit of messages in a second does not end it.
#[tokio::test]
async fn a_socket_watches_no_more_than_twenty_posts() {
    let server = Kith::new(&["serve", "--memory", "--listen", "127.0.0.1:0"]).listen();
    let ada = register(&server, "ada");
    let mut socket = Socket::of(&server, &ada).await;
    let mut answers = Vec::new();
    for n in 0..25 {
        let post =
            ada.client.post("/api/v2/post/", &json!({"text": format!("Summit {n}")})).expect(201).body["id"].clone();
        socket.send(&json!({"action": "subscribe", "post": post}).to_string()).await;
        let answer: Value = serde_json::from_str(&socket.next().await.expect("it is open")).expect("JSON");
        answers.push(answer["data"]["status"].as_str().expect("a status").to_owned());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(answers.iter().filter(|status| *status == "subscribed").count(), 20);
    assert!(answers[20..].iter().all(|status| status == "refused"), "{answers:?}");
    assert!(socket.is_alive().await);
    server.stop();
}
