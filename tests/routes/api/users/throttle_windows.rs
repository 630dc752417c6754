//! Throttling: no window accepts more attempts than its limit, however they arrive.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::time::Duration;

use futures::future::join_all;
use jiff::Timestamp;
use proptest::prelude::*;
use shared::domain::account::throttle::Limit;
use shared::domain::{ErrorKind, Id};
use shared::store::Attempts;
use tests::App;
use tokio::runtime::Runtime;

/// Addresses from which attempts come.
const ADDRESSES: [&str; 4] = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::/64"];

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

/// A model of a window.
#[derive(Default)]
struct Model {
    ends: i64,
    total: u64,
    by_address: BTreeMap<usize, u64>,
}

impl Model {
    /// Counts an attempt. Returns whether it is accepted if addresses are counted separately, and if they are not.
    fn count(&mut self, now: i64, length: i64, address: usize, max: u64) -> (bool, bool) {
        if now >= self.ends {
            *self = Self { ends: now + length, ..Self::default() };
        }
        self.total += 1;
        let mine = self.by_address.entry(address).or_default();
        *mine += 1;
        (*mine <= max && self.total <= 2 * max, self.total <= max)
    }
}

#[test]
fn attempts_are_accepted_while_the_window_has_room() {
    let runtime = Runtime::new().unwrap();
    let app = runtime.block_on(App::new());
    let attempts = proptest::collection::vec((0..40_i64, 0..ADDRESSES.len()), 1..40);
    let targets = Cell::new(0);
    proptest!(ProptestConfig::with_cases(40), |(attempts in attempts, max in 1..6_u64, length in 1..90_i64)| {
        let target = targets.get() + 1;
        targets.set(target);
        let limit = Limit { count: max, window: Duration::from_secs(length as u64) };
        let (account, name) = (Id::try_from(target).unwrap(), format!("origin {target}"));
        let (mut now, mut model) = (1, Model::default());
        for (delay, address) in attempts {
            // Half of them come in bursts.
            now += (delay - 20).max(0);
            let of_account = Attempts::failures_of(account, ADDRESSES[address]);
            let of_name = Attempts::registrations_from(&name);
            let (of_account, of_name) = runtime.block_on(async {
                tokio::join!(
                    app.state.store.throttles().count_attempt(&of_account, limit, at(now)),
                    app.state.store.throttles().count_attempt(&of_name, limit, at(now)),
                )
            });
            prop_assert_eq!((of_account.is_ok(), of_name.is_ok()), model.count(now, length, address, max));
            for error in [of_account, of_name].into_iter().filter_map(Result::err) {
                // A caller who waits as long as the error says gets into the next window.
                let retry_after = u64::try_from(model.ends - now).unwrap();
                prop_assert_eq!(error.kind, ErrorKind::Throttled { retry_after });
            }
        }
    });
}

#[test]
fn concurrent_attempts_are_accepted_up_to_the_limit() {
    let runtime = Runtime::new().unwrap();
    let app = runtime.block_on(App::new());
    let targets = Cell::new(0);
    proptest!(ProptestConfig::with_cases(10), |(max in 1..20_u64, count in 1..40_usize)| {
        let target = targets.get() + 1;
        targets.set(target);
        let limit = Limit { count: max, window: Duration::from_secs(60) };
        let accepted = runtime.block_on(async {
            let attempts = (0..count).map(|_| {
                let (store, name) = (app.state.store.clone(), format!("address {target}"));
                tokio::spawn(async move {
                    store.throttles().count_attempt(&Attempts::registrations_from(&name), limit, at(0)).await.is_ok()
                })
            });
            join_all(attempts).await.into_iter().filter(|accepted| *accepted.as_ref().unwrap()).count()
        });
        prop_assert_eq!(accepted as u64, max.min(count as u64));
    });
}
