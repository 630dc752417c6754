//! `openapi/kith.json`: the document with the examples of `openapi/examples/` and `openapi/refusals/`.

use std::fs;

use serde_json::Value;
use shared::openapi::Document;
use tests::examples;
use tests::sources::{read, root};

use crate::openapi::document::operations;

const FILE: &str = "openapi/kith.json";

/// The document with its examples.
fn with_examples() -> Value {
    let mut document = kith::api::routes(Document::default()).to_json();
    let mut left = examples::of_operations();
    for operation in document["paths"].as_object_mut().expect("paths").values_mut().flat_map(Value::as_object_mut) {
        for operation in operation.values_mut() {
            let name = operation["operationId"].as_str().expect("a name").to_owned();
            for example in [left.remove(&examples::other(&name)), left.remove(&name)].into_iter().flatten() {
                add_example(&name, operation, example);
            }
        }
    }
    assert!(left.is_empty(), "examples of unknown operations: {:?}", left.keys());
    let mut refusals = examples::of_refusals();
    for (name, refusal) in document["components"]["responses"].as_object_mut().expect("responses") {
        let example = refusals.remove(name).unwrap_or_else(|| panic!("{name} has no example"));
        for media in refusal["content"].as_object_mut().expect("media").values_mut() {
            media["example"] = example.clone();
        }
    }
    assert!(refusals.is_empty(), "examples of unknown errors: {:?}", refusals.keys());
    document
}

fn add_example(name: &str, operation: &mut Value, mut example: Value) {
    let request = operation.pointer_mut("/requestBody/content").and_then(Value::as_object_mut);
    if let (Some(content), Some(body)) = (request, example.get_mut("body").map(Value::take)) {
        // The others are forms with the same fields.
        let first = content.values_mut().next().expect("a media type");
        first["example"] = body;
    }
    let response = operation["responses"].get_mut(example["status"].to_string());
    let response = response.unwrap_or_else(|| panic!("{name} does not document status {}", example["status"]));
    let content = response.get_mut("content").and_then(Value::as_object_mut);
    match (content, example.get_mut("answer").map(Value::take)) {
        (Some(content), Some(body)) => {
            let of_json = content.iter_mut().filter(|(media, _)| media.ends_with("json"));
            of_json.for_each(|(_, media)| media["example"] = body.clone());
        }
        (None, None) => {}
        (content, body) => panic!("{name} returns {body:?}, but documents {content:?}"),
    }
}

/// Except the document itself.
#[test]
fn every_json_response_has_an_example() {
    let document = with_examples();
    let missing = operations(&document).flat_map(|operation| {
        let responses = operation["responses"].as_object().expect("responses").iter();
        let successes = responses.filter(|(status, _)| status.starts_with('2'));
        let media = successes.filter_map(|(_, response)| response["content"].as_object()).flatten();
        let without = media.filter(|(name, media)| name.ends_with("json") && media.get("example").is_none());
        without.map(|_| operation["operationId"].as_str().expect("a name"))
    });
    assert_eq!(missing.collect::<Vec<_>>(), ["retrieve_document"]);
}

#[test]
fn the_file_is_current() {
    let document = with_examples();
    let text = format!("{}\n", serde_json::to_string_pretty(&document).expect("JSON"));
    if std::env::var_os("KITH_UPDATE").is_some() {
        fs::write(root().join(FILE), &text).expect("a file");
    }
    assert!(read(FILE) == text, "{FILE} is stale: `just openapi` writes it");
}
