//! No two files of a crate use each other, directly or through others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use tests::sources::{functions, root};

use crate::assert_none;
use crate::modules::Crate;

/// For each file, the other files whose items its code uses, and those items. Tests may use everything, and a re-export is
/// no use.
type Graph = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

fn graph(of: &Crate) -> Graph {
    let mut graph = Graph::new();
    for found in of.dependencies().into_iter().filter(|found| !found.is_test && !found.is_reexport) {
        // A module's name alone uses none of its items.
        let Some(item) = found.item else { continue };
        let (from, to) = (of.file(&found.from).to_owned(), of.file(&found.to).to_owned());
        if from != to {
            graph.entry(from).or_default().entry(to).or_default().insert(item);
        }
    }
    graph
}

/// A shortest way from a file back to itself, as the files in order.
fn shortest_circle<'a>(graph: &'a Graph, start: &'a str) -> Option<Vec<&'a str>> {
    let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut next = vec![start];
    while !next.is_empty() {
        let mut after = Vec::new();
        for from in next {
            for to in graph.get(from).into_iter().flatten().map(|(to, _)| to.as_str()) {
                if to == start {
                    let mut circle = vec![from];
                    while let Some(before) = circle.last().and_then(|file| came_from.get(file)) {
                        circle.push(before);
                    }
                    circle.reverse();
                    return Some(circle);
                }
                if to != from && !came_from.contains_key(to) {
                    came_from.insert(to, from);
                    after.push(to);
                }
            }
        }
        next = after;
    }
    None
}

/// All circles, each once, the shortest through each file; with what each file uses of the next.
fn circles(graph: &Graph) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for start in graph.keys() {
        let Some(circle) = shortest_circle(graph, start) else { continue };
        if !seen.insert(circle.iter().copied().collect::<BTreeSet<_>>()) {
            continue;
        }
        let steps = circle.iter().zip(circle.iter().skip(1).chain(circle.first()));
        let steps = steps.map(|(from, to)| {
            let items: Vec<_> = graph[*from][*to].iter().map(String::as_str).collect();
            format!("{from} uses {} of {to}", items.join(", "))
        });
        found.push(steps.collect::<Vec<_>>().join("\n    "));
    }
    found
}

#[test]
fn no_files_of_a_crate_use_each_other() {
    let functions = functions().into_iter().map(|function| format!("functions/{function}/src"));
    let crates = functions.chain(["shared/src".to_owned(), "local/src".to_owned()]);
    let crates = crates.filter(|folder| fs::exists(root().join(folder).join("lib.rs")).expect("a folder"));
    let found: Vec<_> = crates.flat_map(|folder| circles(&graph(&Crate::read(&folder)))).collect();
    assert_none("circles of files", &found);
}

fn found_in(files: &[(&str, &str)]) -> Vec<String> {
    circles(&graph(&Crate::parse("src", files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())))))
}

#[test]
fn a_circle_is_found_through_a_reexport_and_a_third_file() {
    let files = [
        ("src/lib.rs", "mod a; mod b;"),
        ("src/a/mod.rs", "mod one; mod two; pub use one::One; pub use two::Two;"),
        ("src/a/one.rs", "use crate::b::B; pub struct One(B);"),
        ("src/a/two.rs", "pub struct Two;  impl Two { fn one() -> crate::a::One { One::new() } }"),
        ("src/b.rs", "pub struct B; fn f() { json!({ \"two\": crate::a::Two::one() }); }"),
    ];
    let expected = "src/a/one.rs uses B of src/b.rs\n    src/b.rs uses Two of src/a/two.rs\n    \
        src/a/two.rs uses One of src/a/one.rs";
    assert_eq!(found_in(&files), [expected]);
}

#[test]
fn a_parent_may_declare_and_reexport_what_uses_it_but_not_use_it() {
    let child = ("src/a/child.rs", "use super::Parent; pub struct Child(Parent);");
    let declares = ("src/a/mod.rs", "mod child; pub use child::Child; pub struct Parent;");
    assert_eq!(found_in(&[("src/lib.rs", "mod a;"), declares, child]), Vec::<String>::new());
    let uses = ("src/a/mod.rs", "mod child; pub use child::Child; pub struct Parent; fn f() { Child::new(); }");
    assert_eq!(
        found_in(&[("src/lib.rs", "mod a;"), uses, child]),
        ["src/a/child.rs uses Parent of src/a/mod.rs\n    src/a/mod.rs uses Child of src/a/child.rs"]
    );
}

#[test]
fn tests_may_use_what_uses_their_file() {
    let files = [
        ("src/lib.rs", "mod a; mod b;"),
        (
            "src/a.rs",
            "pub struct A; #[cfg(test)] mod tests { use crate::b::B; } #[test] fn t() { crate::b::B::new(); }",
        ),
        ("src/b.rs", "use crate::a::A; pub struct B(A);"),
    ];
    assert_eq!(found_in(&files), Vec::<String>::new());
}
