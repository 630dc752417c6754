//! `GET /api/v2/user/{id}/feed/`

use std::time::Duration;

use serde_json::{Value, json};
use tests::{App, Routes as _};

use crate::api::v2::post::{members, publish_poll, publish_text};

fn ids(page: &Value) -> Vec<u64> {
    page["results"].as_array().unwrap().iter().map(|post| post["id"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn lists_a_users_posts_newest_first_page_by_page() {
    let app = App::new().await;
    let [author, other] = members(&app, ["author", "other"]).await;
    publish_text(&other, "Not this").await;
    let mut all = Vec::new();
    for n in 0..7 {
        app.state.clock.advance(Duration::from_millis(2));
        all.push(if n % 2 == 0 { publish_poll(&author, false, 2).await.0 } else { publish_text(&author, "x").await });
    }
    all.reverse();
    app.settle().await;
    let mut path = author.path("feed/?limit=3");
    let mut found = Vec::new();
    loop {
        let page = app.get(&path).await.expect(200).json();
        assert_eq!(page["count"], 7);
        assert!(page["results"].as_array().unwrap().iter().all(|post| post["type"] == "post"));
        found.push(ids(&page));
        let Some(next) = page["next"].as_str() else { break };
        path = next.strip_prefix("http://kith.test").unwrap().to_owned();
    }
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 1]);
    assert_eq!(found.concat(), all);
    let last = app.get(&path).await.expect(200).json();
    let back = last["previous"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    assert_eq!(ids(&app.get(back).await.expect(200).json()), found[1]);
    assert_eq!(ids(&app.get(&author.path("feed/?limit=2&offset=3")).await.expect(200).json()), all[3..5]);
}

#[tokio::test]
async fn lists_new_posts_at_once_and_rejects_unknown_users() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let empty = app.get(&author.path("feed/")).await.expect(200).json();
    assert_eq!(empty, json!({"count": 0, "next": null, "previous": null, "results": []}));
    let id = publish_text(&author, "Now").await;
    assert_eq!(ids(&app.get(&author.path("feed/")).await.expect(200).json()), [id]);
    app.get("/api/v2/user/1/feed/").await.expect(404);
    let answer = app.get(&author.path("feed/?limit=x")).await.expect(400);
    assert_eq!(answer.invalid_fields(), ["limit"]);
}
