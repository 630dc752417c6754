//! Files that can be read in one go.

use std::fs;

use tests::sources::{functions, read, rust_files};

use crate::{assert_none, name};

/// Lines that a file may have.
const LINES_MAX: usize = 350;
/// Lines that the `main.rs` of a function may have: it wires, and nothing else.
const MAIN_MAX: usize = 12;

#[test]
fn files_are_short() {
    let mut found = Vec::new();
    for path in rust_files("shared/src").into_iter().chain(rust_files("functions")) {
        let lines = fs::read_to_string(&path).expect("a file").lines().count();
        if lines >= LINES_MAX {
            found.push(format!("{}: {lines} lines", name(&path)));
        }
    }
    assert_none("look for the second idea hiding in there", &found);
}

#[test]
fn the_main_of_a_function_only_wires() {
    for function in functions() {
        let main = read(&format!("functions/{function}/src/main.rs"));
        assert!(main.lines().count() <= MAIN_MAX, "{function}: {} lines", main.lines().count());
        // All but three serve requests.
        let wired = match function.as_str() {
            "fanout" => "fanout::Fanout::new(".to_owned(),
            "janitor" => "janitor::Janitor::new(".to_owned(),
            "media" => "media::Originals::new(".to_owned(),
            function => format!("{function}::routes(axum::Router::new())"),
        };
        assert!(main.contains(&wired), "{main}");
    }
}
