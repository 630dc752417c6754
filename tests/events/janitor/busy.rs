//! A healthy community at its busiest, over HTTP, with `fanout` lagging and the janitor walking all the time.

use std::cell::Cell;
use std::time::{Duration, Instant};

use futures::future::join_all;
use serde_json::json;
use tests::{App, Person, Routes as _};

use crate::delivery::{counters, walk};
use crate::janitor::walks::{beside_fanout, janitor};

const PEOPLE: usize = 8;
const WALKS: usize = 3;
/// `fanout` looks at the stream so rarely, and the janitor waits so much longer than that.
const REST: Duration = Duration::from_millis(150);
const PAUSE: Duration = Duration::from_millis(2_500);

/// Follows, unfollows and renames of one person, until the walks are over.
async fn live(n: usize, people: &[Person], over: &Cell<bool>) -> usize {
    let me = &people[n];
    let mut done = 0;
    while !over.get() {
        let other = &people[(n + 1 + done % (PEOPLE - 1)) % PEOPLE];
        me.post(&other.path("follow/")).await.expect(201);
        if done % 7 == n {
            let name = json!({"real_name": format!("Name {done} of {n}")});
            me.patch(&me.path("")).json(&name).await.expect(200);
        }
        done += 1;
        // Some rest now and then, so that looks find the same twice.
        if done % 20 == 0 {
            tokio::time::sleep(Duration::from_millis(400)).await;
        }
    }
    done
}

#[tokio::test]
async fn a_busy_community_is_never_made_wrong() {
    let app = App::new().await;
    let names: Vec<String> = (0..PEOPLE).map(|n| format!("user_{n}")).collect();
    let people = join_all(names.iter().map(|name| app.member(name))).await;
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
    let lives = join_all((0..PEOPLE).map(|n| live(n, &people, &over)));
    let ((reports, took), done) = beside_fanout(&app, REST, async { futures::join!(walks, lives) }).await;
    let done: usize = done.into_iter().sum();
    println!("{WALKS} walks in {took:?} beside {done} follows and unfollows: {reports:?}");
    assert!(done > 200, "not busy: {done}");
    for report in &reports {
        assert!(report.is_clean(), "{report:?}");
    }
    for person in &people {
        let lists = (walk(&app, person.id, "followers").await, walk(&app, person.id, "followings").await);
        assert_eq!(counters(&app, person.id).await, (lists.0.len() as u64, lists.1.len() as u64));
    }
}
