//! `kith serve` killed while it registers users.

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use serde_json::json;
use tempfile::tempdir;

use crate::client::PASSWORD;
use crate::process::Kith;

const WRITERS: u64 = 4;
const BEFORE_THE_KILL: usize = 200;
const ADMIN: &str = "farewell-summit";

#[test]
fn acknowledged_registrations_survive_a_kill() {
    let data = tempdir().unwrap();
    let serve = || Kith::serve(data.path()).args(&["--admin-password", ADMIN]).env("KITH_NO_THROTTLE", "1").listen();
    let mut server = serve();
    let (acknowledge, acknowledged) = channel();
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (client, acknowledge) = (server.clone(), acknowledge.clone());
            thread::spawn(move || {
                for n in 0.. {
                    let name = format!("member_{writer}_{n}");
                    let Ok(answer) = client.with_key(&name).try_register(&name) else { break };
                    answer.expect(200);
                    acknowledge.send(name).unwrap();
                }
            })
        })
        .collect();
    drop(acknowledge);
    let mut names: Vec<_> =
        (0..BEFORE_THE_KILL).map(|_| acknowledged.recv_timeout(Duration::from_secs(20)).unwrap()).collect();
    server.process.kill();
    names.extend(acknowledged);
    for writer in writers {
        writer.join().unwrap();
    }

    let server = serve();
    let admin = server.logged_in("admin", ADMIN);
    for batch in names.chunks(100) {
        let found = admin.post("/api/v2/user/match/", &json!({"usernames": batch})).expect(200).body;
        let found: Vec<_> = found.as_array().unwrap().iter().map(|user| user["username"].as_str().unwrap()).collect();
        assert_eq!(found, batch);
    }
    for name in names.iter().rev().take(3) {
        server.log_in(name, PASSWORD).expect(200);
        // The key survives as well: the same request is no attempt to take the name again.
        server.with_key(name).register(name).expect(200);
    }
    // Registrations that were not acknowledged may exist as well, complete and counted.
    let (count, known) = (admin.count() - 1, names.len() as u64);
    assert!((known..=known + WRITERS).contains(&count), "{count} users, {known} acknowledged");
    server.stop();
}
