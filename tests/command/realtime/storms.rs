//! Clients that misbehave: what they ask for is refused or bounded, and others notice nothing.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures::SinkExt as _;
use futures::future::join_all;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha2::Sha256;
use shared::domain::time::Clock;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use super::socket::{Socket, User, register};
use crate::output::TIMEOUT;
use crate::process::{Kith, Server};

const SECRET: &str = "a-secret-that-a-host-application-shares";

fn serve() -> Server {
    Kith::new(&["serve", "--memory", "--listen", "127.0.0.1:0", "--jwt-secret", SECRET]).listen()
}

/// A token of a host application, without a session, that expires in so many seconds.
fn token_for(user: &User, name: &str, seconds: i64) -> String {
    let now = Clock::default().now().as_second();
    let claims = json!({"token_type": "access", "user_id": user.id, "jti": name, "iat": now, "exp": now + seconds});
    let [header, claims] =
        [json!({"alg": "HS256", "typ": "JWT"}), claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(format!("{header}.{claims}").as_bytes());
    format!("{header}.{claims}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

/// Follows the user, which arrives at the socket.
async fn follow_arrives(follower: &User, user: &User, socket: &mut Socket) {
    follower.client.post(&format!("/api/v2/user/{}/follow/", user.id), &json!({"follow": true})).expect(201);
    assert_eq!(socket.data_of(97).await["notification_obj"]["follower"]["id"], follower.id);
}

#[tokio::test]
async fn a_token_that_expires_while_connected_closes_its_socket() {
    let server = serve();
    let [ada, ben] = ["ada", "ben"].map(|name| register(&server, name));
    let [brief, long] = [token_for(&ada, "brief", 3), token_for(&ada, "long", 300)];
    let mut brief_socket = Socket::open(&server, &format!("__{brief}")).await.expect("a socket");
    let mut long_socket = Socket::open(&server, &format!("__{long}")).await.expect("a socket");
    assert!(brief_socket.is_alive().await);
    assert_eq!(timeout(Duration::from_secs(6), brief_socket.closed()).await.expect("in time"), 1000);
    assert_eq!(Socket::open(&server, &format!("__{brief}")).await.err(), Some(401));
    follow_arrives(&ben, &ada, &mut long_socket).await;
    server.stop();
}

/// A connection that ends without a word, as when a phone loses its network, and comes back at once.
#[tokio::test]
async fn a_flood_of_reconnects_leaves_a_user_who_is_reached() {
    let server = serve();
    let [ada, ben, cyd] = ["ada", "ben", "cyd"].map(|name| register(&server, name));
    let mut other = Socket::of(&server, &cyd).await;
    for _ in 0..15 {
        drop(join_all((0..20).map(|_| Socket::of(&server, &ada))).await);
    }
    let mut last = Socket::of(&server, &ada).await;
    follow_arrives(&ben, &ada, &mut last).await;
    assert!(other.is_alive().await);
    server.stop();
}

/// A refusal takes no place of a socket.
#[tokio::test]
async fn a_flood_of_forged_protocols_opens_nothing() {
    let server = serve();
    let [ada, ben] = ["ada", "ben"].map(|name| register(&server, name));
    let (payload, signature) = ada.token.rsplit_once('.').unwrap();
    let (header, _) = payload.split_once('.').unwrap();
    let none = URL_SAFE_NO_PAD.encode(json!({"alg": "none", "typ": "JWT"}).to_string());
    let other = token_for(&ada, "other", 60);
    let (_, foreign) = other.rsplit_once('.').unwrap();
    let (_, claims) = payload.split_once('.').unwrap();
    let forged = [
        format!("__{none}.{claims}."),
        format!("__{none}.{claims}.{signature}"),
        format!("__{payload}.{foreign}"),
        format!("__{header}.{signature}"),
        format!("__{}", token_for(&ada, "past", -1)),
        format!("__{}", "x".repeat(4_096)),
        // The first decides, so that none is tried after another.
        format!("__x.y.z, __{}", ada.token),
    ];
    for _ in 0..40 {
        let opened = join_all(forged.iter().map(|protocol| Socket::open(&server, protocol))).await;
        assert!(opened.into_iter().all(|opened| opened.err() == Some(401)));
    }
    let mut socket = Socket::of(&server, &ada).await;
    follow_arrives(&ben, &ada, &mut socket).await;
    server.stop();
}

#[tokio::test]
async fn a_flood_of_messages_ends_its_sockets_alone() {
    let server = serve();
    let [ada, ben, cyd] = ["ada", "ben", "cyd"].map(|name| register(&server, name));
    let post = ben.client.post("/api/v2/post/", &json!({"text": "Summits"})).expect(201).body["id"].clone();
    let mut other = Socket::of(&server, &cyd).await;
    let subscribe = json!({"action": "subscribe", "post": post}).to_string();
    other.send(&subscribe).await;
    assert!(other.next().await.is_some_and(|answer| answer.contains("\"subscribed\"")));
    let mut sockets = join_all((0..10).map(|_| Socket::of(&server, &ada))).await;
    // A thousand subscriptions, as many pings and binary messages, and messages that are too long.
    let flood = async |(n, socket): (usize, &mut Socket)| {
        for _ in 0..100 {
            let messages = match n {
                0..8 => vec![Message::text(&*subscribe), Message::Ping(vec![7].into()), Message::binary(vec![7])],
                _ => vec![Message::text("x".repeat(64 * 1024))],
            };
            for message in messages {
                if socket.0.send(message).await.is_err() {
                    return;
                }
            }
        }
    };
    join_all(sockets.iter_mut().enumerate().map(flood)).await;
    for (n, socket) in sockets.iter_mut().enumerate() {
        let code = timeout(TIMEOUT, socket.end()).await.expect("it is closed");
        // The code is lost if the client is still sending when the server is gone.
        assert!(code.is_none_or(|code| code == if n < 8 { 1008 } else { 1009 }), "{n}: {code:?}");
    }
    // The others are told as before.
    ben.client.post("/api/v2/comment/", &json!({"post": post, "text": "High ones"})).expect(201);
    assert!(other.next().await.is_some_and(|message| message.contains("High ones")));
    let mut socket = Socket::of(&server, &ada).await;
    socket.send(&subscribe).await;
    assert!(socket.next().await.is_some_and(|answer| answer.contains("\"subscribed\"")));
    server.stop();
}
