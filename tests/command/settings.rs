//! Options of `kith serve`, on the command line and in the environment.

use tempfile::tempdir;

use crate::process::Kith;

const SECRET: &str = "one-secret-of-at-least-32-bytes-for-all";
const OTHER: &str = "another-secret-of-at-least-32-bytes-too";

#[test]
fn serve_is_the_default_command() {
    let here = tempdir().unwrap();
    let server = Kith::new(&[]).env("KITH_LISTEN", "127.0.0.1:0").within(here.path()).listen();
    server.register("madeline").expect(200);
    let ended = server.stop();
    assert!(ended.shown_password().is_some(), "{ended:?}");
    assert!(here.path().join(".kith/kith.db").exists());

    let data = here.path().join(".kith");
    let server = Kith::new(&["--listen", "127.0.0.1:0"]).data(&data).listen();
    assert_eq!(server.registered("theo").count(), 3);
    server.stop();
}

#[test]
fn a_server_in_memory_creates_no_files() {
    let here = tempdir().unwrap();
    let server = Kith::new(&["--memory", "--listen", "127.0.0.1:0"]).within(here.path()).listen();
    server.register("madeline").expect(200);
    server.stop();
    let server = Kith::new(&[]).env("KITH_MEMORY", "1").env("KITH_LISTEN", "127.0.0.1:0").within(here.path()).listen();
    assert_eq!(server.registered("theo").count(), 2, "theo and the superuser");
    server.stop();
    assert_eq!(here.path().read_dir().unwrap().count(), 0);
}

#[test]
fn a_given_password_of_the_first_superuser_is_used_and_not_shown() {
    let server = Kith::new(&["--memory", "--listen", "127.0.0.1:0", "--admin-password", "farewell-summit"]).listen();
    server.log_in("admin", "farewell-summit").expect(200);
    let log = server.stop().stderr.join("\n");
    assert!(log.contains("superuser  admin, with the password that you gave"), "{log}");
    assert!(!log.contains("farewell-summit"), "{log}");
}

#[test]
fn a_token_is_valid_only_with_its_secret() {
    let data = tempdir().unwrap();
    let serve = || Kith::serve(data.path());
    let server = serve().args(&["--jwt-secret", SECRET]).listen();
    let token = server.register("madeline").expect(200).token().to_owned();
    server.stop();
    for (settings, accepted) in [
        (&[][..], false),
        (&[("KITH_JWT_SECRET", SECRET)], true),
        (&[("KITH_JWT_SECRET", OTHER)], false),
        (&[("KITH_JWT_SECRET", OTHER), ("KITH_JWT_SECRET_PREVIOUS", SECRET)], true),
    ] {
        let server = settings.iter().fold(serve(), |kith, (name, value)| kith.env(name, value)).listen();
        assert_eq!(server.with_token(&token).name().is_some(), accepted, "{settings:?}");
        server.stop();
    }
}

#[test]
fn registrations_are_throttled_unless_throttling_is_off() {
    let server =
        Kith::new(&["--memory", "--listen", "127.0.0.1:0"]).env("KITH_REGISTRATIONS_PER_ADDRESS", "1").listen();
    server.register("madeline").expect(200);
    server.register("theo").expect(429);
    server.stop();
    let unlimited = Kith::new(&["--memory", "--listen", "127.0.0.1:0", "--no-throttle"]);
    let server = unlimited.env("KITH_REGISTRATIONS_PER_ADDRESS", "1").listen();
    server.register("madeline").expect(200);
    server.register("theo").expect(200);
    server.stop();
}
