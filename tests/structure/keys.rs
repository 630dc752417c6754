//! Every key string stands in one place.

use std::collections::BTreeSet;
use std::fs;

use tests::sources::{read, rust_files};

use crate::lexer::Source;
use crate::{assert_none, name};

/// The file, and those of the folder beside it.
const KEYS: &str = "shared/src/store/item/keys/";

/// The attributes of keys are those of the table.
fn spells_keys(path: &str) -> bool {
    path.starts_with(KEYS) || path == "shared/src/dynamo/key.rs"
}

/// The fixed beginnings of all keys, and the names of indexes and key attributes.
fn key_strings() -> BTreeSet<String> {
    let fixed = |literal: &String| literal.split('{').next().unwrap_or_default().to_owned();
    let is_key = |text: &String| {
        let capitals = text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        text.contains('#') || text.len() > 1 && capitals
    };
    let files = rust_files("shared/src").into_iter().filter(|path| spells_keys(&name(path)));
    files.flat_map(|path| Source::of(&read(&name(&path))).literals).map(|l| fixed(&l)).filter(is_key).collect()
}

#[test]
fn the_file_of_keys_is_read_as_it_is_written() {
    let keys = key_strings();
    for expected in ["PK", "SK", "GSI1", "GSI2SK", "U#", "ACCOUNT#AUTH", "NAME#", "COUNTERS", "USERS", "VOTE#"] {
        assert!(keys.contains(expected), "{expected} in {keys:?}");
    }
}

#[test]
fn no_other_file_spells_a_key() {
    let keys = key_strings();
    let mut found = Vec::new();
    // Tests of the local engine and table spell what they expect.
    let local = rust_files("local/src").into_iter().filter(|path| !path.ends_with("tests.rs"));
    for path in rust_files("shared/src").into_iter().chain(rust_files("functions")).chain(local) {
        if spells_keys(&name(&path)) {
            continue;
        }
        for literal in Source::of(&fs::read_to_string(&path).expect("a file")).literals {
            let spelled = keys.iter().find(|key| literal == **key || key.contains('#') && literal.contains(*key));
            if let Some(key) = spelled {
                found.push(format!("{}: {literal:?} spells {key:?}", name(&path)));
            }
        }
    }
    assert_none("key strings outside of keys.rs", &found);
}
