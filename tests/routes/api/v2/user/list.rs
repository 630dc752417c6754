//! `GET /api/v2/user/`: rows, order and parameters.

use std::collections::BTreeSet;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::{AuthState, Profile, UserId, Username};
use shared::store::NewAccount;
use tests::{App, Routes as _, TestUser};

/// Creates users without a password, whose usernames are in mixed case and in another order than their ids.
pub(super) async fn create_users(app: &App, size: usize) {
    let names = (0..size).map(|n| format!("{}{:03}", if n % 2 == 0 { "user" } else { "USER" }, n * 7 % size));
    join_all(names.map(|name| async move { create_user(app, &name).await })).await;
}

/// Creates a user without a password.
pub(super) async fn create_user(app: &App, name: &str) -> UserId {
    loop {
        let id = UserId::generate(app.state.clock.now());
        let username = Username::parse(name).unwrap_or_else(|p| panic!("{p:?}"));
        let profile = Profile::new(id, username, None);
        let account = NewAccount { profile, auth: AuthState::new(false, false), password: None, session: None };
        if app.state.store.accounts().try_create(&account).await.unwrap() {
            return id;
        }
    }
}

/// One field of all results of a page.
fn column<'a>(page: &'a Value, field: &str) -> Vec<&'a Value> {
    page["results"].as_array().unwrap().iter().map(|user| &user[field]).collect()
}

fn ids(page: &Value) -> Vec<u64> {
    column(page, "id").into_iter().map(|id| id.as_u64().unwrap()).collect()
}

#[tokio::test]
async fn requires_credentials() {
    let app = App::new().await;
    let answer = app.get("/api/v2/user/").await.expect(401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
}

#[tokio::test]
async fn a_page_has_count_next_previous_and_results() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let page = alice.get("/api/v2/user/").await.expect(200).json();
    let keys: BTreeSet<_> = page.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, BTreeSet::from(["count", "next", "previous", "results"]));
    assert_eq!((&page["count"], &page["next"], &page["previous"]), (&1.into(), &Value::Null, &Value::Null));
    let alone = alice.get(&alice.path("")).await.expect(200).json();
    assert_eq!(page["results"], Value::Array(vec![alone]));
}

#[tokio::test]
async fn limit_is_20_by_default_and_between_1_and_100() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    create_users(&app, 104).await;
    let limits = [
        ("", 20),
        ("?limit=", 20),
        ("?limit=0", 1),
        ("?limit=1", 1),
        ("?limit=7", 7),
        ("?limit=100", 100),
        ("?limit=101", 100),
        ("?limit=99999999999999999999999", 100),
        ("?limit=100&offset=100", 5),
    ];
    for (query, size) in limits {
        let page = alice.get(&format!("/api/v2/user/{query}")).await.expect(200).json();
        assert_eq!((ids(&page).len(), page["count"].as_u64()), (size, Some(105)), "{query}");
    }
}

#[rstest]
#[case::by_default("", "id", false)]
#[case("?ordering=id", "id", false)]
#[case("?ordering=-id", "id", true)]
#[case("?ordering=date_joined", "date_joined", false)]
#[case("?ordering=-date_joined", "date_joined", true)]
#[case("?ordering=username", "username", false)]
#[case("?ordering=-username", "username", true)]
#[tokio::test]
async fn lists_users_in_the_given_order(#[case] query: &str, #[case] field: &str, #[case] descending: bool) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    create_users(&app, 15).await;
    let page = alice.get(&format!("/api/v2/user/{query}")).await.expect(200).json();
    assert_eq!(ids(&page).len(), 16);
    // A sort key for numbers and texts; usernames sort without regard to case.
    let key = |value: &&Value| (value.as_u64(), value.as_str().map(str::to_lowercase));
    let mut values = column(&page, field);
    if descending {
        values.reverse();
    }
    assert!(values.is_sorted_by_key(key), "{values:?}");
}

#[rstest]
#[tokio::test]
async fn rejects_any_other_ordering(
    #[values("real_name", "email", "ID", "--id", "-", "+id", "id,username", "username%00", "%FF")] ordering: &str,
) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let answer = alice.get(&format!("/api/v2/user/?ordering={ordering}")).await.expect(400);
    assert_eq!(answer.invalid_fields(), ["ordering"]);
}

#[rstest]
#[case("cursor=")]
#[case("cursor=&limit=&offset=")]
#[case("cursor")]
#[case("cursor=x&cursor=")]
#[case("ordering=&cursor=")]
#[case("search=&username=&gender=&location=&cursor=")]
#[tokio::test]
async fn an_empty_parameter_counts_as_absent(#[case] query: &str) {
    let app = App::new().await;
    let [alice, bob] = [app.user("alice").await, app.user("bob").await];
    bob.post(&alice.path("follow/")).await.expect(201);
    bob.post(&alice.path("connection/request/")).await.expect(200);
    alice.post(&bob.path("hide/")).await.expect(201);
    alice.post("/api/v2/post/").json(&json!({"text": "x"})).await.expect(201);
    app.settle().await;
    for path in [
        "/api/v2/user/".to_owned(),
        alice.path("followers/"),
        bob.path("followings/"),
        alice.path("connections/"),
        "/api/v2/user/me/connection_requests/".to_owned(),
        "/api/v2/user/me/connection_requests_sent/".to_owned(),
        "/api/v2/user/hidden_users/".to_owned(),
        alice.path("feed/"),
        "/api/v2/feed/".to_owned(),
    ] {
        for caller in [&alice, &bob] {
            let expected = caller.get(&path).await.expect(200).json();
            assert_eq!(caller.get(&format!("{path}?{query}")).await.expect(200).json(), expected, "{path}");
        }
    }
}

#[rstest]
#[case("limit=twenty", "limit")]
#[case("limit=-1", "limit")]
#[case("limit=1.5", "limit")]
#[case("limit=%00", "limit")]
#[case("limit=1e3", "limit")]
#[case("limit=%D9%A3", "limit")]
#[case("offset=some", "offset")]
#[case("offset=-1", "offset")]
#[case("offset=0x10", "offset")]
#[case("cursor=x", "cursor")]
#[case("cursor=!!!", "cursor")]
#[case("cursor=%00", "cursor")]
#[case::without_direction("cursor=eDAwMQ", "cursor")]
#[case::without_position("cursor=Zg", "cursor")]
#[case::not_utf8("cursor=_____w", "cursor")]
#[tokio::test]
async fn rejects_a_bad_parameter(#[case] query: &str, #[case] field: &str) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let answer = alice.get(&format!("/api/v2/user/?{query}")).await.expect(400);
    assert_eq!(answer.invalid_fields(), [field]);
}

#[tokio::test]
async fn rejects_an_overlong_cursor() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    for length in [1_024, 1_028, 5_000, 60_000] {
        let answer = alice.get(&format!("/api/v2/user/?cursor={}", "Zmfm".repeat(length / 4))).await.expect(400);
        assert_eq!(answer.invalid_fields(), ["cursor"]);
    }
}

#[tokio::test]
async fn rejects_an_offset_beyond_10000_and_points_to_next() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let page = alice.get("/api/v2/user/?offset=10000").await.expect(200).json();
    assert_eq!(page["results"], Value::Array(vec![]));
    for offset in ["10001", "99999999999999999999999"] {
        let answer = alice.get(&format!("/api/v2/user/?offset={offset}")).await.expect(400);
        assert_eq!(answer.invalid_fields(), ["offset"]);
        assert!(answer.body.contains("follow") && answer.body.contains("next"), "{answer:?}");
    }
}

#[rstest]
#[tokio::test]
async fn credentials_are_checked_before_the_parameters(#[values("limit=x", "ordering=x", "cursor=x")] query: &str) {
    let app = App::new().await;
    app.get(&format!("/api/v2/user/?{query}")).await.expect(401);
}

#[rstest]
#[tokio::test]
async fn a_deleted_user_is_neither_listed_nor_counted(
    #[values("?hard=0", "?hard=1")] deletion: &str,
    #[values("id", "-id", "username", "-username")] ordering: &str,
) {
    let app = App::new().await;
    let [alice, bob, carol] = [app.user("alice").await, app.user("bob").await, app.user("carol").await];
    let list = async |caller: &TestUser| {
        let page = caller.get(&format!("/api/v2/user/?ordering={ordering}")).await.expect(200).json();
        assert_eq!(page["count"].as_u64(), u64::try_from(ids(&page).len()).ok());
        BTreeSet::from_iter(ids(&page))
    };
    assert_eq!(list(&alice).await, BTreeSet::from([alice.id.get(), bob.id.get(), carol.id.get()]));
    bob.delete(&bob.path(deletion)).await.expect(204);
    assert_eq!(list(&alice).await, BTreeSet::from([alice.id.get(), carol.id.get()]));
    carol.delete(&carol.path(deletion)).await.expect(204);
    assert_eq!(list(&alice).await, BTreeSet::from([alice.id.get()]));
}
