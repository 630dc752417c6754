//! `POST /api/users/register/`

use futures::future::join_all;
use serde_json::json;
use shared::domain::throttle::Limits;
use tests::{App, Person, Routes as _, config};

#[tokio::test]
async fn a_new_user_gets_a_token_that_works() {
    let app = App::new().await;
    let body = json!({"email": "madeline@example.org", "username": "Madeline", "password": "celeste-summit"});
    let answer = app.post("/api/users/register/").json(&body).await.expect(200).json();
    assert_eq!(answer["user"]["username"], "Madeline");
    assert_eq!(answer["user"]["email"], "madeline@example.org");
    let me = app.bearer(answer["token"].as_str().unwrap()).get("/api/users/user/").await.expect(200).json();
    assert_eq!(me["id"], answer["user"]["id"]);
}

#[tokio::test]
async fn of_a_hundred_registrations_of_one_name_exactly_one_succeeds() {
    let app = App::new().await;
    let attempts = (0..100).map(|n| {
        let name = if n % 2 == 0 { "madeline" } else { "Madeline" };
        let body = json!({"email": format!("{n}@example.org"), "username": name, "password": Person::PASSWORD});
        let request = app.post("/api/users/register/").json(&body);
        tokio::spawn(async move { request.await })
    });
    let answers: Vec<_> = join_all(attempts).await.into_iter().map(|answer| answer.unwrap()).collect();
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!(answer.status, 400);
        assert_eq!(answer.json(), json!({"username": ["A user with that username already exists."]}));
    }
}

#[tokio::test]
async fn one_address_registers_twenty_times_an_hour() {
    let app = App::with(shared::config::Config { limits: Some(Limits::default()), ..config() }).await;
    let attempt = async |n: u32, address: &str| {
        let body =
            json!({"email": format!("{n}@example.org"), "username": format!("user{n}"), "password": Person::PASSWORD});
        app.post("/api/users/register/").json(&body).from_address(address).await
    };
    for n in 0..20 {
        attempt(n, "192.0.2.1").await.expect(200);
    }
    let refused = attempt(20, "192.0.2.1").await.expect(429);
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((3_590..=3_600).contains(&wait), "{wait}");
    attempt(21, "192.0.2.2").await.expect(200);
    app.state.clock.advance(std::time::Duration::from_secs(wait));
    attempt(22, "192.0.2.1").await.expect(200);
}
