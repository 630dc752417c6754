//! `POST /api/users/login/`: the login throttle.

use std::future::IntoFuture as _;
use std::time::Duration;

use futures::future::join_all;
use tests::{App, TestUser};

const HOME: &str = "192.0.2.1";
const WRONG: &str = "wrong-password";

/// The nth network address.
fn address(n: usize) -> String {
    format!("198.51.100.{n}")
}

#[tokio::test]
async fn ten_failures_throttle_an_address_even_with_the_right_password() {
    let app = App::throttled().await;
    app.register("madeline").await;
    for _ in 0..10 {
        app.login("madeline", WRONG).from_address(HOME).await.expect(400);
    }
    for password in [WRONG, TestUser::PASSWORD] {
        let refused = app.login("madeline", password).from_address(HOME).await.expect(429);
        let wait: u64 = refused.header("retry-after").parse().unwrap();
        assert!((840..=900).contains(&wait), "{wait}");
        let detail = format!("Request was throttled. Expected available in {wait} seconds.");
        assert_eq!(refused.json(), serde_json::json!({"detail": detail}));
    }
    app.login("madeline", TestUser::PASSWORD).from_address("192.0.2.2").await.expect(200);
}

#[tokio::test]
async fn nine_failures_do_not_throttle_and_successes_do_not_count() {
    let app = App::throttled().await;
    app.register("madeline").await;
    for _ in 0..9 {
        app.login("madeline", WRONG).from_address(HOME).await.expect(400);
    }
    for _ in 0..15 {
        app.login("madeline", TestUser::PASSWORD).from_address(HOME).await.expect(200);
    }
}

#[tokio::test]
async fn twenty_failures_throttle_an_account_for_every_address() {
    let app = App::throttled().await;
    app.register("madeline").await;
    for n in 0..19 {
        app.login("madeline", WRONG).from_address(&address(n)).await.expect(400);
    }
    app.login("madeline", TestUser::PASSWORD).from_address(HOME).await.expect(200);
    app.login("madeline", WRONG).from_address(&address(19)).await.expect(400);
    for n in [0, 20] {
        app.login("madeline", TestUser::PASSWORD).from_address(&address(n)).await.expect(429);
    }
    // Where the account has logged in before, the failures elsewhere do not count.
    app.login("madeline", TestUser::PASSWORD).from_address(HOME).await.expect(200);
}

#[tokio::test]
async fn unknown_names_are_throttled_the_same_way() {
    let app = App::throttled().await;
    for _ in 0..10 {
        app.login("nobody", WRONG).from_address(HOME).await.expect(400);
    }
    let refused = app.login("Nobody", WRONG).from_address(HOME).await.expect(429);
    assert!((840..=900).contains(&refused.header("retry-after").parse::<u64>().unwrap()));
    for n in 0..10 {
        app.login("nobody", WRONG).from_address(&address(n)).await.expect(400);
    }
    app.login("nobody", WRONG).from_address(&address(10)).await.expect(429);
}

#[tokio::test]
async fn username_and_email_share_one_count() {
    let app = App::throttled().await;
    app.register("madeline").await;
    for _ in 0..5 {
        app.login("madeline", WRONG).from_address(HOME).await.expect(400);
        app.login("madeline@example.org", WRONG).from_address(HOME).await.expect(400);
    }
    for name in ["madeline", "MADELINE", "madeline@example.org"] {
        app.login(name, TestUser::PASSWORD).from_address(HOME).await.expect(429);
    }
}

#[tokio::test]
async fn fifty_failures_throttle_an_address_for_every_account() {
    let app = App::throttled().await;
    app.register("madeline").await;
    app.register("theo").await;
    for n in 0..49 {
        app.login(&format!("nobody{n}"), WRONG).from_address(HOME).await.expect(400);
    }
    app.login("madeline", TestUser::PASSWORD).from_address(HOME).await.expect(200);
    app.login("theo", WRONG).from_address(HOME).await.expect(400);
    let refused = app.login("madeline", TestUser::PASSWORD).from_address(HOME).await.expect(429);
    assert!((840..=900).contains(&refused.header("retry-after").parse::<u64>().unwrap()));
    app.login("madeline", TestUser::PASSWORD).from_address("192.0.2.2").await.expect(200);
}

#[tokio::test]
async fn the_window_ends_after_fifteen_minutes() {
    let app = App::throttled().await;
    app.register("madeline").await;
    for _ in 0..10 {
        app.login("madeline", WRONG).from_address(HOME).await.expect(400);
    }
    app.state.clock.advance(Duration::from_secs(14 * 60));
    let refused = app.login("madeline", TestUser::PASSWORD).from_address(HOME).await.expect(429);
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((50..=60).contains(&wait), "{wait}");
    app.state.clock.advance(Duration::from_secs(wait));
    app.login("madeline", TestUser::PASSWORD).from_address(HOME).await.expect(200);
    for _ in 0..10 {
        app.login("madeline", WRONG).from_address(HOME).await.expect(400);
    }
    app.login("madeline", WRONG).from_address(HOME).await.expect(429);
}

#[tokio::test]
async fn an_ipv6_prefix_of_64_bits_counts_as_one_address() {
    let app = App::throttled().await;
    app.register("madeline").await;
    for n in 0..10 {
        app.login("madeline", WRONG).from_address(&format!("2001:db8:0:1::{n}")).await.expect(400);
    }
    app.login("madeline", TestUser::PASSWORD).from_address("2001:db8:0:1:ffff::1").await.expect(429);
    app.login("madeline", TestUser::PASSWORD).from_address("2001:db8:0:2::1").await.expect(200);
}

/// Sends `count` wrong guesses at the same time and returns their statuses.
async fn send_guesses(app: &App, count: usize, name: &str, address: impl Fn(usize) -> String) -> Vec<u16> {
    let guess = |n| tokio::spawn(app.login(name, &format!("guess {n}")).from_address(&address(n)).into_future());
    let answers = join_all((0..count).map(guess)).await;
    answers.into_iter().map(|answer| answer.unwrap().status).collect()
}

fn count(statuses: &[u16], status: u16) -> usize {
    statuses.iter().filter(|s| **s == status).count()
}

#[tokio::test]
async fn exactly_ten_of_fifty_concurrent_wrong_guesses_are_checked() {
    let app = App::throttled().await;
    app.register("madeline").await;
    for (name, number) in [("madeline", 1), ("nobody", 2)] {
        let statuses = send_guesses(&app, 50, name, |_| address(number)).await;
        assert_eq!((count(&statuses, 400), count(&statuses, 429)), (10, 40), "{name}: {statuses:?}");
    }
}

#[tokio::test]
async fn exactly_twenty_of_fifty_concurrent_wrong_guesses_from_different_addresses_are_checked() {
    let app = App::throttled().await;
    app.register("madeline").await;
    let statuses = send_guesses(&app, 50, "madeline", address).await;
    assert_eq!((count(&statuses, 400), count(&statuses, 429)), (20, 30), "{statuses:?}");
}

#[tokio::test]
async fn a_burst_cannot_test_passwords_past_the_limit() {
    // Nine failures leave room for one more. The right guess is the last of thirty that arrive together: a service that
    // checks all of them and counts the failures afterwards accepts it.
    let app = App::throttled().await;
    let mut guessed = 0;
    for (name, number) in ["madeline", "theo", "badeline", "granny", "oshiro"].into_iter().zip(0..) {
        app.register(name).await;
        let login = |password: &str| app.login(name, password).from_address(&address(number));
        for _ in 0..9 {
            login(WRONG).await.expect(400);
        }
        let burst = (0..30).map(|n| tokio::spawn(login(if n < 29 { WRONG } else { TestUser::PASSWORD }).into_future()));
        let answers = join_all(burst).await;
        guessed += answers.into_iter().filter(|answer| answer.as_ref().unwrap().status == 200).count();
    }
    assert!(guessed <= 1, "{guessed} of 5 passwords were found past the limit");
}
