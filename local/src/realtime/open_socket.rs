//! One socket, from its upgrade until either side closes it.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use realtime::{Realtime, Reply};
use shared::domain::Socket;
use shared::domain::time::Clock;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, timeout};

use super::open_sockets::Place;
use super::rate::Rate;

/// How long a client may be silent, as at API Gateway.
const IDLE: Duration = Duration::from_secs(10 * 60);
/// How long a client may take none of a message.
const SENDING: Duration = Duration::from_secs(10);

/// A socket, with the messages that wait for it.
pub struct OpenSocket {
    place: Place,
    texts: mpsc::Receiver<String>,
}

/// Why a socket ends.
enum End {
    /// The client has closed it, or is gone.
    ByClient,
    /// The server closes it, with a code and a reason.
    Close(u16, &'static str),
}

impl OpenSocket {
    /// A socket with this place.
    pub fn new(place: Place, texts: mpsc::Receiver<String>) -> Self {
        Self { place, texts }
    }

    /// Serves the client until the socket ends, and forgets the socket.
    pub async fn serve(mut self, mut client: WebSocket, realtime: Realtime, socket: Socket) {
        let left = socket.until.saturating_sub(Clock::default().now().as_second());
        let left = Duration::from_secs(u64::try_from(left).unwrap_or(0));
        let end = tokio::select! {
            end = self.exchange(&mut client, &realtime) => end,
            () = sleep(left) => End::Close(close_code::NORMAL, "the time of the socket is over"),
        };
        if let End::Close(code, reason) = end {
            let frame = Message::Close(Some(CloseFrame { code, reason: reason.into() }));
            let _ = timeout(SENDING, client.send(frame)).await;
        }
        drop(client);
        if let Err(error) = realtime.disconnect(&self.place.id).await {
            tracing::warn!(%error, "cannot forget a socket");
        }
    }

    /// Sends what waits, and answers messages.
    async fn exchange(&mut self, client: &mut WebSocket, realtime: &Realtime) -> End {
        let opened = Instant::now();
        let mut rate = Rate::new(opened);
        loop {
            let reply = tokio::select! {
                text = self.texts.recv() => match text {
                    Some(text) => Some(text),
                    None if self.place.is_stopping() => return End::Close(close_code::AWAY, "the server stops"),
                    None => return End::Close(close_code::POLICY, "the socket has ended"),
                },
                received = timeout(IDLE, client.recv()) => match received {
                    Err(_) => return End::Close(close_code::AWAY, "the client is silent"),
                    Ok(None | Some(Ok(Message::Close(_)))) => return End::ByClient,
                    Ok(Some(Err(_))) => return End::Close(close_code::SIZE, "a message is too long or malformed"),
                    Ok(Some(Ok(_))) if !rate.count(Instant::now()) => {
                        return End::Close(close_code::POLICY, "too many messages");
                    }
                    Ok(Some(Ok(Message::Text(text)))) => match realtime.receive(&self.place.id, &text, age_of(opened)).await {
                        Ok(Reply::Send(text)) => Some(text),
                        Ok(Reply::Ignore) => None,
                        Ok(Reply::Close) => return End::Close(close_code::SIZE, "a message is too long"),
                        Err(error) => {
                            tracing::warn!(%error, "cannot answer a message of a socket");
                            None
                        }
                    },
                    Ok(Some(Ok(_))) => None,
                },
            };
            if let Some(text) = reply {
                let sent = timeout(SENDING, client.send(Message::Text(text.into()))).await;
                if !matches!(sent, Ok(Ok(()))) {
                    return End::ByClient;
                }
            }
        }
    }
}

/// Milliseconds since the opening.
fn age_of(opened: Instant) -> i64 {
    i64::try_from(opened.elapsed().as_millis()).unwrap_or(i64::MAX)
}
