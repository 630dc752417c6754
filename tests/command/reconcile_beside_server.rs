//! `kith reconcile` beside a server that lags, or that users write to: only what is wrong is repaired.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use kith::engine::Endpoint;
use serde_json::json;
use tempfile::tempdir;

use crate::process::Kith;
use crate::reconcile::{CLEAN, damage, followers, id, reconcile, star_and_fan, with_table};
use crate::seed::seed;

#[test]
fn changes_that_wait_are_neither_repaired_nor_counted_twice() {
    let data = tempdir().unwrap();
    seed(data.path(), 60).run().done();
    let server = Kith::serve(data.path()).listen();
    assert_eq!(reconcile(data.path()).run().done().stdout, [CLEAN], "before the server has derived anything");
    seed(data.path(), 120).run().done();
    assert_eq!(reconcile(data.path()).run().done().stdout, [CLEAN], "while the server lags");
    assert_eq!(reconcile(data.path()).args(&["--dry-run"]).run().done().stdout, [CLEAN]);
    server.stop();
}

#[test]
fn repairs_are_exact_while_users_write() {
    let data = tempdir().unwrap();
    let mut server = Kith::serve(data.path()).env("KITH_NO_THROTTLE", "1").listen();
    let both = star_and_fan(&mut server);
    let busy = server.registered("busy");
    let fans: Vec<_> = (0..4).map(|n| server.registered(&format!("fan_{n}"))).collect();
    let stop = AtomicBool::new(false);
    let follow = format!("/api/v2/user/{}/follow/", id(&busy));
    thread::scope(|scope| {
        for fan in &fans {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    // A toggle.
                    fan.post(&follow, &json!({}));
                }
            });
        }
        let socket = Endpoint::Socket(data.path().join("engine.sock"));
        with_table(socket, async |table| damage(table, both).await);
        let repaired = reconcile(data.path()).run().done().stdout;
        stop.store(true, Ordering::Relaxed);
        assert!(repaired.contains(&"users with wrong counters: 2 found, 2 repaired".to_owned()), "{repaired:?}");
        assert!(!repaired.iter().any(|line| line.contains("@busy")), "{repaired:?}");
    });
    assert_eq!(both.map(|id| followers(&server, id)), [1, 0]);
    assert_eq!(reconcile(data.path()).args(&["--dry-run"]).run().done().stdout, [CLEAN]);
    server.stop();
}
