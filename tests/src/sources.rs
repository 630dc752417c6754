//! The files of the repository, for tests that compare them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_yaml_ng::Value;
use shared::openapi::Document;

/// A method and a path, as the router of a function declares them.
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

/// The names of all functions.
pub fn functions() -> BTreeSet<String> {
    let entries = fs::read_dir(root().join("functions")).expect("the functions");
    entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("text")).collect()
}

/// The function whose binary a resource of `template.yaml` deploys.
pub fn deployed_function(resource: &Value) -> &str {
    let uri = resource["Properties"]["CodeUri"].as_str().expect("the folder of a binary");
    uri.strip_prefix("target/lambda/").expect("a folder that cargo lambda build writes")
}

/// Every route of every function.
pub fn routes() -> BTreeSet<Route> {
    let document = kith::api::routes(Document::default());
    let route = |route: shared::openapi::Route| Route {
        function: route.function.to_owned(),
        method: route.method.as_str().to_uppercase(),
        path: route.path.to_owned(),
    };
    document.routes().map(route).collect()
}
