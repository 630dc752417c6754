//! `kith reconcile`

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use kith::engine::{Endpoint, Engine, Location, client};
use serde_json::json;
use tempfile::tempdir;

use crate::client::Client as Http;
use crate::process::{Kith, Server};

pub const CLEAN: &str = "all derived data matches its source items";

/// `kith reconcile` of a data directory.
pub fn reconcile(data: &Path) -> Kith {
    Kith::new(&["reconcile", "--pause", "0"]).data(data)
}

/// The id of a client's user.
pub fn id(client: &Http) -> u64 {
    client.get("/api/v2/user/me/").expect(200).body["id"].as_u64().unwrap()
}

/// The stored number of a user's followers.
pub fn followers(server: &Http, id: u64) -> u64 {
    server.get(&format!("/api/v2/user/{id}/counters/")).expect(200).body["followers"].as_u64().unwrap()
}

/// Registers two users, of whom `fan` follows `star`. Returns their ids.
pub fn star_and_fan(server: &mut Server) -> [u64; 2] {
    let (star, fan) = (server.registered("star"), server.registered("fan"));
    let [star, fan] = [(star, "fan"), (fan, "star")].map(|(client, other)| {
        let id = id(&client);
        if other == "star" {
            client.post("/api/users/follow/", &json!({"username": other})).expect(200);
        }
        id
    });
    let client = (**server).clone();
    server.process.until(|| followers(&client, star) == 1);
    [star, fan]
}

/// Runs some work on the table, bypassing `kith`.
pub fn with_table<T>(endpoint: Endpoint, work: impl AsyncFnOnce(Client) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(work(client(endpoint)))
}

/// The same, on the database file of a stopped server.
fn with_file<T>(data: &Path, work: impl AsyncFnOnce(Client) -> T) -> T {
    let engine = Engine::open(Location::File(data.join("kith.db"))).unwrap();
    let output = with_table(engine.endpoint(), work);
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(engine.stop());
    output
}

/// An item of the table.
pub type Item = HashMap<String, AttributeValue>;

/// An item with these keys.
pub fn item(pk: &str, sk: &str, rest: &[(&str, AttributeValue)]) -> Item {
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let rest = rest.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    [("PK".to_owned(), text(pk)), ("SK".to_owned(), text(sk))].into_iter().chain(rest).collect()
}

fn number(n: u64) -> AttributeValue {
    AttributeValue::N(n.to_string())
}

/// Counters of a user that nothing can be added to.
pub fn damaged_counters(user: u64) -> Item {
    item(&format!("U#{user}"), "COUNTERS", &[("followers", AttributeValue::S("many".to_owned()))])
}

/// Puts an item.
pub async fn put(table: &Client, item: Item) {
    table.put_item().table_name("kith").set_item(Some(item)).send().await.unwrap();
}

/// Damages two counter items, and adds a name-index row and a settings row of a user that does not exist.
pub async fn damage(table: Client, [star, fan]: [u64; 2]) {
    put(&table, item(&format!("U#{star}"), "COUNTERS", &[("followers", number(7))])).await;
    put(&table, item(&format!("U#{fan}"), "COUNTERS", &[("followers", number(2)), ("followings", number(1))])).await;
    put(&table, item("T#zo", "zora#777", &[])).await;
    put(&table, item("U#777", "SETTINGS", &[])).await;
}

/// The report on that damage; `outcome` is what happened to each finding.
fn expected(outcome: &str) -> Vec<String> {
    let findings = [
        "@star: followers 7, should be 1".to_owned(),
        "@fan: followers 2, should be 0".to_owned(),
        "user 777, who does not exist: a word of the name index is missing or not theirs".to_owned(),
        "user 777, who does not exist: an item of theirs is left".to_owned(),
    ];
    let totals =
        [("users with wrong counters", 2), ("wrong words in the name index", 1), ("items of deleted users", 1)];
    let outcome = |count: u64| outcome.replace("{}", &count.to_string());
    let totals = totals.map(|(what, count)| format!("{what}: {count} found, {}", outcome(count)));
    findings.into_iter().chain(totals).collect()
}

/// The lines of a report, with those about users in the order of their names, because their counters are read in any order.
fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}

#[test]
fn reports_and_repairs_differences_without_a_server() {
    let data = tempdir().unwrap();
    let mut server = Kith::serve(data.path()).listen();
    let both = star_and_fan(&mut server);
    server.stop();
    assert_eq!(reconcile(data.path()).run().done().stdout, [CLEAN]);
    with_file(data.path(), async |table| damage(table, both).await);
    for _ in 0..2 {
        let report = reconcile(data.path()).args(&["--dry-run"]).run();
        assert_eq!(report.code, Some(1), "{report:?}");
        assert_eq!(sorted(report.stdout), sorted(expected("not repaired in a dry run")));
    }
    let repaired = reconcile(data.path()).run().done();
    assert_eq!(sorted(repaired.stdout.clone()), sorted(expected("{} repaired")));
    assert!(repaired.stderr.last().unwrap().starts_with("scanned "), "{repaired:?}");
    assert!(!format!("{repaired:?}").contains("zora"), "a name of the index: {repaired:?}");
    assert_eq!(reconcile(data.path()).run().done().stdout, [CLEAN]);
    assert_eq!(reconcile(data.path()).args(&["--dry-run"]).run().done().stdout, [CLEAN]);
    let server = Kith::serve(data.path()).listen();
    assert_eq!(both.map(|id| followers(&server, id)), [1, 0]);
    server.stop();
}

#[test]
fn repairs_differences_while_the_server_runs() {
    let data = tempdir().unwrap();
    let mut server = Kith::serve(data.path()).args(&["--engine-port", "0"]).listen();
    let port = server.engine_port();
    let both = star_and_fan(&mut server);
    let socket = Endpoint::Socket(data.path().join("engine.sock"));
    with_table(socket, async |table| damage(table, both).await);
    assert_eq!(sorted(reconcile(data.path()).run().done().stdout), sorted(expected("{} repaired")));
    assert_eq!(both.map(|id| followers(&server, id)), [1, 0]);
    // The same table by its endpoint, without the data directory.
    let elsewhere = Kith::new(&["reconcile", "--pause", "1", "--dynamodb-endpoint", &port.url, "--table", "kith"]);
    assert_eq!(elsewhere.credentials(&port).run().done().stdout, [CLEAN]);
    server.stop();
}

/// `fanout` processes a follow that is not counted yet before the janitor walks, so that it is neither repaired nor
/// counted again by the next start.
#[test]
fn unprocessed_changes_are_processed_first() {
    let data = tempdir().unwrap();
    let events = data.path().join("events.jsonl");
    let mut server = Kith::serve(data.path()).listen();
    let [star, fan] = star_and_fan(&mut server);
    server.stop();
    with_file(data.path(), async |table| {
        let id = 1 << 50;
        let position = |other: u64| AttributeValue::S(format!("{id:016}#{other}"));
        let partition = |user: u64, list: &str| AttributeValue::S(format!("U#{user}#{list}"));
        let edge = [
            ("from", number(star)),
            ("to", number(fan)),
            ("id", number(id)),
            ("GSI1PK", partition(fan, "FOLLOWERS")),
            ("GSI1SK", position(star)),
            ("GSI2PK", partition(star, "FOLLOWINGS")),
            ("GSI2SK", position(fan)),
        ];
        put(&table, item(&format!("U#{star}"), &format!("FOLLOW#{fan}"), &edge)).await;
    });
    let report = reconcile(data.path()).args(&["--dry-run", "--events", events.to_str().unwrap()]).run().done();
    assert_eq!(report.stdout, [CLEAN]);
    let published = fs::read_to_string(&events).unwrap();
    assert_eq!(published.lines().filter(|line| line.contains("follow.created")).count(), 1, "{published}");
    let server = Kith::serve(data.path()).listen();
    assert_eq!([star, fan].map(|id| followers(&server, id)), [1, 1]);
    server.stop();
    assert_eq!(reconcile(data.path()).run().done().stdout, [CLEAN]);
}

#[test]
fn invalid_options_and_missing_directories_are_errors() {
    let ended = Kith::new(&["reconcile", "--pause", "a while"]).run();
    assert_eq!(ended.code, Some(2), "{ended:?}");
    let data = tempdir().unwrap();
    let (data, file) = (data.path().join("data"), data.path().join("nowhere/events.jsonl"));
    let line = Kith::new(&["reconcile", "--events", file.to_str().unwrap()]).data(&data).run().refused();
    assert!(line.starts_with(&format!("kith: cannot write events to {}: ", file.display())), "{line}");
    assert!(!data.exists());
    // A misspelt directory is an error: it is neither created nor reported as clean.
    for _ in 0..2 {
        let line = reconcile(&data).run().refused();
        assert_eq!(line, format!("kith: there is no community in {}: set --data to its directory", data.display()));
        assert!(!data.exists());
    }
}
