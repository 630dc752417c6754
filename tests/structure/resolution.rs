//! Which module of a crate defines what a path names, and which modules use each other.

use std::collections::BTreeSet;

use crate::modules::{Crate, Module, ModulePath};
use crate::source::ReferenceKind;

/// The most re-exports that are followed before a path counts as that of another crate.
const HOPS_MAX: usize = 16;

/// What a path names: an item, or a module where there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub module: ModulePath,
    pub item: Option<String>,
}

/// A use in one module of what another defines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependency {
    pub from: ModulePath,
    pub to: ModulePath,
    pub item: Option<String>,
    /// Whether only a test uses it.
    pub is_test: bool,
    /// Whether it is only passed on.
    pub is_reexport: bool,
}

impl Crate {
    /// What a path in a module names; `None` if it belongs to another crate.
    pub fn resolve(&self, from: &[String], path: &[String]) -> Option<Target> {
        self.resolve_within(from, path, HOPS_MAX)
    }

    fn resolve_within(&self, from: &[String], path: &[String], hops: usize) -> Option<Target> {
        let hops = hops.checked_sub(1)?;
        let mut module: ModulePath = from.to_vec();
        let mut rest = path;
        let mut is_local = false;
        while let [first, after @ ..] = rest {
            match first.as_str() {
                "crate" => module.clear(),
                "self" => {}
                "super" => drop(module.pop()?),
                _ => break,
            }
            (rest, is_local) = (after, true);
        }
        while let [name, after @ ..] = rest {
            let Some(here) = self.modules.get(&module) else {
                // Made by a macro.
                return Some(Target { module, item: Some(name.clone()) });
            };
            let is_module = here.children.contains(name) && !(after.is_empty() && here.items.contains(name));
            if is_module {
                module.push(name.clone());
            } else if here.items.contains(name) {
                return Some(Target { module, item: Some(name.clone()) });
            } else if let Some(target) = self.imported(here, &module, name, hops) {
                if target.item.is_some() {
                    return Some(target);
                }
                module = target.module;
            } else if is_local {
                return Some(Target { module, item: Some(name.clone()) });
            } else {
                return None;
            }
            (rest, is_local) = (after, true);
        }
        Some(Target { module, item: None })
    }

    fn imported(&self, here: &Module, module: &[String], name: &String, hops: usize) -> Option<Target> {
        if let Some(path) = here.imports.get(name) {
            return self.resolve_within(module, path, hops);
        }
        here.globs.iter().find_map(|glob| {
            let from = self.resolve_within(module, glob, hops).filter(|target| target.item.is_none())?.module;
            let there = self.modules.get(&from)?;
            let has = there.items.contains(name) || there.children.contains(name);
            if has {
                self.resolve_within(&from, &["self".to_owned(), name.clone()], hops)
            } else {
                self.imported(there, &from, name, hops.checked_sub(1)?)
            }
        })
    }

    /// All uses between modules of the crate.
    pub fn dependencies(&self) -> BTreeSet<Dependency> {
        let mut found = BTreeSet::new();
        for (from, module) in &self.modules {
            let code = module.source.references.iter().map(|reference| (reference, module.is_test));
            let tests = module.test_source.references.iter().map(|reference| (reference, true));
            for (reference, is_test) in code.chain(tests) {
                let Some(target) = self.resolve(from, &reference.path) else { continue };
                found.insert(Dependency {
                    from: from.clone(),
                    to: target.module,
                    item: target.item,
                    is_test,
                    is_reexport: reference.kind == ReferenceKind::Reexport,
                });
            }
        }
        found
    }
}

mod unit_tests {
    use crate::modules::Crate;

    const FILES: &[(&str, &str)] = &[
        ("src/lib.rs", "pub mod domain; mod store; pub use domain::User;"),
        ("src/main.rs", "fn main() {}"),
        ("src/domain/mod.rs", "mod user; pub mod text; pub use user::{Id, User as Member}; pub use text::*; pub use user::User;"),
        ("src/domain/user.rs", "pub struct User; pub struct Id; impl User { fn f() { super::text::clean() } }"),
        ("src/domain/text.rs", "pub fn clean() {} pub enum Kind { A }"),
        (
            "src/store.rs",
            "mod rows; use crate::domain::{self, Member}; use jiff::Span; fn f(k: Span) { domain::clean(); domain::Kind::A; }
             #[cfg(test)] mod tests { use super::rows::Row; } #[test] fn t() { crate::domain::Id::new(); }",
        ),
        ("src/store/rows.rs", "pub struct Row(super::Missing); pub fn row() { crate::User::new(); std::mem::drop(1); }"),
    ];

    fn parsed() -> Crate {
        Crate::parse("src", FILES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())))
    }

    #[test]
    fn a_path_leads_to_the_file_that_defines_the_item() {
        let parsed = parsed();
        for (from, path, file, item) in [
            ("store", "crate::domain::Member", "src/domain/user.rs", "User"),
            ("store", "Member::new", "src/domain/user.rs", "User"),
            ("store", "domain::clean", "src/domain/text.rs", "clean"),
            ("store", "domain::Kind::A", "src/domain/text.rs", "Kind"),
            ("store::rows", "crate::User", "src/domain/user.rs", "User"),
            ("domain::user", "super::text::clean", "src/domain/text.rs", "clean"),
            ("store::tests", "super::rows::Row", "src/store/rows.rs", "Row"),
            // Made by a macro, perhaps.
            ("store::rows", "super::Missing", "src/store.rs", "Missing"),
        ] {
            let split = |path: &str| path.split("::").map(str::to_owned).collect::<Vec<_>>();
            let target = parsed.resolve(&split(from), &split(path)).unwrap_or_else(|| panic!("{from} {path}"));
            assert_eq!((parsed.file(&target.module), target.item.as_deref()), (file, Some(item)), "{from} {path}");
        }
        for path in ["Span", "jiff::Span", "std::mem::drop"] {
            let path: Vec<_> = path.split("::").map(str::to_owned).collect();
            assert_eq!(parsed.resolve(&["store".to_owned()], &path), None, "{path:?}");
        }
    }

    #[test]
    fn dependencies_tell_tests_and_reexports_from_other_code() {
        let parsed = parsed();
        let found: Vec<_> = parsed
            .dependencies()
            .into_iter()
            .filter(|found| parsed.file(&found.from) != parsed.file(&found.to))
            .filter_map(|found| {
                let item = found.item.as_deref()?;
                let kind = if found.is_test {
                    "test"
                } else if found.is_reexport {
                    "reexport"
                } else {
                    "code"
                };
                Some(format!("{} {item} {kind}", found.from.join("::")))
            })
            .collect();
        for expected in [
            " User reexport",
            "domain Id reexport",
            "domain::user clean code",
            "store User code",
            "store Kind code",
            "store Id test",
            "store::tests Row test",
            "store::rows User code",
        ] {
            assert!(found.iter().any(|one| one == expected), "{expected} in {found:?}");
        }
        assert!(!found.iter().any(|one| one == "store Row code"), "{found:?}");
    }
}
