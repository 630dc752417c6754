//! `cargo lambda watch` serves what the functions serve.

use std::collections::BTreeSet;

use tests::sources::{read, routes};

use crate::assert_none;

/// A path as a client asks for it, and the function that answers.
type Line = (String, String);

/// The lines of the table `[watch.router]`, which has nothing below it.
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
fn all_paths_are_watched_with_their_slash_and_without() {
    let served: BTreeSet<Line> = routes()
        .into_iter()
        .flat_map(|route| {
            let bare = route.path.trim_end_matches('/').to_owned();
            [(bare, route.function.clone()), (route.path, route.function)]
        })
        // The root has nothing but its slash.
        .filter(|(path, _)| !path.is_empty())
        .collect();
    let watched = watched();
    let lines = |a: &BTreeSet<Line>, b| {
        a.difference(b).map(|(path, function)| format!("\"{path}\" = \"{function}\"")).collect::<Vec<_>>()
    };
    assert_none("to be added to CargoLambda.toml", &lines(&served, &watched));
    assert_none("to be taken out of CargoLambda.toml", &lines(&watched, &served));
}
