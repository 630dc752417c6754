//! `GET /audit/`

use serde_json::{Value, json};
use shared::domain::id::UuidKind;
use tests::{App, Routes, TestUser};

/// The entries at this path, with what was done, by whom and to whom; and the links.
async fn entries(staff: &impl Routes, path: &str) -> (Vec<(String, String, String)>, Value) {
    let body = staff.get(path).await.expect(200).json();
    let user = |entry: &Value, role: &str| entry["relationships"][role]["data"]["id"].as_str().unwrap().to_owned();
    let entries = body["data"].as_array().unwrap().iter().map(|entry| {
        (entry["attributes"]["action"].as_str().unwrap().to_owned(), user(entry, "actor"), user(entry, "target"))
    });
    (entries.collect(), body["links"].clone())
}

fn uuid(user: &TestUser) -> String {
    user.id.to_uuid(UuidKind::User).to_string()
}

/// A link without the host.
fn path(link: &Value) -> String {
    link.as_str().and_then(|link| link.split_once("/audit/")).map(|(_, query)| format!("/audit/{query}")).unwrap()
}

#[tokio::test]
async fn what_staff_did_to_all_users_is_listed_newest_first() {
    let app = App::new().await;
    let [granny, oshiro] = [app.staff("granny").await, app.staff("oshiro").await];
    let [alice, bob] = [app.user("alice").await, app.user("bob").await];
    granny.patch(&alice.directory_path("")).json_api(&alice.patch_of(json!({"first_name": "A"}))).await.expect(200);
    app.state.clock.advance(std::time::Duration::from_secs(1));
    oshiro.post(&bob.directory_path("change-password/")).json(&json!({"password": "another-horse"})).await.expect(200);
    app.state.clock.advance(std::time::Duration::from_secs(1));
    granny.delete(&bob.directory_path("")).await.expect(204);
    // What users do to their own credentials is in their own trails.
    let change = json!({"password": TestUser::PASSWORD, "new_password": "another-horse"});
    alice.patch(&alice.path("change_password/")).json(&change).await.expect(204);
    app.settle().await;
    let staff = app.staff("staff").await;
    let all = [
        ("hard_delete".to_owned(), uuid(&granny), uuid(&bob)),
        ("change_password".to_owned(), uuid(&oshiro), uuid(&bob)),
        ("update".to_owned(), uuid(&granny), uuid(&alice)),
    ];
    assert_eq!(entries(&staff, "/audit/").await.0, all);

    let (first, links) = entries(&staff, "/audit/?page[size]=2").await;
    assert_eq!((&first[..], &links["prev"]), (&all[..2], &Value::Null));
    let (second, links) = entries(&staff, &path(&links["next"])).await;
    assert_eq!(second, all[2..]);
    assert_eq!(entries(&staff, &path(&links["prev"])).await.0, all[..2]);
    let slim = staff.get("/audit/?fields[audit-entries]=action&page[size]=1").await.expect(200).json();
    assert_eq!(slim["data"][0]["attributes"], json!({"action": "hard_delete"}));
    staff.get("/audit/?page[number]=2").await.expect(400);
    staff.get("/audit/?page[after]=x").await.expect(400);
    app.get("/audit/").await.expect(401);
    alice.get("/audit/").await.expect(403);
}

#[tokio::test]
async fn entries_end_after_a_year() {
    let app = App::new().await;
    let [staff, alice] = [app.staff("staff").await, app.user("alice").await];
    staff.patch(&alice.directory_path("")).json_api(&alice.patch_of(json!({"first_name": "A"}))).await.expect(200);
    let day = std::time::Duration::from_secs(24 * 60 * 60);
    app.state.clock.advance(364 * day);
    let late = app.log_in("staff", TestUser::PASSWORD).await;
    assert_eq!(entries(&late, "/audit/").await.0.len(), 1);
    app.state.clock.advance(day);
    let later = app.log_in("staff", TestUser::PASSWORD).await;
    assert_eq!(entries(&later, "/audit/").await.0, []);
}
