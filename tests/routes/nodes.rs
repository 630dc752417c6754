//! `GET /nodes/{id}/`

use serde_json::{Value, json};
use tests::{App, Routes as _};

#[tokio::test]
async fn lists_the_folders_directly_inside_by_title() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let path = format!("/nodes/{}/", alice.home().to_uuid());
    let empty = alice.get(&path).await.expect(200).json();
    assert_eq!(empty["data"], json!([]));
    assert_eq!(empty["meta"], json!({"pagination": {"page": 1, "pages": 1, "count": 0}}));
    assert_eq!((&empty["links"]["next"], &empty["links"]["prev"]), (&Value::Null, &Value::Null));
    let b = alice.make_folder(alice.home(), "b").await;
    alice.make_folder(alice.home(), "a").await;
    alice.make_folder(b, "deeper").await;
    let listed = alice.get(&path).await.expect(200).json();
    assert_eq!(listed["data"][1], alice.get(&format!("/folders/{}/", b.to_uuid())).await.expect(200).json()["data"]);
    assert_eq!(alice.titles_in(alice.home()).await, ["a", "b"]);
    assert_eq!(alice.titles_in(b).await, ["deeper"]);
}

#[tokio::test]
async fn links_lead_over_all_pages() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    for n in 0..7 {
        alice.make_folder(alice.home(), &n.to_string()).await;
    }
    for (sort, expected) in [("title", ["012", "345", "6"]), ("-title", ["654", "321", "0"])] {
        let mut path = format!("/nodes/{}/?sort={sort}&page[size]=3", alice.home().to_uuid());
        for (n, titles) in expected.into_iter().enumerate() {
            let page = alice.get(&path).await.expect(200).json();
            let rows = page["data"].as_array().unwrap().iter();
            let found: String = rows.map(|row| row["attributes"]["title"].as_str().unwrap()).collect();
            assert_eq!(found, titles);
            assert_eq!(page["meta"]["pagination"], json!({"page": n + 1, "pages": 3, "count": 7}));
            match page["links"]["next"].as_str() {
                Some(next) => path = next.strip_prefix("http://kith.test").unwrap().to_owned(),
                None => assert_eq!(n, 2),
            }
        }
    }
}

#[tokio::test]
async fn unknown_folders_are_404_and_those_of_others_403() {
    let app = App::new().await;
    let [alice, bob, staff] = [app.user("alice").await, app.user("bob").await, app.staff("staff").await];
    let folder = alice.make_folder(alice.home(), "letters").await;
    for path in [alice.home(), folder].map(|id| format!("/nodes/{}/", id.to_uuid())) {
        app.get(&path).await.expect(401);
        bob.get(&path).await.expect(403);
        staff.get(&path).await.expect(200);
    }
    for id in [alice.uuid(), alice.id.to_string(), "home".to_owned()] {
        staff.get(&format!("/nodes/{id}/")).await.expect(404);
    }
    alice.delete(&format!("/folders/{}/", folder.to_uuid())).await.expect(204);
    alice.get(&format!("/nodes/{}/", folder.to_uuid())).await.expect(404);
}
