//! Limits the size and memory of the functions' binaries, which are started as Lambda starts them. `.ci/run`
//! builds the binaries in `target/lambda` with `just build` and runs these tests. They do not limit times, because other
//! work on the machine affects those; see `just bench-cold`.

#![allow(clippy::expect_used, clippy::panic, reason = "a broken check must fail the test")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bench::{ColdStarts, FUNCTIONS, Function, binary, print_table};
use kith::engine::{EngineCredentials, EnginePort};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;
use tokio::time::timeout;

/// The maximum size of each binary in MB: some 4 % more than its last measured size (docs/performance.md).
const SIZE_MAX: [(&str, f64); 12] = [
    ("accounts", 7.3),
    ("directory", 7.1),
    ("docs", 6.3),
    ("fanout", 8.3),
    ("feed", 8.8),
    ("graph", 6.7),
    ("janitor", 5.7),
    ("mailer", 6.4),
    ("media", 6.9),
    ("notifications", 6.7),
    ("realtime", 5.2),
    ("users", 9.4),
];
/// The maximum memory of a function after 1,000 requests, in MB.
const MEMORY_MAX: u64 = 20;
/// The maximum CPU time of a function until it has preconnected to the table. It takes a few milliseconds; collecting
/// jitter entropy, as AWS-LC does before the first random number, would take 35 to 86 ms more.
const PRECONNECT_CPU_MAX: Duration = Duration::from_millis(20);
/// The version of the C library in Lambda's runtime `provided.al2023`, 2.34. A binary that needs a later one does not
/// start there.
const GLIBC: u32 = 34;
/// The first byte of a TLS handshake record.
const HANDSHAKE: u8 = 22;

fn binaries() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/lambda")
}

#[tokio::test]
#[ignore = "needs the release binaries of all functions in target/lambda"]
async fn functions_stay_within_their_limits_of_size_and_memory() {
    let starts = ColdStarts::measure(&binaries(), 1, &[]).await;
    print_table(&starts.rows());
    let limits: BTreeMap<_, _> = SIZE_MAX.into_iter().collect();
    let large: Vec<_> = starts.megabytes().filter(|(name, megabytes)| *megabytes > limits[name]).collect();
    assert!(large.is_empty(), "too large: {large:?}; the limits are {limits:?}");
    let over = starts.using_more_than(MEMORY_MAX);
    assert!(over.is_empty(), "more than {MEMORY_MAX} MB: {over:?}");
}

/// A binary contains the source paths of its crates, for panic messages.
#[test]
#[ignore = "needs the release binaries of all functions in target/lambda"]
fn one_tls_stack_is_linked() {
    for function in FUNCTIONS {
        let path = binary(&binaries(), function);
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let text = String::from_utf8_lossy(&bytes);
        let links = |name: &str| text.contains(name);
        for expected in ["/rustls-0.23.", "/hyper-1.", "/ring-0.17."] {
            assert!(links(expected), "{function} does not contain {expected}: is it built differently?");
        }
        for other in
            ["/rustls-0.21.", "/rustls-0.22.", "/hyper-0.14.", "/h2-0.3.", "/aws-lc-rs-", "/native-tls-", "/openssl-"]
        {
            assert!(!links(other), "{function} links {other}");
        }
    }
}

/// The list of common passwords has a quarter of a megabyte.
#[test]
#[ignore = "needs the release binaries of all functions in target/lambda"]
fn only_functions_that_set_passwords_have_the_list_of_common_ones() {
    let has_list = |function: &&str| {
        let path = binary(&binaries(), function);
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        String::from_utf8_lossy(&bytes).contains("\nsunshine\n")
    };
    let having: Vec<_> = FUNCTIONS.into_iter().filter(has_list).collect();
    assert_eq!(having, ["accounts", "directory"]);
}

#[test]
#[ignore = "needs the release binaries of all functions in target/lambda"]
fn only_the_function_that_checks_passwords_has_the_algorithms_of_imported_hashes() {
    let has_bcrypt = |function: &&str| {
        let path = binary(&binaries(), function);
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        String::from_utf8_lossy(&bytes).contains("/bcrypt-0.")
    };
    let having: Vec<_> = FUNCTIONS.into_iter().filter(has_bcrypt).collect();
    assert_eq!(having, ["accounts"]);
}

#[test]
#[ignore = "needs the release binaries of all functions in target/lambda"]
fn only_the_mailer_links_the_client_of_ses() {
    let sends = |function: &&str| {
        let path = binary(&binaries(), function);
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        String::from_utf8_lossy(&bytes).contains("outbound-emails")
    };
    let having: Vec<_> = FUNCTIONS.into_iter().filter(sends).collect();
    assert_eq!(having, ["mailer"]);
}

/// A binary contains the versions of the symbols that it needs, such as `GLIBC_2.28`.
#[test]
#[ignore = "needs the release binaries of all functions in target/lambda"]
fn no_later_c_library_than_lambdas_is_needed() {
    for function in FUNCTIONS {
        let path = binary(&binaries(), function);
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let text = String::from_utf8_lossy(&bytes);
        let versions = text.split("GLIBC_2.").skip(1);
        let minors = versions.filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u32>().ok());
        let latest = minors.max().expect("a binary that is linked dynamically");
        assert!(latest <= GLIBC, "{function} needs glibc 2.{latest}: is it linked with zig?");
    }
}

#[tokio::test]
#[ignore = "needs the release binaries of all functions in target/lambda"]
async fn preconnecting_needs_little_cpu_time() {
    let table = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("https://{}", table.local_addr().expect("an address"));
    let port = EnginePort { url, credentials: EngineCredentials::generate() };
    // All functions that serve requests preconnect in the same way.
    let function = Function::start(&binary(&binaries(), "graph"), &port, &[]).await;
    let first_byte = async {
        let (mut connection, _) = table.accept().await.expect("a connection");
        connection.read_u8().await.expect("a byte")
    };
    let first = timeout(Duration::from_secs(10), first_byte).await.expect("the function did not preconnect");
    let used = function.cpu();
    assert_eq!(first, HANDSHAKE);
    assert!(used < PRECONNECT_CPU_MAX, "{used:?}, including random numbers and the keys of the handshake");
    function.stop().await;
}
