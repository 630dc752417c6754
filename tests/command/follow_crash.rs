//! `kith serve` killed while users follow each other: acknowledged follows survive, and derived data catches up.

use std::path::Path;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::tempdir;

use crate::client::{Client, PASSWORD};
use crate::process::{Kith, Server};
use crate::replay::assert_nothing_is_parked;

const FANS: usize = 50;
const BEFORE_THE_KILL: usize = 20;
const QUIET: Duration = Duration::from_secs(1);
const ADMIN: &str = "farewell-summit";

fn serve(data: &Path) -> Server {
    Kith::serve(data).args(&["--admin-password", ADMIN]).env("KITH_NO_THROTTLE", "1").listen()
}

fn id(client: &Client) -> u64 {
    client.get("/api/v2/user/me/").expect(200).body["id"].as_u64().unwrap()
}

fn counter(client: &Client, id: u64) -> u64 {
    client.get(&format!("/api/v2/user/{id}/counters/")).expect(200).body["followers"].as_u64().unwrap()
}

fn listed(client: &Client, id: u64) -> Vec<u64> {
    let page = client.get(&format!("/api/v2/user/{id}/followers/?limit=100")).expect(200).body;
    assert_eq!(page["next"], Value::Null);
    page["results"].as_array().unwrap().iter().map(|user| user["id"].as_u64().unwrap()).collect()
}

/// Waits until the counter of followers and the number of notifications reach `count`, and checks that they stay there.
fn assert_settles(server: &mut Server, star: u64, count: u64) {
    let client = server.logged_in("star", PASSWORD);
    let unseen = || client.get("/api/v2/notification/unseen/count/").expect(200).body["count"].as_u64().unwrap();
    server.process.until(|| (counter(&client, star), unseen()) == (count, count));
    let start = Instant::now();
    server.process.until(|| {
        assert_eq!((counter(&client, star), unseen()), (count, count), "counted or notified twice");
        start.elapsed() > QUIET
    });
}

#[test]
fn acknowledged_follows_survive_a_kill_and_are_counted_once() {
    let data = tempdir().unwrap();
    let mut server = serve(data.path());
    let star = id(&server.registered("star"));
    let fans: Vec<_> = (0..FANS).map(|n| server.registered(&format!("fan_{n}"))).map(|fan| (id(&fan), fan)).collect();
    let (acknowledge, acknowledged) = channel();
    let following: Vec<_> = fans
        .into_iter()
        .map(|(fan, client)| {
            let acknowledge = acknowledge.clone();
            thread::spawn(move || {
                if let Ok(answer) = client.try_post("/api/users/follow/", &json!({"username": "star"})) {
                    answer.expect(200);
                    acknowledge.send(fan).unwrap();
                }
            })
        })
        .collect();
    drop(acknowledge);
    let mut known: Vec<u64> =
        (0..BEFORE_THE_KILL).map(|_| acknowledged.recv_timeout(Duration::from_secs(20)).unwrap()).collect();
    server.process.kill();
    known.extend(acknowledged);
    for fan in following {
        fan.join().unwrap();
    }

    let start = Instant::now();
    let mut server = serve(data.path());
    let followers = listed(&server, star);
    assert!(known.iter().all(|fan| followers.contains(fan)), "{known:?} are not all in {followers:?}");
    let count = followers.len() as u64;
    assert_settles(&mut server, star, count);
    println!("{} of {FANS} acknowledged, {count} listed, restarted and settled in {:?}", known.len(), start.elapsed());

    // One restart continues from the checkpoints, the other from the oldest record in the stream.
    for checkpoints in [true, false] {
        server.stop();
        if !checkpoints {
            std::fs::remove_file(data.path().join("checkpoints")).unwrap();
        }
        server = serve(data.path());
        assert_settles(&mut server, star, count);
    }
    // New records have later sequence numbers than the stored shard marks.
    let late = server.registered("latecomer");
    late.post("/api/users/follow/", &json!({"username": "star"})).expect(200);
    assert_settles(&mut server, star, count + 1);
    assert_eq!(listed(&server, star).len() as u64, count + 1);
    assert_nothing_is_parked(data.path());
    server.stop();
}

#[test]
fn follows_are_counted_once_when_the_server_is_killed_while_it_catches_up() {
    let data = tempdir().unwrap();
    let mut server = serve(data.path());
    let star = id(&server.registered("star"));
    let mut followers = 0;
    for round in 0..4 {
        let fans: Vec<_> = (0..10).map(|n| server.registered(&format!("fan_{round}_{n}"))).collect();
        for fan in fans {
            fan.post(&format!("/api/v2/user/{star}/follow/"), &json!({})).expect(201);
            followers += 1;
        }
        server.process.kill();
        server = serve(data.path());
    }
    assert_eq!(listed(&server, star).len() as u64, followers);
    assert_settles(&mut server, star, followers);
    assert_nothing_is_parked(data.path());
    server.stop();
}

#[test]
fn a_follow_is_counted_within_five_seconds() {
    let data = tempdir().unwrap();
    let mut server = serve(data.path());
    let star = id(&server.registered("star"));
    let fan = server.registered("fan");
    let client = (*server).clone();
    let mut lags = Vec::new();
    for round in 0..10 {
        fan.post(&format!("/api/v2/user/{star}/follow/"), &json!({})).expect(201);
        let start = Instant::now();
        server.process.until(|| counter(&client, star) == (round + 1) % 2);
        lags.push(start.elapsed());
    }
    lags.sort();
    println!("counted after {:?} (least), {:?} (median), {:?} (most)", lags[0], lags[5], lags[9]);
    assert!(lags[9] < Duration::from_secs(5), "{lags:?}");
    server.stop();
}
