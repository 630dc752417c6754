//! `GET /api/v2/suggestion/user/`

use std::collections::BTreeMap;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::{Mode, Status};
use shared::runtime::config::Config;
use tests::{App, Person, Routes as _, config};

use crate::api::v2::user::id::connection::{acts, connect};

const SUGGESTIONS: &str = "/api/v2/suggestion/user/";

/// People by name.
struct Crowd(BTreeMap<String, Person>);

impl Crowd {
    async fn of(app: &App, names: &str) -> Self {
        let people = names.split(' ').map(|name| async move { (name.to_owned(), app.member(name).await) });
        Self(join_all(people).await.into_iter().collect())
    }

    fn get(&self, name: &str) -> &Person {
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

async fn suggested(me: &Person) -> Vec<String> {
    let page = me.get(SUGGESTIONS).await.expect(200).json();
    names(&page).into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn friends_of_friends_come_first_each_by_the_number_of_edges() {
    let app = App::new().await;
    let crowd = Crowd::of(&app, "ego f1 f2 f3 s1 s2 s3 far-2 far-1 near-3 near-2 near-1 beyond").await;
    crowd.connect(&app, &[("ego", "f1"), ("f2", "ego"), ("ego", "f3")]).await;
    crowd.follow(&[("ego", "s1"), ("ego", "s2"), ("ego", "s3")]).await;
    // Three, two and one friend in common.
    crowd
        .connect(&app, &[("f1", "near-3"), ("near-3", "f2"), ("f3", "near-3"), ("f1", "near-2"), ("near-2", "f3")])
        .await;
    crowd.connect(&app, &[("near-1", "f2"), ("near-1", "beyond")]).await;
    // Of the followed any number counts less than one friend, but decides between equals.
    crowd.follow(&[("s1", "far-2"), ("s2", "far-2"), ("s3", "far-2"), ("s3", "far-1")]).await;
    // Neither those who follow, nor friends of the followed, nor whom friends follow.
    crowd.follow(&[("beyond", "ego"), ("f1", "beyond")]).await;
    crowd.connect(&app, &[("s1", "beyond")]).await;
    let ego = crowd.get("ego");
    assert_eq!(suggested(ego).await, ["near-3", "near-2", "near-1", "far-2", "far-1"]);
    let page = ego.get(SUGGESTIONS).await.expect(200).json();
    assert_eq!((&page["count"], &page["next"], &page["previous"]), (&json!(5), &Value::Null, &Value::Null));
    assert_eq!(page["results"][0], ego.get(&crowd.get("near-3").path("")).await.expect(200).json());
    crowd.follow(&[("s1", "near-1")]).await;
    crowd.connect(&app, &[("f1", "near-1")]).await;
    assert_eq!(suggested(ego).await, ["near-3", "near-1", "near-2", "far-2", "far-1"]);
}

#[tokio::test]
async fn the_caller_and_those_known_hidden_or_gone_are_not_suggested() {
    let app = App::new().await;
    let crowd =
        Crowd::of(&app, "ego f1 f2 s1 hidden-friend friend followed asked asks rejects hidden soft hard fine").await;
    let ego = crowd.get("ego");
    crowd.connect(&app, &[("ego", "f1"), ("ego", "f2"), ("ego", "hidden-friend"), ("ego", "friend")]).await;
    crowd.follow(&[("ego", "s1"), ("ego", "followed"), ("s1", "ego")]).await;
    for name in ["f2", "friend", "followed", "asked", "asks", "rejects", "hidden", "soft", "hard", "fine"] {
        crowd.connect(&app, &[("f1", name)]).await;
        crowd.follow(&[("s1", name)]).await;
    }
    // Through one who is hidden nobody is found.
    let strangers = Crowd::of(&app, "stranger").await;
    connect(&app, crowd.get("hidden-friend"), strangers.get("stranger")).await;
    acts(&app, &[(ego, "request", crowd.get("asked")), (crowd.get("asks"), "request", ego)]).await;
    acts(&app, &[(ego, "request", crowd.get("rejects")), (crowd.get("rejects"), "reject", ego)]).await;
    for name in ["hidden", "hidden-friend"] {
        ego.post(&crowd.get(name).path("hide/")).await.expect(201);
    }
    crowd.get("soft").delete(&crowd.get("soft").path("")).await.expect(204);
    crowd.get("hard").delete(&crowd.get("hard").path("?hard=1")).await.expect(204);
    for settled in [false, true] {
        if settled {
            app.settle().await;
        }
        assert_eq!(suggested(ego).await, ["fine"], "settled: {settled}");
    }
    // Shown again, they lead on.
    ego.post(&crowd.get("hidden-friend").path("hide/")).await.expect(201);
    let mut found = suggested(ego).await;
    found.sort();
    assert_eq!(found, ["fine", "stranger"]);
}

#[tokio::test]
async fn a_blocked_user_is_not_suggested() {
    let app = App::new().await;
    let crowd = Crowd::of(&app, "ego f1 fine").await;
    crowd.connect(&app, &[("ego", "f1"), ("f1", "fine")]).await;
    let blocked = app.account("blocked", None, Status::Blocked, None).await;
    let f1 = crowd.get("f1");
    f1.post(&format!("/api/v2/user/{blocked}/connection/request/")).await.expect(200);
    let act = shared::domain::graph::friendship::FriendshipCommand {
        by: blocked,
        with: f1.id,
        action: shared::domain::graph::friendship::FriendshipAction::Accept,
        id: shared::domain::Id::generate(app.state.clock.now()),
    };
    app.state.store.friendships().apply(act, act.likely_before()).await.unwrap();
    assert_eq!(suggested(crowd.get("ego")).await, ["fine"]);
}

#[rstest]
#[case::follow(Mode::Follow, &["far", "near"])]
#[case::friendship(Mode::Friendship, &["near"])]
#[case::hybrid(Mode::Hybrid, &["near", "far"])]
#[tokio::test]
async fn only_edges_of_the_mode_count(#[case] mode: Mode, #[case] expected: &[&str]) {
    let hybrid = App::new().await;
    let crowd = Crowd::of(&hybrid, "ego f1 s1 s2 near far").await;
    crowd.connect(&hybrid, &[("ego", "f1"), ("f1", "near")]).await;
    crowd.follow(&[("ego", "s1"), ("ego", "s2"), ("s1", "far"), ("s2", "far"), ("s1", "near")]).await;
    let secrets = shared::runtime::config::Secrets::new(tests::SECRET.to_owned(), None).unwrap();
    let app = hybrid.again(Config { mode, ..config() }, &secrets);
    let page = app.bearer(&crowd.get("ego").token).get(SUGGESTIONS).await.expect(200).json();
    assert_eq!(names(&page), expected);
}

#[tokio::test]
async fn pages_are_addressed_by_offset() {
    let app = App::new().await;
    let all: Vec<String> = (0..25).map(|n| format!("near-{n:02}")).collect();
    let crowd = Crowd::of(&app, &format!("ego f1 {}", all.join(" "))).await;
    let ego = crowd.get("ego");
    crowd.connect(&app, &[("ego", "f1")]).await;
    for name in &all {
        crowd.connect(&app, &[("f1", name)]).await;
    }
    // 25 of the friend's edges are looked at, and the caller's own is the oldest of 26.
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
    // A page has at most twenty.
    let most = ego.get(&format!("{SUGGESTIONS}?limit=100")).await.expect(200).json();
    assert_eq!(names(&most).len(), 20);
    let rest = most["next"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    assert_eq!(names(&ego.get(rest).await.expect(200).json()).len(), 5);
    let beyond = ego.get(&format!("{SUGGESTIONS}?offset=25")).await.expect(200).json();
    assert_eq!((names(&beyond).len(), &beyond["next"]), (0, &Value::Null));
}

#[tokio::test]
async fn who_knows_nobody_is_suggested_nobody() {
    let app = App::new().await;
    let alice = app.member("alice").await;
    let body = alice.get(SUGGESTIONS).await.expect(200).json();
    assert_eq!(body, json!({"count": 0, "next": null, "previous": null, "results": []}));
    app.get(SUGGESTIONS).await.expect(401);
    for (query, field) in [("limit=x", "limit"), ("offset=-1", "offset"), ("offset=10001", "offset")] {
        assert_eq!(alice.get(&format!("{SUGGESTIONS}?{query}")).await.expect(400).wrong_fields(), [field]);
    }
}
