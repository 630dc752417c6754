//! `GET /users/`: filters by status and roles.

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestResponse, TestUser};

fn names(answer: &TestResponse) -> Vec<String> {
    let body = answer.json();
    let rows = body["data"].as_array().expect("rows").iter();
    rows.map(|row| row["attributes"]["username"].as_str().expect("a name").to_owned()).collect()
}

/// Users of each kind, in the order of their names: two superusers, of whom one is not staff as well, two staff, of whom one is
/// deactivated, two deactivated users, one active user, and a deleted one who was staff.
async fn accounts() -> (App, TestUser) {
    let app = App::new().await;
    let superuser = app.superuser("a-superuser").await;
    let of = async |name: &str, attributes: Value| {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        let user = app.user(name).await;
        let patch = user.patch_of(attributes);
        superuser.patch(&user.directory_path("")).json_api(&patch).await.expect(200);
        user
    };
    of("b-superuser", json!({"is_superuser": true})).await;
    of("c-staff", json!({"is_staff": true})).await;
    of("d-staff", json!({"is_staff": true, "is_active": false})).await;
    of("e-user", json!({"is_active": false})).await;
    of("f-user", json!({"is_active": false})).await;
    of("g-user", json!({"first_name": "Ada"})).await;
    let deleted = of("h-staff", json!({"is_staff": true})).await;
    superuser.delete(&deleted.path("")).await.expect(204);
    app.settle().await;
    (app, superuser)
}

#[rstest]
#[case::staff("filter[is_staff]=true", "acd")]
#[case::staff_newest_first("filter[is_staff]=true&sort=-date_joined", "dca")]
#[case::superusers("filter[is_superuser]=true", "ab")]
#[case::superusers_who_are_not_staff("filter[is_superuser]=true&filter[is_staff]=false", "b")]
#[case::staff_who_are_no_superusers("filter[is_staff]=true&filter[is_superuser]=false", "cd")]
#[case::deactivated("filter[is_active]=false", "def")]
#[case::deactivated_newest_first("filter[is_active]=false&sort=-date_joined", "fed")]
#[case::active("filter[is_active]=true", "abcg")]
#[case::active_by_username("filter[is_active]=true&sort=-username", "gcba")]
#[case::active_staff("filter[is_active]=true&filter[is_staff]=true", "ac")]
#[case::deactivated_users("filter[is_active]=false&filter[is_staff]=false", "ef")]
#[case::plain("filter[is_staff]=false&filter[is_superuser]=false", "efg")]
#[case::first_page("filter[is_staff]=true&page[number]=1", "acd")]
#[tokio::test]
async fn a_filter_selects_accounts(#[case] query: &str, #[case] expected: &str) {
    let (_, superuser) = accounts().await;
    let answer = superuser.get(&format!("/users/?{query}")).await.expect(200);
    assert_eq!(names(&answer).iter().map(|name| &name[..1]).collect::<String>(), expected);
    assert!(answer.json().get("meta").is_none());
    assert_eq!(answer.json()["links"]["last"], Value::Null);
}

#[rstest]
#[case::staff("filter[search]=staff&filter[is_staff]=true", "cd")]
#[case::deactivated("filter[search]=user&filter[is_active]=false", "ef")]
#[case::active("filter[search]=user&filter[is_active]=true", "g")]
#[case::by_username("filter[search]=user&filter[is_active]=false&sort=-username", "fe")]
#[case::a_page("filter[search]=user&filter[is_active]=false&page[size]=1&page[number]=2", "f")]
#[case::none("filter[search]=user&filter[is_staff]=true", "")]
#[tokio::test]
async fn a_search_can_be_filtered(#[case] query: &str, #[case] expected: &str) {
    let (_, superuser) = accounts().await;
    let answer = superuser.get(&format!("/users/?{query}")).await.expect(200);
    assert_eq!(names(&answer).iter().map(|name| &name[..1]).collect::<String>(), expected);
    if !query.contains("page") {
        assert_eq!(answer.json()["meta"]["pagination"]["count"], expected.len());
    }
}

#[rstest]
#[case::staff("filter[is_staff]=true", "acd")]
#[case::deactivated("filter[is_active]=false&sort=-date_joined", "fed")]
#[case::active("filter[is_active]=true", "abcg")]
#[case::active_by_username("filter[is_active]=true&sort=-username", "gcba")]
#[tokio::test]
async fn cursors_lead_over_all_pages_and_back(#[case] query: &str, #[case] expected: &str) {
    let (_, superuser) = accounts().await;
    let follow = async |link: &Value| {
        let path = link.as_str().expect("a link").strip_prefix("http://kith.test").expect("a link to here").to_owned();
        superuser.get(&path).await.expect(200)
    };
    let mut answer = superuser.get(&format!("/users/?{query}&page[size]=2")).await.expect(200);
    let mut pages = vec![names(&answer)];
    while !answer.json()["links"]["next"].is_null() {
        answer = follow(&answer.json()["links"]["next"]).await;
        pages.push(names(&answer));
    }
    assert_eq!(pages.concat().iter().map(|name| &name[..1]).collect::<String>(), expected);
    for page in pages.iter().rev().skip(1) {
        answer = follow(&answer.json()["links"]["prev"]).await;
        assert_eq!(&names(&answer), page);
    }
}

/// The lists follow the accounts; what they still have, the accounts decide.
#[tokio::test]
async fn a_change_of_role_or_status_moves_an_account() {
    let (app, superuser) = accounts().await;
    let found = async |query: &str| names(&superuser.get(&format!("/users/?{query}")).await.expect(200));
    let user = app.user("i-user").await;
    let patch = async |attributes: Value| {
        superuser.patch(&user.directory_path("")).json_api(&user.patch_of(attributes)).await.expect(200);
    };
    patch(json!({"is_staff": true, "is_active": false})).await;
    app.settle().await;
    assert!(found("filter[is_staff]=true").await.contains(&"i-user".to_owned()));
    assert!(found("filter[is_active]=false").await.contains(&"i-user".to_owned()));
    patch(json!({"is_staff": false, "is_active": true})).await;
    for settled in [false, true] {
        assert!(!found("filter[is_staff]=true").await.contains(&"i-user".to_owned()), "{settled}");
        assert!(!found("filter[is_active]=false").await.contains(&"i-user".to_owned()), "{settled}");
        app.settle().await;
    }
    let id = format!("#{:016}", user.id.get());
    let rows = app.rows().all().await;
    assert!(!rows.keys().any(|(partition, sort)| partition.starts_with("TA#") && sort.ends_with(&id)));
}

#[tokio::test]
async fn only_staff_filter() {
    let (app, _) = accounts().await;
    let user = app.user("someone").await;
    user.get("/users/?filter[is_staff]=true").await.expect(403);
    user.get("/users/?filter[is_staff]=maybe").await.expect(403);
}
