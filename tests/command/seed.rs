//! `kith seed`

use std::fs;
use std::path::Path;

use tempfile::tempdir;

use crate::process::{Ended, Kith};

const PASSWORD: &str = "kith-demo-password";

fn seed(data: &Path, users: u64) -> Kith {
    Kith::new(&["seed", "--users", &users.to_string()]).data(data)
}

/// How many users it says to have made, and how many to have found.
fn figures(ended: &Ended) -> (u64, u64) {
    let line = ended.stderr.iter().find(|line| line.starts_with("created ")).unwrap_or_else(|| panic!("{ended:?}"));
    let words: Vec<_> = line.split(' ').collect();
    let found = words.iter().position(|word| *word == "already").unwrap() - 1;
    (words[1].parse().unwrap(), words[found].parse().unwrap())
}

#[test]
fn without_a_server_and_cut_off_in_the_middle() {
    let data = tempdir().unwrap();
    let mut first = seed(data.path(), 300).spawn();
    let log = data.path().join("kith.db-wal");
    first.until(|| fs::metadata(&log).is_ok_and(|log| log.len() > 1_000_000));
    first.kill();

    let (made, found) = figures(&seed(data.path(), 300).run().done());
    assert_eq!(made + found, 300);
    assert!(made > 0 && found > 0, "not in the middle: {found} were there");
    let ended = seed(data.path(), 500).run().done();
    assert_eq!(figures(&ended), (200, 300));
    let somebody = ended.stderr.last().unwrap().rsplit(' ').next().unwrap();

    let server = Kith::serve(data.path()).listen();
    let somebody = server.logged_in(somebody, PASSWORD);
    assert_eq!(somebody.count(), 501, "all of them and the superuser");
    assert_ne!(somebody.get("/api/v2/user/me/").expect(200).body["real_name"], "");
    server.stop();
}

#[test]
fn while_the_server_runs_and_cut_off_in_the_middle() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).listen();
    let madeline = server.registered("madeline");
    let mut first = seed(data.path(), 300).spawn();
    first.until(|| madeline.count() > 50);
    first.kill();
    assert!(madeline.count() < 302, "not in the middle");

    let (made, found) = figures(&seed(data.path(), 300).run().done());
    assert_eq!(made + found, 300);
    assert_eq!(madeline.count(), 302, "all of them, the superuser and madeline");
    assert_eq!(figures(&seed(data.path(), 300).run().done()), (0, 300));
    assert_eq!(figures(&seed(data.path(), 100).run().done()), (0, 100));
    assert_eq!(madeline.count(), 302);
    server.stop();
}

#[test]
fn two_at_once_make_nobody_twice() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).listen();
    let both = [seed(data.path(), 100).spawn(), seed(data.path(), 100).spawn()];
    let made: u64 = both.map(|seed| figures(&seed.wait().done()).0).iter().sum();
    assert_eq!(made, 100);
    assert_eq!(server.registered("madeline").count(), 102, "they, the superuser and madeline");
    server.stop();
}
