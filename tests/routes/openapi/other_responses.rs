//! Examples of responses that no call of the authorisation table gets.

use serde_json::json;
use tests::{App, Routes as _, examples};

#[tokio::test]
async fn without_mail_an_address_changes_at_once() {
    let owner = App::new().await.register("owner").await;
    let body = json!({"new_email": "another@example.org", "confirm": false});
    let answer = owner.patch(&owner.path("change_email/")).json(&body).await.expect(204);
    assert_eq!(examples::check_other("change_email", &body, &answer), None);
}
