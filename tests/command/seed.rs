//! `kith seed`

use std::fs;
use std::path::Path;

use kith::seed::PASSWORD;
use kith::seed::population::username;
use serde_json::{Value, json};
use tempfile::tempdir;

use crate::client::Client;
use crate::process::{Ended, Kith};
use crate::reconcile::CLEAN;

/// `kith seed` into a data directory.
pub fn seed(data: &Path, users: u64) -> Kith {
    Kith::new(&["seed", "--users", &users.to_string()]).data(data)
}

/// The numbers of created and of existing users in the output.
fn created_and_existing(ended: &Ended) -> (u64, u64) {
    let line = ended.stderr.iter().find(|line| line.starts_with("created ")).unwrap_or_else(|| panic!("{ended:?}"));
    let words: Vec<_> = line.split(' ').collect();
    let found = words.iter().position(|word| *word == "already").unwrap() - 1;
    (words[1].parse().unwrap(), words[found].parse().unwrap())
}

/// The example of a user of this kind in the output, if there is one.
fn example<'a>(ended: &'a Ended, kind: &str) -> Option<&'a str> {
    let line = ended.stderr.iter().find_map(|line| line.strip_prefix(&format!("  {kind:<13}")))?;
    line.split(',').next()
}

fn reconcile(data: &Path) -> Vec<String> {
    Kith::new(&["reconcile", "--dry-run", "--pause", "1"]).data(data).run().done().stdout
}

/// Something of the n-th sample user, if that user exists.
fn get(client: &Client, n: u64, what: &str) -> Option<Value> {
    let user = client.get(&format!("/api/users/{}", username(n)));
    let path = format!("/api/v2/user/{}/{what}/", user.body["id"]);
    (user.status == 200).then(|| client.get(&path).expect(200).body)
}

/// The number of rows of a list.
fn rows(client: &Client, path: &str) -> u64 {
    let list = client.get(path).expect(200).body;
    list["count"].as_u64().unwrap_or_else(|| panic!("{path}: {list}"))
}

#[test]
fn a_first_login_sees_a_living_community() {
    let data = tempdir().unwrap();
    let seeded = seed(data.path(), 60).run().done();
    assert!(seeded.stdout.is_empty(), "{seeded:?}");
    assert_eq!(seeded.stderr.len(), 5, "more than the summary: {seeded:?}");
    let [user, staff, deactivated] = ["user", "staff", "deactivated"].map(|kind| example(&seeded, kind).unwrap());

    let mut server = Kith::serve(data.path()).listen();
    let (user, staff) = (server.logged_in(user, PASSWORD), server.logged_in(staff, PASSWORD));
    server.log_in(deactivated, PASSWORD).expect(400);
    staff.get("/users/").expect(200);
    user.get("/users/").expect(403);
    let me = user.get("/api/v2/user/me/").expect(200).body;
    let (status, picture) = server.download(me["avatar"].as_str().unwrap());
    assert_eq!((status, &picture[..2]), (200, b"\xff\xd8".as_slice()));
    let of_me = ["connections", "followers", "followings"].map(|list| format!("/api/v2/user/{}/{list}/", me["id"]));
    let for_me = [
        "/api/v2/user/me/connection_requests/",
        "/api/v2/user/me/connection_requests_sent/",
        "/api/v2/notification/unseen/count/",
        "/api/v2/feed/",
    ];
    for list in of_me.iter().map(String::as_str).chain(for_me) {
        server.process.until(|| rows(&user, list) > 0);
    }
    assert_eq!(created_and_existing(&seed(data.path(), 60).run().done()), (0, 60));
    server.stop();
    assert_eq!(reconcile(data.path()), [CLEAN]);
}

#[test]
fn a_run_that_continues_a_killed_one_ends_as_an_undisturbed_one() {
    let finish = |data: &Path| {
        assert_eq!(created_and_existing(&seed(data, 60).run().done()).1, 60);
        assert_eq!(reconcile(data), [CLEAN]);
        let server = Kith::serve(data).listen();
        let counters: Vec<_> = (0..60).map(|n| get(&server, n, "counters").unwrap()).collect();
        server.stop();
        counters
    };
    let (undisturbed, continued) = (tempdir().unwrap(), tempdir().unwrap());
    assert_eq!(created_and_existing(&seed(undisturbed.path(), 60).run().done()), (60, 0));

    let server = Kith::serve(continued.path()).listen();
    let mut first = seed(continued.path(), 60).spawn();
    let knows = |n, list| get(&server, n, list).is_some_and(|list| list["results"] != json!([]));
    first.until(|| knows(0, "followers"));
    first.kill();
    assert!(!knows(59, "followings"), "the first run was not killed midway");
    server.stop();

    assert_eq!(finish(continued.path()), finish(undisturbed.path()));
}

#[test]
fn a_small_community_grows() {
    let data = tempdir().unwrap();
    let mut existing = 0;
    for users in [1, 2, 3, 4, 11] {
        let ended = seed(data.path(), users).run().done();
        assert_eq!(created_and_existing(&ended), (users - existing, existing));
        let kinds = ["user", "staff", "deactivated"].map(|kind| example(&ended, kind).is_some());
        assert_eq!(kinds, [true, users > 1, users > 2], "{ended:?}");
        existing = users;
    }
    assert_eq!(reconcile(data.path()), [CLEAN]);
    let server = Kith::serve(data.path()).listen();
    let user = server.logged_in(&username(0), PASSWORD);
    assert_eq!(rows(&user, "/api/v2/user/me/connection_requests/"), 1);
    server.stop();
}

#[test]
fn users_of_a_table_elsewhere_get_pictures_if_their_place_is_given() {
    let (data, pictures) = (tempdir().unwrap(), tempdir().unwrap());
    let mut server = Kith::serve(data.path()).args(&["--engine-port", "0"]).listen();
    let port = server.engine_port();
    let place = format!("file://{}", pictures.path().display());
    let seed = |table: &str, more: &[&str]| {
        let args = ["seed", "--users", "5", "--dynamodb-endpoint", &port.url, "--table", table];
        let ended = Kith::new(&args).args(more).credentials(&port).within(data.path()).run().done();
        ended.stderr.iter().any(|line| line.starts_with("no pictures were added"))
    };
    assert!(seed("without", &[]));
    assert!(!seed("with", &["--media", &place]));
    assert_eq!(fs::read_dir(pictures.path().join("media")).unwrap().count(), 1);
    assert!(!data.path().join("pictures/media").exists() && !data.path().join(".kith").exists());
    server.stop();
}

#[test]
fn seeding_without_a_server_resumes_after_a_kill() {
    let data = tempdir().unwrap();
    let mut first = seed(data.path(), 200).spawn();
    let log = data.path().join("kith.db-wal");
    first.until(|| fs::metadata(&log).is_ok_and(|log| log.len() > 1_000_000));
    first.kill();

    let (made, found) = created_and_existing(&seed(data.path(), 200).run().done());
    assert_eq!(made + found, 200);
    assert!(made > 0 && found > 0, "the first run was not killed midway: {found} users exist");
    let ended = seed(data.path(), 300).run().done();
    assert_eq!(created_and_existing(&ended), (100, 200));

    let server = Kith::serve(data.path()).listen();
    let user = server.logged_in(&username(299), PASSWORD);
    assert_eq!(user.count(), 300, "the seeded users but the deactivated one, and the superuser");
    assert_ne!(user.get("/api/v2/user/me/").expect(200).body["real_name"], "");
    server.stop();
}

#[test]
fn seeding_beside_a_server_resumes_after_a_kill() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).listen();
    let madeline = server.registered("madeline");
    let mut first = seed(data.path(), 150).spawn();
    first.until(|| madeline.count() > 50);
    first.kill();
    assert!(madeline.count() < 151, "the first run was not killed midway");

    let (made, found) = created_and_existing(&seed(data.path(), 150).run().done());
    assert_eq!(made + found, 150);
    assert_eq!(madeline.count(), 151, "the seeded users but the deactivated one, the superuser and madeline");
    assert_eq!(created_and_existing(&seed(data.path(), 150).run().done()), (0, 150));
    assert_eq!(created_and_existing(&seed(data.path(), 100).run().done()), (0, 100));
    assert_eq!(madeline.count(), 151);
    server.stop();
}

#[test]
fn two_concurrent_runs_create_each_user_once() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).listen();
    let both = [seed(data.path(), 100).spawn(), seed(data.path(), 100).spawn()];
    let made: u64 = both.map(|seed| created_and_existing(&seed.wait().done()).0).iter().sum();
    assert_eq!(made, 100);
    let count = server.registered("madeline").count();
    assert_eq!(count, 101, "the seeded users but the deactivated one, the superuser and madeline");
    server.stop();
}
