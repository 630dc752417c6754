//! `cargo lambda watch` serves every route of the functions.

use std::collections::BTreeSet;

use tests::sources::{read, routes};

use crate::assert_none;

/// A path as a client requests it, and the function that serves it.
type Line = (String, String);

/// The lines of the table `[watch.router]`, which is the last of the file.
fn watched() -> BTreeSet<Line> {
    let file = read("CargoLambda.toml");
    let (_, table) = file.split_once("[watch.router]\n").expect("the table");
    let lines = table.lines().map(|line| {
        let [_, path, _, function, _] = line.split('"').collect::<Vec<_>>()[..] else { panic!("{line}") };
        (path.to_owned(), function.to_owned())
    });
    lines.collect()
}

#[test]
fn every_path_is_watched_with_and_without_its_trailing_slash() {
    let served: BTreeSet<Line> = routes()
        .into_iter()
        .flat_map(|route| {
            let bare = route.path.trim_end_matches('/').to_owned();
            [(bare, route.function.clone()), (route.path, route.function)]
        })
        // The root is only a slash.
        .filter(|(path, _)| !path.is_empty())
        .collect();
    let watched = watched();
    let lines = |a: &BTreeSet<Line>, b| {
        a.difference(b).map(|(path, function)| format!("\"{path}\" = \"{function}\"")).collect::<Vec<_>>()
    };
    assert_none("missing from CargoLambda.toml", &lines(&served, &watched));
    assert_none("in CargoLambda.toml, but served by no function", &lines(&watched, &served));
}
