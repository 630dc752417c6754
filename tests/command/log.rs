//! The log of `kith serve`.

use serde_json::Value;
use tempfile::tempdir;

use crate::process::{Ended, Kith, Server};

fn in_memory() -> Kith {
    Kith::new(&["--memory", "--listen", "127.0.0.1:0"])
}

/// Sends some requests, and stops the server.
fn used(server: Server) -> Ended {
    let madeline = server.registered("madeline");
    madeline.get("/api/v2/user/me/?secret=celeste").expect(200);
    server.get("/api/v2/user/me/").expect(401);
    server.get("/health/").expect(200);
    server.stop()
}

/// The lines about a path.
fn about<'a>(ended: &'a Ended, path: &str) -> Vec<&'a str> {
    let path = format!(" {path} ");
    ended.stderr.iter().map(String::as_str).filter(|line| line.contains(&path)).collect()
}

#[test]
fn each_request_is_a_line_for_people() {
    let ended = used(in_memory().listen());
    let [first, second] = about(&ended, "/api/v2/user/me/")[..] else { panic!("{ended:?}") };
    let words: Vec<_> = first.split(' ').collect();
    let [
        time,
        "200",
        "GET",
        "/api/v2/user/me/",
        user,
        "127.0.0.1",
        ms,
        "ms,",
        trips,
        "trip," | "trips,",
        rcu,
        "rcu,",
        "0",
        "wcu",
    ] = words[..]
    else {
        panic!("{first}")
    };
    assert!(time.len() == 24 && time.ends_with('Z'), "{first}");
    assert!(user.len() == 15 && user.parse::<u64>().is_ok(), "{first}");
    // Concurrent calls may count as one trip or two.
    assert!(matches!(trips, "1" | "2"), "{first}");
    assert!(ms.parse::<f64>().is_ok() && rcu.parse::<f64>().is_ok_and(|units| units > 0.0), "{first}");
    assert!(second.contains(" 401 GET /api/v2/user/me/ - 127.0.0.1 ") && second.contains("wcu, "), "{second}");
    assert_eq!(about(&ended, "/api/users/register/").len(), 1);
    let log = ended.stderr.join("\n");
    let registered = ended.stderr.iter().find(|line| line.contains("registered")).expect("a security event");
    let words = [r#"INFO a user registered "#, r#"event="registered""#, r#"network="127.0.0.1""#, "client="];
    assert!(words.iter().all(|word| registered.contains(word)), "{registered}");
    assert!(!log.contains("celeste") && !log.contains("madeline"), "{log}");
    assert!(about(&ended, "/health/").is_empty() && !log.contains("processed a batch"), "{log}");
}

#[test]
fn verbose_logs_what_happens_all_the_time() {
    for kith in [in_memory().args(&["-v"]), in_memory().env("KITH_VERBOSE", "1")] {
        let ended = used(kith.listen());
        assert_eq!(about(&ended, "/health/").len(), 1, "{ended:?}");
    }
}

#[test]
fn quiet_leaves_errors_and_the_generated_password() {
    let data = tempdir().unwrap();
    let quiet = || Kith::serve(data.path()).args(&["--quiet"]);
    let ended = used(quiet().listen());
    assert_eq!((ended.stdout.len(), ended.stderr.len()), (1, 1), "{ended:?}");
    assert!(ended.shown_password().is_some(), "{ended:?}");
    let server = quiet().listen();
    assert!(quiet().run().refused().contains("is in use by another kith"));
    assert_eq!(server.stop().stderr, [""; 0]);
    let given = in_memory().args(&["-q", "--admin-password", "farewell-summit"]);
    assert_eq!(used(given.listen()).stderr, [""; 0]);
}

#[test]
fn every_line_is_an_object_for_programs() {
    for kith in [in_memory().args(&["--log-format", "json"]), in_memory().env("KITH_LOG_FORMAT", "json")] {
        let ended = used(kith.listen());
        let lines: Vec<Value> = ended.stderr.iter().map(|line| serde_json::from_str(line).expect(line)).collect();
        assert!(lines.iter().all(|line| line["timestamp"].is_string() && line["level"].is_string()), "{ended:?}");
        let request = lines.iter().find(|line| line["path"] == "/api/v2/user/me/").expect("a request");
        assert_eq!(
            (&request["status"], &request["method"], &request["client"]),
            (&200.into(), &"GET".into(), &"127.0.0.1".into())
        );
        assert!(request["user_id"].is_u64() && request["request_id"].is_string(), "{request}");
        assert!(ended.shown_password().is_some(), "{ended:?}");
    }
    let line = Kith::new(&["--log-format", "json", "--jwt-secret", "short"]).run().refused();
    let line: Value = serde_json::from_str(&line).expect("an object");
    assert_eq!(line["message"], "kith: the token secret: must have at least 32 bytes");
}

#[test]
fn the_environment_sets_the_levels() {
    let ended = used(in_memory().env("RUST_LOG", "warn").listen());
    assert!(about(&ended, "/api/v2/user/me/").is_empty(), "{ended:?}");
    assert!(ended.shown_password().is_some(), "{ended:?}");
}
