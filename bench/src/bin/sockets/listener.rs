//! The client's side of the sockets.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use futures::{StreamExt as _, stream};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::ClientRequestBuilder;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// Sockets that are opened at once.
const PARALLEL: usize = 50;

/// A message that has arrived.
pub struct Arrival {
    /// The place of the user.
    pub user: usize,
    /// The place of the socket among the user's.
    pub socket: usize,
    /// When.
    pub at: Instant,
    /// The message.
    pub text: String,
}

/// All sockets, which report what arrives.
pub struct Listener {
    arrivals: Receiver<Arrival>,
}

impl Listener {
    /// Opens this many sockets with each token, and waits until all are open.
    pub fn open<'a>(base: &str, tokens: impl Iterator<Item = &'a str>, each: usize) -> Self {
        let (sender, arrivals) = channel();
        let (opened, all_opened) = channel();
        let uri = format!("{}/ws/notify?subscribe-user", base.replace("http://", "ws://"));
        let tokens: Vec<String> = tokens.map(str::to_owned).collect();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(listen(&uri, &tokens, each, sender, opened));
        });
        all_opened.recv().expect("all sockets are open");
        Self { arrivals }
    }

    /// The next messages. Panics if one takes longer than this.
    pub fn take(&self, count: usize, patience: Duration) -> Vec<Arrival> {
        (0..count).map(|_| self.arrivals.recv_timeout(patience).expect("it was lost, or is late")).collect()
    }
}

async fn listen(uri: &str, tokens: &[String], each: usize, sender: Sender<Arrival>, opened: Sender<()>) {
    let places = (0..tokens.len()).flat_map(|user| (0..each).map(move |socket| (user, socket)));
    let opening = places.map(async |(user, socket)| {
        let request = ClientRequestBuilder::new(uri.parse().expect("a URI"));
        let request = request.with_sub_protocol(format!("__{}", tokens[user]));
        let (stream, _) = connect_async(request).await.expect("a socket");
        (user, socket, stream)
    });
    let open: Vec<_> = stream::iter(opening).buffer_unordered(PARALLEL).collect().await;
    opened.send(()).expect("the main thread waits");
    let reading = open.into_iter().map(|(user, socket, stream)| read(user, socket, stream, sender.clone()));
    futures::future::join_all(reading).await;
}

async fn read(
    user: usize,
    socket: usize,
    mut stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    sender: Sender<Arrival>,
) {
    while let Some(Ok(message)) = stream.next().await {
        if let Message::Text(text) = message {
            let _ = sender.send(Arrival { user, socket, at: Instant::now(), text: text.to_string() });
        }
    }
}
