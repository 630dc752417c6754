//! The capacity meter: sequential round trips to the table and capacity units of a request.
//!
//! Every call of [`crate::dynamo::Table`] reports here. The figures go to the request's log line, and tests compare them
//! with the budgets in `docs/costs.md`.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::ConsumedCapacity;

use crate::dynamo::span::{CallSpan, Target};

/// The cost of the calls of one request.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    /// The longest chain of calls that waited for one another; concurrent calls count once. On several threads one call
    /// may end before its sibling begins, and then counts as a trip of its own.
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

/// Runs a request. Returns its output and the cost of its calls.
pub async fn metered<T>(request: impl Future<Output = T>) -> (T, Cost) {
    let meter = Arc::new(Meter::default());
    let output = METER.scope(meter.clone(), request).await;
    let cost = *meter.0.lock().unwrap_or_else(PoisonError::into_inner);
    (output, cost)
}

/// One call in progress.
pub(crate) struct Call {
    trip: u32,
    span: CallSpan,
}

/// The kind of capacity unit a call consumes.
#[derive(Clone, Copy)]
pub(crate) enum Units {
    Read,
    Write,
}

impl Call {
    /// Begins a call. It follows every call that has ended, so it belongs to the next trip.
    pub(crate) fn begin(target: Target<'_>) -> Self {
        Self { trip: update(|cost| cost.trips + 1).unwrap_or(1), span: CallSpan::begin(target) }
    }

    /// Waits for the response to its request.
    pub(crate) fn response<T, E: ProvideErrorMetadata>(
        &self,
        request: impl Future<Output = Result<T, SdkError<E>>>,
    ) -> impl Future<Output = Result<T, SdkError<E>>> {
        self.span.covers(request)
    }

    /// Ends the call.
    pub(crate) fn end<'a>(self, units: Units, consumed: impl IntoIterator<Item = &'a ConsumedCapacity>) {
        let consumed = consumed.into_iter().inspect(|consumed| self.span.consumed(consumed));
        let used: f64 = consumed.filter_map(|c| c.capacity_units).sum();
        update(|cost| {
            cost.trips = cost.trips.max(self.trip);
            match units {
                Units::Read => cost.rcu += used,
                Units::Write => cost.wcu += used,
            }
        });
    }
}

/// Outside a request, as in a command, nothing is counted.
fn update<T>(change: impl FnOnce(&mut Cost) -> T) -> Option<T> {
    METER.try_with(|meter| change(&mut meter.0.lock().unwrap_or_else(PoisonError::into_inner))).ok()
}
