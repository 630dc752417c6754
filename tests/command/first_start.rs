//! The first start of a community, and the next one.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use tempfile::tempdir;

use crate::process::Kith;

#[test]
fn the_only_line_on_stdout_announces_the_address() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).listen();
    server.register("madeline").expect(200);
    let line = format!("kith is listening on http://{}", server.address);
    let port = server.address.strip_prefix("127.0.0.1:").unwrap();
    assert!(port.parse::<u16>().is_ok_and(|port| port > 0), "{port}");
    assert_eq!(server.stop().stdout, [line]);
}

#[test]
fn the_first_superusers_password_is_shown_once_and_stays_valid() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).listen();
    let early = server.register("madeline").expect(200);
    let ended = server.stop();
    let password = ended.shown_password().expect("a password").to_owned();
    let log = ended.stderr.join("\n");
    assert_eq!(log.matches(&password).count(), 1, "{log}");

    let server = Kith::serve(data.path()).listen();
    let admin = server.logged_in("admin", &password);
    assert_eq!(admin.name().as_deref(), Some("admin"));
    assert_eq!(server.with_token(early.token()).name().as_deref(), Some("madeline"), "the token secret was not kept");
    let ended = server.stop();
    let log = ended.stderr.join("\n");
    assert!(ended.shown_password().is_none() && !log.contains(&password), "{log}");
}

#[test]
fn a_new_data_directory_is_accessible_to_its_owner_only() {
    let parent = tempdir().unwrap();
    let data = parent.path().join("not/there/yet");
    let _server = Kith::serve(&data).listen();
    assert_eq!(mode(&data), 0o700);
    assert_eq!(mode(&data.join("jwt-secret")), 0o600);
}

#[test]
fn files_in_a_world_readable_directory_are_accessible_to_their_owner_only() {
    let data = tempdir().unwrap();
    fs::set_permissions(data.path(), Permissions::from_mode(0o755)).unwrap();
    let _server = Kith::serve(data.path()).listen();
    for file in ["jwt-secret", "engine.sock", "kith.db", "kith.db-lock", "kith.db-wal", "kith.db-shm"] {
        assert_eq!(mode(&data.path().join(file)), 0o600, "{file}");
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}
