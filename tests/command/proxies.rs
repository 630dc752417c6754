//! `kith serve` behind a proxy.

use serde_json::json;
use tempfile::tempdir;

use crate::pictures::upload;
use crate::process::{Kith, Server};

/// What a proxy at `https://community.example.org/kith` adds to the requests of one client.
const FORWARDED: [(&str, &str); 4] = [
    ("x-forwarded-for", "198.51.100.7, 192.0.2.1"),
    ("x-forwarded-proto", "https"),
    ("x-forwarded-host", "community.example.org"),
    ("x-forwarded-prefix", "/kith"),
];
const ORIGIN: &str = "https://community.example.org/kith";

fn in_memory() -> Kith {
    Kith::new(&["--memory", "--listen", "127.0.0.1:0"])
}

/// The URLs of an avatar, of an upload, and of the second page of users.
fn urls(server: &Server) -> [String; 3] {
    server.register("theo").expect(200);
    let client = server.registered("madeline").with_headers(&FORWARDED);
    let signed = client.post("/api/v2/user/avatar/upload/", &json!({"size": 8})).expect(201).body;
    let page = client.get("/api/v2/user/?limit=1").expect(200).body;
    [upload(&client), signed["url"].as_str().unwrap().to_owned(), page["next"].as_str().unwrap().to_owned()]
}

#[test]
fn urls_begin_with_what_a_trusted_proxy_states() {
    let server = in_memory().env("KITH_TRUSTED_PROXIES", "1").listen();
    for (url, path) in urls(&server).iter().zip(["/media/", "/media/originals/", "/api/v2/user/?"]) {
        assert!(url.starts_with(&format!("{ORIGIN}{path}")), "{url}");
    }
    let log = server.stop().stderr;
    let clients = |path: &str| -> Vec<String> {
        let lines = log.iter().filter(|line| line.contains(path));
        lines.map(|line| line.split(' ').nth(5).unwrap().to_owned()).collect()
    };
    assert_eq!(clients(" GET /api/v2/user/ "), ["192.0.2.1"], "{log:?}");
    assert_eq!(clients(" POST /api/users/register/ "), ["127.0.0.1", "127.0.0.1"], "{log:?}");
}

#[test]
fn headers_change_no_url_without_a_trusted_proxy() {
    let server = in_memory().listen();
    for url in urls(&server) {
        assert!(url.starts_with(&format!("http://{}/", server.address)), "{url}");
    }
    let log = server.stop().stderr.join("\n");
    assert!(!log.contains("192.0.2.1"), "{log}");
}

#[test]
fn clients_are_throttled_by_the_address_that_a_trusted_proxy_appends() {
    let throttled = |proxies: &str| {
        let server =
            in_memory().args(&["--trusted-proxies", proxies]).env("KITH_REGISTRATIONS_PER_ADDRESS", "1").listen();
        let register =
            |name: &str, forwarded: &str| server.with_headers(&[("x-forwarded-for", forwarded)]).register(name).status;
        let statuses = [
            register("madeline", "192.0.2.1"),
            register("theo", "198.51.100.7, 192.0.2.1"),
            register("oshiro", "192.0.2.1, 192.0.2.2"),
        ];
        server.stop();
        statuses
    };
    assert_eq!(throttled("1"), [200, 429, 200]);
    assert_eq!(throttled("0"), [200, 429, 429]);
}

#[test]
fn mails_behind_a_proxy_need_a_login() {
    let mails = |proxies: &str, headers: &[(&'static str, &'static str)]| {
        let data = tempdir().unwrap();
        let server = Kith::serve(data.path()).env("KITH_TRUSTED_PROXIES", proxies).listen();
        let status = server.with_headers(headers).status("/console/mail/");
        server.stop();
        status
    };
    assert_eq!(mails("0", &[]), 200);
    for header in FORWARDED {
        assert_eq!(mails("0", &[header]), 401, "{header:?}");
    }
    assert_eq!(mails("1", &FORWARDED), 401);
    // The proxy may add no header to this request.
    assert_eq!(mails("1", &[]), 401);
}

#[test]
fn a_number_out_of_range_is_refused() {
    for number in ["10", "-1", "all", "192.0.2.1"] {
        let line = in_memory().env("KITH_TRUSTED_PROXIES", number).run().stderr.join("\n");
        assert!(line.contains("--trusted-proxies") && line.contains("0 to 9"), "{line}");
    }
}
