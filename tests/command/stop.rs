//! The graceful shutdown of `kith serve`.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use rstest::rstest;
use serde_json::json;
use tempfile::tempdir;

use crate::client::PASSWORD;
use crate::process::Kith;

#[rstest]
#[case::service_manager("TERM")]
#[case::ctrl_c("INT")]
fn a_request_in_flight_is_answered_and_no_data_is_lost(#[case] signal: &str) {
    let data = tempdir().unwrap();
    let mut server = Kith::serve(data.path()).listen();
    server.register("madeline").expect(200);

    let body = json!({"username": "madeline", "password": PASSWORD}).to_string();
    let mut connection = TcpStream::connect(&server.address).unwrap();
    connection.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let length = body.len();
    write!(
        connection,
        "POST /api/users/login/ HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\nexpect: 100-continue\r\n\r\n",
        server.address
    )
    .unwrap();
    let mut answer = BufReader::new(connection.try_clone().unwrap());
    let mut line = String::new();
    answer.read_line(&mut line).unwrap();
    // Sent when the handler asks for the body, so the request is in flight.
    assert_eq!(line, "HTTP/1.1 100 Continue\r\n");

    server.process.signal(signal);
    server.process.wait_for("stopping");
    connection.write_all(body.as_bytes()).unwrap();
    let mut text = String::new();
    answer.read_to_string(&mut text).unwrap();
    assert!(text.trim_start().starts_with("HTTP/1.1 200 OK\r\n") && text.contains("\"token\""), "{text}");
    assert_eq!(server.process.wait().done().stdout.len(), 1);

    let server = Kith::serve(data.path()).listen();
    assert_eq!(server.logged_in("madeline", PASSWORD).count(), 2, "madeline and the superuser");
    server.stop();
}

#[test]
fn a_closed_terminal_does_not_break_the_shutdown() {
    let data = tempdir().unwrap();
    // This covers the lines that kith writes itself; the log is off.
    let server = Kith::serve(data.path()).with_closed_stderr().listen();
    server.register("madeline").expect(200);
    server.stop();
}
