//! Examples of responses that no call of the authorisation table gets.

use serde_json::json;
use tests::{App, Routes as _, examples};

#[tokio::test]
async fn a_change_with_confirmation_returns_a_code() {
    let owner = App::new().await.register("owner").await;
    let body = json!({"new_email": "new@example.org", "confirm": true});
    let answer = owner.patch(&owner.path("change_email/")).json(&body).await.expect(200);
    assert_eq!(examples::check_other("change_email", &body, &answer), None);
}
