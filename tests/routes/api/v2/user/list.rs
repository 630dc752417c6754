//! `GET /api/v2/user/`: who is in the list, in which order, and what is refused.

use std::collections::BTreeSet;

use futures::future::join_all;
use rstest::rstest;
use serde_json::Value;
use shared::domain::{AuthState, Profile, UserId, Username};
use shared::store::NewAccount;
use tests::{App, Person, Routes as _};

/// Makes users that nobody logs in as, with usernames out of the order of their ids and in mixed case.
pub(super) async fn crowd(app: &App, size: usize) {
    let names = (0..size).map(|n| format!("{}{:03}", if n % 2 == 0 { "user" } else { "USER" }, n * 7 % size));
    join_all(names.map(|name| async move { newcomer(app, &name).await })).await;
}

/// One such user.
pub(super) async fn newcomer(app: &App, name: &str) -> UserId {
    loop {
        let id = UserId::generate(app.state.clock.now());
        let username = Username::parse(name).unwrap_or_else(|p| panic!("{p:?}"));
        let profile = Profile::new(id, username, None);
        let account = NewAccount { profile, auth: AuthState::new(false, false), password: None };
        if app.state.store.accounts().try_create(&account).await.unwrap() {
            return id;
        }
    }
}

/// A field of every result of a page.
fn column<'a>(page: &'a Value, field: &str) -> Vec<&'a Value> {
    page["results"].as_array().unwrap().iter().map(|user| &user[field]).collect()
}

fn ids(page: &Value) -> Vec<u64> {
    column(page, "id").into_iter().map(|id| id.as_u64().unwrap()).collect()
}

#[tokio::test]
async fn only_members_see_the_list() {
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
async fn a_page_has_20_users_or_as_many_as_limit_says_from_1_to_100() {
    let app = App::new().await;
    let alice = app.member("alice").await;
    crowd(&app, 104).await;
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
async fn the_list_is_in_order(#[case] query: &str, #[case] field: &str, #[case] descending: bool) {
    let app = App::new().await;
    let alice = app.member("alice").await;
    crowd(&app, 15).await;
    let page = alice.get(&format!("/api/v2/user/{query}")).await.expect(200).json();
    assert_eq!(ids(&page).len(), 16);
    // A number or text as something that sorts; names sort without regard to case.
    let key = |value: &&Value| (value.as_u64(), value.as_str().map(str::to_lowercase));
    let mut values = column(&page, field);
    if descending {
        values.reverse();
    }
    assert!(values.is_sorted_by_key(key), "{values:?}");
}

#[rstest]
#[tokio::test]
async fn any_other_ordering_is_an_error(
    #[values("real_name", "email", "ID", "--id", "-", "+id", "id,username", "username%00", "%FF")] ordering: &str,
) {
    let app = App::new().await;
    let alice = app.member("alice").await;
    let answer = alice.get(&format!("/api/v2/user/?ordering={ordering}")).await.expect(400);
    assert_eq!(answer.wrong_fields(), ["ordering"]);
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
#[case::of_no_direction("cursor=eDAwMQ", "cursor")]
#[case::without_position("cursor=Zg", "cursor")]
#[case::not_utf8("cursor=_____w", "cursor")]
#[tokio::test]
async fn a_bad_parameter_is_named(#[case] query: &str, #[case] field: &str) {
    let app = App::new().await;
    let alice = app.member("alice").await;
    let answer = alice.get(&format!("/api/v2/user/?{query}")).await.expect(400);
    assert_eq!(answer.wrong_fields(), [field]);
}

#[tokio::test]
async fn an_overlong_cursor_is_refused() {
    let app = App::new().await;
    let alice = app.member("alice").await;
    for length in [1_024, 1_028, 5_000, 60_000] {
        let answer = alice.get(&format!("/api/v2/user/?cursor={}", "Zmfm".repeat(length / 4))).await.expect(400);
        assert_eq!(answer.wrong_fields(), ["cursor"]);
    }
}

#[tokio::test]
async fn an_offset_beyond_10000_is_an_error_that_says_to_follow_next() {
    let app = App::new().await;
    let alice = app.member("alice").await;
    let page = alice.get("/api/v2/user/?offset=10000").await.expect(200).json();
    assert_eq!(page["results"], Value::Array(vec![]));
    for offset in ["10001", "99999999999999999999999"] {
        let answer = alice.get(&format!("/api/v2/user/?offset={offset}")).await.expect(400);
        assert_eq!(answer.wrong_fields(), ["offset"]);
        assert!(answer.body.contains("follow") && answer.body.contains("next"), "{answer:?}");
    }
}

#[rstest]
#[tokio::test]
async fn the_caller_is_checked_before_the_parameters(#[values("limit=x", "ordering=x", "cursor=x")] query: &str) {
    let app = App::new().await;
    app.get(&format!("/api/v2/user/?{query}")).await.expect(401);
}

#[rstest]
#[tokio::test]
async fn a_deleted_user_is_in_no_list_and_no_count(
    #[values("?hard=0", "?hard=1")] how: &str,
    #[values("id", "-id", "username", "-username")] ordering: &str,
) {
    let app = App::new().await;
    let [alice, bob, carol] = [app.member("alice").await, app.member("bob").await, app.member("carol").await];
    let list = async |caller: &Person| {
        let page = caller.get(&format!("/api/v2/user/?ordering={ordering}")).await.expect(200).json();
        assert_eq!(page["count"].as_u64(), u64::try_from(ids(&page).len()).ok());
        BTreeSet::from_iter(ids(&page))
    };
    assert_eq!(list(&alice).await, BTreeSet::from([alice.id.get(), bob.id.get(), carol.id.get()]));
    bob.delete(&bob.path(how)).await.expect(204);
    assert_eq!(list(&alice).await, BTreeSet::from([alice.id.get(), carol.id.get()]));
    carol.delete(&carol.path(how)).await.expect(204);
    assert_eq!(list(&alice).await, BTreeSet::from([alice.id.get()]));
}
