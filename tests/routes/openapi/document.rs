//! What the document says of every operation and schema.

use std::collections::BTreeSet;

use serde_json::Value;
use shared::openapi::Document;

#[test]
fn every_operation_is_complete() {
    let document = kith::api::routes(Document::default());
    assert_eq!(document.incomplete(), []);
    assert_eq!(document.clashes(), Vec::<String>::new());
    let routes: Vec<_> = document.routes().collect();
    assert!(routes.len() > 90, "{} routes", routes.len());
}

#[test]
fn every_operation_and_every_response_is_described() {
    let document = kith::api::routes(Document::default()).to_json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut missing = Vec::new();
    for operation in operations(&document) {
        let id = text(&operation["operationId"]);
        let (summary, description) = (text(&operation["summary"]), text(&operation["description"]));
        if summary.is_empty() || description.is_empty() || summary == description {
            missing.push(format!("{id}: summary {summary:?}, description {description:?}"));
        }
        let responses = operation["responses"].as_object().expect("responses").iter();
        // A reference leads to one of the error responses below.
        let undescribed = responses.filter(|(_, one)| one["$ref"].is_null() && text(&one["description"]).is_empty());
        missing.extend(undescribed.map(|(status, _)| format!("{id}: response {status}")));
    }
    let errors = document["components"]["responses"].as_object().expect("responses").iter();
    let undescribed = errors.filter(|(_, error)| text(&error["description"]).is_empty());
    missing.extend(undescribed.map(|(name, _)| name.clone()));
    assert!(missing.is_empty(), "without a description of its own:\n  {}", missing.join("\n  "));
}

#[test]
fn every_property_is_described() {
    let document = kith::api::routes(Document::default());
    assert_eq!(document.undescribed(), Vec::<String>::new());
}

#[test]
fn operation_ids_are_unique_and_references_and_links_resolve() {
    let document = kith::api::routes(Document::default()).to_json();
    let mut names = BTreeSet::new();
    for operation in operations(&document) {
        let name = operation["operationId"].as_str().expect("a name");
        assert!(names.insert(name), "two operations are {name}");
    }
    visit(&document, &mut |key, value| match (key, value) {
        ("$ref", Value::String(to)) => {
            let to = to.strip_prefix('#').unwrap_or_else(|| panic!("{to} is outside of the document"));
            assert!(document.pointer(to).is_some(), "{to} does not exist");
        }
        ("links", Value::Object(links)) => {
            for link in links.values().filter_map(|link| link["operationId"].as_str()) {
                assert!(names.contains(link), "no operation {link}");
            }
        }
        _ => {}
    });
}

/// Calls `action` for every member of every object.
fn visit(value: &Value, action: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            action(key, value);
            visit(value, action);
        }),
        Value::Array(values) => values.iter().for_each(|value| visit(value, action)),
        _ => {}
    }
}

#[test]
fn throttled_operations_document_429() {
    let document = kith::api::routes(Document::default()).to_json();
    let throttled: Vec<_> =
        operations(&document).filter(|operation| operation["responses"]["429"].is_object()).collect();
    let mut names: Vec<_> = throttled.iter().filter_map(|operation| operation["operationId"].as_str()).collect();
    names.sort_unstable();
    let pictures = [
        "create_avatar",
        "create_media",
        "create_upload",
        "replace_user",
        "update_media",
        "update_user",
        "upload_media_chunk",
    ];
    let passwords = [
        "change_password",
        "create_user",
        "issue_token",
        "login_user",
        "register_user",
        "remove_second_factor",
        "set_password",
    ];
    let mails = ["change_email", "recover_account", "request_verification", "update_account", "update_profile"];
    let activity = [
        "act_by_id",
        "act_by_username",
        "add_favorite",
        "add_follow",
        "add_journal_entry",
        "add_to_list",
        "create_comment",
        "follow_user",
        "notify_users",
        "publish_discussion",
        "publish_post",
        "rate_game",
        "toggle_action",
        "toggle_follow",
    ];
    let mut expected = [&pictures[..], &passwords, &mails, &activity, &["request_data_archive"]].concat();
    expected.sort_unstable();
    assert_eq!(names, expected);
}

#[test]
fn nullable_properties_of_responses_are_required() {
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
    assert!(optional.is_empty(), "nullable but not required; add `required` or `nullable = false`: {optional:#?}");
}

fn may_be_null(schema: &Value) -> bool {
    let types = schema["type"].as_array().is_some_and(|types| types.iter().any(|one| one == "null"));
    types || schema["oneOf"].as_array().is_some_and(|all| all.iter().any(|one| one["type"] == "null"))
}

#[test]
fn forms_have_all_required_fields_and_no_nullable_ones() {
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
                assert!(fields.contains_key(one), "the form of {name} has no field {one}");
            }
            for (field, schema) in fields {
                assert!(!may_be_null(schema), "{field} in the form of {name} is nullable");
            }
        }
    }
    assert!(forms > 20, "{forms} forms");
}

#[test]
fn all_new_passwords_have_the_same_schema() {
    let document = kith::api::routes(Document::default()).to_json();
    let password = |schema: &str, field: &str| {
        let mut password = document["components"]["schemas"][schema]["properties"][field].clone();
        // Each field describes what the password is for, and the site API takes numbers for texts.
        let fields = password.as_object_mut().expect("a schema");
        fields.remove("description").expect("a description");
        fields.remove("type").expect("a type");
        password
    };
    let first = password("Registration", "password");
    assert!(first["pattern"].is_string() && first["minLength"] == 8 && first["maxLength"] == 128, "{first}");
    for (schema, field) in [("PasswordChange", "new_password"), ("NewPassword", "password")] {
        assert_eq!(password(schema, field), first, "{schema}");
    }
}

pub fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    let paths = document["paths"].as_object().expect("paths").values();
    paths.flat_map(|path| path.as_object().expect("operations").values())
}
