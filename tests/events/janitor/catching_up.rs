//! The janitor where the progress of `fanout` is known: it waits for `fanout` between the passes, however far that lags.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::future::BoxFuture;
use janitor::{Progress, Repair};
use serde_json::json;
use shared::domain::Result;
use tests::{App, Routes as _};

use crate::delivery::counters;
use crate::janitor::walks::{janitor, tallies};

/// Processes the changes when the janitor waits for it.
struct Fanout {
    app: App,
    waits: AtomicUsize,
}

impl Progress for Fanout {
    fn catch_up(&self) -> BoxFuture<'_, Result<()>> {
        self.waits.fetch_add(1, Ordering::Relaxed);
        Box::pin(async {
            self.app.settle().await;
            Ok(())
        })
    }
}

#[tokio::test]
async fn changes_that_wait_are_counted_once_and_damage_is_repaired() {
    let app = App::new().await;
    let (star, fan, ann) = futures::join!(app.user("star"), app.user("fan"), app.user("ann"));
    app.settle().await;
    app.rows().change(&format!("U#{}", ann.id), "COUNTERS", json!({"followers": 5})).await;
    fan.post(&star.path("follow/")).await.expect(201);
    let fanout = Arc::new(Fanout { app: app.clone(), waits: AtomicUsize::new(0) });
    let hour = Duration::from_secs(3_600);
    let janitor = janitor(&app, hour, 5_000).with_progress(fanout.clone());
    assert_eq!(tallies(&janitor.run_all(true).await.unwrap()), [(Repair::Counters, (1, 1))].into());
    assert_eq!(fanout.waits.load(Ordering::Relaxed), 1);
    app.settle().await;
    assert_eq!((counters(&app, star.id).await.0, counters(&app, ann.id).await.0), (1, 0));
}
