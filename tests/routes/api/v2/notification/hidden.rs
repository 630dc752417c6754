//! A hide takes away the notifications that the hidden user had caused.

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::{NOTIFICATIONS, entries, notifications, notify_on_behalf, unseen};

/// What a user does that notifies another. `owner` has a post.
type Act = fn(&TestUser, &TestUser, u64) -> tests::Request;

fn follow(by: &TestUser, owner: &TestUser, _: u64) -> tests::Request {
    by.post(&owner.path("follow/"))
}

fn request(by: &TestUser, owner: &TestUser, _: u64) -> tests::Request {
    by.post(&owner.path("connection/request/"))
}

/// The owner has sent the user a request.
fn accept(by: &TestUser, owner: &TestUser, _: u64) -> tests::Request {
    by.post(&owner.path("connection/accept/"))
}

fn vote(by: &TestUser, _: &TestUser, post: u64) -> tests::Request {
    by.post(&format!("/api/v2/post/{post}/vote/"))
}

fn follow_post(by: &TestUser, _: &TestUser, post: u64) -> tests::Request {
    by.post(&format!("/api/v2/post/{post}/follow/"))
}

/// The owner follows the user.
fn publish(by: &TestUser, _: &TestUser, _: u64) -> tests::Request {
    by.post("/api/v2/post/").json(&json!({"text": "News"}))
}

struct Community {
    app: App,
    owner: TestUser,
    noisy: TestUser,
    quiet: TestUser,
    post: u64,
}

impl Community {
    async fn new(kind: &str) -> Self {
        let app = App::new().await;
        app.skip_to_the_next_hour();
        let [owner, noisy, quiet] = [app.user("owner").await, app.user("noisy").await, app.user("quiet").await];
        let post = owner.post("/api/v2/post/").json(&json!({"text": "x"})).await.expect(201).json()["id"].as_u64();
        for other in [&noisy, &quiet] {
            if kind == "contribution" {
                owner.post(&other.path("follow/")).await.expect(201);
            }
            if kind == "connection_accept" {
                owner.post(&other.path("connection/request/")).await.expect(200);
            }
        }
        app.settle().await;
        Self { app, owner, noisy, quiet, post: post.expect("an id") }
    }

    async fn perform(&self, act: Act, by: &TestUser) {
        self.app.state.clock.advance(Duration::from_millis(2));
        let answer = act(by, &self.owner, self.post).await;
        assert!(answer.status < 300, "{answer:?}");
        self.app.settle().await;
    }

    async fn toggle_hide(&self) {
        self.app.state.clock.advance(Duration::from_millis(2));
        self.owner.post(&self.noisy.path("hide/")).await.expect(201);
        self.app.settle().await;
    }

    /// The kinds and causes of the owner's notifications, sorted, and the number of unseen ones.
    async fn notified(&self) -> (Vec<(String, u64)>, usize) {
        let cause = |entry: &Value| {
            let fields = ["follower", "request_user", "accept_user", "user"];
            let post = &entry["post"]["author"];
            let user = fields.iter().map(|name| &entry[name]).chain([post]).find(|user| user.is_object());
            user.and_then(|user| user["id"].as_u64()).unwrap_or_else(|| panic!("{entry}"))
        };
        let kind = |entry: &Value| entry["type"].as_str().expect("a type").to_owned();
        let mut all: Vec<_> = entries(&notifications(&self.owner).await).iter().map(|e| (kind(e), cause(e))).collect();
        all.sort();
        (all, unseen(&self.owner).await.len())
    }
}

#[rstest]
#[case::user_follow("user_follow", follow)]
#[case::connection_request("connection_request", request)]
#[case::connection_accept("connection_accept", accept)]
#[case::contribution("contribution", publish)]
#[case::vote_up("vote_up", vote)]
#[case::follow("follow", follow_post)]
#[tokio::test]
async fn a_hide_takes_away_what_the_user_had_caused(
    #[case] kind: &str,
    #[case] act: Act,
    #[values(false, true)] seen: bool,
) {
    let community = Community::new(kind).await;
    let Community { owner, noisy, quiet, .. } = &community;
    community.perform(act, noisy).await;
    community.perform(act, quiet).await;
    assert_eq!(community.notified().await.0.len(), 2, "{kind}");
    if seen {
        owner.get(NOTIFICATIONS).await.expect(200);
    }
    community.toggle_hide().await;
    let left = (vec![(kind.to_owned(), quiet.id.get())], usize::from(!seen));
    assert_eq!(community.notified().await, left, "{kind}");
    let listed = owner.get(NOTIFICATIONS).await.expect(200).json();
    assert_eq!(entries(&listed).len(), 1, "{kind}");
    // The end of the hide brings nothing back, and what follows notifies again.
    community.toggle_hide().await;
    assert_eq!(community.notified().await, (left.0.clone(), 0), "{kind}");
    if !matches!(kind, "connection_request" | "connection_accept") {
        // A toggle is undone first.
        if kind != "contribution" {
            community.perform(act, noisy).await;
        }
        community.perform(act, noisy).await;
        let mut both = left.0;
        both.push((kind.to_owned(), noisy.id.get()));
        both.sort();
        assert_eq!(community.notified().await, (both, 1), "{kind}");
    }
}

#[tokio::test]
async fn a_hide_takes_away_announcements_on_behalf_of_the_user_and_leaves_those_of_staff() {
    let community = Community::new("").await;
    let Community { app, owner, noisy, quiet, .. } = &community;
    let staff = app.staff("staff").await;
    for other in [noisy, quiet] {
        other.post(&owner.path("connection/request/")).await.expect(200);
        app.settle().await;
        owner.post(&other.path("connection/accept/")).await.expect(200);
        notify_on_behalf(app, &staff, other, "News", "connections").await;
    }
    notify_on_behalf(app, &staff, owner, "Welcome", "user").await;
    // The requests that were accepted, and what staff have announced.
    assert_eq!(community.notified().await.1, 5);
    community.toggle_hide().await;
    let mut left = [quiet, owner].map(|user| ("custom_notification".to_owned(), user.id.get())).to_vec();
    left.push(("connection_request".to_owned(), quiet.id.get()));
    left.sort();
    assert_eq!(community.notified().await, (left, 3));
}

#[tokio::test]
async fn the_notifications_of_others_stay() {
    let community = Community::new("").await;
    let Community { app, owner, noisy, quiet, .. } = &community;
    for (by, to) in [(noisy, owner), (noisy, quiet), (owner, noisy), (quiet, noisy)] {
        by.post(&to.path("follow/")).await.expect(201);
    }
    app.settle().await;
    community.toggle_hide().await;
    assert_eq!(community.notified().await, (vec![], 0));
    assert_eq!((unseen(quiet).await.len(), unseen(noisy).await.len()), (1, 2));
    // The hidden user notices nothing.
    assert_eq!(noisy.get(&owner.path("is_followed/")).await.expect(200).json(), json!({"is_followed": true}));
}
