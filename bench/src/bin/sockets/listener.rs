//! The client's side of the sockets.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use futures::{SinkExt as _, StreamExt as _, stream};
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::ClientRequestBuilder;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// Sockets that are opened at once.
const PARALLEL: usize = 50;

type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

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
    /// What each socket sends, by the place of its user.
    outgoing: Vec<Vec<UnboundedSender<String>>>,
}

/// A socket, and what it is to send.
struct OpenSocket {
    user: usize,
    socket: usize,
    stream: Stream,
    outgoing: UnboundedReceiver<String>,
}

impl Listener {
    /// Opens this many sockets with each token, and waits until all are open.
    pub fn open<'a>(base: &str, tokens: impl Iterator<Item = &'a str>, each: usize) -> Self {
        let (sender, arrivals) = channel();
        let (opened, all_opened) = channel();
        let uri = format!("{}/ws/notify?subscribe-user", base.replace("http://", "ws://"));
        let tokens: Vec<String> = tokens.map(str::to_owned).collect();
        let (outgoing, taken): (Vec<Vec<_>>, Vec<Vec<_>>) =
            tokens.iter().map(|_| (0..each).map(|_| unbounded_channel()).unzip()).unzip();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(listen(&uri, &tokens, taken, sender, opened));
        });
        all_opened.recv().expect("all sockets are open");
        Self { arrivals, outgoing }
    }

    /// Sends a text from all sockets of the user at this place.
    pub fn send(&self, user: usize, text: &str) {
        for socket in &self.outgoing[user] {
            socket.send(text.to_owned()).expect("it is open");
        }
    }

    /// The next messages. Panics if one takes longer than this.
    pub fn take(&self, count: usize, patience: Duration) -> Vec<Arrival> {
        (0..count).map(|_| self.arrivals.recv_timeout(patience).expect("it was lost, or is late")).collect()
    }
}

async fn listen(
    uri: &str,
    tokens: &[String],
    outgoing: Vec<Vec<UnboundedReceiver<String>>>,
    sender: Sender<Arrival>,
    opened: Sender<()>,
) {
    let places = outgoing.into_iter().enumerate().flat_map(|(user, sockets)| {
        sockets.into_iter().enumerate().map(move |(socket, outgoing)| (user, socket, outgoing))
    });
    let opening = places.map(async |(user, socket, outgoing)| {
        let request = ClientRequestBuilder::new(uri.parse().expect("a URI"));
        let request = request.with_sub_protocol(format!("__{}", tokens[user]));
        let (stream, _) = connect_async(request).await.expect("a socket");
        OpenSocket { user, socket, stream, outgoing }
    });
    let open: Vec<_> = stream::iter(opening).buffer_unordered(PARALLEL).collect().await;
    opened.send(()).expect("the main thread waits");
    futures::future::join_all(open.into_iter().map(|socket| exchange(socket, sender.clone()))).await;
}

/// Reports what arrives at a socket, and sends what it is to send, until it is closed.
async fn exchange(OpenSocket { user, socket, mut stream, mut outgoing }: OpenSocket, sender: Sender<Arrival>) {
    loop {
        tokio::select! {
            message = stream.next() => match message {
                Some(Ok(Message::Text(text))) => {
                    let _ = sender.send(Arrival { user, socket, at: Instant::now(), text: text.to_string() });
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return,
            },
            Some(text) = outgoing.recv() => stream.send(Message::text(text)).await.expect("it is open"),
        }
    }
}
