//! The first start of a community, and the next one.

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
fn every_start_shows_the_pages() {
    let data = tempdir().unwrap();
    for _ in 0..2 {
        let server = Kith::serve(data.path()).listen();
        let base = format!("http://{}", server.address);
        let stderr = server.stop().stderr;
        for line in [format!("  console    {base}/console/"), format!("  reference  {base}/docs/")] {
            assert!(stderr.contains(&line), "{line} is not in {stderr:?}");
        }
    }
}
