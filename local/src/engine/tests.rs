use super::*;
use crate::table::create_table;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::ProvideErrorMetadata as _;
use aws_sdk_dynamodb::types::AttributeValue::{N, S};
use futures::future::{join_all, try_join_all};
use rusqlite::Connection;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpStream, UnixStream};

/// A directory of one test, removed when it is dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kith-{test}-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn location(&self) -> Location {
        Location::File(self.0.join("kith.db"))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn put(client: &Client, pk: impl Into<String>) {
    let put = client.put_item().table_name("kith");
    put.item("PK", S(pk.into()))
        .item("SK", S("A".into()))
        .item("GSI1PK", S("ALL".into()))
        .item("GSI1SK", S("A".into()))
        .send()
        .await
        .unwrap();
}

async fn is_there(client: &Client, pk: &str) -> bool {
    let get = client.get_item().table_name("kith");
    let got = get.key("PK", S(pk.into())).key("SK", S("A".into()));
    got.send().await.unwrap().item.is_some()
}

#[tokio::test]
async fn data_in_a_file_survives_a_restart() {
    let scratch = Scratch::new("keeps");
    let engine = Engine::open(scratch.location()).unwrap();
    let before = client(engine.endpoint());
    create_table(&before, "kith").await.unwrap();
    put(&before, "1").await;
    engine.stop().await;

    let engine = Engine::open(scratch.location()).unwrap();
    assert!(is_there(&client(engine.endpoint()), "1").await);
    engine.stop().await;
}

#[tokio::test]
async fn a_file_can_be_open_in_one_engine_only() {
    let scratch = Scratch::new("one");
    let first = Engine::open(scratch.location()).unwrap();
    let second = Engine::open(scratch.location()).unwrap_err();
    assert_eq!(second.to_string(), format!("the {} is in use by another kith", scratch.location()));
    first.stop().await;
    Engine::open(scratch.location()).unwrap().stop().await;
}

#[test]
fn the_error_names_a_file_that_cannot_be_opened() {
    let location = Location::File(PathBuf::from("/nowhere/kith.db"));
    let error = Engine::open(location).unwrap_err().to_string();
    assert!(error.starts_with("could not open the database file /nowhere/kith.db: "), "{error}");
    assert!(!error.contains('\n'), "{error}");
}

#[tokio::test]
async fn engines_in_memory_are_independent() {
    let (one, two) = (Engine::open(Location::Memory).unwrap(), Engine::open(Location::Memory).unwrap());
    let (first, second) = (client(one.endpoint()), client(two.endpoint()));
    create_table(&first, "kith").await.unwrap();
    create_table(&second, "kith").await.unwrap();
    put(&first, "1").await;
    assert!(!is_there(&second, "1").await);
    join_all([one.stop(), two.stop()]).await;
}

/// Two connections to a shared-cache database get "table is locked" errors. The engine uses a single connection after
/// the start.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_requests_in_memory_cause_no_lock_errors() {
    let engine = Engine::open(Location::Memory).unwrap();
    let client = client(engine.endpoint());
    create_table(&client, "kith").await.unwrap();
    let tasks = (0..64).map(|n| {
        let client = client.clone();
        tokio::spawn(async move {
            for i in 0..5 {
                let pk = format!("{n}.{i}");
                put(&client, &pk).await;
                assert!(is_there(&client, &pk).await);
                let page = client.query().table_name("kith").index_name("GSI1");
                let page =
                    page.key_condition_expression("GSI1PK = :all").expression_attribute_values(":all", S("ALL".into()));
                assert!(page.limit(20).send().await.unwrap().count > 0);
            }
        })
    });
    try_join_all(tasks).await.unwrap();
    engine.stop().await;
}

#[tokio::test]
async fn a_sweep_deletes_expired_items() {
    let engine = Engine::open(Location::Memory).unwrap();
    let client = client(engine.endpoint());
    create_table(&client, "kith").await.unwrap();
    put(&client, "kept").await;
    let put = client.put_item().table_name("kith");
    put.item("PK", S("expired".into()))
        .item("SK", S("A".into()))
        .item("expires", N("1700000000".into()))
        .send()
        .await
        .unwrap();
    assert_eq!(engine.sweep_ttl(), 1);
    assert!(!is_there(&client, "expired").await);
    assert!(is_there(&client, "kept").await);
    engine.stop().await;
}

/// How long a shutdown may take, whatever the clients do.
const GRACE: Duration = Duration::from_secs(4);

#[tokio::test]
async fn neither_idle_connections_nor_incomplete_requests_delay_the_shutdown() {
    let scratch = Scratch::new("idle");
    let mut engine = Engine::open(scratch.location()).unwrap();
    let socket = scratch.0.join("engine.sock");
    engine.listen(&socket).unwrap();
    let port = engine.listen_at_port(0).await.unwrap();
    let address = port.url.strip_prefix("http://").unwrap();
    let _idle = (TcpStream::connect(address).await.unwrap(), UnixStream::connect(&socket).await.unwrap());
    let mut half = TcpStream::connect(address).await.unwrap();
    half.write_all(b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n{").await.unwrap();
    let mut half_call = UnixStream::connect(&socket).await.unwrap();
    half_call.write_all(b"\0\0").await.unwrap();
    tokio::time::timeout(GRACE, engine.stop()).await.unwrap();
    Engine::open(scratch.location()).unwrap().stop().await;
}

#[tokio::test]
async fn the_socket_serves_its_owner_and_replaces_one_left_behind() {
    let scratch = Scratch::new("socket");
    let socket = scratch.0.join("engine.sock");
    std::fs::write(&socket, "left behind by a killed process").unwrap();
    let mut engine = Engine::open(scratch.location()).unwrap();
    engine.listen(&socket).unwrap();
    assert_eq!(std::fs::metadata(&socket).unwrap().permissions().mode() & 0o777, 0o600);
    let own = client(engine.endpoint());
    create_table(&own, "kith").await.unwrap();
    let other = client(Endpoint::Socket(socket.clone()));
    put(&other, "1").await;
    assert!(is_there(&own, "1").await && is_there(&other, "1").await);
    // An error of the engine arrives as an error.
    let missing = other.get_item().table_name("none").key("PK", S("1".into())).key("SK", S("A".into())).send().await;
    assert!(missing.unwrap_err().as_service_error().unwrap().is_resource_not_found_exception());
    engine.stop().await;
}

/// A socket's own path is at most 108 bytes long.
#[tokio::test]
async fn the_socket_of_a_directory_with_a_long_path_works() {
    let scratch = Scratch::new("long");
    let directory = scratch.0.join("d".repeat(100)).join("e".repeat(100));
    std::fs::create_dir_all(&directory).unwrap();
    let socket = directory.join("engine.sock");
    let mut engine = Engine::open(Location::Memory).unwrap();
    engine.listen(&socket).unwrap();
    let short = std::fs::read_link(&socket).unwrap();
    assert_eq!(std::fs::metadata(short.parent().unwrap()).unwrap().permissions().mode() & 0o777, 0o700);
    let other = client(Endpoint::Socket(socket.clone()));
    create_table(&other, "kith").await.unwrap();
    put(&other, "1").await;
    // A second start, as after a kill, leaves one directory.
    engine.listen(&socket).unwrap();
    assert!(!short.exists());
    put(&other, "2").await;
    engine.stop().await;
    std::fs::remove_dir_all(std::fs::read_link(&socket).unwrap().parent().unwrap()).unwrap();
}

#[tokio::test]
async fn the_port_takes_signed_requests_only_and_none_of_a_page() {
    let mut engine = Engine::open(Location::Memory).unwrap();
    let port = engine.listen_at_port(0).await.unwrap();
    let EnginePort { url, credentials } = port.clone();
    let signed = client(Endpoint::Port(port));
    create_table(&signed, "kith").await.unwrap();
    put(&signed, "1").await;
    assert!(is_there(&client(engine.endpoint()), "1").await);

    let wrong_secret = EngineCredentials { secret: "0".repeat(64), ..credentials.clone() };
    let wrong_key = EngineCredentials { access_key: "KITH".to_owned(), ..credentials.clone() };
    for credentials in [wrong_secret, wrong_key] {
        let listed = client(Endpoint::Port(EnginePort { url: url.clone(), credentials })).list_tables().send().await;
        assert_eq!(listed.unwrap_err().code(), Some("UnrecognizedClientException"));
    }
    let address = url.strip_prefix("http://").unwrap();
    let port = address.rsplit(':').next().unwrap();
    for (head, status) in [
        (format!("Host: {address}\r\n"), "400"),
        (format!("Host: localhost:{port}\r\n"), "400"),
        (format!("Host: {address}\r\nOrigin: https://example.org\r\n"), "403"),
        (format!("Host: {address}\r\nOrigin: null\r\n"), "403"),
        (format!("Host: example.org:{port}\r\n"), "403"),
        ("Host: 127.0.0.1\r\n".to_owned(), "403"),
    ] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let scan = "X-Amz-Target: DynamoDB_20120810.Scan\r\nContent-Length: 20\r\nConnection: close\r\n";
        let request = format!("POST / HTTP/1.1\r\n{head}{scan}\r\n{{\"TableName\":\"kith\"}}");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).await.unwrap();
        assert!(response.starts_with(&format!("HTTP/1.1 {status} ")), "{head:?}: {response}");
        assert!(!response.to_ascii_lowercase().contains("access-control"), "{response}");
    }
    engine.stop().await;
}

/// The engine's own queries, in its spelling. Without the indexes each write reads every stream record.
#[rstest::rstest]
#[case::next_sequence_number(
    "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = ?1",
    "kith_stream_sequence (table_name=?)"
)]
#[case::next_records(
    "SELECT event_name, keys_json, new_image, old_image, sequence_number, created_at, user_identity, event_id
     FROM _stream_records
     WHERE table_name = ?1 AND shard_id = ?2 AND CAST(sequence_number AS INTEGER) > ?3
     ORDER BY CAST(sequence_number AS INTEGER) ASC
     LIMIT ?4",
    "kith_stream_shard (table_name=? AND shard_id=? AND <expr>>?)"
)]
#[tokio::test]
async fn stream_queries_use_the_indexes(#[case] query: &str, #[case] plan: &str) {
    let scratch = Scratch::new("plan");
    let engine = Engine::open(scratch.location()).unwrap();
    let client = client(engine.endpoint());
    create_table(&client, "kith").await.unwrap();
    put(&client, "1").await;
    engine.stop().await;

    let file = Connection::open(scratch.0.join("kith.db")).unwrap();
    let explain = format!("EXPLAIN QUERY PLAN {query}");
    let mut statement = file.prepare(&explain).unwrap();
    let steps = statement.raw_query().next().unwrap().map(|step| step.get::<_, String>(3).unwrap());
    assert!(steps.as_ref().unwrap().contains(plan), "{steps:?}");
}
