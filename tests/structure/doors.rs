//! The doors between the rooms of `shared` open one way.

use std::fs;

use tests::sources::{root, rust_files};

use crate::lexer::Source;
use crate::{assert_none, name};

struct Room {
    folder: &'static str,
    /// Modules of `shared` that it may use.
    may_use: &'static [&'static str],
    /// Crates, or prefixes of their names, that it must not know.
    forbidden: &'static [&'static str],
}

const DOMAIN: Room = Room {
    folder: "shared/src/domain",
    may_use: &["domain"],
    forbidden: &["aws_", "axum", "http", "http_", "lambda_", "serde_dynamo", "tokio", "tower"],
};

const STORE: Room = Room {
    folder: "shared/src/store",
    may_use: &["domain", "dynamo", "store"],
    forbidden: &["axum", "http", "http_", "lambda_", "tower"],
};

const DIALECT: Room = Room {
    folder: "shared/src/dialect",
    may_use: &["dialect", "domain", "runtime"],
    forbidden: &["aws_", "lambda_", "serde_dynamo"],
};

const MEDIA: Room = Room {
    folder: "shared/src/media",
    may_use: &["domain", "media", "runtime"],
    forbidden: &["aws_", "axum", "http", "http_", "lambda_", "serde_dynamo", "tower"],
};

impl Room {
    fn check(&self) {
        let mut found = Vec::new();
        for path in rust_files(self.folder) {
            let source = Source::of(&fs::read_to_string(&path).expect("a file"));
            let mut report = |what: String| found.push(format!("{}: {what}", name(&path)));
            for word in source.words() {
                let matches = |f: &&str| if f.ends_with('_') { word.starts_with(*f) } else { word == *f };
                if self.forbidden.iter().any(matches) {
                    report(word.to_owned());
                }
            }
            for module in source.modules_of_crate() {
                if !self.may_use.contains(&module.as_str()) {
                    report(format!("crate::{module}"));
                }
            }
            // From a room's own `mod.rs` one `super` leads out of it, from its files two.
            let out = if path == root().join(self.folder).join("mod.rs") { "super::" } else { "super::super" };
            if source.code.contains(out) {
                report(out.to_owned());
            }
        }
        assert_none(&format!("{} knows what it must not", self.folder), &found);
    }
}

#[test]
fn domain_knows_neither_http_nor_aws_nor_the_other_rooms() {
    DOMAIN.check();
}

#[test]
fn store_knows_neither_http_nor_a_dialect() {
    STORE.check();
}

#[test]
fn dialect_knows_neither_aws_nor_the_store() {
    DIALECT.check();
}

#[test]
fn media_knows_neither_http_nor_the_table() {
    MEDIA.check();
}

#[test]
fn no_dialect_uses_a_type_of_another() {
    let dialects = ["community", "directory", "site"];
    let mut found = Vec::new();
    for dialect in dialects {
        let parts = rust_files(&format!("shared/src/dialect/{dialect}"));
        let text: String = parts.iter().map(|path| fs::read_to_string(path).expect("a file")).collect();
        let dense: String = Source::of(&text).code.split_whitespace().collect();
        for other in dialects.into_iter().filter(|other| *other != dialect) {
            for rest in dense.split(&format!("{other}::")).skip(1) {
                // Types begin with a capital, and a group may hold any.
                if rest.starts_with(|c: char| c.is_uppercase() || c == '{' || c == '*') {
                    let what: String = rest.chars().take(30).collect();
                    found.push(format!("{dialect}: {other}::{what}"));
                }
            }
        }
    }
    assert_none("types of another dialect", &found);
}

#[test]
fn only_the_store_calls_the_table() {
    let mut found = Vec::new();
    for path in rust_files("shared/src") {
        let inside = ["shared/src/dynamo/", "shared/src/store/"].iter().any(|layer| name(&path).starts_with(layer));
        let source = Source::of(&fs::read_to_string(&path).expect("a file"));
        // `lambda` makes the client that the store is given.
        if !inside
            && name(&path) != "shared/src/runtime/lambda.rs"
            && source.words().any(|word| word == "aws_sdk_dynamodb")
        {
            found.push(name(&path));
        }
    }
    assert_none("DynamoDB's SDK outside the store", &found);
}

#[test]
fn only_media_decodes_pictures_and_calls_the_place_of_files() {
    let mut found = Vec::new();
    for path in ["shared/src", "functions"].into_iter().flat_map(rust_files) {
        let source = Source::of(&fs::read_to_string(&path).expect("a file"));
        let dense: String = source.code.split_whitespace().collect();
        let knows = dense.contains("image::") || dense.contains("object_store::");
        // It is how the place is reached: what HTTPS the clients of AWS speak, these and those.
        let reaches = name(&path) == "shared/src/runtime/aws/bucket.rs";
        if knows && !reaches && !name(&path).starts_with("shared/src/media/") {
            found.push(name(&path));
        }
    }
    assert_none("pictures outside their room", &found);
}

/// Whatever opens it links the client of a bucket.
#[test]
fn only_functions_that_deal_with_files_open_their_place() {
    let opens = |function: &String| {
        let main = tests::sources::read(&format!("functions/{function}/src/main.rs"));
        main.contains("run_with_media(") || main.contains("lambda::media()")
    };
    let opening: Vec<_> = tests::sources::functions().into_iter().filter(opens).collect();
    assert_eq!(opening, ["fanout", "media", "users"]);
}

/// The janitor alone, by way of the one file of the store that does.
#[test]
fn nothing_else_scans_the_table() {
    let files = ["shared/src", "functions", "local/src"].into_iter().flat_map(rust_files);
    let scans = files.filter(|path| {
        let dense: String = Source::of(&fs::read_to_string(path).expect("a file")).code.split_whitespace().collect();
        // An iterator's `scan` has parameters.
        let scans = dense.contains(".scan()") && name(path) != "shared/src/dynamo/scan.rs";
        let walks = dense.contains(".rows_after(") && !name(path).starts_with("functions/janitor/");
        scans || walks
    });
    assert_none("a scan costs what the table holds", &scans.map(|path| name(&path)).collect::<Vec<_>>());
}
