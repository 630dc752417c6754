//! Random operations on a community, interleaved with deliveries of its stream.

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::delivery::Stream;

/// Operations, or a delivery of records that earlier operations left in the stream.
#[derive(Clone, Debug)]
pub enum Step<O> {
    /// Performs these operations concurrently.
    Do(Vec<O>),
    /// Delivers records of a shard, `copies` times at once: the last `again` that were delivered before, and the next
    /// `new` ones.
    Deliver { shard: usize, again: usize, new: usize, copies: usize, crash: Option<u32> },
    /// Performs operations while the rest of a shard is delivered, twice at once.
    Both(Vec<O>, usize),
}

/// Generates steps with these operations. A delivery is dropped after it was polled `crash` times.
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

/// The polls after which a delivery is dropped; `probability` is the share of deliveries that are.
pub fn crashes(probability: f64) -> impl Strategy<Value = Option<u32>> {
    proptest::option::weighted(probability, 0..60_u32)
}

/// Performs operations on a community.
pub trait Perform<O> {
    async fn perform(&mut self, operations: &[O]);
}

impl Stream {
    /// Takes all steps, and checks the community once everything is delivered, and again once it is all delivered anew.
    pub async fn run<O, C: Perform<O>>(
        mut self,
        mut community: C,
        steps: &[Step<O>],
        check: impl AsyncFn(&C, &Self) -> TestCaseResult,
    ) -> TestCaseResult {
        for step in steps {
            self.step(&mut community, step).await;
        }
        self.drain().await;
        check(&community, &self).await?;
        self.replay().await;
        self.drain().await;
        check(&community, &self).await
    }

    /// Takes one step.
    pub async fn step<O>(&mut self, community: &mut impl Perform<O>, step: &Step<O>) {
        self.pull().await;
        let progress = |shard: &usize| {
            let shard = shard % self.shards.len();
            (shard, self.shards[shard].done, self.shards[shard].records.len())
        };
        match step {
            Step::Do(operations) => community.perform(operations).await,
            Step::Deliver { shard, again, new, copies, crash } => {
                let (shard, done, all) = progress(shard);
                let (from, to) = (done.saturating_sub(*again), all.min(done + new));
                self.deliver(shard, from, to, *copies, *crash).await;
            }
            Step::Both(operations, shard) => {
                let (shard, done, all) = progress(shard);
                futures::join!(community.perform(operations), self.deliver(shard, done, all, 2, None));
            }
        }
    }
}

/// Runs one case of a property to completion.
pub fn block_on(case: impl Future<Output = TestCaseResult>) -> TestCaseResult {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(case)
}

/// The property tests of a module, with this many cases each. The module has `operation()`, which generates an
/// operation, and `run()`, which runs one case.
macro_rules! properties {
    ($cases:literal) => {
        proptest! {
            #![proptest_config(ProptestConfig { cases: $cases, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

            #[test]
            fn partial_repeated_and_concurrent_deliveries_converge(
                shards in 1..4_usize,
                steps in steps::steps(operation(), Just(None), 10..40),
            ) {
                steps::block_on(run(shards, steps))?;
            }

            #[test]
            fn crashed_deliveries_converge(
                shards in 1..4_usize,
                steps in steps::steps(operation(), steps::crashes(0.7), 10..40),
            ) {
                steps::block_on(run(shards, steps))?;
            }
        }
    };
}
pub(crate) use properties;
