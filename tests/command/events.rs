//! `kith serve --events`

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::tempdir;

use crate::process::{Kith, Server};

fn serve(data: &Path, events: &Path) -> Server {
    Kith::serve(data).args(&["--events", events.to_str().unwrap()]).listen()
}

fn events(file: &Path) -> Vec<Value> {
    let text = fs::read_to_string(file).unwrap_or_default();
    // The last line may be incomplete.
    let complete = text.rsplit_once('\n').map_or("", |(complete, _)| complete);
    complete.lines().map(|line| serde_json::from_str(line).expect("an event")).collect()
}

fn ids(events: &[Value]) -> BTreeSet<String> {
    events.iter().map(|event| event["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn events_are_written_in_the_delivered_format_and_repeated_with_the_same_ids_after_a_crash() {
    let (data, file) = (tempdir().unwrap(), tempdir().unwrap());
    let file = file.path().join("events.jsonl");
    let mut server = serve(data.path(), &file);
    let ann = server.registered("ann");
    server.registered("ben").post("/api/users/follow/", &json!({"username": "ann"})).expect(200);
    ann.post("/api/users/logout/", &json!({})).expect(204);
    // The superuser, ann, ben, the follow.
    server.process.until(|| events(&file).len() >= 4);
    let first = events(&file);
    let kinds: Vec<_> = first.iter().map(|event| event["detail-type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["user.created", "user.created", "user.created", "follow.created"]);
    let event = &first[1];
    let (id, time) = (event["id"].clone(), event["detail"]["time"].clone());
    let short = time.as_str().unwrap().replace(".000Z", "Z");
    let user = json!({"id": event["detail"]["user"]["id"].as_u64().unwrap(), "username": "ann"});
    let expected = json!({
        "version": "0", "id": id, "detail-type": "user.created", "source": "kith", "account": "000000000000",
        "time": short, "region": "local", "resources": [],
        "detail": {"version": 1, "id": id, "time": time, "user": user},
    });
    assert_eq!(*event, expected);
    assert_eq!(first[3]["detail"]["followed"]["id"], event["detail"]["user"]["id"]);
    assert!(!fs::read_to_string(&file).unwrap().contains("example.org"), "an e-mail address");

    // Without checkpoints, every record that the stream still has is processed again.
    server.process.kill();
    fs::remove_file(data.path().join("checkpoints")).unwrap();
    let mut server = serve(data.path(), &file);
    server.process.until(|| events(&file).len() >= 8);
    let again = events(&file);
    assert_eq!((again.len(), ids(&again)), (8, ids(&first)));
    server.stop();
}

#[test]
fn an_unwritable_events_file_is_an_error_before_any_data_is_created() {
    let data = tempdir().unwrap();
    let (data, file) = (data.path().join("data"), data.path().join("nowhere/events.jsonl"));
    let line = Kith::serve(&data).env("KITH_EVENTS", file.to_str().unwrap()).run().refused();
    assert!(line.starts_with(&format!("kith: cannot write events to {}: ", file.display())), "{line}");
    assert!(!data.exists());
}
