//! The modules of a crate, and the names that are in scope in each of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use syn::visit::Visit as _;
use syn::{Attribute, Item};
use tests::sources::rust_files;

use crate::name;
use crate::source::Source;

/// The path of a module below the root of its crate; empty for the root.
pub type ModulePath = Vec<String>;

/// A module: a file, or `mod name { ... }` in one.
#[derive(Debug, Default)]
pub struct Module {
    pub file: String,
    /// Its code.
    pub source: Source,
    /// Those of its items that are compiled for tests alone.
    pub test_source: Source,
    /// Whether all of it is compiled for tests alone.
    pub is_test: bool,
    pub children: BTreeSet<String>,
    /// Those that are declared for tests alone.
    test_children: BTreeSet<String>,
    pub items: BTreeSet<String>,
    /// What each name that is imported or re-exported stands for.
    pub imports: BTreeMap<String, Vec<String>>,
    /// What `use path::*` names.
    pub globs: Vec<Vec<String>>,
}

/// A crate.
#[derive(Debug, Default)]
pub struct Crate {
    pub modules: BTreeMap<ModulePath, Module>,
}

impl Crate {
    /// Reads the crate whose `lib.rs` is in this folder, without its binaries.
    pub fn read(folder: &str) -> Self {
        let files = rust_files(folder).into_iter().map(|path| (name(&path), path));
        let texts = files.map(|(name, path)| (name, fs::read_to_string(path).expect("a file")));
        Self::parse(folder, texts)
    }

    /// The crate that consists of these files: their names in the repository, and their texts.
    pub fn parse(folder: &str, files: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut parsed = Self::default();
        for (file, text) in files {
            let below = file.strip_prefix(folder).expect("a file of the folder").trim_start_matches('/');
            let mut path: ModulePath = below.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
            match path.last().map(String::as_str) {
                Some("mod") => drop(path.pop()),
                Some("lib") if path.len() == 1 => path.clear(),
                Some("main") if path.len() == 1 => continue,
                _ => {}
            }
            let items = syn::parse_file(&text).unwrap_or_else(|e| panic!("{file}: {e}")).items;
            parsed.add(&file, path, &items, false);
        }
        parsed.mark_tests();
        parsed
    }

    fn add(&mut self, file: &str, path: ModulePath, items: &[Item], is_test: bool) {
        let mut module = Module { file: file.to_owned(), is_test, ..Module::default() };
        for item in items {
            let only_for_tests = is_test || attributes(item).iter().any(is_for_tests);
            let source = if only_for_tests { &mut module.test_source } else { &mut module.source };
            match item {
                Item::Mod(child) => {
                    let name = child.ident.to_string();
                    module.children.insert(name.clone());
                    if only_for_tests {
                        module.test_children.insert(name.clone());
                    }
                    if let Some((_, items)) = &child.content {
                        let path = path.iter().cloned().chain([name]).collect();
                        self.add(file, path, items, only_for_tests);
                    }
                }
                Item::Use(item) => {
                    for (name, path) in source.add_use(item) {
                        match name {
                            Some(name) => drop(module.imports.insert(name, path)),
                            None => module.globs.push(path),
                        }
                    }
                }
                item => {
                    module.items.extend(defined(item));
                    source.visit_item(item);
                }
            }
        }
        self.modules.insert(path, module);
    }

    /// Files of modules that are declared for tests alone.
    fn mark_tests(&mut self) {
        let parents = self.modules.iter();
        let tests: Vec<ModulePath> = parents
            .flat_map(|(path, module)| {
                module.test_children.iter().map(|name| [path.as_slice(), std::slice::from_ref(name)].concat())
            })
            .collect();
        for (path, module) in &mut self.modules {
            module.is_test |= tests.iter().any(|test| path.starts_with(test));
        }
    }

    /// The file of a module.
    pub fn file(&self, module: &[String]) -> &str {
        // A module that a macro makes is in the file that calls the macro.
        let known = (0..=module.len()).rev().find_map(|length| self.modules.get(&module[..length]));
        known.map(|module| module.file.as_str()).unwrap_or_default()
    }
}

/// The name of what an item defines.
fn defined(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// `#[cfg(test)]`, `#[test]`, `#[tokio::test]`
fn is_for_tests(attribute: &Attribute) -> bool {
    let is_test = |path: &syn::Path| path.segments.last().is_some_and(|segment| segment.ident == "test");
    match &attribute.meta {
        syn::Meta::List(list) if list.path.is_ident("cfg") => list.tokens.to_string() == "test",
        meta => is_test(meta.path()),
    }
}
