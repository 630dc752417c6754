//! What rests on AWS's documentation has a check that runs on AWS, or a reason why it has none.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use tests::sources::{read, root};

use crate::assert_none;

/// The pages that mark a statement, with the number of marks. A line break may be anywhere in a mark.
fn marks() -> BTreeMap<String, usize> {
    let pages = fs::read_dir(root().join("docs")).expect("the pages");
    let names = pages.map(|page| page.expect("a page").file_name().into_string().expect("text"));
    names
        .filter(|name| name.ends_with(".md") && name != "checking.md")
        .map(|name| {
            let words: Vec<_> = read(&format!("docs/{name}")).split_whitespace().map(str::to_owned).collect();
            let text = words.join(" ").to_lowercase().replace('*', "");
            let sentences = text.split(". ");
            let marked = |sentence: &&str| {
                ["rest on", "rests on"].iter().any(|rest| sentence.contains(rest)) && sentence.contains("documentation")
            };
            (name, sentences.filter(marked).count())
        })
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// The rows of the table, as the page, the statement and what shows it.
fn rows() -> Vec<[String; 3]> {
    let page = read("docs/checking.md");
    let table = page.split("## What only AWS can show").nth(1).expect("the section");
    let table = table.split("\n## ").next().expect("the section");
    let rows = table.lines().filter(|line| line.starts_with("| ["));
    rows.map(|row| {
        let cells: Vec<_> = row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
        <[String; 3]>::try_from(cells).unwrap_or_else(|cells| panic!("{cells:?}"))
    })
    .collect()
}

/// The checks, as the file and the name of the test.
fn checks() -> BTreeSet<(String, String)> {
    let files = fs::read_dir(root().join("tests/deployment/live")).expect("the checks");
    files
        .map(|file| file.expect("a file").file_name().into_string().expect("text"))
        .filter(|file| file.ends_with(".py"))
        .flat_map(|file| {
            let text = read(&format!("tests/deployment/live/{file}"));
            let tests = text.lines().filter_map(|line| line.trim().strip_prefix("def test_"));
            let names: Vec<_> = tests.filter_map(|rest| rest.split('(').next()).map(str::to_owned).collect();
            names.into_iter().map(move |name| (file.clone(), format!("test_{name}")))
        })
        .collect()
}

#[test]
fn each_page_with_a_mark_has_a_row_for_it() {
    let rows = rows();
    let marks = marks();
    assert!(marks.len() >= 6, "{marks:?}");
    let found = marks.iter().filter_map(|(page, count)| {
        let listed = rows.iter().filter(|[of, ..]| of.ends_with(&format!("({page})"))).count();
        (listed < *count).then(|| format!("{page}: {count} marks, {listed} rows"))
    });
    assert_none("pages with more marks than rows in docs/checking.md", &found.collect::<Vec<_>>());
}

#[test]
fn each_row_names_a_check_or_says_why_there_is_none() {
    let all = checks();
    let mut named = BTreeSet::new();
    for [page, statement, shown] in rows() {
        let mut file = "";
        let mut checks = 0;
        for code in shown.split('`').skip(1).step_by(2) {
            if code.ends_with(".py") {
                file = code;
            } else if code.starts_with("test_") {
                let check = (file.to_owned(), code.to_owned());
                assert!(all.contains(&check), "{page}: {check:?} does not exist");
                named.insert(check);
                checks += 1;
            }
        }
        let explained = ["No program", "likewise", "The nightly run"].iter().any(|reason| shown.contains(reason));
        assert!(checks > 0 || explained, "{statement}: {shown}");
    }
    let unlisted: Vec<_> = all.difference(&named).map(|(file, name)| format!("{file}: {name}")).collect();
    // What the emulator shows as well.
    let also_in_the_emulator =
        ["test_an_upload_through_the_gateway_becomes_a_file", "test_nothing_is_in_the_queue_of_dead_letters"];
    let unlisted: Vec<_> =
        unlisted.into_iter().filter(|check| !also_in_the_emulator.iter().any(|name| check.ends_with(name))).collect();
    assert_none("checks that docs/checking.md does not list", &unlisted);
}
