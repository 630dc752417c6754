//! Figures: each day is counted once, after it is over.

use std::time::Duration;

use jiff::civil::Date;
use serde_json::json;
use shared::domain::cursor::{PageRequest, Start};
use shared::domain::figures::{DailyFigures, day_of, start_of};
use shared::dynamo::capacity::metered;
use tests::{App, Routes as _, TestUser};

use crate::janitor::walks::janitor;

/// Advances the clock to noon (UTC) of a day after the present one. Returns the day.
fn advance_to_noon(app: &App, days: i32) -> Date {
    let now = app.state.clock.now();
    let day = day_of(now).checked_add(jiff::Span::new().days(days)).unwrap();
    let noon = start_of(day) + 12 * 60 * 60 * 1_000;
    app.state.clock.advance(Duration::from_millis(u64::try_from(noon - now.as_millisecond()).unwrap()));
    day
}

fn page(limit: usize) -> PageRequest {
    PageRequest { limit, start: Start::Offset(0) }
}

/// Runs `fanout` and the janitor. Returns the figures of all days, newest first.
async fn counted(app: &App) -> Vec<DailyFigures> {
    app.settle().await;
    janitor(app, Duration::ZERO, 1_000).run().await.unwrap();
    app.state.store.figures().page(&page(100)).await.unwrap().rows
}

#[tokio::test]
async fn a_day_is_counted_when_it_is_over() {
    let app = App::new().await;
    let first = advance_to_noon(&app, 1);
    let anna = app.register("anna").await;
    app.register("ben").await;
    let gone = app.register("gone").await;
    for text in ["one", "two", "deleted"] {
        anna.post("/api/v2/post/").json(&json!({"text": text})).await.expect(201);
    }
    let discussion = json!({"title": "three", "text": "three"});
    let discussion = anna.post("/api/v2/discussion/").json(&discussion).await.expect(201).json();
    anna.delete(&format!("/api/v2/discussion/{}/", discussion["id"])).await.expect(204);
    gone.delete(&format!("/users/{}/", gone.uuid())).await.expect(204);
    assert_eq!(counted(&app).await, []);

    let second = advance_to_noon(&app, 1);
    // One user twice.
    for _ in 0..2 {
        app.login("ben", TestUser::PASSWORD).await.expect(200);
    }
    let of_first = DailyFigures { day: first, registrations: 2, active_users: Some(3), posts: 3, parked_changes: 0 };
    assert_eq!(counted(&app).await, std::slice::from_ref(&of_first));

    let third = advance_to_noon(&app, 2);
    let quiet = DailyFigures { day: second, registrations: 0, active_users: Some(1), posts: 0, parked_changes: 0 };
    let empty = DailyFigures { day: second.tomorrow().unwrap(), active_users: None, ..quiet.clone() };
    assert!(empty.day < third);
    let all = [empty, quiet, of_first];
    assert_eq!(counted(&app).await, all);
    // What happens later changes nothing.
    let anna_again = app.log_in("anna", TestUser::PASSWORD).await;
    anna_again.delete(&format!("/users/{}/", anna.uuid())).await.expect(204);
    assert_eq!(counted(&app).await, all);
}

/// A refresh token is used on days without a login.
#[tokio::test]
async fn who_refreshes_a_token_is_active() {
    let app = App::new().await;
    app.register("anna").await;
    let grant = json!({"grant_type": "password", "username": "anna", "password": TestUser::PASSWORD});
    let mut tokens = app.post("/oauth/token/").json(&grant).await.expect(200).json();
    for _ in 0..2 {
        advance_to_noon(&app, 1);
        for _ in 0..2 {
            let refresh = json!({"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]});
            tokens = app.post("/oauth/token/").json(&refresh).await.expect(200).json();
        }
    }
    advance_to_noon(&app, 1);
    let active: Vec<_> = counted(&app).await.into_iter().map(|figures| figures.active_users).collect();
    assert_eq!(active, [Some(1); 3]);
}

#[tokio::test]
async fn a_community_that_is_older_than_its_figures_gets_those_that_are_known() {
    let app = App::new().await;
    app.register("anna").await;
    let last = advance_to_noon(&app, 150);
    let figures = counted(&app).await;
    assert_eq!(figures.len(), 100);
    assert_eq!(figures.last().map(|figures| (figures.registrations, figures.active_users)), Some((1, None)));
    counted(&app).await;
    let newest = app.state.store.figures().page(&page(1)).await.unwrap().rows;
    assert_eq!(newest[0].day, last.yesterday().unwrap());
    assert_eq!(app.state.store.figures().next_day().await.unwrap(), Some(last));
}

/// Prints the cost that the docs state, and enforces its bound.
#[tokio::test]
async fn a_day_of_100_users_and_posts_costs_6_units() {
    let app = App::new().await;
    let day = advance_to_noon(&app, 1);
    let author = app.user("author").await;
    for n in 0..99 {
        app.user(&format!("user_{n}")).await;
        author.post("/api/v2/post/").json(&json!({"text": "x"})).await.expect(201);
    }
    app.settle().await;
    let now = app.state.clock.now();
    let (figures, cost) = metered(app.state.store.figures().count(day, &[], now)).await;
    println!("100 users and 99 posts of a day: {cost:?}");
    assert_eq!(
        figures.unwrap(),
        DailyFigures { day, registrations: 100, active_users: Some(100), posts: 99, parked_changes: 0 }
    );
    assert!(cost.rcu <= 6.0 && cost.trips <= 12, "{cost:?}");
    assert_eq!(cost.wcu, 0.0);
}
