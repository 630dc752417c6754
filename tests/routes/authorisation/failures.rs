//! Every row of the table while the table refuses writes, or does not respond. Each response has a status that the
//! OpenAPI document lists (`tests/src/documented.rs` fails otherwise), and none is a 500.

use std::collections::BTreeMap;

use futures::stream::{self, StreamExt as _};
use tests::{FaultKind, FaultSchedule, Faults};

use crate::authorisation::PARALLEL;
use crate::authorisation::callers::example_caller;
use crate::authorisation::fixtures::Fixtures;
use crate::authorisation::table::{Access, Row, TABLE};

/// The most writes of a transaction.
const WRITES_MAX: usize = 12;

/// The status of a permitted call.
async fn call(fixtures: &Fixtures, row: &Row, token: Option<&str>) -> u16 {
    let answer = fixtures.request(row, row.body_of(fixtures).as_ref(), token).await;
    let body: String = answer.body.chars().take(200).collect();
    assert_ne!(answer.status, 500, "{} {}: {body}", row.method, row.path);
    answer.status
}

/// Calls rows of one community while one condition after the other is refused, each until a call meets none. Returns the
/// statuses.
async fn refuse_each_condition(rows: &[&Row]) -> Vec<u16> {
    let (fixtures, faults) = Fixtures::new().await.faulty().await;
    let mut statuses = Vec::new();
    for row in rows {
        statuses.extend(refuse_each_condition_of(&fixtures, &faults, row).await);
    }
    statuses
}

async fn refuse_each_condition_of(fixtures: &Fixtures, faults: &Faults, row: &Row) -> Vec<u16> {
    let token = fixtures.token(example_caller(row)).await;
    let mut statuses = Vec::new();
    for number in 0..WRITES_MAX {
        let before = faults.refused();
        faults.refuse_writes(Some(number));
        let status = call(fixtures, row, token.as_deref()).await;
        faults.refuse_writes(None);
        if faults.refused() > before {
            statuses.push(status);
        }
        // Refused again and again, the write gave up.
        if status < 300 || status == 503 {
            break;
        }
    }
    statuses
}

#[tokio::test]
async fn a_refused_write_has_a_documented_status_on_every_route() {
    let writes: Vec<&Row> = TABLE.iter().filter(|row| row.method != "GET").collect();
    // What a row deletes, the rows after it cannot use.
    let groups: Vec<&[&Row]> = writes.split_inclusive(|row| row.method == "DELETE" && row.toggle.is_none()).collect();
    let refused = stream::iter(groups).map(refuse_each_condition);
    let refused: Vec<_> = refused.buffer_unordered(PARALLEL).collect().await;
    let mut met: BTreeMap<u16, usize> = BTreeMap::new();
    for status in refused.iter().flatten() {
        *met.entry(*status).or_default() += 1;
    }
    assert!(met.get(&409).is_some_and(|times| *times > 10), "{met:?}");
}

#[tokio::test]
async fn a_table_that_fails_is_a_503_on_every_route() {
    let (fixtures, faults) = &Fixtures::new().await.faulty().await;
    let mut tokens = Vec::new();
    for row in TABLE.iter() {
        tokens.push(fixtures.token(example_caller(row)).await);
    }
    for fault in [FaultKind::InternalError, FaultKind::Throttle] {
        faults.inject(Some(FaultSchedule::new(7, &[fault], 1.0)));
        let calls = TABLE.iter().zip(&tokens).map(|(row, token)| call(fixtures, row, token.as_deref()));
        let statuses: Vec<u16> = stream::iter(calls).buffered(TABLE.len()).collect().await;
        // The fixtures may have read the preferences, which each process keeps for a minute.
        let judged = TABLE
            .iter()
            .zip(&statuses)
            .filter(|(row, _)| row.method != "GET" || !row.path.contains("/dynamic_preference/"));
        for (row, status) in judged {
            let leads_to_a_page = row.success == 302 && row.access == Access::Public;
            let prefixes = ["/oauth/", "/api/v2/account/", "/health/ready/"];
            let calls_the_table = row.access != Access::Public
                || !leads_to_a_page && prefixes.iter().any(|prefix| row.path.starts_with(prefix));
            assert_eq!(*status == 503, calls_the_table, "{status} {} {} under {fault:?}", row.method, row.path);
        }
        faults.inject(None);
    }
}
