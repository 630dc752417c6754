//! After any concurrent operations and any delivery of the stream, post counters equal their source items, and a home
//! feed holds exactly the posts that its reader may see.

use std::collections::BTreeSet;

use futures::future::join_all;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use crate::delivery::Stream;
use crate::fanout::steps::{self, Step, block_on};

const USERS: usize = 4;

#[derive(Clone, Debug)]
enum Operation {
    Publish(usize, bool),
    DeletePost(usize),
    Vote(usize, usize),
    FollowPost(usize, usize),
    PollVote(usize, usize, usize),
    See(usize, usize),
    Follow(usize, usize),
    Hide(usize, usize),
    Visit(usize),
    Request(usize, usize),
    Remove(usize, usize),
    HardDelete(usize),
}

fn operation() -> impl Strategy<Value = Operation> {
    let pair = (0..USERS, 1..USERS).prop_map(|(from, by)| (from, (from + by) % USERS));
    let user_and_post = (0..USERS, 0..100_usize);
    prop_oneof![
        8 => (0..USERS, any::<bool>()).prop_map(|(by, poll)| Operation::Publish(by, poll)),
        2 => (0..100_usize).prop_map(Operation::DeletePost),
        6 => user_and_post.clone().prop_map(|(by, post)| Operation::Vote(by, post)),
        3 => user_and_post.clone().prop_map(|(by, post)| Operation::FollowPost(by, post)),
        6 => (user_and_post.clone(), 0..3_usize).prop_map(|((by, post), choice)| Operation::PollVote(by, post, choice)),
        3 => user_and_post.prop_map(|(by, post)| Operation::See(by, post)),
        8 => pair.clone().prop_map(|(from, to)| Operation::Follow(from, to)),
        3 => pair.clone().prop_map(|(from, to)| Operation::Hide(from, to)),
        3 => (0..USERS).prop_map(Operation::Visit),
        5 => pair.clone().prop_map(|(from, to)| Operation::Request(from, to)),
        2 => pair.prop_map(|(from, to)| Operation::Remove(from, to)),
        1 => (0..USERS).prop_map(Operation::HardDelete),
    ]
}

/// A published post, with the ids of its poll's choices.
struct Published {
    path: String,
    id: u64,
    choices: Vec<u64>,
}

struct Community {
    app: App,
    admin: TestUser,
    people: Vec<TestUser>,
    posts: Vec<Published>,
}

impl steps::Perform<Operation> for Community {
    async fn perform(&mut self, operations: &[Operation]) {
        let sent = operations.iter().map(async |operation| {
            let person = |user: usize| &self.people[user];
            // `None` until the first post is published.
            let post = |n: usize| self.posts.get(n % self.posts.len().max(1));
            let post_path =
                |n: usize, rest: &str| post(n).map_or("/api/v2/post/1/".to_owned(), |p| p.path.clone()) + rest;
            match *operation {
                Operation::Publish(by, poll) => {
                    let choices = json!([{"choice": "a"}, {"choice": "b"}, {"choice": "c"}]);
                    let poll = poll.then(|| json!({"title": "?", "multiple_choices": by % 2 == 0, "choices": choices}));
                    let kind = if by < 2 { "post" } else { "discussion" };
                    let body = json!({"title": "T", "text": "x", "poll": poll});
                    person(by).post(&format!("/api/v2/{kind}/")).json(&body).await
                }
                Operation::DeletePost(n) => self.admin.delete(&post_path(n, "")).await,
                Operation::Vote(by, n) => person(by).post(&post_path(n, "vote/")).await,
                Operation::FollowPost(by, n) => person(by).post(&post_path(n, "follow/")).await,
                Operation::PollVote(by, n, choice) => {
                    let choice = post(n).and_then(|post| post.choices.get(choice)).copied().unwrap_or(1);
                    person(by).post(&post_path(n, "poll/vote/")).json(&json!({"choice": choice})).await
                }
                Operation::See(by, n) => {
                    let id = post(n).map_or(1, |post| post.id);
                    person(by).post("/api/v2/user/me/markseen/").json(&json!({"posts": [id]})).await
                }
                Operation::Follow(from, to) => person(from).post(&person(to).path("follow/")).await,
                Operation::Hide(from, to) => person(from).post(&person(to).path("hide/")).await,
                Operation::Visit(reader) => {
                    // The visit that a reader with many pull authors would leave: see docs/feeds.md.
                    let (store, id) = (&self.app.state.store, person(reader).id);
                    let pull_authors = store.pull_authors().of_reader(id).await.expect("pull authors");
                    store
                        .pull_authors()
                        .record_visit(id, &pull_authors, self.app.state.clock.now())
                        .await
                        .expect("a visit");
                    person(reader).get("/api/v2/feed/").await
                }
                Operation::Request(from, to) => person(from).post(&person(to).path("connection/request/")).await,
                Operation::Remove(from, to) => person(from).post(&person(to).path("connection/remove/")).await,
                Operation::HardDelete(user) => self.admin.delete(&person(user).path("?hard=1")).await,
            }
        });
        let answers = join_all(sent).await;
        for (operation, answer) in operations.iter().zip(answers) {
            assert!(answer.status < 500, "{operation:?}: {answer:?}");
            if answer.status == 201 && matches!(operation, Operation::Publish(..)) {
                let post = answer.json();
                let id = post["id"].as_u64().unwrap();
                let choices = post["poll"]["choices"].as_array().cloned().unwrap_or_default();
                self.posts.push(Published {
                    path: format!("/api/v2/{}/{id}/", post["type"].as_str().unwrap()),
                    id,
                    choices: choices.iter().map(|choice| choice["id"].as_u64().unwrap()).collect(),
                });
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
        Self { app, admin, people, posts: Vec::new() }
    }

    async fn check(&self, stream: &Stream) -> TestCaseResult {
        let rows = Rows(stream);
        for post in &self.posts {
            self.check_post(&rows, post).await?;
        }
        for person in &self.people {
            let id = person.id.get();
            let written = rows.of(&format!("FEED#{id}"), "");
            let read_on_demand = rows.of(&format!("U#{id}"), "BIG#");
            if !rows.has(&format!("U#{id}"), "ACCOUNT#PROFILE") {
                prop_assert!(
                    written.is_empty() && read_on_demand.is_empty(),
                    "feed rows of a deleted user: {:?}",
                    written
                );
                continue;
            }
            let wanted: BTreeSet<u64> = self
                .posts
                .iter()
                .filter(|post| rows.has(&format!("POST#{}", post.id), "POST") && rows.reads(id, rows.author(post.id)))
                .map(|post| post.id)
                .collect();
            let feed = feed(person).await;
            prop_assert_eq!(&feed.iter().copied().rev().collect::<Vec<_>>(), &wanted.into_iter().collect::<Vec<_>>());
            let counters = self.app.get(&person.path("counters/")).await.expect(200).json();
            let of = |kind: &str| rows.posts_of(id).filter(|row| row["kind"]["S"] == kind).count();
            let polls = rows.posts_of(id).filter(|row| rows.has(row["PK"]["S"].as_str().unwrap(), "POST#POLL")).count();
            prop_assert_eq!(
                json!([counters["posts"], counters["discussions"], counters["polls"]]),
                json!([of("post"), of("discussion"), polls])
            );
            // No notification refers to a deleted post.
            for (sk, note) in rows.of(&format!("U#{id}"), "NOTE#") {
                if let Some(post) = note["post"]["N"].as_str() {
                    prop_assert!(rows.has(&format!("POST#{post}"), "POST"), "{} refers to a deleted post", sk);
                }
            }
        }
        Ok(())
    }

    async fn check_post(&self, rows: &Rows<'_>, post: &Published) -> TestCaseResult {
        let partition = format!("POST#{}", post.id);
        if !rows.has(&partition, "POST") {
            self.app.get(&post.path).await.expect(404);
            // The counters expire later.
            let left: Vec<_> = rows.of(&partition, "").into_iter().filter(|(sk, _)| *sk != "POST#COUNTERS").collect();
            prop_assert!(left.is_empty(), "left of {}: {:?}", post.id, left);
            let left: Vec<_> = rows.ballots(post.id).collect();
            prop_assert!(left.is_empty(), "left of {}: {:?}", post.id, left);
            return Ok(());
        }
        let shown = self.app.get(&post.path).await.expect(200).json();
        let count = |prefix: &str| rows.of(&partition, prefix).len();
        prop_assert_eq!(
            json!([shown["score"], shown["followers"], shown["view_count"]]),
            json!([count("VOTE#"), count("WATCH#"), count("SEEN#")])
        );
        let ballots: Vec<Vec<u64>> = rows
            .ballots(post.id)
            .map(|(_, row)| {
                let votes = row["votes"]["L"].as_array().unwrap().iter();
                votes.map(|vote| vote["M"]["choice"]["N"].as_str().unwrap().parse().unwrap()).collect()
            })
            .collect();
        for (n, choice) in post.choices.iter().enumerate() {
            let votes = ballots.iter().filter(|votes| votes.contains(choice)).count();
            prop_assert_eq!(&shown["poll"]["choices"][n]["count_votes"], votes);
        }
        let most = if shown["poll"]["multiple_choices"] == true { 3 } else { 1 };
        prop_assert!(ballots.iter().all(|votes| (1..=most).contains(&votes.len())), "{:?}", ballots);
        let orphan = rows.ballots(post.id).find(|(voter, _)| !rows.has(voter, "ACCOUNT#PROFILE"));
        prop_assert!(orphan.is_none(), "by a deleted user: {:?}", orphan);
        for prefix in ["VOTE#", "WATCH#"] {
            let users = rows.of(&partition, prefix);
            let orphan =
                users.iter().find(|(sk, _)| !rows.has(&format!("U#{}", &sk[prefix.len()..]), "ACCOUNT#PROFILE"));
            prop_assert!(orphan.is_none(), "by a deleted user: {:?}", orphan);
        }
        Ok(())
    }
}

/// Queries on the stream's copy of the table.
struct Rows<'a>(&'a Stream);

impl Rows<'_> {
    fn of(&self, pk: &str, prefix: &str) -> Vec<(&str, &Value)> {
        let rows = self.0.table.iter().filter(|((p, s), _)| p == pk && s.starts_with(prefix));
        rows.map(|((_, sk), row)| (sk.as_str(), row)).collect()
    }

    /// The ballots of a post's poll, each with the partition of its voter.
    fn ballots(&self, post: u64) -> impl Iterator<Item = (&str, &Value)> {
        let sort = format!("POLLVOTE#{post:016}");
        self.0.table.iter().filter(move |((_, sk), _)| *sk == sort).map(|((pk, _), row)| (pk.as_str(), row))
    }

    fn has(&self, pk: &str, sk: &str) -> bool {
        self.0.table.contains_key(&(pk.to_owned(), sk.to_owned()))
    }

    fn author(&self, post: u64) -> u64 {
        self.0.table[&(format!("POST#{post}"), "POST".to_owned())]["author"]["N"].as_str().unwrap().parse().unwrap()
    }

    fn posts_of(&self, author: u64) -> impl Iterator<Item = &Value> {
        let author = author.to_string();
        let posts = self.0.table.iter().filter(|((_, sk), _)| sk == "POST").map(|(_, row)| row);
        posts.filter(move |row| row["author"]["N"] == author.as_str())
    }

    /// Whether the reader's feed includes the author's posts.
    fn reads(&self, reader: u64, author: u64) -> bool {
        let pair = format!("P#{}#{}", reader.min(author), reader.max(author));
        let friendship = self.0.table.get(&(pair, "FRIENDSHIP".to_owned()));
        let connected = friendship.is_some_and(|row| row["state"]["S"] == "connected");
        let own = format!("U#{reader}");
        (connected || self.has(&own, &format!("FOLLOW#{author}"))) && !self.has(&own, &format!("HIDE#{author}"))
    }
}

/// The post ids of the user's home feed, read page by page.
async fn feed(reader: &TestUser) -> Vec<u64> {
    let mut found = Vec::new();
    let mut path = Some("/api/v2/feed/?limit=5".to_owned());
    while let Some(url) = path {
        let page = reader.get(&url).await.expect(200).json();
        for unit in page["results"].as_array().unwrap() {
            found.push(unit[unit["type"].as_str().unwrap()]["id"].as_u64().unwrap());
        }
        path = page["next"].as_str().map(|next| next.strip_prefix("http://kith.test").unwrap().to_owned());
    }
    found
}

async fn run(shards: usize, audience_max: u64, steps: Vec<Step<Operation>>) -> TestCaseResult {
    let community = Community::new().await;
    let mut stream = Stream::new(&community.app, shards);
    stream.fanout = stream.fanout.with_audience_max(audience_max);
    stream.run(community, &steps, Community::check).await
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// With a bound of 0 every author with a reader is a pull author; with 1, some become pull authors during the run.
    #[test]
    fn counters_and_feeds_match_their_source_items(
        shards in 1..4_usize,
        audience_max in prop_oneof![Just(0_u64), Just(1), Just(5_000)],
        steps in steps::steps(operation(), steps::crashes(0.4), 10..30),
    ) {
        block_on(run(shards, audience_max, steps))?;
    }
}
