//! Names that were indexed by an earlier rule are indexed anew; users who were listed by one stay where they are.

use std::time::Duration;

use janitor::Repair;
use serde_json::json;
use tests::{App, Routes as _};

use crate::janitor::walks::{janitor, tallies};

#[tokio::test]
async fn names_that_were_indexed_whole_and_with_their_own_letters_are_indexed_anew() {
    let app = App::new().await;
    let user = app.user("anna").await;
    user.patch(&user.path("")).json(&json!({"real_name": "Øyvind 田中太郎"})).await.expect(200);
    app.settle().await;
    let now = app.rows().all().await;
    // The rows as they were: no inner words, and letters that are not basic.
    for (partition, word) in [("T#oy", "oyvind"), ("T#中", "中太郎"), ("T#太", "太郎"), ("T#郎", "郎")] {
        app.rows().delete(partition, &format!("{word}#{}", user.id)).await;
    }
    app.rows().put("T#ø", &format!("øyvind#{}", user.id), json!({})).await;
    let report = janitor(&app, Duration::ZERO, 1_000).run_all(true).await.unwrap();
    assert_eq!(tallies(&report), [(Repair::Names, (5, 5))].into());
    assert_eq!(app.rows().all().await, now);
    for text in ["oyvind", "%C3%B8yvind", "%E5%A4%AA%E9%83%8E"] {
        let found = app.get(&format!("/api/v2/user/search/?search={text}")).await.expect(200).json();
        assert_eq!(found["results"][0]["username"], "anna", "{text}");
    }
}

#[tokio::test]
async fn accounts_of_earlier_versions_are_listed_by_role_and_status() {
    let app = App::new().await;
    let superuser = app.superuser("mira").await;
    let user = app.user("anna").await;
    let patch = user.patch_of(json!({"is_active": false}));
    superuser.patch(&user.directory_path("")).json_api(&patch).await.expect(200);
    app.settle().await;
    let now = app.rows().all().await;
    let listed = [("TA#st", "staff", &superuser), ("TA#su", "superuser", &superuser), ("TA#de", "deactivated", &user)];
    for (partition, word, of) in listed {
        app.rows().delete(partition, &format!("{word}#{:016}", of.id.get())).await;
    }
    // The row of a user who is staff no more.
    app.rows().put("TA#st", &format!("staff#{:016}", user.id.get()), json!({})).await;
    let report = janitor(&app, Duration::ZERO, 1_000).run_all(true).await.unwrap();
    assert_eq!(tallies(&report), [(Repair::Names, (4, 4))].into());
    assert_eq!(app.rows().all().await, now);
}

/// Functions of an earlier version would not find users who are moved out of the list that they know.
#[tokio::test]
async fn users_in_the_list_of_earlier_versions_stay_there() {
    let app = App::new().await;
    let mut users = Vec::new();
    for name in ["anna", "emil", "karl", "zoe"] {
        users.push(app.user(name).await.id);
    }
    app.rows().list_as_earlier_versions(&users).await;
    app.settle().await;
    let before = app.rows().all().await;
    let report = janitor(&app, Duration::ZERO, 1_000).run_all(true).await.unwrap();
    assert!(report.is_clean(), "{report:?}");
    assert_eq!(app.rows().all().await, before);
    let listed = app.get("/api/v2/user/search/").await.expect(200).json();
    assert_eq!(listed["count"], 4);
}
