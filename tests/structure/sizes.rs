//! Files are short enough to be read in one go.

use std::fs;

use tests::sources::{functions, read, rust_files};

use crate::{assert_none, name};

/// The most lines that a file may have.
const LINES_MAX: usize = 300;
/// The most lines that the `main.rs` of a function may have: it only wires.
const MAIN_MAX: usize = 12;

#[test]
fn no_file_is_long() {
    let mut found = Vec::new();
    let folders = ["shared/src", "functions", "local/src", "bench/src", "bench/tests", "tests"];
    for path in folders.into_iter().flat_map(rust_files) {
        let lines = fs::read_to_string(&path).expect("a file").lines().count();
        if lines > LINES_MAX {
            found.push(format!("{}: {lines} lines", name(&path)));
        }
    }
    assert_none(&format!("more than {LINES_MAX} lines: split off the second idea"), &found);
}

#[test]
fn the_main_of_a_function_only_wires() {
    for function in functions() {
        let main = read(&format!("functions/{function}/src/main.rs"));
        assert!(main.lines().count() <= MAIN_MAX, "{function}: {} lines", main.lines().count());
        // All functions but these five serve requests.
        let wired = match function.as_str() {
            "fanout" => "fanout::Fanout::new(".to_owned(),
            "janitor" => "janitor::Janitor::new(".to_owned(),
            "mailer" => "mailer::Mailer::new(".to_owned(),
            "media" => "media::Objects::new(".to_owned(),
            "realtime" => "realtime::Realtime::new(".to_owned(),
            function => format!("{function}::routes(axum::Router::new())"),
        };
        assert!(main.contains(&wired), "{main}");
    }
}
