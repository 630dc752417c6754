//! What happens to a community whose stream is delivered in whatever way.

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::delivery::Stream;

/// Operations, and deliveries of what they left in the stream.
#[derive(Clone, Debug)]
pub enum Step<O> {
    /// All at once.
    Do(Vec<O>),
    /// A part of a shard: some of what was delivered before, and some of what was not; perhaps more than once at the
    /// same time.
    Deliver { shard: usize, again: usize, new: usize, copies: usize, crash: Option<u32> },
    /// Both at once.
    Both(Vec<O>, usize),
}

/// Steps of such operations; deliveries crash when they were polled as often as `crash` says.
pub fn steps<O: std::fmt::Debug + 'static>(
    operation: impl Strategy<Value = O> + 'static,
    crash: impl Strategy<Value = Option<u32>> + 'static,
    count: std::ops::Range<usize>,
) -> impl Strategy<Value = Vec<Step<O>>> {
    let operations = proptest::collection::vec(operation, 1..7).boxed();
    let delivery = (0..3_usize, 0..30_usize, 0..20_usize, 1..3_usize, crash);
    let step = prop_oneof![
        4 => operations.clone().prop_map(Step::Do),
        4 => delivery.prop_map(|(shard, again, new, copies, crash)| Step::Deliver { shard, again, new, copies, crash }),
        1 => (operations, 0..3_usize).prop_map(|(operations, shard)| Step::Both(operations, shard)),
    ];
    proptest::collection::vec(step, count)
}

/// That often a delivery crashes, somewhere.
pub fn crashes(often: f64) -> impl Strategy<Value = Option<u32>> {
    proptest::option::weighted(often, 0..60_u32)
}

/// A community that operations can be done to.
pub trait World<O> {
    async fn perform(&mut self, operations: &[O]);
}

impl Stream {
    /// Takes one step with a community.
    pub async fn step<O>(&mut self, world: &mut impl World<O>, step: &Step<O>) {
        self.pull().await;
        let place = |shard: &usize| {
            let shard = shard % self.shards.len();
            (shard, self.shards[shard].done, self.shards[shard].records.len())
        };
        match step {
            Step::Do(operations) => world.perform(operations).await,
            Step::Deliver { shard, again, new, copies, crash } => {
                let (shard, done, all) = place(shard);
                let (from, to) = (done.saturating_sub(*again), all.min(done + new));
                self.deliver(shard, from, to, *copies, *crash).await;
            }
            Step::Both(operations, shard) => {
                let (shard, done, all) = place(shard);
                futures::join!(world.perform(operations), self.deliver(shard, done, all, 2, None));
            }
        }
    }
}

/// Runs a case of a property to its end.
pub fn block_on(case: impl Future<Output = TestCaseResult>) -> TestCaseResult {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(case)
}

/// What is to hold of a module's operations, however the stream is delivered, in so many cases each: it has `operation()`,
/// and `run()` tries one case.
macro_rules! properties {
    ($cases:literal) => {
        proptest! {
            #![proptest_config(ProptestConfig { cases: $cases, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

            #[test]
            fn parts_repeats_and_prefixes_change_nothing(
                shards in 1..4_usize,
                steps in steps::steps(operation(), Just(None), 10..40),
            ) {
                steps::block_on(run(shards, steps))?;
            }

            #[test]
            fn crashes_change_nothing(
                shards in 1..4_usize,
                steps in steps::steps(operation(), steps::crashes(0.7), 10..40),
            ) {
                steps::block_on(run(shards, steps))?;
            }
        }
    };
}
pub(crate) use properties;
