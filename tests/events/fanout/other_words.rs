//! The name index: words of locations and descriptions, and genders.

use serde_json::json;
use shared::domain::profile::search::SearchScope;
use tests::{App, Routes as _};

use crate::delivery::{deliver_batch, fanout_of, records_of};

/// The words of the names are written anew, with the new words and the gender.
#[tokio::test]
async fn a_change_of_location_costs_a_write_for_each_word() {
    let app = App::new().await;
    let anna = app.user("anna").await;
    anna.patch(&anna.path("")).json(&json!({"location": "Oslo"})).await.expect(200);
    app.settle().await;
    anna.patch(&anna.path("")).json(&json!({"location": "New York"})).await.expect(200);
    let records = records_of(&app, "ACCOUNT#PROFILE").await;
    let (failures, cost) = deliver_batch(&fanout_of(&app), "shard", &records).await;
    assert!(failures.is_empty());
    // One word is deleted. The name, two new words and the gender are put.
    assert_eq!(cost.wcu, 5.0);
    let index = app.state.store.name_index();
    for (word, expected) in [("oslo", 0), ("new", 1), ("york", 1)] {
        assert_eq!(index.find_in(SearchScope::Location, word, 10).await.unwrap().len(), expected, "{word}");
        assert!(index.find(word, 10).await.unwrap().is_empty(), "{word} is no name");
    }
}
