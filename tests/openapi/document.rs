//! `openapi/kith.json`

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;
use shared::openapi::Document;
use tests::sources::{read, root};

const FILE: &str = "openapi/kith.json";

#[test]
fn every_route_says_what_it_takes_and_answers() {
    let document = kith::serve::routes(Document::default());
    assert_eq!(document.incomplete(), []);
    assert_eq!(document.clashes(), Vec::<String>::new());
    let routes: Vec<_> = document.routes().collect();
    assert!(routes.len() > 90, "{} routes", routes.len());
}

#[test]
fn names_are_unique_and_references_and_links_lead_somewhere() {
    let document = kith::serve::routes(Document::default()).to_json();
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
    let document = kith::serve::routes(Document::default()).to_json();
    let counted = operations(&document).filter(|operation| operation["responses"]["429"].is_object());
    let mut names: Vec<_> = counted.filter_map(|operation| operation["operationId"].as_str()).collect();
    names.sort_unstable();
    let pictures = ["create_avatar", "create_upload", "replace_user", "update_user"];
    let passwords = ["change_password", "login_user", "register_user"];
    let mut expected = [&pictures[..], &passwords].concat();
    expected.sort_unstable();
    assert_eq!(names, expected);
}

fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    let paths = document["paths"].as_object().expect("paths").values();
    paths.flat_map(|path| path.as_object().expect("operations").values())
}

#[test]
fn the_file_is_what_the_routes_say() {
    let document = kith::serve::routes(Document::default()).to_json();
    let text = format!("{}\n", serde_json::to_string_pretty(&document).expect("JSON"));
    if std::env::var_os("KITH_UPDATE").is_some() {
        fs::write(root().join(FILE), &text).expect("a place for the document");
    }
    assert!(read(FILE) == text, "{FILE} is stale: KITH_UPDATE=1 cargo test -p tests --test openapi");
}
