//! What the repository's own files say: for tests that hold them against each other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A method and a path as a function's router declares them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// The function.
    pub function: String,
    /// `GET`, `POST`...
    pub method: String,
    /// The path, with `{id}` and the like.
    pub path: String,
}

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the repository").to_owned()
}

/// A file of the repository.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// All Rust files below a folder of the repository.
pub fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files
}

/// The names of all functions that serve requests.
pub fn functions() -> BTreeSet<String> {
    let entries = fs::read_dir(root().join("functions")).expect("the functions");
    entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("text")).collect()
}

/// Every route of every function, read from the routers' sources: axum does not list them.
pub fn routes() -> BTreeSet<Route> {
    let mut routes = BTreeSet::new();
    for function in functions() {
        let source = read(&format!("functions/{function}/src/lib.rs"));
        for declared in source.split(".route(").skip(1) {
            let path = declared.split('"').nth(1).expect("a path");
            let handlers = &declared[..end_of_call(declared)];
            let before = routes.len();
            for method in ["get", "post", "put", "patch", "delete"] {
                if handlers.contains(&format!("{method}(")) {
                    routes.insert(Route {
                        function: function.clone(),
                        method: method.to_uppercase(),
                        path: path.into(),
                    });
                }
            }
            assert!(routes.len() > before, "no method found for {path}");
        }
    }
    routes
}

/// Where the parenthesis closes that was opened before `text`.
fn end_of_call(text: &str) -> usize {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth == 0 {
            return at;
        }
    }
    panic!("an open call")
}
