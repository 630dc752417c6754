//! `GET /users/`

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::{Email, Profile, Status};
use shared::store::Consistency;
use tests::{App, Routes as _, TestResponse, TestUser};

fn names(answer: &TestResponse) -> Vec<String> {
    let body = answer.json();
    let rows = body["data"].as_array().expect("rows").iter();
    rows.map(|row| row["attributes"]["username"].as_str().expect("a name").to_owned()).collect()
}

/// Seven users, who joined in the order `a` (staff), `f`, `e`, `d`, `g`, `c`, `b`.
async fn seven_users() -> (App, TestUser) {
    let app = App::new().await;
    let staff = app.staff("a").await;
    for name in ["f", "e", "d", "g", "c", "b"] {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        app.user(name).await;
    }
    (app, staff)
}

async fn follow(person: &TestUser, link: &Value) -> TestResponse {
    let path = link.as_str().expect("a link").strip_prefix("http://kith.test").expect("a link to here");
    person.get(path).await.expect(200)
}

#[rstest]
#[case::by_default("", "afedgcb")]
#[case::by_date_joined("?sort=date_joined", "afedgcb")]
#[case::newest_first("?sort=-date_joined", "bcgdefa")]
#[case::by_username("?sort=username", "abcdefg")]
#[case::by_username_descending("?sort=-username", "gfedcba")]
#[case::ignores_further_criteria("?sort=username,-date_joined", "abcdefg")]
#[tokio::test]
async fn lists_users_in_the_given_order(#[case] query: &str, #[case] expected: &str) {
    let (_, staff) = seven_users().await;
    let answer = staff.get(&format!("/users/{query}")).await.expect(200);
    assert_eq!(names(&answer).concat(), expected);
    assert_eq!(answer.json()["meta"], json!({"pagination": {"page": 1, "pages": 1, "count": 7}}));
}

#[rstest]
#[case::by_date_joined("date_joined")]
#[case::by_username_descending("-username")]
#[tokio::test]
async fn links_lead_over_all_pages_and_back(#[case] sort: &str) {
    let (_, staff) = seven_users().await;
    let all = names(&staff.get(&format!("/users/?sort={sort}")).await.expect(200));
    let mut answer = staff.get(&format!("/users/?page%5Bsize%5D=3&sort={sort}")).await.expect(200);
    let links = answer.json()["links"].clone();
    assert_eq!(links["prev"], Value::Null);
    assert_eq!(names(&follow(&staff, &links["last"]).await), all[6..]);
    let mut found = Vec::new();
    for page in 1.. {
        let body = answer.json();
        assert_eq!(body["meta"]["pagination"], json!({"page": page, "pages": 3, "count": 7}));
        assert_eq!(names(&follow(&staff, &body["links"]["first"]).await), all[..3]);
        found.extend(names(&answer));
        if body["links"]["next"].is_null() {
            break;
        }
        let next = follow(&staff, &body["links"]["next"]).await;
        assert_eq!(names(&follow(&staff, &next.json()["links"]["prev"]).await), names(&answer));
        answer = next;
    }
    assert_eq!(found, all);
    let beyond = staff.get(&format!("/users/?page[size]=3&page[number]=9&sort={sort}")).await.expect(200);
    assert!(names(&beyond).is_empty());
    assert_eq!(names(&follow(&staff, &beyond.json()["links"]["prev"]).await), all[6..]);
}

/// Page numbers reach 10,000 rows. Cursors reach the rows beyond, in the same order.
#[rstest]
#[case::by_date_joined("date_joined")]
#[case::by_username_descending("-username")]
#[tokio::test]
async fn cursors_lead_to_the_same_rows_as_numbers(#[case] sort: &str) {
    use shared::domain::cursor::{Cursor, Direction};
    let (_, staff) = seven_users().await;
    let all = names(&staff.get(&format!("/users/?sort={sort}")).await.expect(200));
    let end = if sort.starts_with('-') { Cursor::BEGINNING } else { Cursor::END };
    let end = Cursor { direction: Direction::Backward, position: end.to_owned(), skip: 0 }.encode();
    // The form of the `last` link where no page number reaches the last page.
    let path = format!("/users/?sort={sort}&page[size]=3&page[number]=3&page[before]={end}");
    let last = staff.get(&path).await.expect(200);
    assert_eq!(names(&last), all[4..]);
    assert_eq!(last.json()["links"]["next"], Value::Null);
    assert_eq!(last.json()["meta"]["pagination"]["page"], 3);
}

#[tokio::test]
async fn a_page_has_at_most_100_rows() {
    let (app, staff) = seven_users().await;
    for n in 0..100 {
        app.user(&format!("member-{n}")).await;
    }
    let answer = staff.get("/users/?page[size]=1000").await.expect(200);
    assert_eq!(names(&answer).len(), 100);
    assert_eq!(answer.json()["meta"]["pagination"], json!({"page": 1, "pages": 2, "count": 107}));
    assert_eq!(names(&staff.get("/users/").await.expect(200)).len(), 20);
}

async fn create_named(app: &App, username: &str, [real, first, last]: [&str; 3], status: Status) {
    let id = app.account(username, None, status, None).await;
    let before = app.state.store.profiles().get(id, Consistency::Strong).await.unwrap().unwrap();
    let after = Profile {
        real_name: real.to_owned(),
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        email: Email::parse(&format!("{username}@example.org")).ok(),
        ..before.clone()
    };
    app.state.store.profiles().save(&before, &after, "email", 0).await.unwrap();
}

#[rstest]
#[case::username("filter[search]=ada", &["ada", "ada2"])]
#[case::real_name("filter[search]=counted", &["ada"])]
#[case::first_name("filter[search]=august", &["ada"])]
#[case::last_name("filter[search]=LOVE", &["ada"])]
#[case::inactive("filter[search]=blocke", &["blocked"])]
#[case::real_name_of_an_inactive("filter[search]=shut", &["blocked"])]
#[case::two_words("filter[search]=ada+lovel", &["ada"])]
#[case::a_letter("filter[search]=b", &["blocked"])]
#[case::by_username("filter[search]=ada&sort=-username", &["ada2", "ada"])]
#[case::a_page("filter[search]=ada&page[size]=1&page[number]=2", &["ada2"])]
#[case::deleted("filter[search]=deleted", &[])]
#[case::no_match("filter[search]=zebra", &[])]
#[case::no_word("filter[search]=---", &[])]
#[case::empty("filter[search]=&sort=username", &["ada", "ada2", "blocked", "staff"])]
#[tokio::test]
async fn staff_find_users_by_any_name(#[case] query: &str, #[case] expected: &[&str]) {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    create_named(&app, "ada", ["Counted Countess", "Augusta", "Lovelace"], Status::Approved).await;
    tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    create_named(&app, "ada2", ["", "", ""], Status::Approved).await;
    create_named(&app, "blocked", ["Shut Out", "", ""], Status::Blocked).await;
    let gone = app.user("deleted").await;
    gone.delete(&gone.path("")).await.expect(204);
    app.settle().await;
    let answer = staff.get(&format!("/users/?{query}")).await.expect(200);
    assert_eq!(names(&answer), expected);
    if !query.contains("page") {
        assert_eq!(answer.json()["meta"]["pagination"]["count"], expected.len());
    }
    // The search of the community API covers fewer names and only active users.
    for (search, found) in [("august", 0), ("love", 0), ("blocke", 0), ("shut", 0), ("b", 0), ("ada", 2)] {
        let path = format!("/api/v2/user/search/?search={search}");
        let community = app.get(&path).await.expect(200).json();
        assert_eq!((&community["count"], community["results"].as_array().unwrap().len()), (&json!(found), found));
    }
}
