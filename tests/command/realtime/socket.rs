//! A WebSocket of a user, on the client's side.

use futures::{SinkExt as _, StreamExt as _};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::ClientRequestBuilder;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::client::{Client, PASSWORD};
use crate::output::TIMEOUT;
use crate::process::Server;

/// The heartbeat of the SelfCommunity client.
const HEARTBEAT: &str = "--1a61c1de89b75ddfbb684b8d224ee3ae--";

/// An open socket.
pub struct Socket(pub WebSocketStream<MaybeTlsStream<TcpStream>>);

/// A user of a server.
pub struct User {
    pub id: u64,
    pub token: String,
    pub client: Client,
}

impl Socket {
    /// Opens a socket with this sub-protocol. A refusal is its status.
    pub async fn open(server: &Server, protocol: &str) -> Result<Self, u16> {
        let uri = format!("ws://{}/ws/notify?subscribe-user", server.address).parse().unwrap();
        match connect_async(ClientRequestBuilder::new(uri).with_sub_protocol(protocol)).await {
            Ok((socket, response)) => {
                // Browsers close a socket whose sub-protocol is not the one that they offered.
                assert_eq!(response.headers()["sec-websocket-protocol"], protocol);
                Ok(Self(socket))
            }
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    /// Opens a socket of a user.
    pub async fn of(server: &Server, user: &User) -> Self {
        Self::open(server, &format!("__{}", user.token)).await.expect("a socket")
    }

    pub async fn send(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.expect("it is open");
    }

    /// The next text; `None` once the socket is closed.
    pub async fn next(&mut self) -> Option<String> {
        match timeout(TIMEOUT, self.0.next()).await.expect("in time") {
            Some(Ok(Message::Text(text))) => Some(text.to_string()),
            Some(Ok(Message::Close(_)) | Err(_)) | None => None,
            Some(other) => panic!("{other:?}"),
        }
    }

    /// The code with which the server closes the socket. Texts before it are passed over.
    pub async fn closed(&mut self) -> u16 {
        loop {
            match timeout(TIMEOUT, self.0.next()).await.expect("in time") {
                Some(Ok(Message::Close(Some(frame)))) => return frame.code.into(),
                Some(Ok(Message::Text(_))) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// The code with which the socket ends, if the server could still tell it. What comes before is passed over.
    pub async fn end(&mut self) -> Option<u16> {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Close(frame))) => return frame.map(|frame| frame.code.into()),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return None,
            }
        }
    }

    /// The data of the next message.
    pub async fn data(&mut self) -> Value {
        let message: Value = serde_json::from_str(&self.next().await.expect("it is open")).expect("JSON");
        assert_eq!(message["type"], "interaction");
        message["data"].clone()
    }

    /// The data of the next message about this activity.
    pub async fn data_of(&mut self, activity: u8) -> Value {
        loop {
            let data = self.data().await;
            if data["activity_type"] == activity {
                return data;
            }
        }
    }

    /// Whether a heartbeat is sent back.
    pub async fn is_alive(&mut self) -> bool {
        self.send(HEARTBEAT).await;
        self.next().await.as_deref() == Some(HEARTBEAT)
    }
}

/// Registers a user.
pub fn register(server: &Server, name: &str) -> User {
    let answer = server.register(name).expect(200);
    let token = answer.token().to_owned();
    User { id: answer.body["user"]["id"].as_u64().unwrap(), client: server.with_token(&token), token }
}

/// Logs a user in.
pub fn log_in(server: &Server, name: &str) -> User {
    let answer = server.log_in(name, PASSWORD).expect(200);
    let client = server.with_token(answer.token());
    let id = client.get("/api/v2/user/me/").expect(200).body["id"].as_u64().unwrap();
    User { id, token: answer.token().to_owned(), client }
}
