//! What must not grow unnoticed: the release binaries in target/lambda, as Lambda would start them. Run by hand: it has
//! not passed for all functions yet, and `.ci/run` does not run it.

#![allow(clippy::expect_used, reason = "a broken check must fail the test")]

use std::path::Path;

use bench::{Starts, table};

/// Megabytes that a binary may have, without what makes pictures and with it.
const LARGEST: f64 = 10.0;
const LARGEST_WITH_PICTURES: f64 = 13.0;
const WITH_PICTURES: [&str; 2] = ["media", "users"];
/// Times of the least function's processor time that a start may take. The clock would measure the machine's other work.
const SLOWEST: f64 = 3.0;
/// Megabytes of memory that a function may hold after a thousand requests.
const FATTEST: u64 = 40;

#[tokio::test]
#[ignore = "needs the release binaries of all functions, and of hello, in target/lambda"]
async fn functions_are_small_and_start_fast() {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/lambda");
    let starts = Starts::measure(&built, 7, &[]).await;
    table(&starts.rows());
    let large = starts.larger_than(LARGEST).into_iter().filter(|name| !WITH_PICTURES.contains(name));
    let large: Vec<_> = large.chain(starts.larger_than(LARGEST_WITH_PICTURES)).collect();
    assert!(large.is_empty(), "too large: {large:?}");
    assert!(starts.slower_than(SLOWEST).is_empty(), "slower than {SLOWEST} times: {:?}", starts.slower_than(SLOWEST));
    assert!(starts.fatter_than(FATTEST).is_empty(), "more than {FATTEST} MB: {:?}", starts.fatter_than(FATTEST));
}
