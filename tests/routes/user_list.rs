//! The list of all users, which is divided into parts (`docs/table.md`): its order, its pages and the search for a letter are
//! those of one list, whatever parts the users are in.

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::UserId;
use shared::domain::cursor::{Cursor, Direction};
use shared::domain::id::UuidKind;
use tests::{App, Routes as _, TestUser};

/// Usernames on both sides of each border between parts, in another order than their users' ids.
const NAMES: [&str; 24] = [
    "zoe", "r", "dan", "c-", "kim", "-dash", "q.q", "jan", "0ne", "rosa", "k", "d", "a", "_xy", "quinn", "j_", "+plus",
    "carl", "yuki", "czz", ".dot", "jzz", "qzz", "s",
];
const COMMUNITY: &str = "/api/v2/user/";
const DIRECTORY: &str = "/users/";

/// A user of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Listed {
    id: UserId,
    name: String,
}

/// 25 users who joined in the course of years, two of them at a time.
struct Community {
    app: App,
    staff: TestUser,
    users: Vec<Listed>,
}

impl Community {
    /// `is_old` says which of them have rows as earlier versions wrote them.
    async fn new(is_old: fn(usize) -> bool) -> Self {
        let app = App::new().await;
        let staff = app.staff("me-of-staff").await;
        let mut users = vec![Listed { id: staff.id, name: staff.name.clone() }];
        let mut old = Vec::new();
        for (n, name) in NAMES.into_iter().enumerate() {
            let months = 30 * 24 * 60 * 60 * 1_000 * (n as i64 / 2);
            let id = UserId::at(1_710_000_000_000 + months, [2, 3, 1, 0, 3, 0][n % 6]);
            app.account_with_id(id, name).await;
            if is_old(n) {
                old.push(id);
            }
            users.push(Listed { id, name: name.to_owned() });
        }
        if is_old(users.len()) {
            old.push(staff.id);
        }
        app.rows().list_as_earlier_versions(&old).await;
        app.settle().await;
        Self { app, staff, users }
    }

    /// The usernames in this order.
    fn sorted(&self, ordering: &str) -> Vec<String> {
        let mut users = self.users.clone();
        match ordering.trim_start_matches('-') {
            "username" => users.sort_by(|a, b| a.name.cmp(&b.name)),
            _ => users.sort_by_key(|user| user.id),
        }
        if ordering.starts_with('-') {
            users.reverse();
        }
        users.into_iter().map(|user| user.name).collect()
    }

    async fn page(&self, path: &str) -> Value {
        self.staff.get(path).await.expect(200).json()
    }

    /// The usernames on the pages from this one on, by a link.
    async fn walk(&self, start: &str, link: &str) -> Vec<Vec<String>> {
        let (mut path, mut pages) = (Some(start.to_owned()), Vec::new());
        while let Some(at) = path {
            let page = self.page(&at).await;
            let next = page[link].as_str().or(page["links"][link].as_str());
            path = next.map(|url| url.strip_prefix("http://kith.test").expect("a link to here").to_owned());
            pages.push(names(&page));
        }
        pages
    }

    /// Checks every page of each list in both APIs, and the search for each letter.
    async fn check(&self) {
        for ordering in ["id", "-id", "username", "-username"] {
            let expected = self.sorted(ordering);
            for size in [1, 3, 7, 100] {
                let path = format!("{COMMUNITY}?ordering={ordering}&limit={size}");
                assert_eq!(self.walk(&path, "next").await, expected.chunks(size).collect::<Vec<_>>(), "{path}");
                let sort = ordering.replace("id", "date_joined");
                let path = format!("{DIRECTORY}?sort={sort}&page[size]={size}");
                assert_eq!(self.walk(&path, "next").await, expected.chunks(size).collect::<Vec<_>>(), "{path}");
            }
            let end = if ordering.starts_with('-') { Cursor::BEGINNING } else { Cursor::END };
            let path = format!("{COMMUNITY}?ordering={ordering}&limit=7&cursor={}", encoded(Direction::Backward, end));
            let back: Vec<_> = expected.rchunks(7).collect();
            assert_eq!(self.walk(&path, "previous").await, back, "{path}");
            self.check_cursors(ordering, &expected).await;
        }
        for letter in "abcdefghijklmnopqrstuvwxyz0".chars() {
            let begin: BTreeSet<_> = self.sorted("id").into_iter().filter(|name| name.starts_with(letter)).collect();
            for path in [format!("{COMMUNITY}search/?search={letter}"), format!("{DIRECTORY}?filter[search]={letter}")]
            {
                assert_eq!(names(&self.page(&path).await).into_iter().collect::<BTreeSet<_>>(), begin, "{path}");
            }
        }
    }

    /// Cursors that clients have kept lead on from their row.
    async fn check_cursors(&self, ordering: &str, expected: &[String]) {
        for (n, name) in expected.iter().enumerate() {
            let user = self.users.iter().find(|user| user.name == *name).expect("a user");
            let by_username = ordering.ends_with("username");
            let position = if by_username { user.name.clone() } else { format!("{:016}", user.id.get()) };
            let cursor = encoded(Direction::Forward, &position);
            let page = self.page(&format!("{COMMUNITY}?ordering={ordering}&limit=4&cursor={cursor}")).await;
            let rest = &expected[n + 1..];
            assert_eq!(names(&page), rest[..rest.len().min(4)], "{ordering} after {name}");
        }
    }

    /// The partitions of an index that have profiles.
    async fn partitions(&self, index: &str) -> BTreeSet<String> {
        let rows = self.app.rows().all().await.into_values().filter(|row| row["SK"] == "ACCOUNT#PROFILE");
        rows.filter_map(|row| row[index].as_str().map(str::to_owned)).collect()
    }
}

/// The usernames on a page of either API.
fn names(page: &Value) -> Vec<String> {
    let rows = page["results"].as_array().or(page["data"].as_array()).expect("rows").iter();
    let name = |row: &Value| row["username"].as_str().or(row["attributes"]["username"].as_str()).map(str::to_owned);
    rows.map(|row| name(row).expect("a username")).collect()
}

fn encoded(direction: Direction, position: &str) -> String {
    Cursor { direction, position: position.to_owned(), skip: 0 }.encode()
}

#[rstest]
#[case::of_this_version(|_| false)]
#[case::of_both(|n| n % 5 < 2)]
#[case::of_earlier_versions(|_| true)]
#[tokio::test]
async fn lists_and_searches_are_those_of_one_partition(#[case] is_old: fn(usize) -> bool) {
    Community::new(is_old).await.check().await;
}

#[tokio::test]
async fn users_are_in_several_partitions_of_each_index() {
    let community = Community::new(|_| false).await;
    for index in ["GSI1PK", "GSI2PK"] {
        assert_eq!(community.partitions(index).await.len(), 4, "{index}");
    }
}

#[tokio::test]
async fn users_of_earlier_versions_are_renamed_and_deleted_like_others() {
    let mut community = Community::new(|_| true).await;
    for index in ["GSI1PK", "GSI2PK"] {
        assert_eq!(community.partitions(index).await, ["USERS".to_owned()].into(), "{index}");
    }
    // Into the last part and the first, and within a part.
    for (before, after) in [("dan", "victor"), ("zoe", "bea"), ("rosa", "rose"), ("kim", "kyra")] {
        let user = community.users.iter_mut().find(|user| user.name == before).expect("a user");
        after.clone_into(&mut user.name);
        let uuid = user.id.to_uuid(UuidKind::User).to_string();
        let document = json!({"data": {"type": "users", "id": uuid, "attributes": {"username": after}}});
        community.staff.patch(&format!("/users/{uuid}/")).json_api(&document).await.expect(200);
    }
    community.app.settle().await;
    community.check().await;
    let superuser = community.app.superuser("a-superuser").await;
    community.users.push(Listed { id: superuser.id, name: superuser.name.clone() });
    for name in ["victor", "rose", "s"] {
        let gone = community.users.iter().position(|user| user.name == name).expect("a user");
        let id = community.users.remove(gone).id;
        superuser.delete(&format!("/api/v2/user/{id}/")).await.expect(204);
    }
    community.app.settle().await;
    community.check().await;
}
