//! Clients that send requests slowly or not at all, which must not keep others out.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::process::{Kith, Server};

/// More connections than the server may open files, in the test that limits them.
const HALF_SENT: usize = 300;

fn open(server: &Server, text: &str) -> TcpStream {
    let mut connection = TcpStream::connect(&server.address).unwrap();
    connection.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    connection.write_all(text.as_bytes()).unwrap();
    connection
}

/// Waits until the server closes the connection, and returns what it sent before.
fn closed(mut connection: TcpStream) -> String {
    let mut text = Vec::new();
    let ended = connection.read_to_end(&mut text);
    assert!(!ended.is_err_and(|error| error.kind() == ErrorKind::WouldBlock), "it was not closed");
    String::from_utf8(text).unwrap()
}

/// Whether the server has neither answered nor closed the connection within its read timeout.
fn is_open(connection: &mut TcpStream) -> bool {
    connection.read(&mut [0]).is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
}

#[track_caller]
fn assert_about_ten_seconds(since: Instant) {
    let took = since.elapsed();
    assert!((Duration::from_secs(9)..Duration::from_secs(20)).contains(&took), "{took:?}");
}

fn in_memory() -> Kith {
    Kith::new(&["--memory", "--listen", "127.0.0.1:0"])
}

#[test]
fn half_sent_requests_do_not_keep_a_client_out() {
    let server = in_memory().after("ulimit -n 256").listen();
    let attack = || (0..HALF_SENT).map(|_| open(&server, "GET /health/ HTTP/1.1\r\nhost: kith")).collect::<Vec<_>>();
    let mut held = attack();
    for name in ["madeline", "theo"] {
        let started = Instant::now();
        server.register(name).expect(200);
        assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
        held.extend(attack());
    }
    server.stop();
}

#[test]
fn a_request_has_ten_seconds_to_arrive() {
    let server = in_memory().listen();
    let started = Instant::now();
    let headers = open(&server, "GET /health/ HTTP/1.1\r\nhost: kith");
    let silent = open(&server, "");
    let login = "POST /api/users/login/ HTTP/1.1\r\nhost: kith\r\ncontent-type: application/json\r\n";
    let mut trickle = open(&server, &format!("{login}content-length: 1000\r\n\r\n"));
    trickle.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    // A byte buys no time.
    while trickle.write_all(b"{").is_ok() && is_open(&mut trickle) {}
    assert_about_ten_seconds(started);
    for connection in [headers, silent] {
        assert_eq!(closed(connection), "");
        assert_about_ten_seconds(started);
    }
    server.stop();
}

#[test]
fn an_idle_connection_and_a_half_sent_request_do_not_delay_the_end() {
    let server = in_memory().listen();
    let _half_sent = open(&server, "GET /health/ HTTP/1.1\r\nhost: kith");
    let mut idle = open(&server, "GET /health/ HTTP/1.1\r\nhost: kith\r\n\r\n");
    assert!(idle.read(&mut [0; 1024]).unwrap() > 0);
    let _half_sent_second = {
        let mut connection = open(&server, "GET /health/ HTTP/1.1\r\nhost: kith\r\n\r\n");
        assert!(connection.read(&mut [0; 1024]).unwrap() > 0);
        connection.write_all(b"GET /health/").unwrap();
        connection
    };
    let started = Instant::now();
    server.stop();
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}
