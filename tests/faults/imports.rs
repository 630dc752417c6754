//! Imports of users during an outage of the table.

use std::fmt::Write as _;
use std::time::Duration;

use kith::transfer::{Import, Line, Lines, Outcome};
use rstest::rstest;
use serde_json::json;
use tests::{App, FaultKind, FaultSchedule};

const USERS: usize = 40;

fn lines() -> Vec<Line> {
    let text = (0..USERS).fold(String::new(), |mut text, n| {
        let user = json!({
            "username": format!("user{n}"), "email": format!("user{n}@example.org"), "date_joined": "2019-04-01T12:00:00Z",
        });
        writeln!(text, "{user}").unwrap();
        text
    });
    Lines::new(text.as_bytes()).take(USERS).unwrap()
}

/// Longer than a call is retried within a request.
const OUTAGE: Duration = Duration::from_secs(4);

#[rstest]
#[case::lost(&[FaultKind::LoseResponse])]
#[case::throttled(&[FaultKind::Throttle])]
#[tokio::test]
async fn an_import_waits_for_the_table_and_imports_each_user_once(#[case] kinds: &[FaultKind]) {
    let app = App::new().await;
    let (store, faults) = app.faulty().await;
    let now = app.state.clock.now();
    faults.inject(Some(FaultSchedule::new(1, kinds, 1.0).of_writes()));
    let recovery = async {
        tokio::time::sleep(OUTAGE).await;
        faults.inject(None);
    };
    let (import, lines) = (Import::new(&store, now, false), lines());
    let (outcomes, ()) = tokio::join!(import.import(&lines), recovery);
    let outcomes = outcomes.unwrap();
    // Those whose response was lost are imported by this run, too.
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Imported)), "{outcomes:?}");
    assert_eq!(app.state.store.accounts().count_all().await.unwrap(), USERS as u64);
    let again = Import::new(&app.state.store, now, false).import(&lines).await.unwrap();
    assert!(again.iter().all(|outcome| matches!(outcome, Outcome::Unchanged)), "{again:?}");
    assert_eq!(app.state.store.accounts().count_all().await.unwrap(), USERS as u64);
}
