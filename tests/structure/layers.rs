//! The layers of `shared`: which of its modules, and which other crates, each of them may use.

use std::collections::BTreeSet;
use std::fs;

use tests::sources::rust_files;

use crate::modules::Crate;
use crate::resolution::Dependency;
use crate::source::Source;
use crate::{assert_none, name};

struct Layer {
    name: &'static str,
    /// Modules of other layers that it may use.
    may_use: &'static [&'static str],
    /// Crates that it may not use; a name that ends in `_` stands for all that begin so.
    forbidden: &'static [&'static str],
}

const HTTP: &[&str] = &["axum", "http", "http_", "lambda_", "tower"];
const AWS: &[&str] = &["aws_", "lambda_", "serde_dynamo"];

const LAYERS: &[Layer] = &[
    Layer {
        name: "domain",
        may_use: &[],
        forbidden: &["aws_", "axum", "http", "http_", "lambda_", "serde_dynamo", "tokio", "tower"],
    },
    Layer { name: "dynamo", may_use: &[], forbidden: HTTP },
    Layer { name: "store", may_use: &["domain", "dynamo"], forbidden: HTTP },
    Layer { name: "dialect", may_use: &["domain", "runtime::config"], forbidden: AWS },
    Layer {
        name: "auth",
        may_use: &["domain", "store", "dialect", "runtime::config", "runtime::state"],
        forbidden: AWS,
    },
    Layer { name: "views", may_use: &["domain", "store", "dialect", "runtime::config"], forbidden: AWS },
    Layer { name: "mail", may_use: &["domain", "runtime::config"], forbidden: AWS },
    Layer {
        name: "media",
        may_use: &["domain", "runtime::aws", "runtime::config"],
        forbidden: &["aws_", "axum", "http", "http_", "lambda_", "serde_dynamo", "tower"],
    },
    Layer { name: "web_push", may_use: &["domain", "runtime::aws", "runtime::config"], forbidden: AWS },
    Layer {
        name: "openapi",
        may_use: &[
            "domain",
            "dialect",
            "auth",
            "runtime::client",
            "runtime::idempotency",
            "runtime::service",
            "runtime::state",
        ],
        forbidden: AWS,
    },
    Layer {
        name: "runtime",
        may_use: &["domain", "dynamo", "store", "dialect", "auth", "mail", "media", "web_push"],
        forbidden: &[],
    },
];

impl Layer {
    fn may_use(&self, module: &[String]) -> bool {
        let path = format!("{}::", module.join("::"));
        module.first().is_some_and(|layer| layer == self.name)
            || self.may_use.iter().any(|allowed| path.starts_with(&format!("{allowed}::")))
    }

    fn forbids(&self, word: &str) -> bool {
        self.forbidden.iter().any(|name| if name.ends_with('_') { word.starts_with(name) } else { word == *name })
    }
}

/// The uses of modules that the layer of their user does not allow.
fn violations(of: &Crate) -> Vec<String> {
    let mut found = Vec::new();
    for Dependency { from, to, item, .. } in of.dependencies() {
        // The root of the crate declares the layers.
        let Some(layer) = from.first() else { continue };
        let layer = LAYERS.iter().find(|known| known.name == *layer);
        let allowed = match layer {
            Some(layer) => layer.may_use(&to),
            None => panic!("{} is in no layer", from.join("::")),
        };
        if !allowed {
            let used: Vec<_> = to.iter().chain(&item).map(String::as_str).collect();
            found.push(format!("{} uses {}", of.file(&from), used.join("::")));
        }
    }
    found
}

#[test]
fn each_layer_uses_only_the_layers_below_it() {
    assert_none("a layer uses one that it may not use", &violations(&Crate::read("shared/src")));
}

#[test]
fn every_module_of_shared_is_a_layer() {
    let layers: BTreeSet<_> = LAYERS.iter().map(|layer| layer.name.to_owned()).collect();
    let parsed = Crate::read("shared/src");
    let modules: BTreeSet<_> = parsed.modules.keys().filter_map(|path| path.first().cloned()).collect();
    assert_eq!(modules, layers);
}

#[test]
fn no_layer_uses_a_crate_that_it_must_not_know() {
    let mut found = Vec::new();
    for layer in LAYERS {
        for path in rust_files(&format!("shared/src/{}", layer.name)) {
            let source = Source::parse(&fs::read_to_string(&path).expect("a file"));
            let used: BTreeSet<_> = source.words.into_iter().filter(|word| layer.forbids(word)).collect();
            found.extend(used.into_iter().map(|word| format!("{}: {word}", name(&path))));
        }
    }
    assert_none("a layer uses a crate that it must not know", &found);
}

#[test]
fn no_dialect_uses_a_type_of_another() {
    let parsed = Crate::read("shared/src");
    let dialects = ["community", "directory", "oauth", "site"];
    let dialect_of = |module: &[String]| match module {
        [layer, dialect, ..] if layer == "dialect" => dialects.into_iter().find(|name| name == dialect),
        _ => None,
    };
    let mut found = Vec::new();
    for Dependency { from, to, item, .. } in parsed.dependencies() {
        let Some((one, other)) = dialect_of(&from).zip(dialect_of(&to)) else { continue };
        let is_type = item.as_ref().is_none_or(|item| item.starts_with(char::is_uppercase));
        if one != other && is_type {
            found.push(format!(
                "{} uses {}",
                parsed.file(&from),
                to.into_iter().chain(item).collect::<Vec<_>>().join("::")
            ));
        }
    }
    assert_none("types of another dialect", &found);
}

#[test]
fn an_unlisted_use_is_found_through_reexports_and_in_macros() {
    let files = [
        ("src/lib.rs", "pub mod domain; pub mod dynamo; pub mod runtime; pub mod store; pub mod dialect;"),
        ("src/domain/mod.rs", "mod id; pub use id::Id;"),
        ("src/domain/id.rs", "pub struct Id; fn f() { println!(\"{}\", crate::store::Row::NAME); }"),
        ("src/store/mod.rs", "pub use rows::Row; mod rows; use crate::domain::Id; use crate::dynamo::Table;"),
        ("src/store/rows.rs", "pub struct Row(super::super::runtime::state::State);"),
        ("src/dynamo/mod.rs", "pub struct Table;"),
        ("src/runtime/mod.rs", "pub mod config; pub mod state;"),
        ("src/runtime/config.rs", "pub struct Config;"),
        ("src/runtime/state.rs", "pub struct State(crate::store::Row, crate::dynamo::Table);"),
        ("src/dialect/mod.rs", "use crate::runtime::{config::Config, state::State};"),
    ];
    let parsed = Crate::parse("src", files.map(|(name, text)| (name.to_owned(), text.to_owned())));
    assert_eq!(
        violations(&parsed),
        [
            "src/dialect/mod.rs uses runtime::state::State",
            "src/domain/id.rs uses store::rows::Row",
            "src/store/rows.rs uses runtime::state::State",
        ]
    );
}

#[test]
fn a_forbidden_crate_is_found_by_its_name_or_its_prefix() {
    let domain = &LAYERS[0];
    for (word, forbidden) in
        [("axum", true), ("aws_sdk_dynamodb", true), ("http", true), ("https", false), ("axum2", false)]
    {
        assert_eq!(domain.forbids(word), forbidden, "{word}");
    }
}
