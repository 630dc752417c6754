//! `GET /api/v2/suggestion/user/`

use std::collections::BTreeMap;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::{Mode, Status};
use shared::runtime::config::Config;
use tests::{App, Routes as _, TestUser, config};

use crate::api::v2::user::id::connection::{connect, perform_all};

const SUGGESTIONS: &str = "/api/v2/suggestion/user/";

/// Users by name.
struct Users(BTreeMap<String, TestUser>);

impl Users {
    async fn of(app: &App, names: &str) -> Self {
        let people = names.split(' ').map(|name| async move { (name.to_owned(), app.user(name).await) });
        Self(join_all(people).await.into_iter().collect())
    }

    fn get(&self, name: &str) -> &TestUser {
        &self.0[name]
    }

    async fn connect(&self, app: &App, pairs: &[(&str, &str)]) {
        for (one, other) in pairs {
            connect(app, self.get(one), self.get(other)).await;
        }
    }

    async fn follow(&self, pairs: &[(&str, &str)]) {
        for (from, to) in pairs {
            self.get(from).post(&self.get(to).path("follow/")).await.expect(201);
        }
    }
}

fn names(page: &Value) -> Vec<&str> {
    page["results"].as_array().unwrap().iter().map(|user| user["username"].as_str().unwrap()).collect()
}

async fn suggested(me: &TestUser) -> Vec<String> {
    let page = me.get(SUGGESTIONS).await.expect(200).json();
    assert_eq!(page["count"], names(&page).len(), "users who are not shown are not counted");
    names(&page).into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn friends_of_friends_come_first_by_number_of_common_edges() {
    let app = App::new().await;
    let users = Users::of(&app, "ego f1 f2 f3 s1 s2 s3 far-2 far-1 near-3 near-2 near-1 beyond").await;
    users.connect(&app, &[("ego", "f1"), ("f2", "ego"), ("ego", "f3")]).await;
    users.follow(&[("ego", "s1"), ("ego", "s2"), ("ego", "s3")]).await;
    // `near-3`, `near-2` and `near-1` have three, two and one friends in common with `ego`.
    users
        .connect(&app, &[("f1", "near-3"), ("near-3", "f2"), ("f3", "near-3"), ("f1", "near-2"), ("near-2", "f3")])
        .await;
    users.connect(&app, &[("near-1", "f2"), ("near-1", "beyond")]).await;
    // Any number of common followings counts less than one common friend, but decides between equals.
    users.follow(&[("s1", "far-2"), ("s2", "far-2"), ("s3", "far-2"), ("s3", "far-1")]).await;
    // Followers, friends of followings and followings of friends are not suggested.
    users.follow(&[("beyond", "ego"), ("f1", "beyond")]).await;
    users.connect(&app, &[("s1", "beyond")]).await;
    let ego = users.get("ego");
    assert_eq!(suggested(ego).await, ["near-3", "near-2", "near-1", "far-2", "far-1"]);
    let page = ego.get(SUGGESTIONS).await.expect(200).json();
    assert_eq!((&page["count"], &page["next"], &page["previous"]), (&json!(5), &Value::Null, &Value::Null));
    assert_eq!(page["results"][0], ego.get(&users.get("near-3").path("")).await.expect(200).json());
    users.follow(&[("s1", "near-1")]).await;
    users.connect(&app, &[("f1", "near-1")]).await;
    assert_eq!(suggested(ego).await, ["near-3", "near-1", "near-2", "far-2", "far-1"]);
}

#[tokio::test]
async fn does_not_suggest_the_caller_or_known_hidden_or_deleted_users() {
    let app = App::new().await;
    let users =
        Users::of(&app, "ego f1 f2 s1 hidden-friend friend followed asked asks rejects hidden soft hard fine").await;
    let ego = users.get("ego");
    users.connect(&app, &[("ego", "f1"), ("ego", "f2"), ("ego", "hidden-friend"), ("ego", "friend")]).await;
    users.follow(&[("ego", "s1"), ("ego", "followed"), ("s1", "ego")]).await;
    for name in ["f2", "friend", "followed", "asked", "asks", "rejects", "hidden", "soft", "hard", "fine"] {
        users.connect(&app, &[("f1", name)]).await;
        users.follow(&[("s1", name)]).await;
    }
    // Edges of a hidden user lead to no suggestions.
    let strangers = Users::of(&app, "stranger").await;
    connect(&app, users.get("hidden-friend"), strangers.get("stranger")).await;
    perform_all(&app, &[(ego, "request", users.get("asked")), (users.get("asks"), "request", ego)]).await;
    perform_all(&app, &[(ego, "request", users.get("rejects")), (users.get("rejects"), "reject", ego)]).await;
    for name in ["hidden", "hidden-friend"] {
        ego.post(&users.get(name).path("hide/")).await.expect(201);
    }
    users.get("soft").delete(&users.get("soft").path("")).await.expect(204);
    users.get("hard").delete(&users.get("hard").path("?hard=1")).await.expect(204);
    for settled in [false, true] {
        if settled {
            app.settle().await;
        }
        assert_eq!(suggested(ego).await, ["fine"], "settled: {settled}");
    }
    // Once the user is shown again, their edges count.
    ego.post(&users.get("hidden-friend").path("hide/")).await.expect(201);
    let mut found = suggested(ego).await;
    found.sort();
    assert_eq!(found, ["fine", "stranger"]);
}

#[tokio::test]
async fn does_not_suggest_a_deactivated_user() {
    let app = App::new().await;
    let users = Users::of(&app, "ego f1 fine").await;
    users.connect(&app, &[("ego", "f1"), ("f1", "fine")]).await;
    let blocked = app.account("blocked", None, Status::Blocked, None).await;
    let f1 = users.get("f1");
    f1.post(&format!("/api/v2/user/{blocked}/connection/request/")).await.expect(200);
    let act = shared::domain::graph::friendship::FriendshipCommand {
        by: blocked,
        with: f1.id,
        action: shared::domain::graph::friendship::FriendshipAction::Accept,
        id: shared::domain::Id::generate(app.state.clock.now()),
    };
    app.state.store.friendships().apply(act, act.expected_state()).await.unwrap();
    assert_eq!(suggested(users.get("ego")).await, ["fine"]);
}

#[rstest]
#[case::follow(Mode::Follow, &["far", "near"])]
#[case::friendship(Mode::Friendship, &["near"])]
#[case::hybrid(Mode::Hybrid, &["near", "far"])]
#[tokio::test]
async fn only_edges_of_the_community_mode_count(#[case] mode: Mode, #[case] expected: &[&str]) {
    let hybrid = App::new().await;
    let users = Users::of(&hybrid, "ego f1 s1 s2 near far").await;
    users.connect(&hybrid, &[("ego", "f1"), ("f1", "near")]).await;
    users.follow(&[("ego", "s1"), ("ego", "s2"), ("s1", "far"), ("s2", "far"), ("s1", "near")]).await;
    let secrets = shared::runtime::config::Secrets::new(tests::SECRET.to_owned(), None).unwrap();
    let app = hybrid.with_settings(Config { mode, ..config() }, &secrets);
    let page = app.bearer(&users.get("ego").token).get(SUGGESTIONS).await.expect(200).json();
    assert_eq!(names(&page), expected);
}

#[tokio::test]
async fn pages_are_addressed_by_offset() {
    let app = App::new().await;
    let all: Vec<String> = (0..25).map(|n| format!("near-{n:02}")).collect();
    let users = Users::of(&app, &format!("ego f1 {}", all.join(" "))).await;
    let ego = users.get("ego");
    users.connect(&app, &[("ego", "f1")]).await;
    for name in &all {
        users.connect(&app, &[("f1", name)]).await;
    }
    // The newest 25 of the friend's 26 edges are read; the oldest is the one to the caller.
    let mut pages = Vec::new();
    let mut next = Some(format!("{SUGGESTIONS}?limit=10"));
    while let Some(at) = next {
        assert!(pages.len() < 5);
        let page = ego.get(&at).await.expect(200).json();
        next = page["next"].as_str().map(|url| url.strip_prefix("http://kith.test").unwrap().to_owned());
        pages.push(page);
    }
    let mut found: Vec<_> = pages.iter().flat_map(names).collect();
    assert_eq!(pages.iter().map(|page| names(page).len()).collect::<Vec<_>>(), [10, 10, 5]);
    found.sort_unstable();
    assert_eq!(found, all);
    assert!(pages.iter().all(|page| page["count"] == 25), "{pages:?}");
    let back = pages[2]["previous"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    assert_eq!(ego.get(back).await.expect(200).json()["results"], pages[1]["results"]);
    assert_eq!(pages[0]["previous"], Value::Null);
    // A page has at most 20 users.
    let most = ego.get(&format!("{SUGGESTIONS}?limit=100")).await.expect(200).json();
    assert_eq!(names(&most).len(), 20);
    let rest = most["next"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    assert_eq!(names(&ego.get(rest).await.expect(200).json()).len(), 5);
    let beyond = ego.get(&format!("{SUGGESTIONS}?offset=25")).await.expect(200).json();
    assert_eq!((names(&beyond).len(), &beyond["next"]), (0, &Value::Null));
}

#[tokio::test]
async fn is_empty_for_a_user_without_edges() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let body = alice.get(SUGGESTIONS).await.expect(200).json();
    assert_eq!(body, json!({"count": 0, "next": null, "previous": null, "results": []}));
    app.get(SUGGESTIONS).await.expect(401);
    for (query, field) in [("limit=x", "limit"), ("offset=-1", "offset"), ("offset=10001", "offset")] {
        assert_eq!(alice.get(&format!("{SUGGESTIONS}?{query}")).await.expect(400).invalid_fields(), [field]);
    }
}
