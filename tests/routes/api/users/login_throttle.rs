//! `POST /api/users/login/`: how many guesses it takes.

use std::future::IntoFuture as _;
use std::time::Duration;

use futures::future::join_all;
use tests::{App, Person};

const HOME: &str = "192.0.2.1";
const WRONG: &str = "wrong-password";

/// The nth of many addresses.
fn address(n: usize) -> String {
    format!("198.51.100.{n}")
}

#[tokio::test]
async fn after_ten_failures_an_address_waits_even_with_the_right_password() {
    let app = App::throttled().await;
    app.register("madeline").await;
    for _ in 0..10 {
        app.login("madeline", WRONG).from_address(HOME).await.expect(400);
    }
    for password in [WRONG, Person::PASSWORD] {
        let refused = app.login("madeline", password).from_address(HOME).await.expect(429);
        let wait: u64 = refused.header("retry-after").parse().unwrap();
        assert!((840..=900).contains(&wait), "{wait}");
        let detail = format!("Request was throttled. Expected available in {wait} seconds.");
        assert_eq!(refused.json(), serde_json::json!({"detail": detail}));
    }
    app.login("madeline", Person::PASSWORD).from_address("192.0.2.2").await.expect(200);
}

#[tokio::test]
async fn nine_failures_do_not_lock_and_a_success_does_not_count() {
    let app = App::throttled().await;
    app.register("madeline").await;
    for _ in 0..9 {
        app.login("madeline", WRONG).from_address(HOME).await.expect(400);
    }
    for _ in 0..15 {
        app.login("madeline", Person::PASSWORD).from_address(HOME).await.expect(200);
    }
}

#[tokio::test]
async fn twenty_failures_from_many_addresses_lock_everybody_and_nineteen_do_not() {
    let app = App::throttled().await;
    app.register("madeline").await;
    for n in 0..19 {
        app.login("madeline", WRONG).from_address(&address(n)).await.expect(400);
    }
    app.login("madeline", Person::PASSWORD).from_address(HOME).await.expect(200);
    app.login("madeline", WRONG).from_address(&address(19)).await.expect(400);
    app.login("madeline", Person::PASSWORD).from_address(HOME).await.expect(429);
    app.login("madeline", Person::PASSWORD).from_address(&address(20)).await.expect(429);
}

#[tokio::test]
async fn names_that_nobody_has_are_throttled_the_same_way() {
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
async fn username_and_email_of_one_account_share_one_count() {
    let app = App::throttled().await;
    app.register("madeline").await;
    for _ in 0..5 {
        app.login("madeline", WRONG).from_address(HOME).await.expect(400);
        app.login("madeline@example.org", WRONG).from_address(HOME).await.expect(400);
    }
    for name in ["madeline", "MADELINE", "madeline@example.org"] {
        app.login(name, Person::PASSWORD).from_address(HOME).await.expect(429);
    }
}

#[tokio::test]
async fn an_address_fails_fifty_times_over_many_accounts() {
    let app = App::throttled().await;
    app.register("madeline").await;
    app.register("theo").await;
    for n in 0..49 {
        app.login(&format!("nobody{n}"), WRONG).from_address(HOME).await.expect(400);
    }
    app.login("madeline", Person::PASSWORD).from_address(HOME).await.expect(200);
    app.login("theo", WRONG).from_address(HOME).await.expect(400);
    let refused = app.login("madeline", Person::PASSWORD).from_address(HOME).await.expect(429);
    assert!((840..=900).contains(&refused.header("retry-after").parse::<u64>().unwrap()));
    app.login("madeline", Person::PASSWORD).from_address("192.0.2.2").await.expect(200);
}

#[tokio::test]
async fn a_window_ends_after_fifteen_minutes() {
    let app = App::throttled().await;
    app.register("madeline").await;
    for _ in 0..10 {
        app.login("madeline", WRONG).from_address(HOME).await.expect(400);
    }
    app.state.clock.advance(Duration::from_secs(14 * 60));
    let refused = app.login("madeline", Person::PASSWORD).from_address(HOME).await.expect(429);
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((50..=60).contains(&wait), "{wait}");
    app.state.clock.advance(Duration::from_secs(wait));
    app.login("madeline", Person::PASSWORD).from_address(HOME).await.expect(200);
    for _ in 0..10 {
        app.login("madeline", WRONG).from_address(HOME).await.expect(400);
    }
    app.login("madeline", WRONG).from_address(HOME).await.expect(429);
}

#[tokio::test]
async fn an_ipv6_customer_is_one_address() {
    let app = App::throttled().await;
    app.register("madeline").await;
    for n in 0..10 {
        app.login("madeline", WRONG).from_address(&format!("2001:db8:0:1::{n}")).await.expect(400);
    }
    app.login("madeline", Person::PASSWORD).from_address("2001:db8:0:1:ffff::1").await.expect(429);
    app.login("madeline", Person::PASSWORD).from_address("2001:db8:0:2::1").await.expect(200);
}

/// The statuses of so many wrong guesses at the same time.
async fn guesses(app: &App, count: usize, name: &str, address: impl Fn(usize) -> String) -> Vec<u16> {
    let guess = |n| tokio::spawn(app.login(name, &format!("guess {n}")).from_address(&address(n)).into_future());
    let answers = join_all((0..count).map(guess)).await;
    answers.into_iter().map(|answer| answer.unwrap().status).collect()
}

fn count(statuses: &[u16], status: u16) -> usize {
    statuses.iter().filter(|s| **s == status).count()
}

#[tokio::test]
async fn of_fifty_wrong_guesses_at_the_same_time_exactly_ten_are_looked_at() {
    let app = App::throttled().await;
    app.register("madeline").await;
    for name in ["madeline", "nobody"] {
        let statuses = guesses(&app, 50, name, |_| format!("address of {name}")).await;
        assert_eq!((count(&statuses, 400), count(&statuses, 429)), (10, 40), "{name}: {statuses:?}");
    }
}

#[tokio::test]
async fn of_fifty_wrong_guesses_from_as_many_addresses_exactly_twenty_are_looked_at() {
    let app = App::throttled().await;
    app.register("madeline").await;
    let statuses = guesses(&app, 50, "madeline", address).await;
    assert_eq!((count(&statuses, 400), count(&statuses, 429)), (20, 30), "{statuses:?}");
}

#[tokio::test]
async fn a_burst_does_not_carry_the_right_guess_past_the_limit() {
    // Nine failures leave room for one. Of thirty guesses that come together, the right one is the last: a service
    // that looks at all of them and only counts afterwards gives the password away.
    let app = App::throttled().await;
    let mut guessed = 0;
    for name in ["madeline", "theo", "badeline", "granny", "oshiro"] {
        app.register(name).await;
        let login = |password: &str| app.login(name, password).from_address(name);
        for _ in 0..9 {
            login(WRONG).await.expect(400);
        }
        let burst = (0..30).map(|n| tokio::spawn(login(if n < 29 { WRONG } else { Person::PASSWORD }).into_future()));
        let answers = join_all(burst).await;
        guessed += answers.into_iter().filter(|answer| answer.as_ref().unwrap().status == 200).count();
    }
    assert!(guessed <= 1, "{guessed} of 5 passwords were found past the limit");
}
