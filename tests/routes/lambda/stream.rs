//! An event of the table's stream, through `fanout`.

use fanout::Fanout;
use serde_json::json;
use tests::{App, Routes as _};

use crate::lambda::gateway::Event;

#[tokio::test]
async fn a_profile_event_adds_the_new_name_to_the_index() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    madeline.patch(&madeline.path("")).json(&json!({"real_name": "Madeline Mountaineer"})).await.expect(200);
    let found = async || {
        let page = app.get("/api/v2/user/search/?search=mountaineer").await.expect(200).json();
        page["results"].as_array().expect("users").len()
    };
    assert_eq!(found().await, 0, "nothing is derived from the change yet");
    let event = Event::of("fanout-profile").fill("", &madeline.id.to_string());
    let fanout = Fanout::new(app.acting_as("fanout").store, app.state.clock.clone());
    // Streams deliver at least once.
    for _ in 0..2 {
        let response = fanout.invoke(event.json.clone()).await.expect("no error");
        assert!(response.batch_item_failures.is_empty(), "{response:?}");
        assert_eq!(found().await, 1);
    }
}
