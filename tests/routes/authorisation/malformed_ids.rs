//! Paths whose ids are no ids: credentials are checked first.

use tests::{Request, Routes as _};

use crate::authorisation::callers::{Caller, example_caller};
use crate::authorisation::fixtures::Fixtures;
use crate::authorisation::table::{Access, Row, TABLE};

/// Texts that are the id of nothing in any dialect.
const NO_IDS: [&str; 12] = [
    "anything",
    "0",
    "-1",
    "1.0",
    "007",
    "9007199254740993",
    "99999999999999999999999999",
    "%20",
    "%C3%A9",
    "%FF",
    "00000000-0000-0000-0000-00000000000",
    "01932f5c-0000-8abc-9a5a-dd1a00000001x",
];
/// Words that are no action.
const NO_ACTIONS: [&str; 4] = ["befriend", "REQUEST", "%FF", "log%20"];

/// The paths of a row with a malformed part each.
fn malformed(row: &Row, fixtures: &Fixtures) -> Vec<String> {
    let id = fixtures.owner.id.to_string();
    let ids = NO_IDS.iter().filter(|_| row.path.contains("{id}"));
    let mut paths: Vec<String> =
        ids.map(|text| row.path.replace("{id}", text).replace("{action}", "request")).collect();
    if row.path.contains("{action}") {
        paths.extend(NO_ACTIONS.map(|word| row.path.replace("{id}", &id).replace("{action}", word)));
    }
    paths
}

fn request(fixtures: &Fixtures, row: &Row, path: &str, token: Option<&str>) -> Request {
    let request = match token {
        Some(token) => fixtures.app.bearer(token).request(row.method, path),
        None => fixtures.app.request(row.method, path),
    };
    match row.body_of(fixtures) {
        Some(body) if path.starts_with("/api/") => request.json(&body),
        Some(body) => request.json_api(&body),
        None => request,
    }
}

#[tokio::test]
async fn credentials_are_checked_before_an_id_is_judged() {
    let fixtures = Fixtures::new().await;
    let bad = [Caller::Garbage, Caller::Forged, Caller::UnknownUser, Caller::LoggedOut, Caller::Deleted];
    let mut tokens = Vec::new();
    for caller in bad {
        tokens.push((caller, fixtures.token(caller).await));
    }
    let before = fixtures.snapshot().await;
    let (mut called, mut wrong) = (0, Vec::new());
    for row in TABLE.iter() {
        let mut expect = async |path: &str, caller: Caller, token: Option<&str>, status: u16| {
            let answer = request(&fixtures, row, path, token).await;
            if answer.status != status {
                wrong.push(format!("{} {path} by {caller:?}: {} instead of {status}", row.method, answer.status));
            }
            if status == 401 {
                assert_eq!(answer.header("www-authenticate"), "Bearer", "{path}");
            }
        };
        for path in malformed(row, &fixtures) {
            called += 1;
            for (caller, token) in &tokens {
                expect(&path, *caller, token.as_deref(), 401).await;
            }
            let anonymous = if matches!(row.access, Access::Anyone | Access::Public) { 404 } else { 401 };
            expect(&path, Caller::Anonymous, None, anonymous).await;
            let caller = example_caller(row);
            expect(&path, caller, fixtures.token(caller).await.as_deref(), 404).await;
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(called > 300, "{called} paths");
    assert_eq!(fixtures.snapshot().await, before);
}
