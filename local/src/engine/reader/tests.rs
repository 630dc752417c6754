//! The reader answers as the engine does, and leaves to it what it does not know.

use dynoxide::Database;
use rand::rngs::SmallRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};

use super::*;

const SORT_KEYS: [&str; 12] =
    ["A", "A#1", "A#2", "A#é", "A#\u{1F600}", "B", "B\"quoted\"", "B\\", "Z#0001", "Z#0002", "a", "é"];

fn call(operation: &str, body: &Value) -> Call {
    Call { operation: operation.to_owned(), body: body.to_string().into_bytes() }
}

fn text(text: &str) -> Value {
    json!({"S": text})
}

/// A table as in the template, with items of all types, some of which are in the indexes, and with a partition of several
/// pages.
fn fixture(target: &str) -> (Database, Reader) {
    let db = Database::new(target).unwrap();
    let reader = Reader::open(target).unwrap();
    let names = ["PK", "SK", "GSI1PK", "GSI1SK", "GSI2PK", "GSI2SK"];
    let schema = |pk: &str, sk: &str| json!([{"AttributeName": pk, "KeyType": "HASH"}, {"AttributeName": sk, "KeyType": "RANGE"}]);
    let index = |name: &str| {
        let keys = schema(&format!("{name}PK"), &format!("{name}SK"));
        json!({"IndexName": name, "KeySchema": keys, "Projection": {"ProjectionType": "KEYS_ONLY"}})
    };
    let table = json!({
        "TableName": "kith", "BillingMode": "PAY_PER_REQUEST", "KeySchema": schema("PK", "SK"),
        "AttributeDefinitions": names.map(|name| json!({"AttributeName": name, "AttributeType": "S"})),
        "GlobalSecondaryIndexes": [index("GSI1"), index("GSI2")],
    });
    assert_eq!(call("CreateTable", &table).run(&db).status, 200);
    for (n, sk) in SORT_KEYS.iter().enumerate() {
        let mut item = json!({
            "PK": text("U#1"), "SK": text(sk), "n": {"N": "12.50"}, "flag": {"BOOL": true}, "none": {"NULL": true},
            "bytes": {"B": "AAEC"}, "set": {"SS": ["b", "a"]}, "numbers": {"NS": ["10", "9"]},
            "list": {"L": [{"M": {"deep": text("\u{1F600} \"q\" \\ \n")}}]}, "long": text(&"x".repeat(n * 1_000)),
        });
        if n % 2 == 0 {
            item["GSI1PK"] = text("USERS");
            item["GSI1SK"] = text(if n % 4 == 0 { "same" } else { sk });
            item["GSI2PK"] = text("U#2");
            item["GSI2SK"] = text(sk);
        }
        assert_eq!(call("PutItem", &json!({"TableName": "kith", "Item": item})).run(&db).status, 200);
    }
    for n in 0..30 {
        let item = json!({"PK": text("U#big"), "SK": text(&format!("{n:03}")), "x": text(&"y".repeat(90_000))});
        assert_eq!(call("PutItem", &json!({"TableName": "kith", "Item": item})).run(&db).status, 200);
    }
    (db, reader)
}

/// The bodies of the reader and of the engine.
fn both(fixture: &(Database, Reader), call: &Call) -> (Option<Value>, Value) {
    let reply = call.run(&fixture.0);
    assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    let read = fixture.1.run(call).map(|reply| serde_json::from_slice(&reply.body).unwrap());
    (read, serde_json::from_slice(&reply.body).unwrap())
}

fn assert_same(fixture: &(Database, Reader), operation: &str, body: &Value) -> Value {
    let (read, engine) = both(fixture, &call(operation, body));
    // The engine also counts the first row of the next page, if this one is cut for its size.
    let [read, engine] = [read.expect("a response"), engine].map(|mut response| {
        response.as_object_mut().unwrap().remove("ScannedCount");
        response
    });
    // Not `assert_eq!`, which would print megabytes.
    assert!(read == engine, "{operation} {body}");
    read
}

fn targets() -> (tempfile::TempDir, [String; 2]) {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("kith.db").to_str().unwrap().to_owned();
    let memory = format!("file:reader-{}?mode=memory&cache=shared", uuid::Uuid::new_v4());
    (directory, [file, memory])
}

#[test]
fn items_and_batches_are_those_of_the_engine() {
    let (_directory, targets) = targets();
    for fixture in targets.map(|target| fixture(&target)) {
        for sk in SORT_KEYS.into_iter().chain(["missing"]) {
            let key = json!({"PK": text("U#1"), "SK": text(sk)});
            for (consistent, mode) in [(true, "INDEXES"), (false, "TOTAL"), (false, "NONE")] {
                let body = json!({"TableName": "kith", "Key": key, "ConsistentRead": consistent, "ReturnConsumedCapacity": mode});
                assert_same(&fixture, "GetItem", &body);
            }
            assert_same(&fixture, "GetItem", &json!({"TableName": "kith", "Key": key}));
        }
        let keys: Vec<Value> =
            SORT_KEYS.iter().chain(&["missing"]).map(|sk| json!({"PK": text("U#1"), "SK": text(sk)})).collect();
        for (consistent, mode) in [(true, "INDEXES"), (false, "TOTAL")] {
            let items = json!({"kith": {"Keys": keys, "ConsistentRead": consistent}});
            assert_same(&fixture, "BatchGetItem", &json!({"RequestItems": items, "ReturnConsumedCapacity": mode}));
        }
    }
}

#[test]
fn queries_are_those_of_the_engine_page_by_page() {
    let (_directory, targets) = targets();
    let conditions = [
        "#pk = :pk",
        "#pk = :pk AND begins_with(#sk, :sk)",
        "#pk = :pk AND #sk > :sk",
        "#pk = :pk AND #sk < :sk",
        "#pk = :pk AND #sk BETWEEN :sk AND :last",
    ];
    let mut rng = SmallRng::seed_from_u64(7);
    for fixture in targets.map(|target| fixture(&target)) {
        let mut pages = 0;
        for _ in 0..400 {
            let (index, pk) =
                *[(None, "U#1"), (None, "U#big"), (None, "nobody"), (Some("GSI1"), "USERS"), (Some("GSI2"), "U#2")]
                    .choose(&mut rng)
                    .unwrap();
            let condition = *conditions.choose(&mut rng).unwrap();
            let mut bounds = [SORT_KEYS, SORT_KEYS].map(|keys| *keys.choose(&mut rng).unwrap());
            bounds.sort_unstable();
            let name = |part: &str| index.map_or_else(|| part.to_owned(), |index: &str| format!("{index}{part}"));
            let mut body = json!({
                "TableName": "kith", "KeyConditionExpression": condition,
                "ExpressionAttributeNames": {"#pk": name("PK")}, "ExpressionAttributeValues": {":pk": text(pk)},
                "ScanIndexForward": rng.random_bool(0.5), "ReturnConsumedCapacity": "INDEXES",
                "ConsistentRead": index.is_none() && rng.random_bool(0.5),
            });
            if condition.contains(":sk") {
                body["ExpressionAttributeNames"]["#sk"] = json!(name("SK"));
                body["ExpressionAttributeValues"][":sk"] = text(bounds[0]);
            }
            if condition.contains(":last") {
                body["ExpressionAttributeValues"][":last"] = text(bounds[1]);
            }
            if let Some(index) = index {
                body["IndexName"] = json!(index);
            }
            if rng.random_bool(0.6) {
                body["Limit"] = json!(rng.random_range(1..6));
            }
            if rng.random_bool(0.2) {
                body["Select"] = json!("COUNT");
            }
            loop {
                pages += 1;
                let page = assert_same(&fixture, "Query", &body);
                let Some(next) = page.get("LastEvaluatedKey") else { break };
                body["ExclusiveStartKey"] = next.clone();
            }
        }
        assert!(pages > 600, "{pages} pages");
    }
}

#[test]
fn other_calls_are_left_to_the_engine() {
    let (_directory, [file, _]) = targets();
    let (_db, reader) = fixture(&file);
    let key = json!({"PK": text("U#1"), "SK": text("A")});
    let get = |change: fn(&mut Value)| {
        let mut body = json!({"TableName": "kith", "Key": {"PK": text("U#1"), "SK": text("A")}});
        change(&mut body);
        ("GetItem", body)
    };
    let query = |change: fn(&mut Value)| {
        let mut body = json!({
            "TableName": "kith", "KeyConditionExpression": "#pk = :pk",
            "ExpressionAttributeNames": {"#pk": "PK"}, "ExpressionAttributeValues": {":pk": text("U#1")},
        });
        change(&mut body);
        ("Query", body)
    };
    for (operation, body) in [
        get(|body| body["TableName"] = json!("none")),
        get(|body| body["TableName"] = json!("kith\" --")),
        get(|body| body["ProjectionExpression"] = json!("n")),
        get(|body| body["Key"]["SK"] = json!({"N": "1"})),
        get(|body| body["Key"]["SK"] = json!({"S": ""})),
        get(|body| body["Key"]["more"] = json!({"S": "x"})),
        get(|body| body["Key"]["PK"] = json!({"S": "x".repeat(2_049)})),
        query(|body| body["FilterExpression"] = json!("n = :pk")),
        query(|body| body["Limit"] = json!(0)),
        query(|body| body["KeyConditionExpression"] = json!("PK = :pk")),
        query(|body| body["ExpressionAttributeNames"]["#pk"] = json!("SK")),
        query(|body| body["ExpressionAttributeNames"]["#sk"] = json!("SK")),
        query(|body| body["ExpressionAttributeValues"][":more"] = json!({"S": "x"})),
        query(|body| body["ExpressionAttributeValues"][":pk"] = json!({"S": ""})),
        query(|body| body["ExclusiveStartKey"] = json!({"PK": {"S": "U#2"}, "SK": {"S": "A"}})),
        query(|body| body["IndexName"] = json!("GSI9")),
        query(|body| body["Select"] = json!("ALL_ATTRIBUTES")),
        ("BatchGetItem", json!({"RequestItems": {"kith": {"Keys": [key, key]}}})),
        ("BatchGetItem", json!({"RequestItems": {"kith": {"Keys": []}}})),
        ("BatchGetItem", json!({"RequestItems": {"kith": {"Keys": [key]}, "other": {"Keys": [key]}}})),
        ("Scan", json!({"TableName": "kith"})),
    ] {
        assert!(reader.run(&call(operation, &body)).is_none(), "{operation} {body}");
    }
    let body = json!({"TableName": "kith", "Key": key});
    assert!(reader.run(&call("GetItem", &body)).is_some());
    reader.close();
    assert!(reader.run(&call("GetItem", &body)).is_none());
}
