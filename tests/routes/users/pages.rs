//! `GET /users/`: pages beyond the rows that page numbers reach, where links carry cursors.

use axum::extract::FromRequestParts as _;
use axum::http::Request;
use rstest::rstest;
use serde_json::{Value, json};
use shared::dialect::PageLinks;
use shared::dialect::directory::{Paging, Query};
use shared::domain::cursor::{Cursor, Direction, Page};
use tests::{App, Routes as _};

/// A position in a list.
fn cursor(direction: Direction, position: &str) -> Cursor {
    Cursor { direction, position: position.to_owned(), skip: 0 }
}

/// The response body for a page of one row in a list of `count` rows, with its links and page number.
async fn links_of(query: &str, count: u64, ascending: bool) -> Value {
    let request = Request::builder().uri(format!("/users/?{query}")).header("host", "kith.test").body(()).unwrap();
    let mut parts = request.into_parts().0;
    let Ok(read) = Query::from_request_parts(&mut parts, &()).await;
    let Ok(links) = PageLinks::from_request_parts(&mut parts, &()).await;
    let (parameters, _) = read.with(&[&Paging::NUMBERED[..], &Paging::CURSORS, &["sort"]].concat()).unwrap();
    let paging = Paging::parse(&parameters).unwrap();
    let next = Some(cursor(Direction::Forward, "last row"));
    let page = Page { rows: vec![()], next, previous: Some(cursor(Direction::Backward, "first row")) };
    serde_json::to_value(paging.list(page, count, ascending, &links)).unwrap()
}

/// The query of a link, decoded.
fn query(link: &Value) -> String {
    let query = link.as_str().expect("a link").split_once('?').expect("a query").1;
    let pairs = form_urlencoded::parse(query.as_bytes()).map(|(name, value)| format!("{name}={value}"));
    pairs.collect::<Vec<_>>().join("&")
}

#[tokio::test]
async fn links_carry_cursors_beyond_page_numbers() {
    let after = cursor(Direction::Forward, "last row").encode();
    let before = cursor(Direction::Backward, "first row").encode();
    let end = cursor(Direction::Backward, Cursor::END).encode();
    // The last page that a number reaches, the first one beyond it, and the one after that.
    let page = links_of("page[number]=26&sort=username", 550, true).await;
    assert_eq!(page["meta"]["pagination"], json!({"page": 26, "pages": 28, "count": 550}));
    assert_eq!(query(&page["links"]["prev"]), "sort=username&page[number]=25&page[size]=20");
    let next = format!("page[number]=27&page[size]=20&page[after]={after}");
    assert_eq!(query(&page["links"]["next"]), format!("sort=username&{next}"));
    let last = format!("page[number]=28&page[size]=20&page[before]={end}");
    assert_eq!(query(&page["links"]["last"]), format!("sort=username&{last}"));

    let page = links_of(&next, 550, true).await;
    assert_eq!(query(&page["links"]["first"]), "page[number]=1&page[size]=20");
    assert_eq!(query(&page["links"]["prev"]), "page[number]=26&page[size]=20");
    assert_eq!(query(&page["links"]["next"]), format!("page[number]=28&page[size]=20&page[after]={after}"));

    let page = links_of(&last, 550, true).await;
    assert_eq!(page["links"]["next"], Value::Null);
    assert_eq!(query(&page["links"]["prev"]), format!("page[number]=27&page[size]=20&page[before]={before}"));
}

#[tokio::test]
async fn a_descending_list_ends_at_its_lowest_row() {
    let page = links_of("page[size]=100", 20_000, false).await;
    let end = cursor(Direction::Backward, Cursor::BEGINNING).encode();
    assert_eq!(query(&page["links"]["last"]), format!("page[number]=200&page[size]=100&page[before]={end}"));
    // A page number still reaches this last page.
    let page = links_of("page[size]=100", 600, false).await;
    assert_eq!(query(&page["links"]["last"]), "page[number]=6&page[size]=100");
}

/// With a cursor, a page number is only a label, so it may have any size.
#[tokio::test]
async fn any_page_number_is_accepted_with_a_cursor() {
    let app = App::new().await;
    let staff = app.staff("a").await;
    let after = cursor(Direction::Forward, "0").encode();
    for query in ["", "&filter[search]=aa", "&sort=username"] {
        let path = format!("/users/?page[number]=99999999999999999999&page[after]={after}{query}");
        staff.get(&path).await.expect(200);
    }
}

#[rstest]
#[case::by_date_joined("date_joined", false)]
#[case::newest_first("-date_joined", false)]
#[case::by_username("username", true)]
#[case::by_username_descending("-username", true)]
#[tokio::test]
async fn cursors_lead_to_the_rows_next_to_their_position(#[case] sort: &str, #[case] by_name: bool) {
    let app = App::new().await;
    let staff = app.staff("a").await;
    for name in ["d", "b", "e", "c"] {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        app.user(name).await;
    }
    let page = async |query: &str| {
        let path = format!("/users/?sort={sort}&page[size]=2&page[number]=2{query}");
        staff.get(&path).await.expect(200).json()["data"].as_array().unwrap().clone()
    };
    let all = staff.get(&format!("/users/?sort={sort}")).await.expect(200).json()["data"].as_array().unwrap().clone();
    let third = &all[2];
    let uuid: uuid::Uuid = third["id"].as_str().unwrap().parse().unwrap();
    let (id, _) = shared::domain::Id::from_uuid(uuid).unwrap();
    let name = third["attributes"]["username"].as_str().unwrap().to_owned();
    let position = if by_name { name } else { format!("{:016}", id.get()) };
    let after = page(&format!("&page[after]={}", cursor(Direction::Forward, &position).encode())).await;
    assert_eq!(after, all[3..]);
    let before = page(&format!("&page[before]={}", cursor(Direction::Backward, &position).encode())).await;
    assert_eq!(before, all[..2]);
}
