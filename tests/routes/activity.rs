//! Limits on what a user does in an hour: the same for an action, however it is requested.

use std::time::Duration;

use fanout::Fanout;
use rstest::rstest;
use serde_json::json;
use shared::domain::account::activity::{Activity, ActivityLimits};
use shared::domain::account::throttle::Limits;
use shared::runtime::config::Config;
use tests::{App, Request, Routes as _, TestUser, config};

/// The limit of each test.
const LIMIT: u64 = 2;
const HOUR: Duration = Duration::from_secs(60 * 60);

fn limits(count: u64) -> Option<Limits> {
    let activity = ActivityLimits {
        posts: count,
        comments: count,
        follows: count,
        requests: count,
        announcements: count,
        games: count,
    };
    Some(Limits { activity, ..Limits::default() })
}

/// A community with these limits.
async fn limited(limits: Option<Limits>) -> App {
    let app = App::with(Config { limits, ..config() }).await;
    app.early_in_the_hour().await;
    app
}

async fn settle(app: &App) {
    let state = app.acting_as("fanout");
    let fanout = Fanout::new(state.store, state.clock).with_limits(app.state.config.limits);
    app.settle_by(&fanout).await;
}

/// The nth request that is an activity, by the path with this number.
fn act(user: &TestUser, others: &[TestUser], activity: Activity, path: usize, n: usize, post: u64) -> Request {
    let (other, text) = (&others[n % others.len()], json!({"text": format!("Text {n}.")}));
    let game = json!({"igdb": format!("{}", 1_000 + 10 * n + path), "name": format!("Game {n}")});
    match (activity, path) {
        (Activity::Posts, 0) => user.post("/api/v2/post/").json(&text),
        (Activity::Posts, _) => user.post("/api/v2/discussion/").json(&json!({"title": format!("Title {n}")})),
        (Activity::Comments, _) => user.post("/api/v2/comment/").json(&json!({"post": post, "text": "Fine."})),
        (Activity::Follows, 0) => user.post(&other.path("follow/")),
        (Activity::Follows, 1) => user.put(&other.path("follow/")),
        (Activity::Follows, _) => user.post("/api/users/follow/").json(&json!({"username": other.name})),
        (Activity::Requests, 0) => user.post(&other.path("connection/request/")),
        (Activity::Requests, _) => {
            user.post("/api/v2/user/me/connection/request/").json(&json!({"username": other.name}))
        }
        (Activity::Announcements, _) => {
            user.post("/api/v2/notification/notify/").json(&json!({"user": user.id, "title": format!("Title {n}")}))
        }
        (Activity::Games, 0) => user.post("/api/actions/log/").json(&game),
        (Activity::Games, 1) => user.put("/api/actions/wishlist/").json(&game),
        (Activity::Games, 2) => user.post("/api/actions/favorites/add/").json(&game),
        (Activity::Games, 3) => {
            let rating = json!({"igdb": game["igdb"], "name": game["name"], "rating": 4});
            user.post("/api/actions/ratings/").json(&rating)
        }
        (Activity::Games, _) => user.post("/api/actions/journal/").json(&json!({"game": game, "date": "2026-01-02"})),
    }
}

fn paths(activity: Activity) -> usize {
    match activity {
        Activity::Comments | Activity::Announcements => 1,
        Activity::Posts | Activity::Requests => 2,
        Activity::Follows => 3,
        Activity::Games => 5,
    }
}

async fn fixtures(app: &App) -> (TestUser, Vec<TestUser>, u64) {
    // Custom notifications take staff.
    let user = app.staff("stella").await;
    let mut others = Vec::new();
    for n in 0..12 {
        others.push(app.user(&format!("other-{n}")).await);
    }
    let post = others[0].post("/api/v2/post/").json(&json!({"text": "Hello."})).await.expect(201).json();
    (user, others, post["id"].as_u64().expect("an id"))
}

#[rstest]
#[tokio::test]
async fn an_activity_has_one_limit_for_all_its_paths(
    #[values(
        Activity::Posts,
        Activity::Comments,
        Activity::Follows,
        Activity::Requests,
        Activity::Announcements,
        Activity::Games
    )]
    activity: Activity,
) {
    let app = limited(limits(LIMIT)).await;
    let (user, others, post) = fixtures(&app).await;
    settle(&app).await;
    for n in 0..2 {
        let response = act(&user, &others, activity, n % paths(activity), n, post).await;
        assert!(response.status < 300, "{activity:?}: {response:?}");
        settle(&app).await;
    }
    for path in 0..paths(activity) {
        let refused = act(&user, &others, activity, path, 2 + path, post).await.expect(429);
        let wait: u64 = refused.header("retry-after").parse().unwrap();
        assert!((1..=3_600).contains(&wait), "{activity:?}: {wait}");
        assert_eq!(refused.cost.wcu, 0.0, "{activity:?}");
        assert!(refused.cost.trips <= 2, "{activity:?}: {:?}", refused.cost);
    }
    // Others may still, and the user may do everything else.
    let other = Activity::ALL.into_iter().find(|other| *other != activity).expect("another one");
    assert!(act(&user, &others, other, 0, 10, post).await.status < 300);
    app.state.clock.advance(HOUR);
    for path in 0..paths(activity) {
        let response = act(&user, &others, activity, path, 5 + path, post).await;
        assert!(response.status < 300, "{activity:?}: {response:?}");
    }
}

#[rstest]
#[case::unlimited(None)]
#[case::zero(limits(0))]
#[tokio::test]
async fn limits_can_be_turned_off(#[case] limits: Option<Limits>) {
    let app = limited(limits).await;
    let (user, others, post) = fixtures(&app).await;
    // What was marked before does not count.
    for activity in Activity::ALL {
        app.state.store.auth_states().limit(user.id, activity, i64::MAX).await.unwrap();
    }
    for activity in Activity::ALL {
        for n in 0..3 {
            let response = act(&user, &others, activity, 0, n, post).await;
            assert!(response.status < 300, "{activity:?}: {response:?}");
        }
        settle(&app).await;
    }
}

#[tokio::test]
async fn what_exists_already_is_no_activity() {
    let app = limited(limits(1)).await;
    let (user, others, _) = fixtures(&app).await;
    let game = json!({"igdb": "7", "name": "Celeste"});
    others[1].post("/api/actions/log/").json(&game).await.expect(200);
    user.put(&others[0].path("follow/")).await.expect(204);
    user.post("/api/actions/log/").json(&json!({"igdb": "8", "name": "Tunic"})).await.expect(200);
    settle(&app).await;
    user.put(&others[0].path("follow/")).await.expect(204);
    user.put(&others[1].path("follow/")).await.expect(429);
    user.post("/api/actions/log/").json(&game).await.expect(200);
    user.post("/api/actions/log/").json(&json!({"igdb": "9", "name": "Hades"})).await.expect(429);
    user.delete(&others[0].path("follow/")).await.expect(204);
}

/// A request that was done is answered again.
#[tokio::test]
async fn a_repeated_request_is_answered_over_the_limit() {
    let app = limited(limits(1)).await;
    let (user, ..) = fixtures(&app).await;
    let publish = || user.post("/api/v2/post/").header("idempotency-key", "a key").json(&json!({"text": "Once."}));
    let first = publish().await.expect(201).json();
    settle(&app).await;
    user.post("/api/v2/post/").json(&json!({"text": "Twice."})).await.expect(429);
    assert_eq!(publish().await.expect(201).json()["id"], first["id"]);
}
