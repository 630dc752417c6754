//! What must not grow unnoticed: the release binaries as cargo-lambda leaves them in target/lambda, started as Lambda
//! would start them. `.ci/run` builds them and runs this; times are left to `just bench-cold`, for they depend on the
//! machine's other work.

#![allow(clippy::expect_used, clippy::panic, reason = "a broken check must fail the test")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bench::{FUNCTIONS, Function, Starts, binary, table};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;
use tokio::time::timeout;

/// Megabytes that each binary may have: 7, but for `users`, or a twentieth more than it had when it was measured last, where
/// that is less (docs/performance.md).
const LARGEST: [(&str, f64); 10] = [
    ("accounts", 6.2),
    ("directory", 6.6),
    ("docs", 5.6),
    ("fanout", 7.0),
    ("feed", 7.0),
    ("graph", 6.2),
    ("janitor", 5.4),
    ("media", 6.5),
    ("notifications", 6.1),
    ("users", 8.3),
];
/// Megabytes of memory that a function may hold after a thousand requests.
const FATTEST: u64 = 20;
/// What a function may use of the processor until it has greeted the table: a few milliseconds. Jitter entropy, which
/// AWS-LC gathers before the first random number, would take 35 to 86 more.
const GREETING: Duration = Duration::from_millis(20);
/// The first byte of a TLS handshake.
const HANDSHAKE: u8 = 22;

fn built() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/lambda")
}

#[tokio::test]
#[ignore = "needs the release binaries of all functions in target/lambda"]
async fn functions_are_small_and_need_little_memory() {
    let starts = Starts::measure(&built(), 1, &[]).await;
    table(&starts.rows());
    let limits: BTreeMap<_, _> = LARGEST.into_iter().collect();
    let large: Vec<_> = starts.megabytes().filter(|(name, megabytes)| *megabytes > limits[name]).collect();
    assert!(large.is_empty(), "too large: {large:?}, where {limits:?} may be");
    assert!(starts.fatter_than(FATTEST).is_empty(), "more than {FATTEST} MB: {:?}", starts.fatter_than(FATTEST));
}

/// Each crate leaves the paths of its sources in the binary, for panics.
#[test]
#[ignore = "needs the release binaries of all functions in target/lambda"]
fn one_tls_stack_is_linked() {
    for function in FUNCTIONS {
        let path = binary(&built(), function);
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let text = String::from_utf8_lossy(&bytes);
        let links = |name: &str| text.contains(name);
        for one in ["/rustls-0.23.", "/hyper-1.", "/ring-0.17."] {
            assert!(links(one), "{function} has nothing of {one}: is it built in another way?");
        }
        for other in
            ["/rustls-0.21.", "/rustls-0.22.", "/hyper-0.14.", "/h2-0.3.", "/aws-lc-rs-", "/native-tls-", "/openssl-"]
        {
            assert!(!links(other), "{function} links {other}");
        }
    }
}

#[tokio::test]
#[ignore = "needs the release binaries of all functions in target/lambda"]
async fn the_first_random_numbers_take_no_time() {
    let table = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let endpoint = format!("https://{}", table.local_addr().expect("an address"));
    // All that serve requests open the connection in the same way.
    let function = Function::start(&binary(&built(), "graph"), &endpoint, &[]).await;
    let greeting = async {
        let (mut connection, _) = table.accept().await.expect("a connection");
        connection.read_u8().await.expect("a byte")
    };
    let first = timeout(Duration::from_secs(10), greeting).await.expect("a function connects while it starts");
    let used = function.cpu();
    assert_eq!(first, HANDSHAKE);
    assert!(used < GREETING, "{used:?}, random numbers and the keys of a handshake among it");
    function.stop().await;
}
