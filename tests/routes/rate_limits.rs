//! The headers `RateLimit` and `RateLimit-Policy`.

use fanout::Fanout;
use serde_json::json;
use shared::domain::account::activity::ActivityLimits;
use shared::domain::account::throttle::Limits;
use shared::runtime::config::Config;
use tests::{App, Routes as _, TestResponse, TestUser, config, pictures};

/// The two headers, without the seconds that are left, which pass.
fn headers(response: &TestResponse) -> (String, String) {
    let left = response.header("ratelimit");
    let items = left.split(", ").map(|item| item.split(";t=").next().unwrap_or_default());
    (response.header("ratelimit-policy").to_owned(), items.collect::<Vec<_>>().join(", "))
}

fn both(policy: &str, left: &str) -> (String, String) {
    (policy.to_owned(), left.to_owned())
}

#[tokio::test]
async fn failed_logins_tell_what_is_left() {
    let app = App::throttled().await;
    app.register("ann").await;
    let policies = r#""logins";q=10;w=900, "logins-of-address";q=50;w=900"#;
    for name in ["ann", "nobody"] {
        let address = format!("192.0.2.{}", name.len());
        for n in 1..=10 {
            let failed = app.login(name, "wrong-password").from_address(&address).await.expect(400);
            let left = format!(r#""logins";r={}, "logins-of-address";r={}"#, 10 - n, 50 - n);
            let mut found = headers(&failed);
            // The two are counted at the same time.
            if found.0.starts_with("\"logins-of") {
                let turned = |list: &str| list.rsplit(", ").collect::<Vec<_>>().join(", ");
                found = (turned(&found.0), turned(&found.1));
            }
            assert_eq!(found, both(policies, &left), "{name}");
        }
        let refused = app.login(name, "wrong-password").from_address(&address).await.expect(429);
        assert_eq!(headers(&refused), both(r#""logins";q=10;w=900"#, r#""logins";r=0"#));
        let (wait, left) = (refused.header("retry-after"), refused.header("ratelimit"));
        assert_eq!(left, format!(r#""logins";r=0;t={wait}"#));
    }
}

#[tokio::test]
async fn what_is_counted_is_told_and_nothing_else() {
    let app = App::throttled().await;
    let body = json!({"username": "ann", "email": "ann@example.org", "password": TestUser::PASSWORD});
    let registered = app.post("/api/users/register/").json(&body).await.expect(200);
    assert_eq!(headers(&registered), both(r#""registrations";q=20;w=3600"#, r#""registrations";r=19"#));
    let ann = app.register("ann_k").await;
    let picture = json!({"avatar_base64": pictures::base64(&pictures::png(8, 8))});
    let uploaded = ann.post("/api/v2/user/avatar/").json(&picture).await.expect(201);
    assert_eq!(headers(&uploaded), both(r#""uploads";q=60;w=3600"#, r#""uploads";r=59"#));
    let renamed = ann.patch(&ann.path("")).json(&json!({"username": "anna"})).await.expect(200);
    assert_eq!(headers(&renamed), both(r#""usernames";q=60;w=3600"#, r#""usernames";r=59"#));
    let read = ann.get(&ann.path("")).await.expect(200);
    let liked = app.login("anna", TestUser::PASSWORD).await.expect(200);
    for silent in [read, liked] {
        assert_eq!(headers(&silent), both("", ""));
        let exposed = silent.header("access-control-expose-headers").to_owned();
        assert!(exposed.contains("ratelimit,ratelimit-policy"), "{exposed}");
    }
}

/// Whoever asks for a recovery learns nothing of the limits.
#[tokio::test]
async fn recoveries_are_silent() {
    let app = App::with(Config { sends_mail: true, limits: Some(Limits::default()), ..config() }).await;
    for _ in 0..7 {
        let email = json!({"email": "ann@example.org"});
        let asked = app.post("/api/v2/account/recover/").json(&email).await.expect(204);
        assert_eq!(headers(&asked), both("", ""));
    }
}

#[tokio::test]
async fn a_limit_of_activity_is_told_once_it_is_reached() {
    let activity = ActivityLimits { posts: 1, ..ActivityLimits::default() };
    let limits = Some(Limits { activity, ..Limits::default() });
    let app = App::with(Config { limits, ..config() }).await;
    app.early_in_the_hour().await;
    let ann = app.user("ann").await;
    let publish = || ann.post("/api/v2/post/").json(&json!({"text": "Hello."}));
    assert_eq!(headers(&publish().await.expect(201)), both("", ""));
    let state = app.acting_as("fanout");
    app.settle_by(&Fanout::new(state.store, state.clock).with_limits(limits)).await;
    let refused = publish().await.expect(429);
    assert_eq!(headers(&refused), both(r#""posts";q=1;w=3600"#, r#""posts";r=0"#));
}
