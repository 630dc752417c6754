//! `--dynamodb-endpoint`: a community on another process's engine.

use tempfile::tempdir;

use crate::client::PASSWORD;
use crate::process::Kith;

#[test]
fn two_communities_on_one_engine_are_separate() {
    let (data, other_data) = (tempdir().unwrap(), tempdir().unwrap());
    let mut server = Kith::serve(data.path()).args(&["--engine-port", "0"]).listen();
    let port = server.engine_port();
    let engine = &port.url;
    let at_engine = ["--dynamodb-endpoint", &**engine, "--table", "other"];

    let other = Kith::serve(other_data.path()).args(&at_engine).credentials(&port).listen();
    server.register("madeline").expect(200);
    other.register("theo").expect(200);
    server.log_in("theo", PASSWORD).expect(400);
    other.log_in("madeline", PASSWORD).expect(400);
    other.register("madeline").expect(200);
    assert!(!other_data.path().join("kith.db").exists());

    let create = ["create-superuser", "--username", "badeline", "--email", "badeline@example.org"];
    Kith::new(&create).args(&at_engine).credentials(&port).env("KITH_PASSWORD", PASSWORD).run().done();
    other.log_in("badeline", PASSWORD).expect(200);
    server.log_in("badeline", PASSWORD).expect(400);

    let ended = other.stop();
    assert!(ended.shown_password().is_some(), "{ended:?}");
    assert!(ended.stderr.contains(&format!("  data       table other at {engine} (new)")), "{ended:?}");

    // The engine keeps the data when the process ends.
    let other = Kith::serve(other_data.path()).args(&at_engine).credentials(&port).listen();
    other.log_in("theo", PASSWORD).expect(200);
    let ended = other.stop();
    assert!(ended.shown_password().is_none(), "{ended:?}");
    server.stop();
}
