//! How long one change takes to arrive at the sockets that it concerns.

use std::time::{Duration, Instant};

use bench::{Client, Server, milliseconds, percentile};
use serde_json::{Value, json};

use crate::listener::{Arrival, Listener};
use crate::{PATIENCE, SOCKETS, User};

/// The server, its sockets, and the users who have them.
pub struct Arrivals<'a> {
    pub server: &'a Server,
    pub listener: &'a Listener,
    pub users: &'a [User],
}

impl Arrivals<'_> {
    /// Has each of these people follow, befriend, comment and vote in turn, and prints how long the messages take.
    pub fn measure(&self, people: &[User]) {
        self.print("a follow", people, |n, client| {
            let path = format!("/api/v2/user/{}/follow/", self.user(n).id);
            client.json("POST", &path, Some(&json!({"follow": true})));
            "user_follow"
        });
        self.print("a friendship request", people, |n, client| {
            let path = format!("/api/v2/user/{}/connection/request/", self.user(n).id);
            client.json("POST", &path, Some(&json!({})));
            "connection_request"
        });
        let posts = self.open_posts(people);
        self.print("a comment on an open post", people, |n, client| {
            let body = json!({"post": posts[n % posts.len()], "text": format!("How high is it? ({n})")});
            client.json("POST", "/api/v2/comment/", Some(&body));
            "How high is it?"
        });
        self.print("a vote for an open post", people, |n, client| {
            let path = format!("/api/v2/post/{}/vote/", posts[n % posts.len()]);
            let (status, text) = client.call("POST", &path, Some(&json!({}))).expect("a response");
            assert_eq!(status, 204, "{text}");
            "vote_count"
        });
    }

    /// The user whom the change of the person at this place concerns.
    fn user(&self, n: usize) -> &User {
        &self.users[n % self.users.len()]
    }

    /// Publishes a post for each user, which the user opens at all sockets. Its author has no socket.
    fn open_posts(&self, people: &[User]) -> Vec<u64> {
        let publish = |(at, _): (usize, &User)| {
            // Whoever comments on a post is not its author.
            let author = Client::new(self.server.base(), Some(&people[(at + 1) % people.len()].token));
            let post = author.json("POST", "/api/v2/post/", Some(&json!({"text": format!("Summit {at}")})));
            let post = post["id"].as_u64().expect("an id");
            self.listener.send(at, &json!({"action": "subscribe", "post": post}).to_string());
            for Arrival { text, .. } in self.listener.take(SOCKETS, PATIENCE) {
                let answer: Value = serde_json::from_str(&text).expect("JSON");
                assert_eq!(answer["data"]["status"], "subscribed", "{text}");
            }
            post
        };
        self.users.iter().enumerate().map(publish).collect()
    }

    /// Has each person cause a message, which contains the returned text, to all sockets of a user, and prints the time from
    /// before the request until the last of these has it.
    fn print(&self, what: &str, people: &[User], cause: impl Fn(usize, &Client) -> &'static str) {
        let time = |(n, person): (usize, &User)| {
            let client = Client::new(self.server.base(), Some(&person.token));
            let started = Instant::now();
            let expected = cause(n, &client);
            let arrivals = self.listener.take(SOCKETS, PATIENCE);
            for Arrival { user, text, .. } in &arrivals {
                assert!(*user == n % self.users.len() && text.contains(expected), "{text}");
            }
            arrivals.iter().map(|arrival| arrival.at).max().expect("an arrival").duration_since(started)
        };
        let times: Vec<Duration> = people.iter().enumerate().map(time).collect();
        let [p50, p99] = [50, 99].map(|percent| milliseconds(percentile(&times, percent)));
        println!("{what} arrives at {SOCKETS} open sockets after {p50} ms (p50), {p99} ms (p99)");
    }
}
