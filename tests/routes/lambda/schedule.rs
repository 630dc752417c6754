//! The scheduled event of the janitor.

use std::time::Duration;

use janitor::{Janitor, Settings};
use serde_json::Value;
use tests::App;

#[tokio::test]
async fn a_scheduled_event_processes_one_slice() {
    let event: Value = serde_json::from_str(&tests::sources::read("events/janitor-schedule.json")).expect("JSON");
    assert_eq!(event["detail-type"], "Scheduled Event");
    let app = App::new().await;
    app.user("madeline").await;
    app.settle().await;
    let settings = Settings { pause: Duration::ZERO, rows: 3, ..Settings::default() };
    let store = &app.state.store;
    let janitor = Janitor::new(app.acting_as("janitor").store, app.state.clock.clone(), settings);
    assert_eq!(store.maintenance().position().await.expect("an answer"), None);
    janitor.invoke(event).await.expect("a walk");
    assert!(store.maintenance().position().await.expect("an answer").is_some(), "the next run continues from here");
}
