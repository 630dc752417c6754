//! Walks through lists by their links.

use serde_json::Value;
use tests::Routes;

/// The most bytes of the payload that Lambda returns.
const PAYLOAD_MAX: usize = 6 * 1024 * 1024;

/// The pages of a list from `path` on, by `next` or `previous`. Each fits a response of Lambda.
pub async fn pages(caller: &impl Routes, path: &str, link: &str) -> Vec<Value> {
    let (mut pages, mut path) = (Vec::new(), Some(path.to_owned()));
    while let Some(at) = path {
        let page = caller.get(&at).await.expect(200);
        assert_eq!(page.header("content-type"), "application/json");
        let payload = Value::from(page.body.as_str()).to_string();
        assert!(page.body.len() < 5_010_000 && payload.len() < PAYLOAD_MAX, "{} bytes", payload.len());
        let page = page.json();
        path = page[link].as_str().map(|link| link.strip_prefix("http://kith.test").unwrap().to_owned());
        pages.push(page);
    }
    pages
}

/// Reads the pages of a list forward, and from the last one back. Returns the rows of each page. Both ways have each row
/// once, in the same order, on pages that are never empty.
pub async fn there_and_back(caller: &impl Routes, path: &str) -> Vec<Vec<Value>> {
    let rows = |pages: Vec<Value>| pages.into_iter().map(rows_of).collect::<Vec<_>>();
    let there = pages(caller, path, "next").await;
    let back = there.last().and_then(|last| last["previous"].as_str()).map(str::to_owned);
    let counts: Vec<_> = there.iter().map(|page| page["count"].clone()).collect();
    assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
    let there = rows(there);
    assert!(there.iter().all(|rows| !rows.is_empty()));
    if let Some(back) = back {
        let mut back = rows(pages(caller, back.strip_prefix("http://kith.test").unwrap(), "previous").await);
        assert!(back.iter().all(|rows| !rows.is_empty()));
        back.reverse();
        assert!(back.concat() == there[..there.len() - 1].concat(), "the way back has other rows");
    }
    there
}

fn rows_of(mut page: Value) -> Vec<Value> {
    page["results"].as_array_mut().unwrap().drain(..).collect()
}
