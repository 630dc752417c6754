//! `GET /api/v2/user/search/`

use std::collections::BTreeSet;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::Status;
use tests::{App, Request, Routes, TestUser};

use super::list::create_user;

pub(super) const SEARCH: &str = "/api/v2/user/search/";

/// A request with these parameters.
pub(super) fn query(caller: &impl Routes, path: &str, params: &[(&str, &str)]) -> Request {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(params).finish();
    caller.get(&format!("{path}?{query}"))
}

/// The usernames that these parameters find. Asserts that they are on one page and that its `count` is right.
pub(super) async fn found(caller: &impl Routes, path: &str, params: &[(&str, &str)]) -> BTreeSet<String> {
    let page = query(caller, path, params).await.expect(200).json();
    let names = usernames(&page);
    assert_eq!(page["count"].as_u64(), Some(names.len() as u64), "{page}");
    let set: BTreeSet<_> = names.iter().cloned().collect();
    assert_eq!(set.len(), names.len(), "a user is listed twice: {names:?}");
    set
}

/// The usernames on a page, in order.
pub(super) fn usernames(page: &Value) -> Vec<String> {
    page["results"].as_array().unwrap().iter().map(|user| user["username"].as_str().unwrap().to_owned()).collect()
}

/// A set of usernames, to compare with [`found`].
pub(super) fn set<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.map(str::to_owned).into()
}

/// Creates a user with these profile fields.
pub(super) async fn user_with(app: &App, name: &str, fields: &Value) -> TestUser {
    let person = app.user(name).await;
    person.patch(&person.path("")).json(fields).await.expect(200);
    person
}

pub(super) async fn user_named(app: &App, name: &str, real_name: &str) -> TestUser {
    user_with(app, name, &json!({"real_name": real_name})).await
}

pub(super) async fn searched(caller: &impl Routes, text: &str) -> BTreeSet<String> {
    found(caller, SEARCH, &[("search", text)]).await
}

#[tokio::test]
async fn lists_users_without_parameters() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    app.user("bob").await;
    for path in [SEARCH.to_owned(), format!("{SEARCH}?search="), format!("{SEARCH}?search=&gender=&username=")] {
        let page = app.get(&path).await.expect(200).json();
        assert_eq!((usernames(&page).len(), &page["count"]), (2, &json!(2)), "{path}");
        assert_eq!((&page["next"], &page["previous"]), (&Value::Null, &Value::Null));
    }
    assert_eq!(usernames(&alice.get(SEARCH).await.expect(200).json()).len(), 2);
}

#[tokio::test]
async fn a_result_is_the_user_as_the_caller_sees_them() {
    let app = App::new().await;
    let [alice, bob] = [app.user("alice").await, user_named(&app, "bob", "Bob Bobson").await];
    alice.post(&bob.path("follow/")).await.expect(201);
    app.settle().await;
    let by_alice = query(&alice, SEARCH, &[("search", "bobson")]).await.expect(200).json();
    assert_eq!(by_alice["results"], json!([alice.get(&bob.path("")).await.expect(200).json()]));
    assert_eq!(by_alice["results"][0]["connection_status"], "followed");
    let by_anonymous = query(&app, SEARCH, &[("search", "bobson")]).await.expect(200).json();
    assert_eq!(by_anonymous["results"], json!([app.get(&bob.path("")).await.expect(200).json()]));
    assert_eq!(by_anonymous["results"][0]["email"], Value::Null);
    query(&app.bearer("nonsense"), SEARCH, &[("search", "bobson")]).await.expect(401);
}

#[rstest]
#[case::a_word(&[("search", "anna")])]
#[case::a_letter(&[("search", "a")])]
#[case::two_words(&[("search", "anna crowd")])]
#[case::a_field(&[("gender", "Unspecified")])]
#[tokio::test]
async fn pages_cover_every_match_once_in_both_directions(#[case] params: &[(&str, &str)]) {
    let app = App::new().await;
    let names: Vec<_> = (0..45).map(|n| format!("anna{n}_crowd")).collect();
    let caller = user_with(&app, "caller", &json!({"gender": "Male"})).await;
    join_all(names.iter().map(|name| create_user(&app, name))).await;
    app.settle().await;
    let mut pages = vec![query(&caller, SEARCH, params).await.expect(200).json()];
    assert_eq!(pages[0]["previous"], Value::Null);
    let follow = async |link: &str| {
        let path = link.strip_prefix("http://kith.test").unwrap_or_else(|| panic!("{link}"));
        caller.get(path).await.expect(200).json()
    };
    while let Some(next) = pages[pages.len() - 1]["next"].as_str() {
        assert!(pages.len() < 10, "the pages do not end");
        let next = follow(next).await;
        pages.push(next);
    }
    assert_eq!(pages.iter().map(|page| usernames(page).len()).collect::<Vec<_>>(), [20, 20, 5]);
    assert!(pages.iter().all(|page| page["count"] == 45), "{pages:?}");
    let all: BTreeSet<_> = pages.iter().flat_map(usernames).collect();
    assert_eq!(all, names.into_iter().collect());
    for at in [2, 1] {
        let before = follow(pages[at]["previous"].as_str().expect("a previous page")).await;
        assert_eq!(usernames(&before), usernames(&pages[at - 1]));
    }
    let beyond = query(&caller, SEARCH, &[params, &[("offset", "100")]].concat()).await.expect(200).json();
    assert_eq!((usernames(&beyond).len(), &beyond["count"], &beyond["next"]), (0, &json!(45), &Value::Null));
}

#[tokio::test]
async fn hidden_users_are_left_out_only_for_the_user_who_hides_them() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let anna = user_named(&app, "anna", "Anna Kowalska").await;
    user_named(&app, "anja", "Anja Kowalska").await;
    alice.post(&anna.path("hide/")).await.expect(201);
    app.settle().await;
    for params in
        [&[("search", "kowalska")][..], &[("search", "an kowal")], &[("real_name", "kow"), ("username", "an")]]
    {
        assert_eq!(found(&alice, SEARCH, params).await, set(["anja"]), "{params:?}");
        assert_eq!(found(&app, SEARCH, params).await, set(["anna", "anja"]), "{params:?}");
        // The hidden user still finds everyone.
        assert_eq!(found(&anna, SEARCH, params).await, set(["anna", "anja"]), "{params:?}");
    }
    assert_eq!(searched(&anna, "alice").await, set(["alice"]));
    alice.post(&anna.path("hide/")).await.expect(201);
    app.settle().await;
    assert_eq!(searched(&alice, "kowalska").await, set(["anna", "anja"]));
}

#[rstest]
#[tokio::test]
async fn deleted_users_are_not_found(#[values("", "?hard=1")] deletion: &str) {
    let app = App::new().await;
    let anna = user_named(&app, "anna", "Anna Kowalska").await;
    let anja = user_named(&app, "anja", "Anja Kowalska").await;
    for user in [&anna, &anja] {
        let change = json!({"profile_visibility": "everyone"});
        user.patch(&user.path("settings/")).json(&change).await.expect(200);
    }
    app.settle().await;
    assert_eq!(searched(&app, "kowalska").await, set(["anna", "anja"]));
    anna.delete(&anna.path(deletion)).await.expect(204);
    // The user leaves the results at once; `count` follows.
    let page = query(&app, SEARCH, &[("search", "kowalska")]).await.expect(200).json();
    assert_eq!(usernames(&page), ["anja"]);
    app.settle().await;
    for params in [
        &[("search", "kowalska")][..],
        &[("search", "a")],
        &[("search", "an kowal")],
        &[("real_name", "kow")],
        &[("gender", "Unspecified")],
        &[],
    ] {
        assert_eq!(found(&app, SEARCH, params).await, set(["anja"]), "{params:?}");
    }
    assert_eq!(searched(&app, "anna").await, set([]));
}

#[rstest]
#[case(&[("search", "blo")])]
#[case::letter(&[("search", "b")])]
#[case(&[("search", "blo na")])]
#[case(&[("username", "blo")])]
#[case(&[("gender", "Unspecified")])]
#[tokio::test]
async fn deactivated_and_deleted_users_are_not_found(#[case] params: &[(&str, &str)]) {
    let app = App::new().await;
    app.account("blo-name", None, Status::Approved, None).await;
    app.account("blo-name-blocked", None, Status::Blocked, None).await;
    app.account("blo-name-gone", None, Status::Deleted, None).await;
    let caller = user_with(&app, "caller", &json!({"gender": "Male"})).await;
    app.settle().await;
    assert_eq!(found(&caller, SEARCH, params).await, set(["blo-name"]));
}

#[tokio::test]
async fn renamed_users_are_found_by_their_current_names() {
    let app = App::new().await;
    let anna = user_named(&app, "anna_old", "Maria Kept").await;
    app.settle().await;
    let change = async |fields: Value| {
        anna.patch(&anna.path("")).json(&fields).await.expect(200);
        app.settle().await;
    };
    change(json!({"username": "anna_new"})).await;
    for (text, expected) in [("anna", true), ("new", true), ("old", false), ("a", true), ("maria", true)] {
        assert_eq!(!searched(&app, text).await.is_empty(), expected, "{text}");
    }
    change(json!({"real_name": "Émilie Kept"})).await;
    for (text, expected) in [("anna", true), ("maria", false), ("emilie", true), ("kept", true)] {
        assert_eq!(!searched(&app, text).await.is_empty(), expected, "{text}");
    }
    change(json!({"username": "zora", "real_name": ""})).await;
    for (text, expected) in
        [("anna", false), ("a", false), ("zora", true), ("z", true), ("emilie", false), ("kept", false)]
    {
        assert_eq!(!searched(&app, text).await.is_empty(), expected, "{text}");
    }
    // Back to the first names.
    change(json!({"username": "anna_old", "real_name": "Maria Kept"})).await;
    for (text, expected) in [("old", true), ("maria", true), ("zora", false), ("new", false)] {
        assert_eq!(!searched(&app, text).await.is_empty(), expected, "{text}");
    }
}

#[rstest]
#[case("gender", "male")]
#[case("gender", "Other")]
#[case("search", &"x".repeat(101))]
#[case("user", &"x".repeat(101))]
#[case("username", &"x".repeat(101))]
#[case("real_name", &"é".repeat(101))]
#[case("location", &"x".repeat(5_000))]
#[case("description", &"x".repeat(101))]
#[case::control("search", "an\0na")]
#[case::control("location", "a\nb")]
#[case("limit", "x")]
#[case("offset", "-1")]
#[case("offset", "10001")]
#[tokio::test]
async fn rejects_a_bad_parameter(
    #[case] field: &str,
    #[case] value: &str,
    #[values(SEARCH, "/api/v2/user/autocomplete/")] path: &str,
) {
    let app = App::new().await;
    let answer = query(&app, path, &[(field, value)]).await.expect(400);
    assert_eq!(answer.invalid_fields(), [field]);
}

#[tokio::test]
async fn accepts_a_text_of_the_maximum_length() {
    let app = App::new().await;
    let long = "x".repeat(100);
    create_user(&app, &long).await;
    app.settle().await;
    assert_eq!(searched(&app, &long).await, set([&long]));
    assert_eq!(searched(&app, &"é".repeat(100)).await, set([]));
    assert_eq!(searched(&app, &"e ".repeat(50)).await, set([]));
}

#[tokio::test]
async fn the_cost_does_not_depend_on_the_number_of_users() {
    let mut costs = Vec::new();
    for others in [5, 90] {
        let app = App::new().await;
        let alice = app.user("alice").await;
        for n in 0..3 {
            create_user(&app, &format!("wanted-{n}")).await;
        }
        join_all((0..others).map(|n| {
            let app = &app;
            async move { create_user(app, &format!("other-{n}")).await }
        }))
        .await;
        app.settle().await;
        let mut of = Vec::new();
        for params in
            [&[("search", "wanted")][..], &[("search", "w")], &[("username", "want"), ("gender", "Unspecified")]]
        {
            of.push(query(&app, SEARCH, params).await.expect(200).cost);
            of.push(query(&alice, SEARCH, params).await.expect(200).cost);
        }
        costs.push(of);
    }
    assert_eq!(costs[0], costs[1]);
}
