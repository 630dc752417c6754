//! Each rule of accounts has a test (`docs/account-security.md`, "Tests").

use tests::sources::{read, root};

use crate::assert_none;

/// The rows of the table, as the rule and its tests.
fn rows() -> Vec<(String, String)> {
    let page = read("docs/account-security.md");
    let section = page.split("\n## Tests\n").nth(1).expect("the section");
    let rows = section.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| rule"));
    rows.filter_map(|row| row.trim_matches('|').split_once(" | "))
        .map(|(rule, tests)| (rule.trim().to_owned(), tests.trim().to_owned()))
        .collect()
}

#[test]
fn each_rule_of_accounts_names_tests_that_exist() {
    let rows = rows();
    assert!(rows.len() >= 15, "{rows:?}");
    let mut missing = Vec::new();
    for (rule, tests) in rows {
        let (mut file, mut named) = (String::new(), 0);
        for code in tests.split('`').skip(1).step_by(2) {
            if code.ends_with(".rs") {
                file = if root().join(code).exists() { read(code) } else { String::new() };
            } else {
                named += 1;
                if !file.contains(&format!("fn {code}(")) {
                    missing.push(format!("{rule}: {code}"));
                }
            }
        }
        if named == 0 {
            missing.push(format!("{rule}: no test"));
        }
    }
    assert_none("rules without their tests", &missing);
}
