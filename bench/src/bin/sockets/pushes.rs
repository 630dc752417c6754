//! Pushes at a rate: whether all arrive, in order, and whether other requests are slower meanwhile.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use bench::{Client, Server, milliseconds, percentile};
use serde_json::{Value, json};

use crate::listener::{Arrival, Listener};
use crate::{PATIENCE, SOCKETS, User};

/// Threads that announce.
const THREADS: usize = 4;
/// The pause between two requests of the reader.
const READER_PAUSE: Duration = Duration::from_millis(20);
/// How long the reader is measured without pushes.
const QUIET: Duration = Duration::from_secs(5);

/// Announcements of an admin to one user after another, each of which is a push to all sockets of the user.
pub struct Pushes<'a> {
    pub server: &'a Server,
    pub users: &'a [User],
    /// The token of the admin.
    pub token: &'a str,
    /// Pushes a second.
    pub rate: usize,
    pub seconds: usize,
}

impl Pushes<'_> {
    /// Measures a reader without pushes, and then the pushes beside the reader.
    pub fn measure(&self, listener: &Listener) {
        let quiet = self.read_while(|| thread::sleep(QUIET)).0;
        let (reads, sent) = self.read_while(|| self.announce());
        self.verify(listener, &sent);
        for (what, times) in [("without pushes", quiet), ("beside the pushes", reads)] {
            let [p50, p99] = [50, 99].map(|percent| milliseconds(percentile(&times, percent)));
            println!("a profile is read in {p50} ms (p50), {p99} ms (p99) {what}, {} reads", times.len());
        }
    }

    /// The times of requests for a profile that are sent one after another while something else runs.
    fn read_while<T>(&self, run: impl FnOnce() -> T) -> (Vec<Duration>, T) {
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            let reader = scope.spawn(|| {
                let client = Client::new(self.server.base(), Some(&self.users[0].token));
                let (path, mut times) = (format!("/api/v2/user/{}/", self.users[0].id), Vec::new());
                while !done.load(Ordering::Relaxed) {
                    let started = Instant::now();
                    client.json("GET", &path, None);
                    times.push(started.elapsed());
                    thread::sleep(READER_PAUSE);
                }
                times
            });
            let result = run();
            done.store(true, Ordering::Relaxed);
            (reader.join().expect("a thread"), result)
        })
    }

    /// Sends the announcements. Returns the time before each.
    fn announce(&self) -> Vec<Instant> {
        let (requests, started) = (self.rate * self.seconds / SOCKETS, Instant::now());
        let mut sent = vec![started; requests];
        thread::scope(|scope| {
            let announcing: Vec<_> =
                (0..THREADS).map(|thread| scope.spawn(move || self.announce_from(thread, requests, started))).collect();
            for (n, at) in announcing.into_iter().flat_map(|thread| thread.join().expect("a thread")) {
                sent[n] = at;
            }
        });
        println!(
            "{} pushes of {requests} announcements sent in {:.1} s",
            requests * SOCKETS,
            started.elapsed().as_secs_f64()
        );
        sent
    }

    /// A user belongs to one thread, so that the announcements to each have an order.
    fn announce_from(&self, thread: usize, requests: usize, started: Instant) -> Vec<(usize, Instant)> {
        let client = Client::new(self.server.base(), Some(self.token));
        let own = (0..requests).filter(|n| n % self.users.len() % THREADS == thread);
        let announce = |n: usize| {
            let due = started + Duration::from_secs_f64((n * SOCKETS) as f64 / self.rate as f64);
            thread::sleep(due.saturating_duration_since(Instant::now()));
            let user = self.users[n % self.users.len()].id;
            let body = json!({"user": user, "title": n.to_string(), "recipients_type": "user"});
            let at = Instant::now();
            let (status, text) = client.call("POST", "/api/v2/notification/notify/", Some(&body)).expect("a response");
            assert_eq!(status, 204, "{text}");
            (n, at)
        };
        own.map(announce).collect()
    }

    /// Waits for all pushes, and fails unless each socket gets those of its user, in order.
    fn verify(&self, listener: &Listener, sent: &[Instant]) {
        let arrivals = listener.take(sent.len() * SOCKETS, PATIENCE);
        let mut next = vec![0; self.users.len() * SOCKETS];
        let mut times = Vec::new();
        for Arrival { user, socket, at, text } in &arrivals {
            let message: Value = serde_json::from_str(text).expect("JSON");
            let title = message["data"]["notification_obj"]["custom_notification"]["title"].as_str().expect("a title");
            let n: usize = title.parse().expect("a number");
            let expected = &mut next[user * SOCKETS + socket];
            assert_eq!((n % self.users.len(), n / self.users.len()), (*user, *expected), "in order, and none lost");
            *expected += 1;
            times.push(at.duration_since(sent[n]));
        }
        let [p50, p99] = [50, 99].map(|percent| milliseconds(percentile(&times, percent)));
        println!("all {} arrived, each user's in order, after {p50} ms (p50), {p99} ms (p99)", arrivals.len());
    }
}
