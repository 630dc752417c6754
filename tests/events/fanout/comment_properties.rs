//! After any concurrent operations and any delivery of the stream, the counters and newest replies of comments equal their
//! source items, and nothing is left of what was deleted.

use futures::future::join_all;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use crate::delivery::Stream;
use crate::fanout::steps::{self, Step, block_on};

const USERS: usize = 3;
const COMMENTS: &str = "/api/v2/comment/";

#[derive(Clone, Debug)]
enum Operation {
    Publish(usize),
    DeletePost(usize),
    Comment(usize, usize),
    Reply(usize, usize),
    Edit(usize),
    Delete(usize),
    Restore(usize),
    Vote(usize, usize),
    HardDelete(usize),
}

fn operation() -> impl Strategy<Value = Operation> {
    let user_and_other = (0..USERS, 0..100_usize);
    prop_oneof![
        2 => (0..USERS).prop_map(Operation::Publish),
        1 => (0..100_usize).prop_map(Operation::DeletePost),
        8 => user_and_other.clone().prop_map(|(by, post)| Operation::Comment(by, post)),
        10 => user_and_other.clone().prop_map(|(by, comment)| Operation::Reply(by, comment)),
        2 => (0..100_usize).prop_map(Operation::Edit),
        7 => (0..100_usize).prop_map(Operation::Delete),
        4 => (0..100_usize).prop_map(Operation::Restore),
        6 => user_and_other.prop_map(|(by, comment)| Operation::Vote(by, comment)),
        1 => (0..USERS).prop_map(Operation::HardDelete),
    ]
}

/// A comment that was written, and its post.
struct Written {
    id: u64,
    post: u64,
}

struct Community {
    app: App,
    admin: TestUser,
    people: Vec<TestUser>,
    posts: Vec<u64>,
    comments: Vec<Written>,
}

impl steps::Perform<Operation> for Community {
    async fn perform(&mut self, operations: &[Operation]) {
        let sent = operations.iter().map(async |operation| {
            let person = |user: usize| &self.people[user];
            let post = |n: usize| self.posts.get(n % self.posts.len().max(1)).copied().unwrap_or(1);
            let comment = |n: usize| self.comments.get(n % self.comments.len().max(1));
            let path = |n: usize, rest: &str| format!("{COMMENTS}{}/{rest}", comment(n).map_or(1, |one| one.id));
            match *operation {
                Operation::Publish(by) => person(by).post("/api/v2/post/").json(&json!({"text": "x"})).await,
                Operation::DeletePost(n) => self.admin.delete(&format!("/api/v2/post/{}/", post(n))).await,
                Operation::Comment(by, n) => {
                    person(by).post(COMMENTS).json(&json!({"post": post(n), "text": format!("by {by}")})).await
                }
                Operation::Reply(by, n) => {
                    let (post, parent) = comment(n).map_or((1, 1), |one| (one.post, one.id));
                    let body = json!({"post": post, "parent": parent, "text": format!("by {by}")});
                    person(by).post(COMMENTS).json(&body).await
                }
                Operation::Edit(n) => self.admin.put(&path(n, "")).json(&json!({"text": "edited"})).await,
                Operation::Delete(n) => self.admin.delete(&path(n, "")).await,
                Operation::Restore(n) => self.admin.post(&path(n, "restore/")).await,
                Operation::Vote(by, n) => person(by).post(&path(n, "vote/")).await,
                Operation::HardDelete(user) => self.admin.delete(&person(user).path("?hard=1")).await,
            }
        });
        let answers = join_all(sent).await;
        for (operation, answer) in operations.iter().zip(answers) {
            assert!(answer.status < 500, "{operation:?}: {answer:?}");
            if answer.status != 201 {
                continue;
            }
            let made = answer.json();
            let id = made["id"].as_u64().unwrap();
            match operation {
                Operation::Publish(_) => self.posts.push(id),
                _ => self.comments.push(Written { id, post: made["post"].as_u64().unwrap() }),
            }
        }
    }
}

impl Community {
    async fn new() -> Self {
        let app = App::new().await;
        let admin = app.superuser("admin").await;
        let names: Vec<_> = (0..USERS).map(|n| format!("user_{n}")).collect();
        let people = join_all(names.iter().map(|name| app.user(name))).await;
        Self { app, admin, people, posts: Vec::new(), comments: Vec::new() }
    }

    async fn check(&self, stream: &Stream) -> TestCaseResult {
        let rows = Rows(stream);
        for post in &self.posts {
            if rows.has(&format!("POST#{post}"), "POST") {
                self.check_post(&rows, *post).await?;
            }
        }
        for comment in &self.comments {
            let there = rows.comment(comment.id);
            prop_assert_eq!(there.is_some(), rows.has(&format!("COMMENT#{}", comment.id), "PLACE"));
            prop_assert!(!rows.has(&format!("COMMENT#{}", comment.id), "SWEEP"), "an unfinished clean-up");
            let Some(row) = there else {
                prop_assert_eq!(rows.votes(comment.id).count(), 0, "votes for a removed comment");
                continue;
            };
            prop_assert!(rows.has(&format!("POST#{}", comment.post), "POST"), "a comment on a deleted post");
            if let Some(parent) = row["parent"]["N"].as_str() {
                prop_assert!(rows.comment(parent.parse().unwrap()).is_some(), "a reply to a removed comment");
            }
            let author = format!("U#{}", row["author"]["N"].as_str().unwrap());
            let is_erased = row["html"].is_null();
            prop_assert_eq!(is_erased, !rows.has(&author, "ACCOUNT#PROFILE"), "{:?}", row);
        }
        for ((pk, sk), row) in &stream.table {
            let about = row["comment"]["N"].as_str().filter(|_| sk.starts_with("NOTE#"));
            let comment = about.map(|id| rows.comment(id.parse().unwrap()));
            let is_live = |row: Option<&Value>| row.is_some_and(|row| row["deleted"].is_null());
            prop_assert!(comment.is_none_or(is_live), "{} {} refers to a deleted comment", pk, sk);
        }
        Ok(())
    }

    async fn check_post(&self, rows: &Rows<'_>, post: u64) -> TestCaseResult {
        let shown = self.app.get(&format!("/api/v2/post/{post}/")).await.expect(200).json();
        let written = self.comments.iter().filter(|one| one.post == post).filter_map(|one| rows.comment(one.id));
        let live = written.clone().filter(|row| row["deleted"].is_null()).count();
        prop_assert_eq!(&shown["comment_count"], live);
        let top: Vec<_> = written.clone().filter(|row| row["parent"].is_null()).collect();
        let page = self.app.get(&format!("{COMMENTS}?post={post}&limit=100")).await.expect(200).json();
        prop_assert_eq!(
            json!([page["count"], page["results"].as_array().unwrap().len()]),
            json!([top.len(), top.len()])
        );
        for comment in page["results"].as_array().unwrap() {
            let id = comment["id"].as_u64().unwrap();
            let parent = id.to_string();
            let mut replies: Vec<u64> = written
                .clone()
                .filter(|row| row["parent"]["N"] == *parent)
                .map(|row| row["id"]["N"].as_str().unwrap().parse().unwrap())
                .collect();
            replies.sort_unstable();
            prop_assert_eq!(&comment["comment_count"], replies.len());
            prop_assert!(comment["deleted"] == false || !replies.is_empty(), "a blank without replies");
            let latest: Vec<_> = comment["latest_comments"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
            prop_assert_eq!(json!(latest), json!(replies[replies.len().saturating_sub(3)..]));
            if comment["deleted"] == false {
                prop_assert_eq!(&comment["vote_count"], rows.votes(id).count());
            }
        }
        Ok(())
    }
}

/// Queries on the stream's copy of the table.
struct Rows<'a>(&'a Stream);

impl Rows<'_> {
    fn has(&self, pk: &str, sk: &str) -> bool {
        self.0.table.contains_key(&(pk.to_owned(), sk.to_owned()))
    }

    fn comment(&self, id: u64) -> Option<&Value> {
        let sort = format!("COMMENT#{id:016}");
        let is_list = |pk: &str| pk.starts_with("COMMENTS#") || pk.starts_with("REPLIES#");
        self.0.table.iter().find(|((pk, sk), _)| is_list(pk) && *sk == sort).map(|(_, row)| row)
    }

    fn votes(&self, comment: u64) -> impl Iterator<Item = &Value> {
        let votes = self.0.table.iter().filter(|((_, sk), _)| sk.starts_with("CVOTE#")).map(|(_, row)| row);
        let comment = comment.to_string();
        votes.filter(move |row| row["id"]["N"] == *comment)
    }
}

async fn run(shards: usize, steps: Vec<Step<Operation>>) -> TestCaseResult {
    let community = Community::new().await;
    let stream = Stream::new(&community.app, shards);
    stream.run(community, &steps, Community::check).await
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn threads_match_their_source_items(
        shards in 1..4_usize,
        steps in steps::steps(operation(), steps::crashes(0.4), 15..40),
    ) {
        block_on(run(shards, steps))?;
    }
}
