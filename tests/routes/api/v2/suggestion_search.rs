//! `GET /api/v2/suggestion/`

use serde_json::{Value, json};
use tests::{App, Routes as _};

#[tokio::test]
async fn suggests_the_users_that_a_search_finds() {
    let app = App::new().await;
    for name in ["anna", "annabel", "bob"] {
        app.user(name).await;
    }
    let caller = app.user("caller").await;
    let hidden = app.user("annie").await;
    caller.post(&hidden.path("hide/")).await.expect(201);
    app.settle().await;
    for (path, by_user) in [("?search=ann", true), ("?search=ann", false), ("?search=ann&limit=1", true), ("", false)] {
        let get = async |list: &str| {
            let path = format!("/api/v2/{list}/{path}");
            let answer = if by_user { caller.get(&path).await } else { app.get(&path).await };
            answer.expect(200).json()
        };
        let (mut found, suggested) = (get("user/search").await, get("suggestion").await);
        let users = found["results"].as_array().unwrap().iter();
        let entries: Vec<Value> = users.map(|user| json!({"type": "user", "score": 1, "user": user})).collect();
        assert!(!entries.is_empty(), "{path}");
        found["results"] = json!(entries);
        for link in ["next", "previous"] {
            let text = found[link].as_str().map(|link| link.replace("user/search", "suggestion"));
            found[link] = json!(text);
        }
        assert_eq!(suggested, found, "{path}");
    }
    assert_eq!(app.get("/api/v2/suggestion/?search=zebra").await.expect(200).json()["results"], json!([]));
    let answer = app.get(&format!("/api/v2/suggestion/?search={}", "x".repeat(101))).await.expect(400);
    assert_eq!(answer.invalid_fields(), ["search"]);
    assert_eq!(app.get("/api/v2/suggestion/?limit=x").await.expect(400).invalid_fields(), ["limit"]);
}
