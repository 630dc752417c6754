//! Errors of `kith`: one line on stderr and exit code 2.

use std::net::TcpListener;

use rstest::rstest;
use tempfile::{NamedTempFile, tempdir};

use crate::process::Kith;

#[test]
fn a_port_in_use_is_an_error() {
    let data = tempdir().unwrap();
    let data = data.path().join("data");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let line = Kith::new(&["serve", "--listen", &address]).data(&data).run().refused();
    assert_eq!(
        line,
        format!(
            "kith: {address} is already in use: stop the process that listens there, or choose another address with --listen"
        )
    );
    assert!(!data.exists(), "the data directory was created although the server did not start");
}

#[test]
fn a_host_without_an_address_of_this_machine_is_an_error() {
    let data = tempdir().unwrap();
    let data = data.path().join("data");
    // Reserved for documentation and tests (RFC 5737, RFC 2606).
    for address in ["192.0.2.1:9000", "nosuchhost.invalid:9000"] {
        let line = Kith::new(&["serve", "--listen", address]).data(&data).run().refused();
        assert!(line.starts_with(&format!("kith: cannot listen on {address}: ")), "{line}");
    }
    assert!(!data.exists());
}

#[test]
fn a_data_directory_in_use_is_an_error() {
    let data = tempdir().unwrap();
    let server = Kith::serve(data.path()).listen();
    let line = Kith::serve(data.path()).run().refused();
    assert_eq!(
        line,
        format!(
            "kith: the data directory {} is in use by another kith: stop it, or choose another directory with --data",
            data.path().display()
        )
    );
    server.register("madeline").expect(200);
    server.stop();
}

#[test]
fn a_data_directory_that_is_a_file_is_an_error() {
    let file = NamedTempFile::new().unwrap();
    let line = Kith::serve(file.path()).run().refused();
    assert_eq!(line, format!("kith: cannot use the data directory {}: it is a file", file.path().display()));
    let below = file.path().join("data");
    let line = Kith::serve(&below).run().refused();
    assert!(line.starts_with(&format!("kith: cannot use the data directory {}: ", below.display())), "{line}");
}

#[test]
fn a_database_file_of_another_format_is_an_error() {
    let data = tempdir().unwrap();
    std::fs::write(data.path().join("kith.db"), "a diary of mine, and not a database at all").unwrap();
    let line = Kith::serve(data.path()).run().refused();
    assert!(line.contains(&data.path().join("kith.db").display().to_string()), "{line}");
}

#[rstest]
#[case::unknown_mode(&["--mode", "frenemies"], "'frenemies' for '--mode <MODE>'")]
#[case::unknown_visibility(&["--email-visibility", "friends"], "'friends' for '--email-visibility")]
#[case::no_address(&["--listen", "localhost"], "'localhost' for '--listen <LISTEN>': expected HOST:PORT")]
#[case::no_host(&["--listen", ":9000"], "expected HOST:PORT, such as localhost:9000 or 0.0.0.0:9000")]
#[case::unknown_log_format(&["--log-format", "xml"], "'xml' for '--log-format <FORMAT>'")]
#[case::no_endpoint(&["--dynamodb-endpoint", "localhost:8000"], "expected an http URL, such as http://127.0.0.1:8000")]
#[case::conflicting_options(&["--memory", "--dynamodb-endpoint", "http://127.0.0.1:1"], "cannot be used with")]
#[case::unknown_option(&["--color"], "'--color'")]
#[case::unknown_command(&["sevre"], "'sevre'")]
fn an_invalid_option_is_a_usage_error(#[case] args: &[&str], #[case] what: &str) {
    let ended = Kith::new(args).run();
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(ended.stdout.is_empty() && ended.stderr[0].contains(what), "{ended:?}");
}

#[rstest]
#[case("KITH_JWT_SECRET", "too-short", "the token secret: must have at least 32 bytes")]
#[case("KITH_JWT_SECRET_PREVIOUS", "too-short", "the token secret: must have at least 32 bytes")]
#[case("KITH_TOKEN_LIFETIME", "soon", "KITH_TOKEN_LIFETIME: invalid digit found in string")]
#[case("KITH_MEDIA", "ftp://example.org", "KITH_MEDIA: is neither s3://bucket, nor file:///directory, nor memory:///")]
#[case("KITH_MEDIA_URL", "example.org", "KITH_MEDIA_URL: \"example.org\" is not an http or https address")]
#[case("KITH_THROTTLE", "maybe", "KITH_THROTTLE: \"maybe\" is neither true nor false")]
#[case("KITH_ARGON2_MEMORY_KIB", "1", "invalid settings: memory cost is too small")]
fn an_invalid_setting_is_an_error(#[case] name: &str, #[case] value: &str, #[case] what: &str) {
    let data = tempdir().unwrap();
    assert_eq!(Kith::serve(data.path()).env(name, value).run().refused(), format!("kith: {what}"));
}

#[test]
fn a_too_short_secret_is_an_error_before_any_data_is_created() {
    let data = tempdir().unwrap();
    let data = data.path().join("data");
    let line = Kith::serve(&data).args(&["--jwt-secret", "too-short"]).run().refused();
    assert_eq!(line, "kith: the token secret: must have at least 32 bytes");
    assert!(!data.exists());
}

#[test]
fn confirmed_addresses_without_mail_are_an_error() {
    let data = tempdir().unwrap();
    let line = Kith::serve(data.path()).args(&["--require-verified-email", "--mail", "off"]).run().refused();
    assert_eq!(line, "kith: --require-verified-email needs --mail: without mail no address can be confirmed");
    let server = Kith::serve(data.path()).env("KITH_REQUIRE_VERIFIED_EMAIL", "1").listen();
    server.stop();
}

#[test]
fn an_unreachable_engine_is_an_error() {
    let data = tempdir().unwrap();
    // Port 1 refuses connections. A port that was free a moment ago may be in use by now.
    let line = Kith::serve(data.path()).args(&["--dynamodb-endpoint", "http://127.0.0.1:1"]).run().refused();
    assert!(line.starts_with("kith: could not create the table kith: "), "{line}");
    assert!(line.contains("Connection refused"), "{line}");
}

#[test]
fn a_too_short_password_of_the_first_superuser_is_an_error() {
    let data = tempdir().unwrap();
    let serve = |password| Kith::serve(data.path()).args(&["--admin-password", password]);
    let line = serve("short").run().refused();
    assert_eq!(line, "kith: password: Ensure this field has at least 8 characters.");
    let server = serve("long-enough").listen();
    server.log_in("admin", "long-enough").expect(200);
    server.stop();
}
