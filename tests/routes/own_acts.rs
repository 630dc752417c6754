//! What users do to their own credentials, and staff to what others write, is in the audit trail
//! (`docs/api/directory.md`, "Audit trail").

use serde_json::{Value, json};
use shared::domain::account::code::CodePurpose;
use tests::{App, Routes as _, TestUser};

/// The actions in the trail of a user, sorted, with whether the user is the actor; and the whole trail as text.
async fn trail(app: &App, staff: &TestUser, of: &TestUser) -> (Vec<(String, bool)>, String) {
    app.settle().await;
    let entries = staff.get(&of.directory_path("audit/")).await.expect(200).json();
    let act = |entry: &Value| {
        let own = entry["relationships"]["actor"]["data"]["id"] == of.uuid();
        (entry["attributes"]["action"].as_str().expect("text").to_owned(), own)
    };
    let mut acts: Vec<_> = entries["data"].as_array().expect("entries").iter().map(act).collect();
    acts.sort();
    (acts, entries["data"].to_string())
}

fn own(actions: &[&str]) -> Vec<(String, bool)> {
    actions.iter().map(|action| ((*action).to_owned(), true)).collect()
}

#[tokio::test]
async fn every_change_of_ones_own_credentials_leaves_an_entry_without_secrets() {
    const NEW: &str = "another-horse-entirely";
    let app = App::with_mail().await;
    let staff = app.staff("staff").await;
    let ann = app.register("ann").await;
    // Neither a login, a refresh, a logout nor another change of the profile does.
    app.log_in("ann", TestUser::PASSWORD).await.post("/api/users/logout/").await.expect(204);
    ann.patch(&ann.path("")).json(&json!({"bio": "Climbs."})).await.expect(200);
    assert_eq!(trail(&app, &staff, &ann).await.0, []);

    let passwords = json!({"password": TestUser::PASSWORD, "new_password": NEW});
    ann.patch(&ann.path("change_password/")).json(&passwords).await.expect(204);
    ann.post(&ann.directory_path("change-password/")).json(&json!({"password": TestUser::PASSWORD})).await.expect(200);
    ann.patch(&ann.path("change_email/")).json(&json!({"new_email": "new@example.org"})).await.expect(200);
    let code = app.mailed_code(&ann, CodePurpose::EmailChange).await;
    let confirm = json!({"new_email": "new@example.org", "validation_code": code});
    ann.post(&ann.path("confirm_email/")).json(&confirm).await.expect(204);
    let factor = ann.second_factor(&app).await;
    let code = json!({"code": factor.recovery[0]});
    ann.delete(TestUser::TOTP).json(&code).await.expect(204);
    let other = app.log_in("ann", TestUser::PASSWORD).await;
    let sessions = other.get("/api/v2/user/me/sessions/").await.expect(200).json();
    let current = sessions.as_array().unwrap().iter().find(|session| session["current"] == true).unwrap();
    ann.delete(&format!("/api/v2/user/me/sessions/{}/", current["id"])).await.expect(204);
    ann.delete("/api/v2/user/me/sessions/").await.expect(204);
    ann.post("/api/users/logoutall/").await.expect(204);
    let code = app.mailed_code(&ann, CodePurpose::Reset).await;
    let reset = json!({"validation_code": code, "password": NEW});
    app.post("/api/v2/account/reset/").json(&reset).await.expect(204);
    let (acts, text) = trail(&app, &staff, &ann).await;
    let expected = own(&[
        "change_email",
        "change_password",
        "change_password",
        "disable_second_factor",
        "enable_second_factor",
        "end_session",
        "end_sessions",
        "end_sessions",
        "reset_password",
    ]);
    assert_eq!(acts, expected);
    for secret in ["@", "horse", "code", "192.0.2", "Firefox"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    // Events that are delivered again write the same entries.
    assert_eq!(trail(&app, &staff, &ann).await.0, expected);
}

#[tokio::test]
async fn a_change_of_address_that_is_taken_back_leaves_an_entry() {
    let app = App::with_mail().await;
    let [ann, staff] = [app.register("ann").await, app.staff("staff").await];
    let code = app.left_address(&ann, "former@example.org").await;
    let (before, _) = trail(&app, &staff, &ann).await;
    app.post("/api/v2/account/restore_email/").json(&json!({"validation_code": code})).await.expect(204);
    let (after, _) = trail(&app, &staff, &ann).await;
    assert_eq!(after.len(), before.len() + 1);
    assert!(after.contains(&("restore_email".to_owned(), true)), "{after:?}");
}

#[tokio::test]
async fn what_staff_edit_or_delete_of_others_is_in_the_trail_of_the_author() {
    let app = App::new().await;
    let [ann, staff] = [app.register("ann").await, app.staff("staff").await];
    let root = app.superuser("root").await;
    let mut paths = Vec::new();
    for author in [&ann, &root] {
        let poll = json!({"title": "How?", "choices": [{"choice": "On foot"}, {"choice": "By rope"}]});
        let post = json!({"title": "Summits", "text": "Some are high.", "poll": poll});
        let post = author.post("/api/v2/discussion/").json(&post).await.expect(201).json()["id"].clone();
        let comment = json!({"discussion": post, "text": "Mine."});
        let comment = author.post("/api/v2/comment/").json(&comment).await.expect(201).json()["id"].clone();
        paths.push([format!("/api/v2/comment/{comment}/"), format!("/api/v2/discussion/{post}/")]);
    }
    let [of_ann, of_root] = &paths[..] else { panic!("{paths:?}") };
    for path in of_root {
        staff.put(path).json(&json!({"text": "Changed."})).await.expect(403);
        staff.delete(path).await.expect(403);
    }
    assert_eq!(trail(&app, &staff, &root).await.0, []);
    for path in of_ann {
        // One's own acts leave no entry, nor does an edit that changes nothing.
        ann.put(path).json(&json!({"text": "Mine now."})).await.expect(200);
        staff.put(path).json(&json!({"text": "Changed."})).await.expect(200);
        staff.put(path).json(&json!({"text": "Changed."})).await.expect(200);
    }
    let [_, discussion] = of_ann;
    staff.put(discussion).json(&json!({"poll": {"title": "By what?"}})).await.expect(200);
    let both = json!({"text": "Again.", "poll": {"title": "Which way?"}});
    staff.put(discussion).json(&both).await.expect(200);
    for path in of_ann {
        staff.delete(path).await.expect(204);
        staff.delete(path).await.expect(404);
    }
    let (acts, text) = trail(&app, &staff, &ann).await;
    let count = |action: &str| acts.iter().filter(|act| **act == (action.to_owned(), false)).count();
    assert_eq!((count("edit_content"), count("delete_content"), acts.len()), (4, 2, 6), "{acts:?}");
    assert!(!text.contains("Mine") && !text.contains("Changed"), "{text}");
}

#[tokio::test]
async fn staff_set_no_password_of_staff() {
    let app = App::new().await;
    let [staff, other, root] = [app.staff("staff").await, app.staff("other").await, app.superuser("root").await];
    let body = json!({"password": "another-horse-entirely"});
    for target in [&other, &root] {
        staff.post(&target.directory_path("change-password/")).json(&body).await.expect(403);
    }
    staff.delete(&other.path("totp/")).await.expect(403);
    root.post(&other.directory_path("change-password/")).json(&body).await.expect(200);
    assert_eq!(trail(&app, &staff, &other).await.0, [("change_password".to_owned(), false)]);
}
