//! Only `shared/src/store/item` spells keys, and only `shared/src/dynamo/key.rs` the attributes that hold them.

use std::collections::BTreeSet;
use std::fs;

use tests::sources::{read, rust_files};

use crate::source::Source;
use crate::{assert_none, name};

/// `shared/src/store/item.rs` and the files below `shared/src/store/item/`.
fn spells_keys(path: &str) -> bool {
    path == "shared/src/store/item.rs"
        || path.starts_with("shared/src/store/item/")
        || path == "shared/src/dynamo/key.rs"
}

/// What keys begin with, and the names of the indexes and of the attributes of keys.
fn key_strings() -> BTreeSet<String> {
    let files = rust_files("shared/src").into_iter().map(|path| name(&path)).filter(|path| spells_keys(path));
    let literals = files.flat_map(|path| Source::parse(&read(&path)).literals);
    literals.map(|literal| constant_prefix(&literal).to_owned()).filter(|text| is_key(text)).collect()
}

/// The part of a format string before its first argument.
fn constant_prefix(literal: &str) -> &str {
    literal.split('{').next().unwrap_or_default()
}

fn is_key(text: &str) -> bool {
    let capitals = text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    text.contains('#') || text.len() > 1 && capitals
}

/// The literals of a file that are keys, or contain the beginning of one.
fn spelled(source: &Source, keys: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    for literal in &source.literals {
        let spelled = keys.iter().find(|key| literal == *key || key.contains('#') && literal.contains(*key));
        found.extend(spelled.map(|key| format!("{literal:?} spells {key:?}")));
    }
    found
}

#[test]
fn the_keys_are_found() {
    let keys = key_strings();
    for expected in ["PK", "SK", "GSI1", "GSI2SK", "U#", "ACCOUNT#AUTH", "NAME#", "COUNTERS", "USERS", "VOTE#"] {
        assert!(keys.contains(expected), "{expected} in {keys:?}");
    }
}

#[test]
fn no_other_file_spells_a_key() {
    let keys = key_strings();
    let mut found = Vec::new();
    // The tests of the engine and of the table in `local` spell the keys that they expect.
    let local = rust_files("local/src").into_iter().filter(|path| !path.ends_with("tests.rs"));
    for path in rust_files("shared/src").into_iter().chain(rust_files("functions")).chain(local) {
        if spells_keys(&name(&path)) {
            continue;
        }
        let source = Source::parse(&fs::read_to_string(&path).expect("a file"));
        found.extend(spelled(&source, &keys).into_iter().map(|what| format!("{}: {what}", name(&path))));
    }
    assert_none("key strings outside of shared/src/store/item", &found);
}

#[test]
fn a_key_is_found_in_code_and_in_macros_but_not_in_comments() {
    let keys = ["U#", "PK", "COUNTERS"].map(str::to_owned).into();
    let source = Source::parse(
        r#"
        /// The item `U#7`, with "PK" and "COUNTERS".
        fn f() { let _ = ("COUNTERS", "COUNTERS_OF", "the PK", format!("X#U#{id}"), item["PK"]); }
        "#,
    );
    assert_eq!(
        spelled(&source, &keys),
        [r#""COUNTERS" spells "COUNTERS""#, r#""X#U#{id}" spells "U#""#, r#""PK" spells "PK""#]
    );
}
