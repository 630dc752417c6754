//! `kith import users` and `kith export users`

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::{TempDir, tempdir};

use crate::client::PASSWORD;
use crate::process::{Ended, Kith, Server};
use crate::reconcile::CLEAN;

/// Of [`OLD_PASSWORD`], as Django writes it.
const HASH: &str = "pbkdf2_sha256$1000$SodiumChloride$Z3mUHK8TGyKTuKRTrfx/e5tlDzqgmSQkX3i6+l7C2js=";
const OLD_PASSWORD: &str = "Crème brûlée";

/// A data directory, and a file beside it.
struct Place {
    directory: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { directory: tempdir().unwrap() }
    }

    fn data(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn write(&self, lines: &[Value]) -> PathBuf {
        let text = lines.iter().fold(String::new(), |mut text, line| {
            writeln!(text, "{line}").unwrap();
            text
        });
        fs::write(self.path("users.jsonl"), text).unwrap();
        self.path("users.jsonl")
    }

    fn import(&self, lines: &[Value], args: &[&str]) -> Ended {
        import(&self.data(), &self.write(lines), args).run()
    }
}

fn import(data: &Path, file: &Path, args: &[&str]) -> Kith {
    Kith::new(&["import", "users"]).args(&[file.to_str().unwrap()]).args(args).data(data)
}

fn export(data: &Path, args: &[&str]) -> Kith {
    Kith::new(&["export", "users"]).args(args).data(data)
}

/// As `dumpdata` writes it.
fn django(pk: u64, username: &str, more: &Value) -> Value {
    let mut fields = json!({
        "password": HASH, "last_login": null, "is_superuser": false, "username": username, "first_name": "", "last_name": "",
        "email": format!("{username}@example.org"), "is_staff": false, "is_active": true,
        "date_joined": format!("2019-04-01T12:00:{:02}.5Z", pk % 60), "groups": [], "user_permissions": [],
    });
    fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({"model": "auth.user", "pk": pk, "fields": fields})
}

#[track_caller]
fn assert_totals(ended: &Ended, totals: &str) {
    assert_eq!(ended.stderr.last().map(String::as_str), Some(totals), "{ended:?}");
}

fn mails(data: &Path) -> usize {
    fs::read_dir(data.join("mail")).map_or(0, Iterator::count)
}

#[test]
fn the_users_of_django_log_in() {
    let place = Place::new();
    let lines = [
        django(1, "boss", &json!({"is_superuser": true, "is_staff": true})),
        django(2, "anna", &json!({"first_name": "Anna", "last_name": "Bell"})),
        django(3, "blocked", &json!({"is_active": false})),
        django(4, "unusable", &json!({"password": "!QHUgO0H7MlqbOsitamZkHLxBrs85Bhu0UzecGfme"})),
        django(5, "no.mail+x", &json!({"email": ""})),
    ];
    let imported = place.import(&lines, &[]).done();
    assert_totals(&imported, "5 imported, 0 unchanged, 0 refused");
    assert!(imported.stdout.is_empty(), "{imported:?}");

    let server = Kith::serve(&place.data()).listen();
    let anna = server.logged_in("anna", OLD_PASSWORD);
    let me = anna.get("/api/v2/user/me/").expect(200).body;
    assert_eq!((&me["date_joined"], &me["email_isvalid"]), (&json!("2019-04-01T12:00:02.500Z"), &json!(false)));
    assert_eq!(anna.get("/users/me/").expect(200).body["data"]["attributes"]["first_name"], "Anna");
    server.log_in("anna@example.org", OLD_PASSWORD).expect(200);
    server.log_in("no.mail+x", OLD_PASSWORD).expect(200);
    for (name, password) in [("blocked", OLD_PASSWORD), ("unusable", OLD_PASSWORD), ("anna", "creme brulee")] {
        server.log_in(name, password).expect(400);
    }
    // The order of joining is kept, and Django's superuser is that of the community.
    let boss = server.logged_in("boss", OLD_PASSWORD);
    let users = boss.get("/users/?sort=date_joined").expect(200).body;
    let names: Vec<_> = users["data"].as_array().unwrap().iter().map(|user| &user["attributes"]["username"]).collect();
    assert_eq!(names, ["boss", "anna", "blocked", "unusable", "no.mail+x"]);
    let stopped = server.stop();
    assert_eq!(stopped.shown_password(), None);
    assert_eq!(mails(&place.data()), 0);
    let checked = Kith::new(&["reconcile", "--dry-run", "--pause", "1"]).data(&place.data()).run().done();
    assert_eq!(checked.stdout, [CLEAN]);
}

#[test]
fn a_second_run_changes_nothing_whatever_the_users_have_changed() {
    let place = Place::new();
    let mut server = Kith::serve(&place.data()).listen();
    let lines = ["anna", "bert", "cleo", "dora"].map(|name| django(7, name, &json!({})));
    assert_totals(&place.import(&lines, &[]).done(), "4 imported, 0 unchanged, 0 refused");
    let [anna, bert, dora] = ["anna", "bert", "dora"].map(|name| server.logged_in(name, OLD_PASSWORD));
    let id = |client: &crate::client::Client| client.get("/api/v2/user/me/").expect(200).body["id"].clone();
    let profile = json!({"username": "anna-bell"});
    anna.patch(&format!("/api/v2/user/{}/", id(&anna)), &profile).expect(200);
    let change = json!({"password": OLD_PASSWORD, "new_password": PASSWORD});
    bert.patch(&format!("/api/v2/user/{}/change_password/", id(&bert)), &change).expect(204);
    dora.delete(&format!("/api/v2/user/{}/?hard=1", id(&dora))).expect(204);
    for args in [&["--dry-run"][..], &[]] {
        assert_totals(
            &place.import(&lines, args).done(),
            &format!("{}0 imported, 4 unchanged, 0 refused", if args.is_empty() { "" } else { "dry run: " }),
        );
    }
    server.log_in("dora", OLD_PASSWORD).expect(400);
    server.log_in("anna", OLD_PASSWORD).expect(400);
    server.log_in("anna-bell", OLD_PASSWORD).expect(200);
    server.log_in("bert", PASSWORD).expect(200);
    // The name index is derived as after a registration.
    let finds = |name: &str| {
        let path = format!("/api/v2/user/autocomplete/?search={name}");
        bert.get(&path).expect(200).body["results"] != json!([])
    };
    server.process.until(|| finds("cleo"));
    server.stop();
}

#[test]
fn refused_lines_are_reported_and_the_others_imported() {
    let place = Place::new();
    let server = Kith::serve(&place.data()).listen();
    server.register("taken").expect(200);
    let lines = [
        django(1, "anna", &json!({})),
        django(2, "taken", &json!({"email": "else@example.org"})),
        django(3, "bert", &json!({"email": "Taken@example.org"})),
        django(4, "Anna", &json!({"email": "other@example.org"})),
        django(5, "cleo", &json!({"password": "md5$a$b", "email": "nowhere"})),
        json!(["no object"]),
        django(7, "support", &json!({})),
        django(8, "taken@example.org", &json!({"email": ""})),
    ];
    let refused = [
        "line 2 (taken), username: A user with that username already exists.",
        "line 3 (bert), email: A user with that email already exists.",
        "line 4 (Anna), username: A user with that username already exists.",
    ];
    let dry = place.import(&lines, &["--dry-run"]);
    let ended = place.import(&lines, &[]);
    for ended in [&dry, &ended] {
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert_eq!(ended.stdout[..3], refused, "{ended:?}");
        assert!(ended.stdout.iter().any(|line| line.starts_with("line 5 (cleo), email: ")), "{ended:?}");
        assert!(ended.stdout.iter().any(|line| line.starts_with("line 5 (cleo), password: ")), "{ended:?}");
        assert!(ended.stdout.iter().any(|line| line.starts_with("line 6: ")), "{ended:?}");
    }
    assert_totals(&dry, "dry run: 1 imported, 0 unchanged, 7 refused");
    assert_totals(&ended, "1 imported, 0 unchanged, 7 refused");
    assert!(!format!("{dry:?}{ended:?}").contains("md5$"));
    let file = place.path("refused.jsonl");
    let again = place.import(&lines, &["--refused", file.to_str().unwrap()]);
    assert_totals(&again, "0 imported, 1 unchanged, 7 refused");
    assert!(again.stdout.is_empty(), "{again:?}");
    let text = fs::read_to_string(file).unwrap();
    let first: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    let message = "A user with that username already exists.";
    assert_eq!(
        first,
        json!({"line": 2, "username": "taken", "field": "username", "code": "unique", "message": message})
    );
    server.stop();
}

#[test]
fn an_import_goes_on_after_a_kill() {
    let place = Place::new();
    let lines: Vec<_> = (0..400).map(|n| django(n, &format!("user{n}"), &json!({}))).collect();
    let server = Kith::serve(&place.data()).listen();
    let watcher = server.registered("watcher");
    let mut first = import(&place.data(), &place.write(&lines), &[]).spawn();
    first.until(|| watcher.count() > 50);
    first.kill();
    assert!(watcher.count() < 400, "the first run was not killed midway");
    let ended = place.import(&lines, &[]).done();
    let numbers: Vec<u64> =
        ended.stderr.last().unwrap().split([' ', ',']).filter_map(|word| word.parse().ok()).collect();
    assert!(numbers[0] > 0 && numbers[1] > 0 && numbers[0] + numbers[1] == 400 && numbers[2] == 0, "{ended:?}");
    assert_eq!(watcher.count(), 402, "the imported users, the superuser and the watcher");
    server.log_in("user399", OLD_PASSWORD).expect(200);
    server.stop();
}

#[test]
fn an_export_is_imported_elsewhere_as_it_was() {
    let (from, to) = (Place::new(), Place::new());
    let lines = [django(1, "anna", &json!({})), django(2, "bert", &json!({"email": ""}))];
    from.import(&lines, &[]).done();
    let mut server =
        Kith::serve(&from.data()).args(&["--admin-password", "farewell-summit", "--engine-port", "0"]).listen();
    let port = server.engine_port();
    server.registered("cleo");
    server.log_in("bert", OLD_PASSWORD).expect(200);
    let file = from.path("export.jsonl");
    let exported = export(&from.data(), &[file.to_str().unwrap()]).run().done();
    assert_totals(&exported, "4 users exported, with their password hashes: keep them secret");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let elsewhere = Kith::new(&["export", "users", "--dynamodb-endpoint", &port.url, "--table", "kith"]);
    let printed = elsewhere.credentials(&port).run().done().stdout;
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(text.lines().collect::<Vec<_>>(), printed);
    server.stop();
    // An existing file is not overwritten.
    assert!(export(&from.data(), &[file.to_str().unwrap()]).run().refused().contains("cannot create "));

    let users: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&users[0]["password"], &users[0]["username"]), (&json!(HASH), &json!("anna")));
    assert!(users[1]["password"].as_str().unwrap().starts_with("$argon2id$"), "bert has logged in");
    let ids: Vec<_> = users.iter().map(|user| user["id"].as_u64().unwrap()).collect();
    assert!(ids.is_sorted(), "{ids:?}");

    assert_totals(&import(&to.data(), &file, &[]).run().done(), "4 imported, 0 unchanged, 0 refused");
    assert_totals(
        &import(&to.data(), Path::new("-"), &[]).stdin(&text).run().done(),
        "0 imported, 4 unchanged, 0 refused",
    );
    assert_totals(&import(&from.data(), &file, &[]).run().done(), "0 imported, 4 unchanged, 0 refused");
    let again = export(&to.data(), &[]).run().done();
    assert_eq!(again.stdout, printed);
    let server: Server = Kith::serve(&to.data()).listen();
    for (name, password) in
        [("anna", OLD_PASSWORD), ("bert", OLD_PASSWORD), ("cleo", PASSWORD), ("admin", "farewell-summit")]
    {
        server.log_in(name, password).expect(200);
    }
    server.stop();
}

#[test]
fn what_cannot_be_read_is_named() {
    let place = Place::new();
    for (args, words) in [
        (&["import", "users", "missing.jsonl"][..], "cannot read missing.jsonl: "),
        (&["import", "users", "."], "cannot read .: it is a directory"),
        (&["import", "users", "-", "--dry-run"], "there is no community in "),
        (&["export", "users"], "there is no community in "),
    ] {
        let refused = Kith::new(args).within(place.directory.path()).data(&place.data()).run().refused();
        assert!(refused.contains(words), "{args:?}: {refused}");
    }
    assert!(!place.data().exists());
}
