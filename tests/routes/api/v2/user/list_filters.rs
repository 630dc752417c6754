//! `GET /api/v2/user/`: filters.

use std::collections::BTreeSet;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::list::create_user;
use super::search::{SEARCH, found, query, set, user_with, usernames};

const LIST: &str = "/api/v2/user/";

/// Creates four users and returns the first one, who calls.
async fn four_users(app: &App) -> TestUser {
    let fields = |real_name: &str, gender: &str, location: &str, description: &str| json!({"real_name": real_name, "gender": gender, "location": location, "description": description});
    let anna = user_with(app, "anna_k", &fields("Anna Kowalska", "Female", "Kraków, Poland", "Climbs mountains")).await;
    user_with(app, "kowal", &fields("Jan Nowak", "Male", "Kraków", "Mountain guide")).await;
    user_with(app, "Jan-B", &fields("Anna-Maria Braun", "Female", "New York", "")).await;
    app.user("plain").await;
    app.settle().await;
    anna
}

#[rstest]
#[case(&[("search", "anna")], set(["anna_k", "Jan-B"]))]
#[case(&[("search", "kowal")], set(["anna_k", "kowal"]))]
#[case(&[("search", "jan")], set(["kowal", "Jan-B"]))]
#[case(&[("username", "jan")], set(["Jan-B"]))]
#[case(&[("username", "KOWAL")], set(["kowal"]))]
#[case(&[("username", "anna_k")], set(["anna_k"]))]
#[case(&[("username", "nowak")], set([]))]
#[case(&[("real_name", "anna")], set(["anna_k", "Jan-B"]))]
#[case(&[("real_name", "jan")], set(["kowal"]))]
#[case(&[("real_name", "anna maria")], set(["Jan-B"]))]
#[case(&[("real_name", "plain")], set([]))]
#[case(&[("gender", "Female")], set(["anna_k", "Jan-B"]))]
#[case(&[("gender", "Male")], set(["kowal"]))]
#[case(&[("gender", "Unspecified")], set(["plain"]))]
#[case(&[("location", "krakow")], set(["anna_k", "kowal"]))]
#[case(&[("location", "KRAKÓW poland")], set(["anna_k"]))]
#[case(&[("location", "york")], set(["Jan-B"]))]
#[case(&[("location", "ork")], set([]))]
#[case(&[("description", "mountain")], set(["anna_k", "kowal"]))]
#[case(&[("description", "guide")], set(["kowal"]))]
#[case(&[("search", "anna"), ("gender", "Female")], set(["anna_k", "Jan-B"]))]
#[case(&[("search", "jan"), ("gender", "Female")], set(["Jan-B"]))]
#[case(&[("search", "jan"), ("real_name", "jan")], set(["kowal"]))]
#[case(&[("search", "jan"), ("username", "jan")], set(["Jan-B"]))]
#[case(&[("username", "jan"), ("real_name", "jan")], set([]))]
#[case(&[("gender", "Female"), ("location", "krak")], set(["anna_k"]))]
#[case(&[("location", "krak"), ("description", "mountain")], set(["anna_k", "kowal"]))]
#[case(&[("location", "krak"), ("description", "mountain"), ("gender", "Male")], set(["kowal"]))]
#[case(&[("search", "ko"), ("location", "krak"), ("description", "guide"), ("gender", "Male")], set(["kowal"]))]
#[case(&[("search", "ko"), ("location", "krak"), ("description", "guide"), ("gender", "Female")], set([]))]
#[case(&[("gender", "Female"), ("search", ""), ("location", "")], set(["anna_k", "Jan-B"]))]
#[case::all(&[("search", ""), ("gender", "")], set(["anna_k", "kowal", "Jan-B", "plain"]))]
#[tokio::test]
async fn lists_users_who_match_all_filters(
    #[case] params: &[(&str, &str)],
    #[case] expected: BTreeSet<String>,
    #[values(LIST, SEARCH)] path: &str,
) {
    let app = App::new().await;
    let anna = four_users(&app).await;
    assert_eq!(found(&anna, path, params).await, expected);
}

#[rstest]
#[case(&[("search", "anna")])]
#[case(&[("gender", "Other")])]
#[tokio::test]
async fn requires_credentials(#[case] params: &[(&str, &str)]) {
    let app = App::new().await;
    let answer = query(&app, LIST, params).await.expect(401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
}

#[rstest]
#[case("gender", "female")]
#[case("gender", "x")]
#[case("search", &"x".repeat(101))]
#[case("username", &"x".repeat(101))]
#[case("real_name", &"x".repeat(101))]
#[case("location", &"x".repeat(101))]
#[case("description", &"x".repeat(101))]
#[case("search", "\0")]
#[tokio::test]
async fn rejects_a_bad_filter(#[case] field: &str, #[case] value: &str) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    assert_eq!(query(&alice, LIST, &[(field, value)]).await.expect(400).invalid_fields(), [field]);
    let beside = query(&alice, LIST, &[("username", "alice"), (field, value)]).await.expect(400);
    assert_eq!(beside.invalid_fields(), [field]);
    for other in [("ordering", "x"), ("limit", "x"), ("offset", "10001")] {
        let answer = query(&alice, LIST, &[("search", "alice"), other]).await.expect(400);
        assert_eq!(answer.invalid_fields(), [other.0]);
    }
}

#[rstest]
#[tokio::test]
async fn matches_are_in_the_given_order(
    #[values(&[("search", "ann")][..], &[("search", "a")], &[("search", "ann x")], &[("gender", "Unspecified")])]
    params: &[(&str, &str)],
    #[values("id", "-id", "date_joined", "-date_joined", "username", "-username")] ordering: &str,
) {
    let app = App::new().await;
    let mut joined = Vec::new();
    for name in ["anna-x", "Annz-x", "annb-x", "anny-x", "ANNC-x"] {
        joined.push(app.user(name).await);
        app.state.clock.advance(std::time::Duration::from_millis(2));
    }
    app.settle().await;
    let mut expected: Vec<_> = joined.iter().map(|person| person.name.clone()).collect();
    if ordering.ends_with("username") {
        expected.sort_by_key(|name| name.to_lowercase());
    }
    if ordering.starts_with('-') {
        expected.reverse();
    }
    let page = query(&joined[0], LIST, &[params, &[("ordering", ordering)]].concat()).await.expect(200).json();
    assert_eq!(usernames(&page), expected);
}

#[tokio::test]
async fn pages_of_a_filtered_list_cover_every_match_once() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let names: BTreeSet<_> = (0..45).map(|n| format!("anna{n}")).collect();
    join_all(names.iter().map(|name| create_user(&app, name))).await;
    app.settle().await;
    let mut page = query(&alice, LIST, &[("search", "ann"), ("ordering", "-username")]).await.expect(200).json();
    let (mut walked, mut sizes) = (BTreeSet::new(), Vec::new());
    loop {
        let here = usernames(&page);
        sizes.push(here.len());
        walked.extend(here);
        assert_eq!(page["count"], 45);
        let Some(next) = page["next"].as_str() else { break };
        page = alice.get(next.strip_prefix("http://kith.test").unwrap()).await.expect(200).json();
    }
    assert_eq!((sizes, walked), (vec![20, 20, 5], names));
    assert_ne!(page["previous"], Value::Null);
}

/// The index has locations, descriptions and genders too, so that their owner need not be one of the first users.
#[tokio::test]
async fn a_filter_without_a_name_finds_the_last_of_many_users() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    join_all((0..120).map(|n| {
        let app = &app;
        async move { create_user(app, &format!("other-{n}")).await }
    }))
    .await;
    app.state.clock.advance(std::time::Duration::from_secs(1));
    let fields = json!({"gender": "Male", "location": "Kraków, Poland", "description": "Climbs mountains"});
    let last = user_with(&app, "last", &fields).await;
    app.settle().await;
    let filters = [("gender", "Male"), ("location", "krak"), ("location", "po kra"), ("description", "moun")];
    for filter in filters {
        for ordering in ["id", "-id", "username"] {
            let params = [filter, ("ordering", ordering)];
            assert_eq!(found(&alice, LIST, &params).await, set(["last"]), "{params:?}");
        }
    }
    assert_eq!(query(&alice, LIST, &[("gender", "Unspecified")]).await.expect(200).json()["count"], 121);
    last.patch(&last.path("")).json(&json!({"gender": "", "location": "Oslo", "description": ""})).await.expect(200);
    app.settle().await;
    for filter in filters {
        assert_eq!(found(&alice, LIST, &[filter]).await, set([]), "{filter:?}");
    }
    assert_eq!(found(&alice, LIST, &[("location", "oslo"), ("gender", "Unspecified")]).await, set(["last"]));
    last.delete(&last.path("")).await.expect(204);
    app.settle().await;
    assert_eq!(found(&alice, LIST, &[("location", "oslo")]).await, set([]));
}

#[tokio::test]
async fn a_deactivated_user_leaves_the_index_and_comes_back() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let anna = user_with(&app, "anna", &json!({"location": "Oslo"})).await;
    for (is_active, expected) in [(false, set([])), (true, set(["anna"]))] {
        let attributes = anna.patch_of(json!({"is_active": is_active}));
        staff.patch(&anna.directory_path("")).json_api(&attributes).await.expect(200);
        app.settle().await;
        assert_eq!(found(&staff, LIST, &[("location", "oslo")]).await, expected);
    }
}
