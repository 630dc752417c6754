//! Throttling: in no window do more attempts pass than the limit has room for.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::time::Duration;

use futures::future::join_all;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use shared::domain::account::throttle::{Limit, Window};
use shared::domain::{ErrorKind, Id};
use shared::store::Attempts;
use tests::App;
use tokio::runtime::Runtime;

/// Addresses from which somebody tries.
const ADDRESSES: [&str; 4] = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::/64"];

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

/// A window, counted by hand.
#[derive(Default)]
struct Model {
    ends: i64,
    total: u64,
    by_address: BTreeMap<usize, u64>,
}

impl Model {
    /// Counts an attempt; whether it passes where addresses are told apart, and where they are not.
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
fn attempts_pass_as_long_as_the_window_has_room() {
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
        for (pause, address) in attempts {
            // Half of them come in bursts.
            now += (pause - 20).max(0);
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
                // Whoever waits as long as they are told comes into the next window.
                let rest = u64::try_from(model.ends - now).unwrap();
                prop_assert_eq!(error.kind, ErrorKind::Throttled { retry_after: rest });
            }
        }
    });
}

#[test]
fn of_attempts_at_the_same_time_as_many_pass_as_there_is_room_for() {
    let runtime = Runtime::new().unwrap();
    let app = runtime.block_on(App::new());
    let targets = Cell::new(0);
    proptest!(ProptestConfig::with_cases(10), |(max in 1..20_u64, count in 1..40_usize)| {
        let target = targets.get() + 1;
        targets.set(target);
        let limit = Limit { count: max, window: Duration::from_secs(60) };
        let passed = runtime.block_on(async {
            let attempts = (0..count).map(|_| {
                let (store, name) = (app.state.store.clone(), format!("crowd {target}"));
                tokio::spawn(async move {
                    store.throttles().count_attempt(&Attempts::registrations_from(&name), limit, at(0)).await.is_ok()
                })
            });
            join_all(attempts).await.into_iter().filter(|passed| *passed.as_ref().unwrap()).count()
        });
        prop_assert_eq!(passed as u64, max.min(count as u64));
    });
}

proptest! {
    #[test]
    fn a_window_lets_pass_what_the_limit_has_room_for(
        total in 0..50_u64, mine in 0..50_u64, max in 0..30_u64, own in 0..2_u64, left in -5..5_i64,
    ) {
        let now = at(0);
        let ends = now.checked_add(SignedDuration::from_secs(left)).unwrap().as_second();
        let window = Window { ends, total, by_address: BTreeMap::from([("here".to_owned(), mine)]) };
        let limit = Limit { count: max, window: Duration::from_secs(60) };
        let closed = left <= 0;
        prop_assert_eq!(window.is_open(now), !closed);
        let free = |counted: u64, max: u64| counted.saturating_sub(own) < max;
        let together = window.check(limit, None, own, now).is_ok();
        prop_assert_eq!(together, closed || free(total, max));
        let here = window.check(limit, Some("here"), own, now).is_ok();
        prop_assert_eq!(here, closed || free(mine, max) && free(total, 2 * max));
        let elsewhere = window.check(limit, Some("elsewhere"), own, now).is_ok();
        prop_assert_eq!(elsewhere, closed || free(0, max) && free(total, 2 * max));
    }
}
