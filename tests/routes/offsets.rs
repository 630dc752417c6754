//! Offsets: a page begins after as many rows as the offset says, however the list is stored, and one request skips a bounded
//! number of rows (`docs/api/common.md`, "Pages").

use std::time::Duration;

use rstest::rstest;
use serde_json::Value;
use shared::domain::cursor::{Page, PageRequest, SKIPPED_MAX, Start};
use shared::domain::graph::friendship::{FriendshipAction, FriendshipCommand};
use shared::domain::{Content, Edge, FeedEntry, Id, Post, PostKind, UserId};
use shared::dynamo::capacity::Cost;
use shared::store::{EdgeList, KeyClaim, PullAuthorList, UserOrder};
use tests::{App, Routes as _, TestUser};

/// The id of a user without an account.
fn stranger(n: usize) -> UserId {
    UserId::try_from(1_000_000 + n as u64).unwrap()
}

/// An id that is made later than those with a lower number.
fn nth_id(n: usize) -> Id {
    Id::try_from((1 << 40) + ((n as u64) << 12)).unwrap()
}

async fn follow(app: &App, from: UserId, to: UserId, n: usize) {
    assert!(app.state.store.follows().create(Edge { from, to, id: nth_id(n) }).await.unwrap());
}

/// Connects two users by a request of the first.
async fn connect(app: &App, from: UserId, to: UserId, n: usize) {
    for (by, with, action) in [(from, to, FriendshipAction::Request), (to, from, FriendshipAction::Accept)] {
        let act = FriendshipCommand { by, with, action, id: nth_id(n) };
        app.state.store.friendships().apply(act, act.expected_state()).await.unwrap();
    }
}

async fn publish(app: &App, author: UserId) -> FeedEntry {
    app.state.clock.advance(Duration::from_millis(1));
    let content = Content { html: "<p>x</p>".to_owned(), ..Content::default() };
    let post = Post::new(Id::generate(app.state.clock.now()), PostKind::Post, author, content);
    assert!(app.state.store.posts().publish(&post, &KeyClaim::none()).await.unwrap());
    FeedEntry::of(&post)
}

const PAGE: usize = 20;

/// Checks that every offset leads to the rows that a walk by cursors finds there.
async fn check<T: Clone + PartialEq + std::fmt::Debug>(page: impl AsyncFn(PageRequest) -> Page<T>) {
    let mut walk = page(PageRequest { limit: 100, start: Start::Offset(0) }).await;
    let mut rows = walk.rows;
    while let Some(next) = walk.next {
        walk = page(PageRequest { limit: 100, start: Start::Cursor(next) }).await;
        rows.extend(walk.rows);
    }
    for offset in [0, 1, 81, 82, 83, 100, 101, 137, 250, 300, 399, SKIPPED_MAX] {
        let found = page(PageRequest { limit: PAGE, start: Start::Offset(offset) }).await;
        let rest = rows.get(offset..).unwrap_or_default();
        assert_eq!(found.rows, rest[..PAGE.min(rest.len())], "offset {offset} of {} rows", rows.len());
        assert_eq!(found.next.is_some(), rest.len() > PAGE, "offset {offset} of {} rows", rows.len());
        assert_eq!(found.previous.is_some(), offset > 0);
    }
}

/// The other user has sent the first request of every so many.
#[rstest]
#[case::evenly(530, 2)]
#[case::nearly_all_in_one_index(530, 100)]
#[case::all_in_one_index(530, 10_000)]
#[case::a_short_list(90, 3)]
#[tokio::test]
async fn an_offset_skips_connections_in_two_indexes(#[case] rows: usize, #[case] every: usize) {
    let app = App::new().await;
    let star = stranger(0);
    for n in 1..=rows {
        let [from, to] = if n % every == 0 { [stranger(n), star] } else { [star, stranger(n)] };
        connect(&app, from, to, n).await;
    }
    let store = &app.state.store;
    check(async |request| store.edge_lists().page(EdgeList::Connections, star, &request).await.unwrap()).await;
}

/// Authors 0 to 3 are pull authors, and other posts are delivered; own posts are both looked up and delivered.
#[rstest]
#[case::of_all_sources(&[0, 1, 2, 3, 4, 5, 9])]
#[case::of_one_pull_author(&[0])]
#[case::of_the_feed(&[4, 5])]
#[case::of_an_author_and_the_feed(&[1, 1, 1, 4])]
#[case::of_the_reader_alone(&[9])]
#[tokio::test]
async fn an_offset_skips_posts_of_a_merged_feed(#[case] authors: &[usize]) {
    let app = App::new().await;
    let (store, reader) = (&app.state.store, stranger(9));
    for n in 0..540 {
        // In long runs too, so that steps meet partitions that have nothing new for long.
        let author = authors[if n < 300 { n } else { n / 80 } % authors.len()];
        let entry = publish(&app, stranger(author)).await;
        if author >= 4 {
            store.feeds().deliver(entry, &[reader], app.state.clock.now()).await.unwrap();
        }
    }
    for n in 0..4 {
        store.pull_authors().add(stranger(n), &[reader]).await.unwrap();
    }
    let pull_authors: PullAuthorList = store.pull_authors().of_reader(reader).await.unwrap();
    let page = async |request| {
        let page = store.feeds().page(reader, pull_authors.read_on_demand(), true, &request).await.unwrap();
        page.map(|entry| entry.row)
    };
    check(page).await;
    check(async |request| store.posts().page_of_all(&request).await.unwrap().map(|entry| entry.row)).await;
}

/// The parts are chosen by the id and by the beginning of the username. Rows of earlier versions are all in the first part.
#[rstest]
#[case::evenly(|n| n % 4, &["a", "e", "m", "z"], false)]
#[case::in_one_part(|_| 1, &["user"], false)]
#[case::in_the_last_parts(|n| 2 + n % 2, &["m", "z"], false)]
#[case::in_the_first_part_and_others(|n| n % 4, &["a", "e", "m", "z"], true)]
#[tokio::test]
async fn an_offset_skips_users_in_all_parts(
    #[case] random_bits: fn(u64) -> u64,
    #[case] beginnings: &[&str],
    #[case] is_old: bool,
) {
    let app = App::new().await;
    let mut users = Vec::new();
    for n in 0..530 {
        let id = UserId::try_from((1 << 40) + (n << 12) + random_bits(n)).unwrap();
        app.account_with_id(id, &format!("{}{}", beginnings[n as usize % beginnings.len()], n * 7 % 530)).await;
        users.push(id);
    }
    if is_old {
        app.rows().list_as_earlier_versions(&users[100..300]).await;
    }
    for by_username in [false, true] {
        for descending in [false, true] {
            let order = UserOrder { by_username, descending };
            check(async |request| app.state.store.users().page(order, &request).await.unwrap()).await;
        }
    }
}

/// A user with so many followers who have no account.
async fn star(app: &App, followers: usize) -> TestUser {
    let star = app.user("star").await;
    for n in 0..followers {
        follow(app, stranger(n), star.id, n).await;
    }
    star
}

#[tokio::test]
async fn a_larger_offset_is_served_where_the_list_ends_before() {
    let app = App::new().await;
    let star = star(&app, SKIPPED_MAX).await;
    for offset in [SKIPPED_MAX, SKIPPED_MAX + 1, 10_000] {
        let page = app.get(&star.path(&format!("followers/?offset={offset}"))).await.expect(200).json();
        assert_eq!(page["results"].as_array().unwrap().len(), 0);
        assert!(page["next"].is_null() && page["previous"].is_string(), "{page}");
    }
}

#[tokio::test]
async fn a_larger_offset_in_a_longer_list_is_reached_in_steps_of_equal_cost() {
    let app = App::new().await;
    let author = app.user("author").await;
    for _ in 0..2 * SKIPPED_MAX + 30 {
        publish(&app, author.id).await;
    }
    let whole = walk(&app, &author.path("feed/?limit=100")).await;
    let ids: Vec<u64> = whole.into_iter().flat_map(|page| page.0).collect();
    assert_eq!(ids.len(), 2 * SKIPPED_MAX + 30);
    for offset in [SKIPPED_MAX + 1, 2 * SKIPPED_MAX - 1, 2 * SKIPPED_MAX, 2 * SKIPPED_MAX + 7, 10_000] {
        let pages = walk(&app, &author.path(&format!("feed/?offset={offset}"))).await;
        assert!(pages[0].0.is_empty(), "the first step skips {SKIPPED_MAX} rows");
        assert!(pages.iter().all(|(_, cost)| cost.rcu <= 30.0), "{pages:?}");
        let reached: Vec<u64> = pages.into_iter().flat_map(|page| page.0).collect();
        assert_eq!(reached, ids.get(offset..).unwrap_or_default(), "{offset}");
    }
    // The page before a step ends right before the rows that it leads to.
    let step = app.get(&author.path(&format!("feed/?offset={}", SKIPPED_MAX + 1))).await.expect(200).json();
    let before = step["previous"].as_str().unwrap().strip_prefix("http://kith.test").unwrap().to_owned();
    assert_eq!(posts(&app.get(&before).await.expect(200).json()), ids[SKIPPED_MAX - 20..SKIPPED_MAX]);
}

/// The posts of each page from this one on, and what the page costs.
async fn walk(app: &App, first: &str) -> Vec<(Vec<u64>, Cost)> {
    let (mut pages, mut path) = (Vec::new(), Some(first.to_owned()));
    while let Some(next) = path {
        let response = app.get(&next).await.expect(200);
        let page = response.json();
        path = page["next"].as_str().map(|link| link.strip_prefix("http://kith.test").unwrap().to_owned());
        pages.push((posts(&page), response.cost));
    }
    pages
}

fn posts(page: &Value) -> Vec<u64> {
    page["results"].as_array().unwrap().iter().map(|post| post["id"].as_u64().unwrap()).collect()
}

/// The directory names its own parameter, and its links carry cursors from there on.
#[tokio::test]
async fn a_page_number_beyond_500_users_is_refused() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    for n in 0..SKIPPED_MAX {
        app.account(&format!("user-{n}"), None, shared::domain::Status::Approved, None).await;
    }
    let last_reached = staff.get("/users/?page[number]=26").await.expect(200).json();
    assert_eq!(last_reached["data"].as_array().unwrap().len(), 1);
    let before = staff.get("/users/?page[number]=25").await.expect(200).json();
    for size in [20, 100] {
        let path = format!("/users/?page[size]={size}&page[number]={}", 10_000 / size);
        let refused = staff.get(&path).await.expect(400).json();
        assert_eq!(refused["errors"][0]["code"], "max_value");
        assert_eq!(refused["errors"][0]["source"]["parameter"], "page[number]");
    }
    let link = before["links"]["next"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    assert_eq!(staff.get(link).await.expect(200).json()["data"], last_reached["data"]);
}
