//! What a request costs: sequential round trips to the table and capacity units.
//!
//! Every call of [`super::Table`] reports here. The figures go to the request's log line, and the tests hold them
//! against the budgets in `docs/costs.md`.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::types::ConsumedCapacity;

/// What the calls of one request have cost.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    /// The longest chain of calls that waited for one another; calls at the same time count once. On several threads
    /// an answer may come before its sibling has been asked for, and then counts as a trip of its own.
    pub trips: u32,
    /// Read capacity units of the table and its indexes.
    pub rcu: f64,
    /// Write capacity units of the table and its indexes.
    pub wcu: f64,
}

#[derive(Default)]
struct Meter(Mutex<Cost>);

tokio::task_local! {
    static METER: Arc<Meter>;
}

/// Runs a request and answers what its calls cost beside its result.
pub async fn metered<T>(request: impl Future<Output = T>) -> (T, Cost) {
    let meter = Arc::new(Meter::default());
    let output = METER.scope(meter.clone(), request).await;
    let cost = *meter.0.lock().unwrap_or_else(PoisonError::into_inner);
    (output, cost)
}

/// One call under way.
pub(super) struct Call {
    trip: u32,
}

/// What a call reads or writes.
#[derive(Clone, Copy)]
pub(super) enum Units {
    Read,
    Write,
}

impl Call {
    /// A call begins: it comes after every call that has ended, so it belongs to the next trip.
    pub(super) fn begin() -> Self {
        Self { trip: update(|cost| cost.trips + 1).unwrap_or(1) }
    }

    /// The call has ended.
    pub(super) fn end<'a>(self, units: Units, consumed: impl IntoIterator<Item = &'a ConsumedCapacity>) {
        let used: f64 = consumed.into_iter().filter_map(|c| c.capacity_units).sum();
        update(|cost| {
            cost.trips = cost.trips.max(self.trip);
            match units {
                Units::Read => cost.rcu += used,
                Units::Write => cost.wcu += used,
            }
        });
    }
}

/// Outside a request, in a tool say, nobody counts.
fn update<T>(change: impl FnOnce(&mut Cost) -> T) -> Option<T> {
    METER.try_with(|meter| change(&mut meter.0.lock().unwrap_or_else(PoisonError::into_inner))).ok()
}
