//! Settings that change what every route does.

use shared::runtime::config::Config;
use tests::{App, Routes as _, config};

#[tokio::test]
async fn pages_that_are_switched_off_are_unknown_paths() {
    let app = App::with(Config { pages: false, ..config() }).await;
    for path in ["/", "/console/", "/console", "/docs/", "/openapi.json"] {
        app.get(path).await.expect(404);
    }
    // Mails lead to these, and monitors to the last.
    for path in ["/account/reset/", "/account/verify/", "/account/restore/", "/account/unsubscribe/", "/health/"] {
        app.get(path).await.expect(200);
    }
}

#[tokio::test]
async fn responses_say_what_they_cost_if_the_setting_is_on() {
    let app = App::with(Config { server_timing: true, ..config() }).await;
    let me = app.register("madeline").await;
    let response = me.get("/api/v2/user/me/").await.expect(200);
    let timing = response.header("server-timing");
    let entries: Vec<_> = timing.split(", ").map(|entry| entry.split_once(';').expect("a value")).collect();
    let names: Vec<_> = entries.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["total", "trips", "rcu", "wcu"], "{timing}");
    let milliseconds: f64 = entries[0].1.strip_prefix("dur=").expect("a duration").parse().expect("a number");
    assert!(milliseconds > 0.0, "{timing}");
    let cost = response.cost;
    let described = |value: String| format!("desc=\"{value}\"");
    assert_eq!(entries[1].1, described(cost.trips.to_string()));
    assert_eq!(entries[2].1, described(cost.rcu.to_string()));
    assert_eq!(entries[3].1, described(cost.wcu.to_string()));
    assert!(cost.trips > 0);

    let silent = App::new().await;
    assert_eq!(silent.get("/health/").await.expect(200).header("server-timing"), "");
}
