//! `kith create-superuser`

use std::path::Path;

use tempfile::tempdir;

use crate::client::Client;
use crate::process::{Ended, Kith};

fn create(data: &Path, name: &str) -> Kith {
    let email = format!("{name}@example.org");
    Kith::new(&["create-superuser", "--username", name, "--email", &email]).data(data)
}

fn done(ended: Ended, name: &str) {
    let ended = ended.done();
    assert_eq!(ended.stderr, [format!("superuser {name} is ready")]);
    assert!(ended.stdout.is_empty(), "{ended:?}");
}

/// Only staff may take an account away from somebody else.
fn may_delete_others(server: &Client, name: &str, password: &str) -> Client {
    let victim = format!("victim_of_{name}");
    let id = server.register(&victim).expect(200).body["user"]["id"].clone();
    let superuser = server.logged_in(name, password);
    superuser.delete(&format!("/api/v2/user/{id}/?hard=1")).expect(204);
    superuser
}

#[test]
fn before_the_first_start() {
    let data = tempdir().unwrap();
    done(create(data.path(), "theo").env("KITH_PASSWORD", "mirror-temple").run(), "theo");
    let server = Kith::serve(data.path()).listen();
    let theo = may_delete_others(&server, "theo", "mirror-temple");
    assert_eq!(theo.count(), 1, "a community that has a superuser is given no other");
    assert!(server.stop().shown_password().is_none());
}

#[test]
fn between_two_starts() {
    let data = tempdir().unwrap();
    Kith::serve(data.path()).listen().stop();
    done(create(data.path(), "theo").stdin("mirror-temple\n").run(), "theo");
    let server = Kith::serve(data.path()).listen();
    may_delete_others(&server, "theo", "mirror-temple");
    server.stop();
}

#[test]
fn while_the_server_runs() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).listen();
    done(create(data.path(), "theo").env("KITH_PASSWORD", "mirror-temple").run(), "theo");
    done(create(data.path(), "badeline").stdin("mirror-temple-2\r\n").run(), "badeline");
    may_delete_others(&server, "theo", "mirror-temple");
    may_delete_others(&server, "badeline", "mirror-temple-2");
    server.stop();
}

#[test]
fn after_a_crash() {
    let data = tempdir().unwrap();
    let mut server = Kith::serve(data.path()).listen();
    server.process.kill();
    // The file that names the engine's address is still there.
    done(create(data.path(), "theo").env("KITH_PASSWORD", "mirror-temple").run(), "theo");
}

#[test]
fn what_it_refuses() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).listen();
    let madeline = server.registered("madeline");
    let create = |name, email, password| {
        let args = ["create-superuser", "--username", name, "--email", email];
        Kith::new(&args).data(data.path()).env("KITH_PASSWORD", password).run().refused()
    };
    for (name, email, password, line) in [
        ("Madeline", "m@example.org", "mirror-temple", "username: A user with that username already exists."),
        ("theo", "madeline@example.org", "mirror-temple", "email: A user with that email already exists."),
        ("theo", "no address", "mirror-temple", "email: Enter a valid email address."),
        ("", "theo@example.org", "mirror-temple", "username: This field may not be blank."),
        ("theo", "theo@example.org", "short", "password: Ensure this field has at least 8 characters."),
        ("theo", "theo@example.org", "", "password: This field may not be blank."),
    ] {
        assert_eq!(create(name, email, password), format!("kith: {line}"));
    }
    assert_eq!(madeline.count(), 2, "the superuser and madeline");
    server.stop();
}
