//! The janitor walks a healthy community under load while `fanout` lags, and repairs nothing.

use std::cell::Cell;
use std::time::{Duration, Instant};

use futures::future::join_all;
use serde_json::json;
use tests::{App, Routes as _, TestUser};

use crate::delivery::{counters, list_all};
use crate::janitor::walks::{beside_fanout, janitor};

const USERS: usize = 8;
const WALKS: usize = 3;
/// `fanout` reads the stream this often.
const POLL_INTERVAL: Duration = Duration::from_millis(150);
/// The janitor waits this long between its two scan passes, much longer than `fanout` lags.
const PAUSE: Duration = Duration::from_millis(2_500);

/// Follows, unfollows and renames by one user, until the walks are over. Returns the number of follows and unfollows.
async fn generate_load(n: usize, people: &[TestUser], over: &Cell<bool>) -> usize {
    let me = &people[n];
    let mut done = 0;
    while !over.get() {
        let other = &people[(n + 1 + done % (USERS - 1)) % USERS];
        me.post(&other.path("follow/")).await.expect(201);
        if done % 7 == n {
            let name = json!({"real_name": format!("Name {done} of {n}")});
            me.patch(&me.path("")).json(&name).await.expect(200);
        }
        done += 1;
        // Pause now and then, so that both scan passes can find the same.
        if done % 20 == 0 {
            tokio::time::sleep(Duration::from_millis(400)).await;
        }
    }
    done
}

#[tokio::test]
async fn walks_under_load_corrupt_no_counter() {
    let app = App::new().await;
    let names: Vec<String> = (0..USERS).map(|n| format!("user_{n}")).collect();
    let people = join_all(names.iter().map(|name| app.user(name))).await;
    let over = Cell::new(false);
    let walks = async {
        let janitor = janitor(&app, PAUSE, 25);
        let (mut reports, start) = (Vec::new(), Instant::now());
        for _ in 0..WALKS {
            reports.push(janitor.run_all(true).await.expect("a walk"));
        }
        over.set(true);
        (reports, start.elapsed())
    };
    let load = join_all((0..USERS).map(|n| generate_load(n, &people, &over)));
    let ((reports, took), done) = beside_fanout(&app, POLL_INTERVAL, async { futures::join!(walks, load) }).await;
    let done: usize = done.into_iter().sum();
    println!("{WALKS} walks in {took:?} beside {done} follows and unfollows: {reports:?}");
    assert!(done > 200, "too little load: {done}");
    for report in &reports {
        assert!(report.is_clean(), "{report:?}");
    }
    for person in &people {
        let lists = (list_all(&app, person.id, "followers").await, list_all(&app, person.id, "followings").await);
        assert_eq!(counters(&app, person.id).await, (lists.0.len() as u64, lists.1.len() as u64));
    }
}
