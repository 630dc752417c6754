//! `openapi/kith.json`

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use shared::openapi::Document;
use tests::examples;
use tests::sources::{read, root};

const FILE: &str = "openapi/kith.json";

#[test]
fn every_route_says_what_it_takes_and_answers() {
    let document = kith::api::routes(Document::default());
    assert_eq!(document.incomplete(), []);
    assert_eq!(document.clashes(), Vec::<String>::new());
    let routes: Vec<_> = document.routes().collect();
    assert!(routes.len() > 90, "{} routes", routes.len());
}

#[test]
fn names_are_unique_and_references_and_links_lead_somewhere() {
    let document = kith::api::routes(Document::default()).to_json();
    let mut names = BTreeSet::new();
    for operation in operations(&document) {
        let name = operation["operationId"].as_str().expect("a name");
        assert!(names.insert(name), "{name} is there twice");
    }
    visit(&document, &mut |key, value| match (key, value) {
        ("$ref", Value::String(to)) => {
            let to = to.strip_prefix('#').unwrap_or_else(|| panic!("{to} leads out of the document"));
            assert!(document.pointer(to).is_some(), "{to} is not there");
        }
        ("links", Value::Object(links)) => {
            for link in links.values().filter_map(|link| link["operationId"].as_str()) {
                assert!(names.contains(link), "there is no {link}");
            }
        }
        _ => {}
    });
}

fn visit(value: &Value, look: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            look(key, value);
            visit(value, look);
        }),
        Value::Array(values) => values.iter().for_each(|value| visit(value, look)),
        _ => {}
    }
}

#[test]
fn what_is_counted_says_so() {
    let document = kith::api::routes(Document::default()).to_json();
    let counted: Vec<_> = operations(&document).filter(|operation| operation["responses"]["429"].is_object()).collect();
    let mut names: Vec<_> = counted.iter().filter_map(|operation| operation["operationId"].as_str()).collect();
    names.sort_unstable();
    let pictures = ["create_avatar", "create_upload", "replace_user", "update_user"];
    let passwords = ["change_password", "login_user", "register_user"];
    let mut expected = [&pictures[..], &passwords].concat();
    expected.sort_unstable();
    assert_eq!(names, expected);
}

#[test]
fn what_an_answer_may_hold_as_null_is_always_there() {
    let document = kith::api::routes(Document::default()).to_json();
    let mut optional = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open: Vec<&Value> = operations(&document).map(|operation| &operation["responses"]).collect();
    while let Some(part) = open.pop() {
        visit(part, &mut |key, value| match (key, value) {
            ("$ref", Value::String(to)) if seen.insert(to.clone()) => {
                open.extend(document.pointer(to.trim_start_matches('#')));
            }
            _ => {}
        });
        visit(&serde_json::json!({ "whole": part }), &mut |_, schema| {
            for (name, field) in schema["properties"].as_object().into_iter().flatten() {
                let required = schema["required"].as_array().is_some_and(|names| names.iter().any(|n| n == name));
                if !required && may_be_null(field) {
                    optional.insert(format!("{name} of {}", schema["description"]));
                }
            }
        });
    }
    assert!(optional.is_empty(), "say `required`, or `nullable = false`: {optional:#?}");
}

fn may_be_null(schema: &Value) -> bool {
    let types = schema["type"].as_array().is_some_and(|types| types.iter().any(|one| one == "null"));
    types || schema["oneOf"].as_array().is_some_and(|all| all.iter().any(|one| one["type"] == "null"))
}

#[test]
fn forms_can_say_what_is_required_and_never_null() {
    let document = kith::api::routes(Document::default()).to_json();
    let mut forms = 0;
    for operation in operations(&document) {
        for media in ["application/x-www-form-urlencoded", "multipart/form-data"] {
            let schema = &operation["requestBody"]["content"][media]["schema"];
            let schema = match schema["$ref"].as_str() {
                Some(to) => document.pointer(to.trim_start_matches('#')).expect("a schema"),
                None => schema,
            };
            let Some(fields) = schema["properties"].as_object() else { continue };
            forms += 1;
            let name = &operation["operationId"];
            let required = schema["required"].as_array().into_iter().flatten();
            for one in required.filter_map(Value::as_str) {
                assert!(fields.contains_key(one), "no form of {name} can say {one}");
            }
            for (field, schema) in fields {
                assert!(!may_be_null(schema), "a form of {name} says that {field} is null");
            }
        }
    }
    assert!(forms > 20, "{forms} forms");
}

#[test]
fn new_passwords_are_told_by_their_rule_everywhere() {
    let document = kith::api::routes(Document::default()).to_json();
    let password = |schema: &str, field: &str| &document["components"]["schemas"][schema]["properties"][field];
    let first = password("Registration", "password");
    assert!(first["pattern"].is_string() && first["minLength"] == 8 && first["maxLength"] == 128, "{first}");
    for (schema, field) in [("PasswordChange", "new_password"), ("NewPassword", "password")] {
        assert_eq!(password(schema, field), first, "{schema}");
    }
}

/// The document with the examples in it.
fn with_examples() -> Value {
    let mut document = kith::api::routes(Document::default()).to_json();
    let mut left = examples::of_operations();
    for operation in document["paths"].as_object_mut().expect("paths").values_mut().flat_map(Value::as_object_mut) {
        for operation in operation.values_mut() {
            let name = operation["operationId"].as_str().expect("a name").to_owned();
            for example in [left.remove(&examples::other(&name)), left.remove(&name)].into_iter().flatten() {
                exemplify(&name, operation, example);
            }
        }
    }
    assert!(left.is_empty(), "examples of nothing: {:?}", left.keys());
    let mut refusals = examples::of_refusals();
    for (name, refusal) in document["components"]["responses"].as_object_mut().expect("refusals") {
        let example = refusals.remove(name).unwrap_or_else(|| panic!("there is no example of {name}"));
        for media in refusal["content"].as_object_mut().expect("media").values_mut() {
            media["example"] = example.clone();
        }
    }
    assert!(refusals.is_empty(), "examples of nothing: {:?}", refusals.keys());
    document
}

fn exemplify(name: &str, operation: &mut Value, mut example: Value) {
    let taken = operation.pointer_mut("/requestBody/content").and_then(Value::as_object_mut);
    if let (Some(content), Some(body)) = (taken, example.get_mut("body").map(Value::take)) {
        // The others are forms, which say the same in their own way.
        let first = content.values_mut().next().expect("a media type");
        first["example"] = body;
    }
    let answer = operation["responses"].get_mut(example["status"].to_string());
    let answer = answer.unwrap_or_else(|| panic!("{name} answers {}: it is not said", example["status"]));
    let content = answer.get_mut("content").and_then(Value::as_object_mut);
    match (content, example.get_mut("answer").map(Value::take)) {
        (Some(content), Some(body)) => {
            let of_json = content.iter_mut().filter(|(media, _)| media.ends_with("json"));
            of_json.for_each(|(_, media)| media["example"] = body.clone());
        }
        (None, None) => {}
        (content, body) => panic!("{name} answers {body:?}, and the document says {content:?}"),
    }
}

/// But the document in itself.
#[test]
fn each_json_answer_has_an_example() {
    let document = with_examples();
    let missing = operations(&document).flat_map(|operation| {
        let answers = operation["responses"].as_object().expect("answers").iter();
        let good = answers.filter(|(status, _)| status.starts_with('2'));
        let media = good.filter_map(|(_, answer)| answer["content"].as_object()).flatten();
        let without = media.filter(|(name, media)| name.ends_with("json") && media.get("example").is_none());
        without.map(|_| operation["operationId"].as_str().expect("a name"))
    });
    assert_eq!(missing.collect::<Vec<_>>(), ["retrieve_document"]);
}

fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    let paths = document["paths"].as_object().expect("paths").values();
    paths.flat_map(|path| path.as_object().expect("operations").values())
}

#[test]
fn the_file_is_what_the_routes_say() {
    let document = with_examples();
    let text = format!("{}\n", serde_json::to_string_pretty(&document).expect("JSON"));
    if std::env::var_os("KITH_UPDATE").is_some() {
        fs::write(root().join(FILE), &text).expect("a place for the document");
    }
    assert!(read(FILE) == text, "{FILE} is stale: KITH_UPDATE=1 cargo test -p tests --test openapi");
}
