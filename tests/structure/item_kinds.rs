//! Code that treats kinds of items differently names every kind, so that a new kind does not compile until each place has
//! decided what to do with it.

use std::fs;

use syn::visit::{self, Visit};
use syn::{Arm, ExprMatch, Pat, Path};
use tests::sources::{root, rust_files};

use crate::{assert_none, name};

/// Files and folders that must have a `match` on `ItemKind`.
const PLACES: &[&str] = &[
    "shared/src/store/stream",
    "shared/src/store/cleanup",
    "shared/src/store/profile/users.rs",
    "shared/src/store/account/logins.rs",
];

/// A `match` some of whose arms name a kind.
#[derive(Debug, PartialEq)]
struct Match {
    /// The arms that take any kind.
    wildcards: usize,
}

#[derive(Default)]
struct Matches(Vec<Match>);

impl<'ast> Visit<'ast> for Matches {
    fn visit_expr_match(&mut self, expression: &'ast ExprMatch) {
        let mut places = Vec::new();
        for arm in &expression.arms {
            places_of_kinds(&arm.pat, &mut Vec::new(), &mut places);
        }
        if !places.is_empty() {
            let is_wildcard = |arm: &&Arm| places.iter().any(|place| takes_any(&arm.pat, place));
            self.0.push(Match { wildcards: expression.arms.iter().filter(is_wildcard).count() });
        }
        visit::visit_expr_match(self, expression);
    }
}

/// A step from a pattern to one in it: an element of a tuple, or of an enum's variant or a struct of this name.
type Step = (String, usize);

fn names_kind(path: &Path) -> bool {
    path.segments.iter().rev().nth(1).is_some_and(|segment| segment.ident == "ItemKind")
}

/// The parts of a pattern, with the steps that lead to them.
fn parts(pattern: &Pat) -> Vec<(Option<Step>, &Pat)> {
    match pattern {
        Pat::Or(or) => or.cases.iter().map(|case| (None, case)).collect(),
        Pat::Guard(guarded) => vec![(None, &guarded.pat)],
        Pat::Paren(inner) => vec![(None, &inner.pat)],
        Pat::Reference(inner) => vec![(None, &inner.pat)],
        Pat::Ident(binding) => binding.subpat.iter().map(|(_, inner)| (None, &**inner)).collect(),
        Pat::Tuple(tuple) => {
            tuple.elems.iter().enumerate().map(|(n, element)| (Some((String::new(), n)), element)).collect()
        }
        Pat::TupleStruct(variant) => {
            let name = variant.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
            variant.elems.iter().enumerate().map(|(n, element)| (Some((name.clone(), n)), element)).collect()
        }
        _ => Vec::new(),
    }
}

fn places_of_kinds(pattern: &Pat, steps: &mut Vec<Step>, places: &mut Vec<Vec<Step>>) {
    let kind = match pattern {
        Pat::Path(path) => names_kind(&path.path),
        Pat::TupleStruct(variant) => names_kind(&variant.path),
        Pat::Struct(variant) => names_kind(&variant.path),
        _ => false,
    };
    if kind {
        if !places.contains(steps) {
            places.push(steps.clone());
        }
        return;
    }
    for (step, part) in parts(pattern) {
        let depth = steps.len();
        steps.extend(step);
        places_of_kinds(part, steps, places);
        steps.truncate(depth);
    }
}

/// Whether a pattern takes whatever is at this place.
fn takes_any(pattern: &Pat, place: &[Step]) -> bool {
    match pattern {
        Pat::Wild(_) | Pat::Rest(_) => true,
        // The compiler does not take it for exhaustive, and so needs the other kinds in other arms.
        Pat::Guard(_) => false,
        // A name in capitals is a constant.
        Pat::Ident(binding) if binding.subpat.is_none() => !binding.ident.to_string().starts_with(char::is_uppercase),
        _ => parts(pattern).into_iter().any(|(step, part)| match (step, place) {
            (None, _) => takes_any(part, place),
            (Some(step), [first, rest @ ..]) => step == *first && takes_any(part, rest),
            (Some(_), []) => false,
        }),
    }
}

fn matches(text: &str) -> Vec<Match> {
    let mut found = Matches::default();
    found.visit_file(&syn::parse_file(text).expect("Rust"));
    found.0
}

#[test]
fn every_kind_of_item_is_named_where_kinds_are_told_apart() {
    let mut wrong = Vec::new();
    for place in PLACES {
        let files = if place.ends_with(".rs") { vec![root().join(place)] } else { rust_files(place) };
        let mut count = 0;
        for path in files {
            let found = matches(&fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())));
            count += found.len();
            if found.iter().any(|found| found.wildcards > 0) {
                wrong.push(format!("{}: a match on ItemKind has a wildcard arm", name(&path)));
            }
        }
        if count == 0 {
            wrong.push(format!("{place}: no match on ItemKind"));
        }
    }
    assert_none("a new kind of item would be overlooked", &wrong);
}

#[test]
fn a_wildcard_is_found_wherever_a_kind_could_stand() {
    for (arms, wildcards) in [
        ("ItemKind::Post(id) => 1, ItemKind::Profile(_) | ItemKind::Follow { .. } => 2", 0),
        ("ItemKind::Post(_) => 1, _ => 2", 1),
        ("ItemKind::Post(_) => 1, other => 2", 1),
        ("ItemKind::Post(_) => 1, other @ ItemKind::Profile(_) => 2", 0),
        ("ItemKind::Post(_) => 1, ItemKind::Profile(_) | _ => 2", 1),
        ("ItemKind::Post(_) => 1, _ if old => 2, ItemKind::Profile(_) => 3", 0),
        ("Some(item::ItemKind::Post(_)) => 1, None => 2", 0),
        ("Some(ItemKind::Post(_)) => 1, Some(_) => 2, None => 3", 1),
        ("Ok(ItemKind::Post(_)) => 1, Ok(ItemKind::Profile(_)) => 2, Err(error) => 3", 0),
        ("(ItemKind::Post(_), true) => 1, (ItemKind::Post(_) | ItemKind::Profile(_), _) => 2", 0),
        ("(ItemKind::Post(_), true) => 1, (_, false) => 2", 1),
        ("(&ItemKind::Post(_), LIMIT) => 1, (kind, LIMIT) => 2", 1),
    ] {
        let found = matches(&format!("fn f() {{ match kind {{ {arms} }} }}"));
        assert_eq!(found, [Match { wildcards }], "{arms}");
    }
    assert_eq!(matches("fn f() { match kind { Kind::Post => 1, _ => 2 } }"), []);
}
