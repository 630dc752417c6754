//! Runs the janitor, alone and beside `fanout`.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::time::Duration;

use janitor::{Janitor, Repair, Report, Settings};
use kith::stream::{BATCH_SIZE, deliver};
use shared::store::Store;
use tests::App;

use crate::delivery::fanout_of;

pub fn janitor(app: &App, pause: Duration, rows: usize) -> Janitor {
    janitor_of(app, app.acting_as("janitor").store, pause, rows)
}

/// The same with this store.
pub fn janitor_of(app: &App, store: Store, pause: Duration, rows: usize) -> Janitor {
    Janitor::new(store, app.state.clock.clone(), Settings { pause, rows, ..Settings::default() })
}

/// Runs some work while `fanout` processes the stream, which it reads at this interval.
pub async fn beside_fanout<T>(app: &App, interval: Duration, work: impl Future<Output = T>) -> T {
    let done = Cell::new(false);
    let work = async {
        let output = work.await;
        done.set(true);
        output
    };
    let fanout = fanout_of(app);
    let deriving = async {
        while !done.get() {
            for read in app.stream.read().await {
                for batch in read.records.chunks(BATCH_SIZE) {
                    deliver(&fanout, &read.shard, batch).await;
                }
            }
            tokio::time::sleep(interval).await;
        }
        app.settle().await;
    };
    futures::join!(work, deriving).0
}

/// How many repairs of each kind were found and made. Panics if one failed.
pub fn tallies(report: &Report) -> BTreeMap<Repair, (u64, u64)> {
    assert_eq!(report.failed(), 0, "{report:?}");
    report.repairs.iter().map(|(repair, tally)| (*repair, (tally.found, tally.repaired))).collect()
}
