//! Calls that only some of the code may make: of DynamoDB, of the bucket, and scans.

use std::fs;

use tests::sources::{functions, read, rust_files};

use crate::source::Source;
use crate::{assert_none, name};

fn sources(folders: &[&str]) -> Vec<(String, Source)> {
    let files = folders.iter().flat_map(|folder| rust_files(folder));
    files.map(|path| (name(&path), Source::parse(&fs::read_to_string(&path).expect("a file")))).collect()
}

#[test]
fn only_the_store_calls_dynamodb() {
    let mut found = Vec::new();
    for (file, source) in sources(&["shared/src"]) {
        let may_call = ["shared/src/dynamo/", "shared/src/store/"].iter().any(|layer| file.starts_with(layer));
        // `lambda` makes the client that the store calls.
        let may_call = may_call || file == "shared/src/runtime/lambda.rs";
        if !may_call && source.words.iter().any(|word| word == "aws_sdk_dynamodb") {
            found.push(file);
        }
    }
    assert_none("DynamoDB's SDK outside of the store", &found);
}

#[test]
fn only_media_decodes_pictures_and_calls_the_bucket() {
    let mut found = Vec::new();
    for (file, source) in sources(&["shared/src", "functions"]) {
        let may_use = file.starts_with("shared/src/media/");
        // Adapts the HTTPS client and the signer of the AWS SDK to those of the bucket.
        let may_use = may_use || file.starts_with("shared/src/runtime/aws/bucket");
        if !may_use && (source.uses_crate("image") || source.uses_crate("object_store")) {
            found.push(file);
        }
    }
    assert_none("pictures or files outside of media", &found);
}

/// A function that opens the bucket links its client.
#[test]
fn only_functions_that_handle_files_open_the_bucket() {
    let opens = |function: &String| {
        let main = read(&format!("functions/{function}/src/main.rs"));
        main.contains("run_with_media(") || main.contains("lambda::media()")
    };
    let opening: Vec<_> = functions().into_iter().filter(opens).collect();
    assert_eq!(opening, ["fanout", "media", "users"]);
}

/// A scan costs as much as the table is large, so only the janitor scans, through one file of `dynamo`.
#[test]
fn only_the_janitor_scans_the_table() {
    let mut found = Vec::new();
    for (file, source) in sources(&["shared/src", "functions", "local/src"]) {
        let calls = |name: &str, arguments: bool| source.calls.contains(&(name.to_owned(), arguments));
        // The method of an iterator has arguments.
        let scans = calls("scan", false) && file != "shared/src/dynamo/scan.rs";
        let walks = calls("rows_after", true) && !file.starts_with("functions/janitor/");
        if scans || walks {
            found.push(file);
        }
    }
    assert_none("scans", &found);
}
