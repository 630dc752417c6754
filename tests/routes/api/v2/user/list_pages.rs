//! `GET /api/v2/user/`: pages and links.

use std::collections::BTreeSet;

use proptest::prelude::{Strategy as _, any, prop_assert, prop_oneof};
use proptest::test_runner::{Config, TestRunner};
use rstest::rstest;
use serde_json::Value;
use shared::domain::UserId;
use shared::domain::cursor::{Cursor, Direction};
use tests::{App, Routes as _, TestResponse, TestUser};

use super::list::{create_user, create_users};

const HOST: &str = "http://kith.test";

/// The ids on a page.
fn ids(page: &Value) -> Vec<u64> {
    page["results"].as_array().unwrap().iter().map(|user| user["id"].as_u64().unwrap()).collect()
}

/// The path of a link, if there is one.
fn path(link: &Value) -> Option<&str> {
    link.as_str().map(|url| url.strip_prefix(HOST).unwrap_or_else(|| panic!("{url}")))
}

async fn page(caller: &TestUser, path: &str) -> Value {
    caller.get(path).await.expect(200).json()
}

/// All pages from `path_` on, by one of the two links.
async fn walk(caller: &TestUser, path_: &str, link: &str) -> Vec<Value> {
    let mut pages = vec![page(caller, path_).await];
    while let Some(next) = path(&pages[pages.len() - 1][link]) {
        assert!(pages.len() < 100, "the pages do not end");
        let next = page(caller, next).await;
        pages.push(next);
    }
    pages
}

#[rstest]
#[tokio::test]
async fn next_and_previous_lead_over_the_same_pages(
    #[values("id", "-id", "date_joined", "-date_joined", "username", "-username")] ordering: &str,
) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    create_users(&app, 44).await;
    let start = format!("/api/v2/user/?ordering={ordering}");
    let whole = ids(&page(&alice, &format!("{start}&limit=100")).await);
    assert_eq!(whole.len(), 45);
    // Some of these limits divide the 45 users evenly, others do not.
    for limit in [7, 15, 20] {
        let pages = walk(&alice, &format!("{start}&limit={limit}"), "next").await;
        let forth: Vec<_> = pages.iter().map(ids).collect();
        assert_eq!(forth, whole.chunks(limit).collect::<Vec<_>>());
        let last = path(&pages[pages.len() - 2]["next"]).unwrap();
        let mut back: Vec<_> = walk(&alice, last, "previous").await.iter().map(ids).collect();
        back.reverse();
        assert_eq!(back, forth);
    }
}

#[tokio::test]
async fn offset_skips_rows_and_its_page_has_links() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    create_users(&app, 29).await;
    let whole = ids(&page(&alice, "/api/v2/user/?limit=100").await);
    for offset in [0, 1, 9, 10, 25, 29, 30, 31, 10_000] {
        let found = page(&alice, &format!("/api/v2/user/?limit=10&offset={offset}")).await;
        let rest = whole.get(offset..).unwrap_or_default();
        assert_eq!(ids(&found), rest[..rest.len().min(10)], "{offset}");
        assert_eq!(found["next"].is_null(), rest.len() <= 10, "{offset}");
        if offset <= 10 && offset > 0 {
            let before = page(&alice, path(&found["previous"]).unwrap()).await;
            assert_eq!(ids(&before), whole[..offset], "{offset}");
            assert!(before["previous"].is_null());
            assert_eq!(ids(&page(&alice, path(&before["next"]).unwrap()).await), ids(&found), "{offset}");
        }
    }
    let first = page(&alice, "/api/v2/user/?limit=10&offset=0").await;
    assert!(first["previous"].is_null());
}

#[tokio::test]
async fn a_page_past_the_end_links_back() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    create_users(&app, 4).await;
    let past = page(&alice, "/api/v2/user/?limit=2&offset=50").await;
    assert_eq!((ids(&past).len(), &past["next"]), (0, &Value::Null));
    let before = page(&alice, path(&past["previous"]).expect("a previous page")).await;
    assert!(!ids(&before).is_empty());
}

#[rstest]
#[tokio::test]
async fn pages_neither_repeat_nor_lose_users_while_others_come_and_go(
    #[values("id", "-id", "username", "-username")] ordering: &str,
    #[values("next", "previous")] link: &str,
) {
    let app = App::new().await;
    let alice = app.superuser("alice").await;
    create_users(&app, 29).await;
    let start = format!("/api/v2/user/?limit=5&ordering={ordering}");
    let pages = walk(&alice, &start, "next").await;
    let all_users: BTreeSet<u64> = pages.iter().flat_map(ids).collect();
    let mut at = match link {
        "next" => start,
        _ => path(&pages[pages.len() - 2]["next"]).unwrap().to_owned(),
    };
    let (mut seen, mut gone) = (Vec::new(), BTreeSet::new());
    for round in 0.. {
        let now = page(&alice, &at).await;
        seen.extend(ids(&now));
        // Delete the users next to both cursors, and one elsewhere in the list.
        let [first, last] = [ids(&now).first().copied(), ids(&now).last().copied()];
        let other = all_users.iter().copied().filter(|id| !gone.contains(id)).nth(round * 3 % 15);
        for (user, hard) in [(first, 0), (last, 1), (other, round % 2)] {
            let user = user.filter(|user| *user != alice.id.get() && !gone.contains(user));
            let Some(user) = user else { continue };
            alice.delete(&format!("/api/v2/user/{user}/?hard={hard}")).await.expect(204);
            gone.insert(user);
        }
        for name in ["aa", "USER0", "zz"] {
            create_user(&app, &format!("{name}-{round}")).await;
        }
        match path(&now[link]) {
            Some(next) if round < 60 => at = next.to_owned(),
            Some(_) => panic!("the pages do not end"),
            None => break,
        }
    }
    let distinct: BTreeSet<_> = seen.iter().copied().collect();
    assert_eq!(distinct.len(), seen.len(), "a user was listed twice");
    let stayed: BTreeSet<_> = all_users.difference(&gone).copied().collect();
    assert!(!stayed.is_empty() && stayed.is_subset(&distinct), "a user was lost");
}

#[tokio::test]
async fn links_keep_the_other_parameters_and_replace_offset() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    create_users(&app, 9).await;
    let found = page(&alice, "/api/v2/user?ordering=-username&limit=3&offset=3&x=a%20%26b&search=").await;
    for link in ["next", "previous"] {
        let link = path(&found[link]).unwrap();
        let (path, query) = link.split_once('?').unwrap();
        assert_eq!(path, "/api/v2/user/");
        let query: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        let (cursor, kept): (Vec<_>, Vec<_>) = query.into_iter().partition(|(name, _)| name == "cursor");
        assert_eq!(cursor.len(), 1);
        let expected = [("ordering", "-username"), ("limit", "3"), ("x", "a &b"), ("search", "")];
        assert_eq!(kept, expected.map(|(name, value)| (name.into(), value.into())));
    }
}

#[rstest]
#[case::from_the_host_header(&[], "http://kith.test/api/v2/user/?")]
#[case(&[("x-forwarded-proto", "https")], "https://kith.test/api/v2/user/?")]
#[case(&[("x-forwarded-host", "api.example.org:8443")], "http://api.example.org:8443/api/v2/user/?")]
#[case(&[("x-forwarded-prefix", "/prod")], "http://kith.test/prod/api/v2/user/?")]
#[case(&[("x-forwarded-prefix", "/prod/")], "http://kith.test/prod/api/v2/user/?")]
#[case(
    &[("x-forwarded-proto", "https"), ("x-forwarded-host", "example.org"), ("x-forwarded-prefix", "/v/1")],
    "https://example.org/v/1/api/v2/user/?"
)]
#[case::of_an_unknown_scheme(&[("x-forwarded-proto", "javascript")], "http://kith.test/api/v2/user/?")]
#[tokio::test]
async fn links_are_absolute_and_use_the_headers_of_a_trusted_proxy(
    #[case] headers: &[(&'static str, &str)],
    #[case] beginning: &str,
) {
    for (app, beginning) in
        [(App::behind_proxies(1).await, beginning), (App::new().await, "http://kith.test/api/v2/user/?")]
    {
        let alice = app.user("alice").await;
        create_users(&app, 3).await;
        let request = alice.get("/api/v2/user/?limit=2&offset=1");
        let found = headers.iter().fold(request, |request, (name, value)| request.header(name, value)).await;
        let found = found.expect(200).json();
        for link in ["next", "previous"] {
            assert!(found[link].as_str().unwrap().starts_with(beginning), "{found}");
        }
    }
}

#[test]
fn a_tampered_cursor_is_accepted_or_a_400() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (app, alice) = runtime.block_on(async {
        let app = App::new().await;
        (app.clone(), app.user("alice").await)
    });
    let read = |cursor: &str, ordering: &str| -> TestResponse {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("cursor", cursor).finish();
        runtime.block_on(async { alice.get(&format!("/api/v2/user/?ordering={ordering}&{query}")).await })
    };
    runtime.block_on(create_users(&app, 3));
    let genuine = runtime.block_on(async { page(&alice, "/api/v2/user/?limit=1").await });
    let genuine = genuine["next"].as_str().unwrap().split_once("cursor=").unwrap().1.to_owned();
    assert_eq!(read(&genuine, "id").status, 200);

    let length = genuine.len();
    let flipped = (0..length, any::<char>()).prop_map(move |(at, c)| {
        let mut chars: Vec<_> = genuine.chars().collect();
        chars[at] = c;
        String::from_iter(chars)
    });
    let well_formed = (any::<bool>(), any::<String>()).prop_map(|(forward, position)| {
        let direction = if forward { Direction::Forward } else { Direction::Backward };
        Cursor { direction, position, skip: 0 }.encode()
    });
    let cursors = prop_oneof![any::<String>(), "[A-Za-z0-9_-]{0,60}", flipped, well_formed];
    let mut runner = TestRunner::new(Config { cases: 150, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&(cursors, "-?(id|username)"), |(cursor, ordering)| {
        let answer = read(&cursor, &ordering);
        prop_assert!(matches!(answer.status, 200 | 400), "{:?}", answer);
        prop_assert!(answer.status == 200 || answer.invalid_fields() == ["cursor"], "{:?}", answer);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[rstest]
#[tokio::test]
async fn every_page_costs_the_same(#[values("id", "-id", "username", "-username")] ordering: &str) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    create_users(&app, 54).await;
    let mut at = format!("/api/v2/user/?limit=10&ordering={ordering}");
    let mut costs = Vec::new();
    for _ in 0..5 {
        let answer = alice.get(&at).await.expect(200);
        // The caller has no follow or friendship with themself to read: a page with the caller on it costs half a unit
        // less for each.
        let own = if ids(&answer.json()).contains(&alice.id.get()) { 1.0 } else { 0.0 };
        costs.push((answer.cost.trips, answer.cost.rcu + own));
        at = path(&answer.json()["next"]).unwrap().to_owned();
    }
    assert!(costs[0].1 > 0.0 && costs.iter().all(|cost| *cost == costs[0]), "{costs:?}");
}

/// The tests above rely on this: ids are in the order in which users join.
#[tokio::test]
async fn newer_users_are_listed_last() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    app.state.clock.advance(std::time::Duration::from_millis(2));
    let later: UserId = create_user(&app, "aaron").await;
    assert_eq!(ids(&page(&alice, "/api/v2/user/").await), [alice.id.get(), later.get()]);
}
