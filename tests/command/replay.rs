//! `kith replay`

use std::path::Path;

use aws_sdk_dynamodb::Client;
use kith::engine::Endpoint;
use serde_json::json;
use tempfile::tempdir;

use crate::client::Client as Http;
use crate::process::{Ended, Kith, Server};
use crate::reconcile::{damaged_counters, followers, id, item, put, with_table};

const NOTHING: &str = "no changes are parked";

fn replay(data: &Path, args: &[&str]) -> Ended {
    Kith::new(&["replay", "--pause", "0"]).args(args).data(data).run()
}

/// The lines about the parked changes.
fn listed(data: &Path) -> Vec<String> {
    let lines = replay(data, &["--list"]).done().stdout;
    lines.into_iter().filter(|line| line != NOTHING).collect()
}

/// Panics if `fanout` has parked a change.
#[track_caller]
pub fn assert_nothing_is_parked(data: &Path) {
    assert_eq!(replay(data, &["--list"]).done().stdout, [NOTHING]);
}

fn on_table<T>(data: &Path, work: impl AsyncFnOnce(Client) -> T) -> T {
    with_table(Endpoint::Socket(data.join("engine.sock")), work)
}

/// A star whose counters nothing can be added to until they are corrected, and a fan who follows. Returns the star, with the
/// id of the parked follow.
fn parked_follow(server: &mut Server, data: &Path) -> (u64, String) {
    let (star, fan) = (server.registered("star"), server.registered("fan"));
    let (star, fan_id) = (id(&star), id(&fan));
    on_table(data, async |table| put(&table, damaged_counters(star)).await);
    fan.post(&format!("/api/v2/user/{star}/follow/"), &json!({})).expect(201);
    let mut line = None;
    server.process.until(|| {
        line = listed(data).pop();
        line.is_some()
    });
    let line = line.unwrap();
    let (parked, rest) = line.split_once("  ").unwrap();
    assert!(rest.contains(&format!("  U#{fan_id} FOLLOW#{star} was created: ")), "{line}");
    (star, parked.to_owned())
}

fn followers_of(server: &Server, star: u64) -> u64 {
    let client: &Http = server;
    followers(client, star)
}

#[test]
fn replays_what_fanout_has_parked_while_the_server_runs() {
    let data = tempdir().unwrap();
    let mut server = Kith::serve(data.path()).args(&["--engine-port", "0"]).listen();
    let port = server.engine_port();
    assert_nothing_is_parked(data.path());
    assert_eq!(replay(data.path(), &[]).done().stdout, [NOTHING]);
    let (star, parked) = parked_follow(&mut server, data.path());
    // The same table by its endpoint, without the data directory.
    let elsewhere = Kith::new(&["replay", "--list", "--dynamodb-endpoint", &port.url, "--table", "kith"]);
    assert_eq!(elsewhere.credentials(&port).run().done().stdout, listed(data.path()));
    let unknown = replay(data.path(), &["0123456789abcdef"]);
    assert_eq!(unknown.stderr, ["kith: no change with the id 0123456789abcdef is parked"]);
    let replayed = replay(data.path(), &[&parked]).done();
    assert_eq!(replayed.stdout, [format!("{parked} replayed")]);
    assert_eq!(replayed.stderr.last().unwrap(), "1 replayed, 0 failed again");
    assert_eq!(followers_of(&server, star), 1);
    assert_nothing_is_parked(data.path());
    server.stop();
}

#[test]
fn replays_without_a_server() {
    let data = tempdir().unwrap();
    let mut server = Kith::serve(data.path()).listen();
    let (star, parked) = parked_follow(&mut server, data.path());
    server.stop();
    assert_eq!(replay(data.path(), &[]).done().stdout, [format!("{parked} replayed")]);
    assert_nothing_is_parked(data.path());
    let server = Kith::serve(data.path()).listen();
    assert_eq!(followers_of(&server, star), 1);
    server.stop();
}

#[test]
fn says_what_failed_again_and_why() {
    let data = tempdir().unwrap();
    let mut server = Kith::serve(data.path()).listen();
    on_table(data.path(), async |table| put(&table, item("U#77", "FOLLOW#78", &[])).await);
    server.process.until(|| !listed(data.path()).is_empty());
    let line = listed(data.path()).remove(0);
    let (parked, reason) = (line.split_once("  ").unwrap().0, line.split_once(": ").unwrap().1);
    let failed = replay(data.path(), &[]);
    assert_eq!(failed.code, Some(1), "{failed:?}");
    assert_eq!(failed.stdout, [format!("{parked} failed again: {reason}")]);
    assert_eq!(failed.stderr.last().unwrap(), "0 replayed, 1 failed again");
    assert_eq!(listed(data.path()), [line]);
    server.stop();
}

#[test]
fn names_a_missing_community() {
    let data = tempdir().unwrap();
    for args in [&["--list"][..], &[]] {
        let failed = replay(data.path(), args);
        assert_eq!(failed.code, Some(2), "{failed:?}");
        assert!(failed.stderr[0].starts_with("kith: there is no community in "), "{failed:?}");
    }
}
