use super::*;
use crate::table::create_table;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue::{N, S};
use futures::future::{join_all, try_join_all};
use rusqlite::Connection;
use tokio::io::AsyncWriteExt;

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

#[tokio::test]
async fn an_idle_connection_does_not_delay_the_shutdown() {
    let engine = Engine::open(Location::Memory).unwrap();
    let client = client(engine.endpoint());
    create_table(&client, "kith").await.unwrap();
    let address = engine.endpoint().trim_start_matches("http://");
    let _silent = tokio::net::TcpStream::connect(address).await.unwrap();
    tokio::time::timeout(GRACE, engine.stop()).await.unwrap();
}

#[tokio::test]
async fn an_incomplete_request_delays_the_shutdown_by_no_more_than_the_grace_period() {
    let engine = Engine::open_with(Location::Memory, None, Duration::from_millis(100)).unwrap();
    let address = engine.endpoint().trim_start_matches("http://");
    let mut half = tokio::net::TcpStream::connect(address).await.unwrap();
    half.write_all(b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n{").await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    tokio::time::timeout(GRACE, engine.stop()).await.unwrap();
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
