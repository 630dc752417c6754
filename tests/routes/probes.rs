//! Limits on what a user finds out of names and addresses, and has hashed: one window for all paths that do the same.

use std::time::Duration;

use serde_json::json;
use shared::domain::account::throttle::{Limit, Limits};
use shared::runtime::config::Config;
use tests::{App, Request, Routes as _, TestUser, config};

const HOUR: Duration = Duration::from_secs(60 * 60);

async fn limited() -> App {
    let limit = Limit { count: 3, window: HOUR };
    let limits = Limits { names: limit, addresses: limit, hashes: limit, ..Limits::default() };
    App::with(Config { limits: Some(limits), privileged_age: 4 * HOUR, ..config() }).await
}

/// Tries to take a username, by each API.
fn rename(user: &TestUser, api: usize, name: &str) -> Request {
    match api {
        0 => user.patch(&user.path("")).json(&json!({"username": name})),
        1 => user.post(&format!("/api/users/profile/{name}")).json(&json!({"username": name})),
        _ => user.patch(&user.directory_path("")).json_api(&user.patch_of(json!({"username": name}))),
    }
}

/// Tries to take an e-mail address, by each API.
fn readdress(user: &TestUser, api: usize, name: &str) -> Request {
    let email = format!("{name}@example.org");
    match api {
        0 => user.patch(&user.path("change_email/")).json(&json!({"new_email": email, "confirm": true})),
        1 => user.patch(&user.path("change_email/")).json(&json!({"new_email": email})),
        2 => user.post(&format!("/api/users/profile/{}", user.name)).json(&json!({"email": email})),
        _ => user.patch(&user.directory_path("")).json_api(&user.patch_of(json!({"email": email}))),
    }
}

#[tokio::test]
async fn usernames_have_one_window_in_all_apis() {
    let app = limited().await;
    let [ann, staff] = [app.user("ann").await, app.staff("stella").await];
    app.user("taken").await;
    for api in 0..3 {
        // Taken or not, each question counts.
        assert_eq!(rename(&ann, api, "taken").await.status, 400);
    }
    for api in 0..3 {
        for name in ["taken", "not-taken"] {
            let refused = rename(&ann, api, name).await.expect(429);
            assert!((3_590..=3_600).contains(&refused.header("retry-after").parse::<u64>().unwrap()));
        }
    }
    // The present name, another case of it and other fields are no question.
    rename(&ann, 0, "ANN").await.expect(200);
    ann.patch(&ann.path("")).json(&json!({"bio": "Climbs."})).await.expect(200);
    for _ in 0..2 {
        for api in 0..3 {
            assert_eq!(rename(&staff, api, "taken").await.status, 400);
        }
    }
    app.state.clock.advance(HOUR);
    rename(&ann, 0, "anna").await.expect(200);
}

#[tokio::test]
async fn addresses_have_one_window_in_all_apis() {
    let app = limited().await;
    let [ann, staff] = [app.user("ann").await, app.staff("stella").await];
    app.user("taken").await;
    for api in 0..3 {
        assert_eq!(readdress(&ann, api, "taken").await.status, 400);
    }
    for api in 0..4 {
        for name in ["taken", "not-taken"] {
            readdress(&ann, api, name).await.expect(429);
        }
    }
    for api in [0, 1, 2, 3, 0, 1] {
        assert_eq!(readdress(&staff, api, "taken").await.status, 400);
    }
}

#[tokio::test]
async fn hashes_have_one_window_for_staff_too() {
    let app = limited().await;
    for user in [app.register("ann").await, app.staff("stella").await] {
        let set = || user.post(&user.directory_path("change-password/")).json(&json!({"password": "another-summit-9"}));
        let body = json!({"password": "a-wrong-password", "new_password": "another-summit-9"});
        let change = || user.patch(&user.path("change_password/")).json(&body);
        set().await.expect(200);
        set().await.expect(200);
        assert_eq!(change().await.status, 400);
        set().await.expect(429);
        change().await.expect(429);
    }
    let staff = app.staff("stellan").await;
    for n in 0..4 {
        let body = json!({"username": format!("new-{n}"), "email": format!("new-{n}@example.org"), "password": TestUser::PASSWORD});
        let created = staff.post("/api/v2/account/create/").json(&body).await;
        assert_eq!(created.status, if n < 3 { 201 } else { 429 });
    }
}

#[tokio::test]
async fn without_limits_nothing_is_counted() {
    let app = App::new().await;
    let ann = app.user("ann").await;
    for n in 0..70 {
        rename(&ann, 0, &format!("ann-{n}")).await.expect(200);
    }
}
