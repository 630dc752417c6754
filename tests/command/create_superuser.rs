//! `kith create-superuser`

use std::path::Path;

use tempfile::tempdir;

use crate::client::Client;
use crate::process::{Ended, Kith};

fn create(data: &Path, name: &str) -> Kith {
    let email = format!("{name}@example.org");
    Kith::new(&["create-superuser", "--username", name, "--email", &email]).data(data)
}

fn assert_created(ended: Ended, name: &str) {
    let ended = ended.done();
    assert_eq!(ended.stderr, [format!("superuser {name} is ready")]);
    assert!(ended.stdout.is_empty(), "{ended:?}");
}

/// Logs in and deletes another user's account, which only staff may do.
fn delete_another_user(server: &Client, name: &str, password: &str) -> Client {
    let victim = format!("victim_of_{name}");
    let id = server.register(&victim).expect(200).body["user"]["id"].clone();
    let superuser = server.logged_in(name, password);
    superuser.delete(&format!("/api/v2/user/{id}/?hard=1")).expect(204);
    superuser
}

#[test]
fn creates_a_superuser_before_the_first_start() {
    let data = tempdir().unwrap();
    assert_created(create(data.path(), "theo").env("KITH_PASSWORD", "mirror-temple").run(), "theo");
    let server = Kith::serve(data.path()).listen();
    let theo = delete_another_user(&server, "theo", "mirror-temple");
    assert_eq!(theo.count(), 1, "no first superuser is created if one exists");
    assert!(server.stop().shown_password().is_none());
}

#[test]
fn creates_a_superuser_while_the_server_is_stopped() {
    let data = tempdir().unwrap();
    Kith::serve(data.path()).listen().stop();
    assert_created(create(data.path(), "theo").stdin("mirror-temple\n").run(), "theo");
    let server = Kith::serve(data.path()).listen();
    delete_another_user(&server, "theo", "mirror-temple");
    server.stop();
}

#[test]
fn creates_superusers_while_the_server_runs() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).listen();
    assert_created(create(data.path(), "theo").env("KITH_PASSWORD", "mirror-temple").run(), "theo");
    assert_created(create(data.path(), "badeline").stdin("mirror-temple-2\r\n").run(), "badeline");
    delete_another_user(&server, "theo", "mirror-temple");
    delete_another_user(&server, "badeline", "mirror-temple-2");
    server.stop();
}

#[test]
fn creates_a_superuser_after_a_crash() {
    let data = tempdir().unwrap();
    let mut server = Kith::serve(data.path()).listen();
    server.process.kill();
    // The file with the engine's address is left behind.
    assert_created(create(data.path(), "theo").env("KITH_PASSWORD", "mirror-temple").run(), "theo");
}

#[test]
fn taken_and_invalid_fields_are_rejected() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).listen();
    let madeline = server.registered("madeline");
    let reject = |name, email, password| {
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
        assert_eq!(reject(name, email, password), format!("kith: {line}"));
    }
    assert_eq!(madeline.count(), 2, "the superuser and madeline");
    server.stop();
}
