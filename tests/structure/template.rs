//! The template routes the paths that the routers serve, and defines the table that the store uses.

use std::collections::{BTreeMap, BTreeSet};

use fanout::Fanout;
use kith::stream::{BATCH_SIZE, Consumer};
use kith::table::{KeyElement, table_definition};
use mailer::Mailer;
use serde_yaml_ng::Value;
use shared::store::mail::MAIL_SOURCES;
use shared::store::stream::{SOURCES, SOURCES_OF_SOME};
use tests::sources::{deployed_function, functions, read, routes};

use crate::assert_none;
use crate::source::Source;

/// The resource that takes every path without a resource of its own, and its function.
const UNKNOWN_PATHS: (&str, &str) = ("docs", "/{proxy+}");

/// An `Api` event of a function.
#[derive(Debug)]
struct Event {
    function: String,
    method: String,
    path: String,
}

fn template() -> Value {
    serde_yaml_ng::from_str(&read("template.yaml")).expect("YAML")
}

fn text<'a>(value: &'a Value, path: &[&str]) -> &'a str {
    let found = path.iter().try_fold(value, |value, name| value.get(name));
    found.and_then(Value::as_str).unwrap_or_else(|| panic!("no {path:?} in {value:?}"))
}

fn events() -> Vec<Event> {
    let template = template();
    let resources = template["Resources"].as_mapping().expect("resources");
    let functions = resources.values().filter(|r| text(r, &["Type"]) == "AWS::Serverless::Function");
    let mut events = Vec::new();
    for function in functions {
        let binary = deployed_function(function);
        // `realtime` has none: SAM does not know WebSocket APIs.
        let of_function = function["Properties"]["Events"].as_mapping().into_iter().flatten();
        for event in of_function.map(|(_, event)| event).filter(|event| text(event, &["Type"]) == "Api") {
            events.push(Event {
                function: binary.to_owned(),
                method: text(event, &["Properties", "Method"]).to_owned(),
                path: text(event, &["Properties", "Path"]).to_owned(),
            });
        }
    }
    events
}

#[test]
fn the_template_routes_exactly_the_paths_that_the_functions_serve() {
    let served: BTreeSet<(String, String)> = routes()
        .into_iter()
        .map(|route| {
            let path = route.path.strip_suffix('/').unwrap_or_else(|| panic!("{} has no slash", route.path));
            // The root is only a slash.
            (route.function, if path.is_empty() { "/" } else { path }.to_owned())
        })
        .collect();
    let mut routed: BTreeSet<_> = events().into_iter().map(|event| (event.function, event.path)).collect();
    let (function, path) = UNKNOWN_PATHS;
    assert!(routed.remove(&(function.to_owned(), path.to_owned())), "unknown paths are not routed");
    let lines = |a: &BTreeSet<(String, String)>, b| {
        a.difference(b).map(|(function, path)| format!("{function}: {path}")).collect::<Vec<_>>()
    };
    assert_none("served but not routed", &lines(&served, &routed));
    assert_none("routed but not served", &lines(&routed, &served));
}

#[test]
fn each_path_is_routed_once_with_any_method() {
    let mut seen = BTreeSet::new();
    for event in events() {
        assert_eq!(event.method, "ANY", "{event:?}");
        assert!(seen.insert(event.path.clone()), "{event:?} is routed twice");
    }
}

#[test]
fn every_function_is_in_the_template() {
    let template = template();
    let resources = template["Resources"].as_mapping().expect("resources").values();
    let deployed: BTreeSet<_> = resources
        .filter(|resource| text(resource, &["Type"]) == "AWS::Serverless::Function")
        .map(|function| deployed_function(function).to_owned())
        .collect();
    assert_eq!(deployed, functions());
    let serving: BTreeSet<_> = events().into_iter().map(|event| event.function).collect();
    assert_eq!(serving, routes().into_iter().map(|route| route.function).collect());
}

#[test]
fn kith_serve_delivers_the_stream_with_the_settings_of_the_template() {
    let template = template();
    let events = template["Resources"]["FanoutFunction"]["Properties"]["Events"].as_mapping().expect("events");
    let [stream] = events.values().collect::<Vec<_>>()[..] else { panic!("{events:?}") };
    assert_eq!(text(stream, &["Type"]), "DynamoDB");
    let settings = &stream["Properties"];
    assert_eq!(settings["BatchSize"].as_u64(), u64::try_from(BATCH_SIZE).ok());
    assert_retried_until_too_old::<Fanout>(settings);
    assert_eq!(settings["FunctionResponseTypes"][0].as_str(), Some("ReportBatchItemFailures"));
    let pattern = text(&settings["FilterCriteria"]["Filters"][0], &["Pattern"]);
    let pattern: serde_json::Value = serde_json::from_str(pattern).expect("JSON");
    let keys = pattern["dynamodb"]["Keys"]["SK"]["S"].as_array().expect("sort keys").iter();
    let filtered: BTreeSet<_> = keys
        .map(|key| {
            key.as_str().map_or_else(|| format!("{}*", key["prefix"].as_str().expect("a prefix")), str::to_owned)
        })
        .collect();
    assert_eq!(filtered, SOURCES.iter().map(ToString::to_string).collect());
    // Of some items only some changes pass, by a pattern of their own.
    let others = settings["FilterCriteria"]["Filters"].as_sequence().expect("patterns").iter().skip(1);
    let filtered: Vec<_> = others
        .map(|filter| {
            let pattern: serde_json::Value = serde_json::from_str(text(filter, &["Pattern"])).expect("JSON");
            let with = pattern["dynamodb"]["NewImage"].as_object().and_then(|image| image.keys().next().cloned());
            (sort_keys_of(filter), pattern["eventName"][0].as_str().expect("a kind").to_owned(), with)
        })
        .collect();
    let expected = SOURCES_OF_SOME
        .map(|some| (some.keys.to_string(), format!("{:?}", some.kind).to_uppercase(), some.with.map(str::to_owned)));
    assert_eq!(filtered, expected);
}

/// The sort keys of a filter with one pattern of them.
fn sort_keys_of(filter: &Value) -> String {
    let pattern: serde_json::Value = serde_json::from_str(text(filter, &["Pattern"])).expect("JSON");
    let key = &pattern["dynamodb"]["Keys"]["SK"]["S"][0];
    key.as_str().map_or_else(|| format!("{}*", key["prefix"].as_str().expect("a prefix")), str::to_owned)
}

/// A finite number of attempts would be used up by an outage of some minutes.
fn assert_retried_until_too_old<C: Consumer>(settings: &Value) {
    assert_eq!(settings["MaximumRetryAttempts"].as_i64(), Some(-1));
    assert_eq!(settings["MaximumRecordAgeInSeconds"].as_u64(), Some(C::MAXIMUM_RECORD_AGE.as_secs()));
    assert_eq!(settings["BisectBatchOnFunctionError"].as_bool(), Some(true));
}

/// The filter has one pattern for each kind of item that asks for a mail.
#[test]
fn the_mailer_is_woken_by_what_asks_for_a_mail() {
    let events = template()["Resources"]["MailerFunction"]["Properties"]["Events"].clone();
    let kinds: Vec<_> =
        events.as_mapping().expect("events").values().map(|event| text(event, &["Type"]).to_owned()).collect();
    assert_eq!(kinds, ["EventBridgeRule", "DynamoDB"]);
    let settings = &events["Requests"]["Properties"];
    assert_retried_until_too_old::<Mailer>(settings);
    assert_eq!(settings["FunctionResponseTypes"][0].as_str(), Some("ReportBatchItemFailures"));
    let patterns = settings["FilterCriteria"]["Filters"].as_sequence().expect("patterns").iter();
    let filtered: Vec<_> = patterns.map(sort_keys_of).collect();
    assert_eq!(filtered, MAIL_SOURCES.map(|keys| keys.to_string()));
}

#[test]
fn the_bucket_notifies_media_of_originals_and_of_requests_for_archives_only() {
    let events = template()["Resources"]["MediaFunction"]["Properties"]["Events"].clone();
    let prefixes = events.as_mapping().expect("events").values().map(|event| {
        assert_eq!(text(event, &["Type"]), "S3");
        let rule = &event["Properties"]["Filter"]["S3Key"]["Rules"][0];
        assert_eq!(text(rule, &["Name"]), "prefix");
        text(rule, &["Value"]).to_owned()
    });
    let prefixes: Vec<_> = prefixes.collect();
    let (user, id) = (1.try_into().expect("an id"), 2.try_into().expect("an id"));
    let keys = [shared::media::Original { owner: user, id }.key(), shared::media::ArchiveRequest { user, id }.key()];
    assert_eq!(prefixes.len(), keys.len(), "{prefixes:?}");
    for (prefix, key) in prefixes.iter().zip(keys) {
        assert!(prefix.ends_with('/') && key.starts_with(prefix), "{prefix} {key}");
    }
}

#[test]
fn only_the_distribution_may_read_the_bucket() {
    let template = template();
    let bucket = &template["Resources"]["MediaBucket"]["Properties"];
    let closed = bucket["PublicAccessBlockConfiguration"].as_mapping().expect("a block");
    assert!(closed.len() == 4 && closed.values().all(|value| value.as_bool() == Some(true)), "{closed:?}");
    let policy = &template["Resources"]["MediaBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"];
    let allowed: Vec<_> =
        policy.as_sequence().expect("statements").iter().filter(|s| text(s, &["Effect"]) == "Allow").collect();
    let [allowed] = allowed[..] else { panic!("{allowed:?}") };
    assert_eq!(text(allowed, &["Principal", "Service"]), "cloudfront.amazonaws.com");
    assert_eq!(text(allowed, &["Action"]), "s3:GetObject");
    let only = format!("{:?}", allowed["Condition"]["StringEquals"]["AWS:SourceArn"]);
    assert!(only.contains("distribution/${MediaDistribution}"), "{allowed:?}");
    assert!(format!("{:?}", allowed["Resource"]).contains("/media/*"), "{allowed:?}");
}

/// API Gateway rejects `/user/{id}` beside `/user/{name}/posts`.
#[test]
fn a_path_variable_has_the_same_name_in_all_paths() {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let paths = routes().into_iter().map(|route| route.path).chain(events().into_iter().map(|event| event.path));
    for path in paths {
        let mut place = String::new();
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            if segment.starts_with('{') {
                names.entry(place.clone()).or_default().insert(segment.to_owned());
                place.push_str("/{}");
            } else {
                place = format!("{place}/{segment}");
            }
        }
    }
    assert!(!names.is_empty());
    let clashes = names.iter().filter(|(_, names)| names.len() > 1);
    assert_none("path variables with two names", &clashes.map(|clash| format!("{clash:?}")).collect::<Vec<_>>());
}

#[test]
fn the_table_has_the_keys_indexes_stream_and_expiry_that_the_store_relies_on() {
    let table = table_definition().expect("a definition");
    let key = |keys: &[KeyElement]| {
        keys.iter().map(|key| format!("{} {}", key.attribute_name, key.key_type)).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(key(&table.key_schema), "PK HASH, SK RANGE");
    let indexes: Vec<_> = table
        .global_secondary_indexes
        .iter()
        .map(|index| {
            let (name, projection) = (&index.index_name, &index.projection.projection_type);
            format!("{name}: {}, {projection}", key(&index.key_schema))
        })
        .collect();
    assert_eq!(indexes, ["GSI1: GSI1PK HASH, GSI1SK RANGE, KEYS_ONLY", "GSI2: GSI2PK HASH, GSI2SK RANGE, KEYS_ONLY"]);
    let types: Vec<_> =
        table.attribute_definitions.iter().map(|a| format!("{} {}", a.attribute_name, a.attribute_type)).collect();
    assert_eq!(types, ["PK S", "SK S", "GSI1PK S", "GSI1SK S", "GSI2PK S", "GSI2SK S"]);
    assert_eq!(table.stream_specification.expect("a stream").stream_view_type, "NEW_AND_OLD_IMAGES");
    let expiry = table.time_to_live_specification.expect("an expiry");
    assert!(expiry.enabled);
    // The store writes the attribute that DynamoDB reads the expiry from.
    let written = Source::parse(&read("shared/src/dynamo/key.rs")).literals;
    assert!(written.contains(&expiry.attribute_name), "{} in {written:?}", expiry.attribute_name);
}

#[test]
fn the_table_is_billed_per_request_and_retained() {
    let template = template();
    let table = &template["Resources"]["Table"];
    assert_eq!(text(table, &["Properties", "BillingMode"]), "PAY_PER_REQUEST");
    assert_eq!(text(table, &["DeletionPolicy"]), "RetainExceptOnCreate");
    assert_eq!(text(table, &["UpdateReplacePolicy"]), "Retain");
}
