//! The metrics that CloudWatch extracts from a function's log. See `docs/operations.md`, "Logs and metrics".

use std::collections::BTreeSet;
use std::time::Duration;

use aws_lambda_events::dynamodb::TimeWindowEvent;
use fanout::Fanout;
use janitor::{Repair, RepairCounts, Report};
use serde_json::json;
use shared::runtime::telemetry::Metrics;
use tests::{App, Routes as _};

use crate::lambda::log_capture::{VERSION, logged, metrics_of, value};

const FUNCTION: &str = "kith-UsersFunction-x";
const BY_FUNCTION: &[(&str, &str)] = &[("function", FUNCTION)];

#[tokio::test]
async fn a_request_is_counted_with_its_latency_and_capacity_units() {
    let app = App::new().await;
    let ann = app.user("ann").await;
    let work = async { [ann.get("/api/v2/user/me/").await, app.get("/api/v2/user/me/").await] };
    let ([seen, refused], lines) = logged(Metrics::Functions, FUNCTION, work).await;
    assert_eq!((seen.status, refused.status), (200, 401));
    for (line, client_errors) in lines.iter().zip([0.0, 1.0]) {
        let metric = |name| value(line, name, BY_FUNCTION);
        assert_eq!((metric("requests"), metric("server_errors")), (Some(1.0), Some(0.0)), "{line}");
        assert_eq!(metric("client_errors"), Some(client_errors), "{line}");
        assert_eq!(metric("latency_ms"), line["latency_ms"].as_f64());
        assert_eq!(metrics_of(line).len(), 6, "no other metric, no other dimension: {line}");
        // A metric filter of the template tells versions apart by it.
        assert_eq!(line["version"], VERSION, "{line}");
        // The bound that docs/prices.md assumes.
        assert!(line.to_string().len() < 750, "{line}");
    }
    assert_eq!(value(&lines[0], "rcu", BY_FUNCTION), Some(seen.cost.rcu));
    let latency = metrics_of(&lines[0]).into_iter().find(|metric| metric.1 == "latency_ms").expect("a metric");
    assert_eq!(latency.2, "Milliseconds");
}

#[tokio::test]
async fn route_metrics_have_an_additional_dimension() {
    let app = App::new().await;
    let ann = app.user("ann").await;
    let (_, lines) = logged(Metrics::Routes, FUNCTION, async { app.get(&ann.path("")).await.expect(200) }).await;
    let by_route = [("function", FUNCTION), ("route", "GET /api/v2/user/{id}/")];
    for dimensions in [BY_FUNCTION, &by_route] {
        assert_eq!(value(&lines[0], "requests", dimensions), Some(1.0), "{lines:?}");
    }
}

/// Each new value of a dimension is a billed metric.
#[tokio::test]
async fn invented_paths_and_methods_do_not_become_dimensions() {
    let app = App::new().await;
    let work = async {
        for n in 0..3 {
            app.request(&format!("MADE-UP-{n}"), "/api/v2/user/7/").await;
            app.get(&format!("/made/up/{n}/")).await.expect(404);
            app.get(&format!("/api/v2/user/{n}/")).await;
        }
    };
    let ((), lines) = logged(Metrics::Routes, FUNCTION, work).await;
    assert_eq!(lines.len(), 9);
    let routes: BTreeSet<_> = lines.iter().flat_map(metrics_of).filter_map(|mut m| m.0.remove("route")).collect();
    assert_eq!(routes, ["GET /api/v2/user/{id}/", "none"].map(str::to_owned).into());
}

#[tokio::test]
async fn no_metrics_are_logged_when_they_are_off() {
    let app = App::new().await;
    let (_, lines) = logged(Metrics::Off, FUNCTION, async { app.get("/api/v2/user/").await }).await;
    assert_eq!(lines.len(), 1);
    let members: BTreeSet<_> = lines[0].as_object().expect("an object").keys().cloned().collect();
    assert!(["_aws", "requests", "function", "version"].iter().all(|name| !members.contains(*name)), "{members:?}");
    assert_eq!(
        "sometimes".parse::<Metrics>(),
        Err("\"sometimes\" is neither off, nor functions, nor routes".to_owned())
    );
}

#[tokio::test]
async fn a_batch_is_logged_with_its_lag_and_cost() {
    let app = App::new().await;
    let (ann, ben) = (app.user("ann").await, app.user("ben_o").await);
    app.settle().await;
    ann.post(&ben.path("follow/")).await.expect(201);
    let mut event = TimeWindowEvent::default();
    event.time_window_properties.shard_id = Some("shard".to_owned());
    event.dynamo_db_event.records = app.stream.read().await.remove(0).records;
    let records = event.dynamo_db_event.records.len();
    app.state.clock.advance(Duration::from_secs(90));
    let fanout = Fanout::new(app.acting_as("fanout").store, app.state.clock.clone());
    let event = serde_json::to_value(event).expect("JSON");
    let (response, lines) = logged(Metrics::Functions, FUNCTION, fanout.invoke(event)).await;
    assert!(response.expect("a response").batch_item_failures.is_empty());
    let [line] = &lines[..] else { panic!("{lines:?}") };
    let metric = |name| value(line, name, BY_FUNCTION).unwrap_or_else(|| panic!("no {name} in {line}"));
    assert_eq!((metric("records"), metric("failed")), (records as f64, 0.0));
    assert!((90_000.0..120_000.0).contains(&metric("lag_ms")), "{line}");
    assert!(metric("wcu") >= 5.0 && metric("rcu") >= 1.0, "two counters and a notification: {line}");
}

#[tokio::test]
async fn the_end_of_a_window_is_not_counted_as_a_batch() {
    let app = App::new().await;
    let fanout = Fanout::new(app.acting_as("fanout").store, app.state.clock.clone());
    let event = json!({"window": {"start": "2026-11-22T00:00:00Z", "end": "2026-11-22T00:01:00Z"}, "state": {},
        "shardId": "shard", "eventSourceARN": "arn", "isFinalInvokeForWindow": true, "isWindowTerminatedEarly": false});
    let (response, lines) = logged(Metrics::Functions, FUNCTION, fanout.invoke(event)).await;
    assert!(response.is_ok() && lines.is_empty(), "{response:?} {lines:?}");
}

#[tokio::test]
async fn repairs_are_counted_by_kind() {
    let mut report = Report { rows: 9, ..Report::default() };
    report.repairs.insert(Repair::Counters, RepairCounts { found: 3, repaired: 2, failed: 0 });
    report.repairs.insert(Repair::Edges, RepairCounts { found: 1, repaired: 1, failed: 0 });
    // No metric, because nothing was repaired.
    report.repairs.insert(Repair::Names, RepairCounts { found: 1, repaired: 0, failed: 1 });
    let ((), lines) = logged(Metrics::Functions, FUNCTION, async { report.log() }).await;
    let counted: Vec<_> = lines.iter().flat_map(metrics_of).map(|(d, name, _, n)| (d.len(), name, n)).collect();
    let repairs = |dimensions, n| (dimensions, "repairs".to_owned(), n);
    assert_eq!(counted, [repairs(1, 2.0), repairs(2, 2.0), repairs(1, 1.0), repairs(2, 1.0)]);
    let of_edges = [("function", FUNCTION), ("repair", "edges")];
    assert_eq!(value(&lines[2], "repairs", &of_edges), Some(1.0), "{lines:?}");
    assert_eq!((&lines[0]["rows"], &lines[0]["failed"]), (&json!(9), &json!(1)));
}

#[tokio::test]
async fn a_parked_change_is_counted_and_its_content_is_in_no_line() {
    let app = App::new().await;
    let fanout = Fanout::new(app.acting_as("fanout").store, app.state.clock.clone());
    let keys = json!({"PK": {"S": "U#77"}, "SK": {"S": "ACCOUNT#PROFILE"}});
    let image = json!({"id": {"N": "77"}, "status": {"S": "madeline@example.org"}});
    let image: serde_json::Map<_, _> =
        [&keys, &image].into_iter().flat_map(|part| part.as_object().cloned().expect("an object")).collect();
    let change = json!({"Keys": keys, "NewImage": image, "SequenceNumber": "7", "SizeBytes": 9,
        "ApproximateCreationDateTime": 1_800_000_000});
    let record = json!({"eventID": "7", "eventName": "INSERT", "awsRegion": "eu-west-1", "dynamodb": change});
    let event = json!({"Records": [record], "shardId": "shard"});
    let (response, lines) = logged(Metrics::Functions, FUNCTION, fanout.invoke(event)).await;
    assert!(response.expect("a response").batch_item_failures.is_empty());
    let parked: Vec<_> = lines.iter().filter(|line| value(line, "parked", BY_FUNCTION) == Some(1.0)).collect();
    let [line] = parked[..] else { panic!("{lines:?}") };
    assert_eq!((&line["level"], &line["sequence"], &line["change"]), (&json!("ERROR"), &json!("7"), &json!("INSERT")));
    assert_eq!(line["id"].as_str().expect("an id").len(), 16);
    assert!(!format!("{lines:?}").contains("madeline"), "{lines:?}");
    let records = app.state.store.parked_records().list().await.expect("a list");
    assert!(records[0].error.contains("madeline@example.org"), "the operator sees it: {records:?}");
}
