//! `kith seed`

use std::fs;
use std::path::Path;

use tempfile::tempdir;

use crate::process::{Ended, Kith};

const PASSWORD: &str = "kith-demo-password";

fn seed(data: &Path, users: u64) -> Kith {
    Kith::new(&["seed", "--users", &users.to_string()]).data(data)
}

/// The numbers of created and of existing users in the output.
fn created_and_existing(ended: &Ended) -> (u64, u64) {
    let line = ended.stderr.iter().find(|line| line.starts_with("created ")).unwrap_or_else(|| panic!("{ended:?}"));
    let words: Vec<_> = line.split(' ').collect();
    let found = words.iter().position(|word| *word == "already").unwrap() - 1;
    (words[1].parse().unwrap(), words[found].parse().unwrap())
}

#[test]
fn seeding_without_a_server_resumes_after_a_kill() {
    let data = tempdir().unwrap();
    let mut first = seed(data.path(), 300).spawn();
    let log = data.path().join("kith.db-wal");
    first.until(|| fs::metadata(&log).is_ok_and(|log| log.len() > 1_000_000));
    first.kill();

    let (made, found) = created_and_existing(&seed(data.path(), 300).run().done());
    assert_eq!(made + found, 300);
    assert!(made > 0 && found > 0, "the first run was not killed midway: {found} users exist");
    let ended = seed(data.path(), 500).run().done();
    assert_eq!(created_and_existing(&ended), (200, 300));
    let username = ended.stderr.last().unwrap().rsplit(' ').next().unwrap();

    let server = Kith::serve(data.path()).listen();
    let user = server.logged_in(username, PASSWORD);
    assert_eq!(user.count(), 501, "the seeded users and the superuser");
    assert_ne!(user.get("/api/v2/user/me/").expect(200).body["real_name"], "");
    server.stop();
}

#[test]
fn seeding_beside_a_server_resumes_after_a_kill() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).listen();
    let madeline = server.registered("madeline");
    let mut first = seed(data.path(), 300).spawn();
    first.until(|| madeline.count() > 50);
    first.kill();
    assert!(madeline.count() < 302, "the first run was not killed midway");

    let (made, found) = created_and_existing(&seed(data.path(), 300).run().done());
    assert_eq!(made + found, 300);
    assert_eq!(madeline.count(), 302, "the seeded users, the superuser and madeline");
    assert_eq!(created_and_existing(&seed(data.path(), 300).run().done()), (0, 300));
    assert_eq!(created_and_existing(&seed(data.path(), 100).run().done()), (0, 100));
    assert_eq!(madeline.count(), 302);
    server.stop();
}

#[test]
fn two_concurrent_runs_create_each_user_once() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).listen();
    let both = [seed(data.path(), 100).spawn(), seed(data.path(), 100).spawn()];
    let made: u64 = both.map(|seed| created_and_existing(&seed.wait().done()).0).iter().sum();
    assert_eq!(made, 100);
    assert_eq!(server.registered("madeline").count(), 102, "the seeded users, the superuser and madeline");
    server.stop();
}
