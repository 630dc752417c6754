//! `GET /api/v2/account/search/`

use serde_json::json;
use tests::{App, Routes as _, code_in};

#[tokio::test]
async fn staff_find_an_account_by_its_exact_username_or_address() {
    let app = App::new().await;
    let (staff, madeline) = (app.staff("staff").await, app.register("madeline").await);
    app.register("madeline2").await;
    let user = staff.get(&madeline.path("")).await.expect(200).json();
    for query in [
        "username=madeline",
        "username=MADELINE",
        "email=madeline@example.org",
        "email=Madeline@Example.ORG",
        "username=madeline&email=madeline@example.org",
        "username=&email=madeline@example.org",
    ] {
        assert_eq!(staff.get(&format!("/api/v2/account/search/?{query}")).await.expect(200).json(), user, "{query}");
    }
    for query in [
        "username=madelin",
        "username=madeline@example.org",
        "email=madeline@example.com",
        "username=madeline&email=madeline2@example.org",
    ] {
        staff.get(&format!("/api/v2/account/search/?{query}")).await.expect(404);
    }
    for (query, field) in [("", "username"), ("username=&email=", "username"), ("email=madeline", "email")] {
        let refused = staff.get(&format!("/api/v2/account/search/?{query}")).await.expect(400);
        assert_eq!(refused.invalid_fields(), [field], "{query}");
    }
    madeline.get("/api/v2/account/search/?username=madeline").await.expect(403);
    app.get("/api/v2/account/search/?username=madeline").await.expect(401);
}

#[tokio::test]
async fn deactivated_accounts_are_found_and_deleted_ones_are_not() {
    let app = App::new().await;
    let (staff, madeline) = (app.staff("staff").await, app.register("madeline").await);
    let inactive = madeline.patch_of(json!({"is_active": false}));
    staff.patch(&madeline.directory_path("")).json_api(&inactive).await.expect(200);
    let found = staff.get("/api/v2/account/search/?username=madeline").await.expect(200).json();
    assert_eq!(found["status"], "b");
    staff.delete(&madeline.path("")).await.expect(204);
    for query in ["username=madeline", "email=madeline@example.org"] {
        staff.get(&format!("/api/v2/account/search/?{query}")).await.expect(404);
    }
}

/// An address that its user has left stays theirs for a week, but is no longer that of the account.
#[tokio::test]
async fn a_former_address_finds_no_account() {
    let (app, madeline) = App::with_mailed_user().await;
    let staff = app.staff("staff").await;
    let new = json!({"new_email": "new@example.org"});
    madeline.patch(&madeline.path("change_email/")).json(&new).await.expect(200);
    staff.get("/api/v2/account/search/?email=new@example.org").await.expect(404);
    let code = code_in(&app.mails().await[0]);
    app.post("/api/v2/account/verify/").json(&json!({"validation_code": code})).await.expect(204);
    staff.get("/api/v2/account/search/?email=new@example.org").await.expect(200);
    staff.get("/api/v2/account/search/?email=madeline@example.org").await.expect(404);
}
