//! `GET /api/v2/feed/explore/`

use std::time::Duration;

use serde_json::json;
use tests::{App, Routes as _, TestResponse};

use crate::api::v2::post::{members, publish_text};

const PATH: &str = "/api/v2/feed/explore/";

fn ids(answer: &TestResponse) -> Vec<u64> {
    let page = answer.json();
    let entries = page["results"].as_array().unwrap().iter();
    let id = |entry: &serde_json::Value| entry[entry["type"].as_str().unwrap()]["id"].as_u64().unwrap();
    entries.map(id).collect()
}

#[tokio::test]
async fn pages_have_every_post_once_newest_first_in_both_directions() {
    let app = App::new().await;
    let authors = members(&app, ["one", "other"]).await;
    let mut posts = Vec::new();
    for n in 0..23 {
        app.state.clock.advance(Duration::from_millis(2));
        posts.insert(0, publish_text(&authors[n % 2], "x").await);
    }
    assert_eq!(ids(&app.get(&format!("{PATH}?limit=100")).await.expect(200)), posts);
    for parameters in ["?limit=7", "?limit=7&offset=0"] {
        let (mut path, mut found, mut last) = (format!("{PATH}{parameters}"), Vec::new(), String::new());
        loop {
            let answer = app.get(&path).await.expect(200);
            assert_eq!(answer.json()["count"], 23);
            found.extend(ids(&answer));
            let Some(next) = answer.json()["next"].as_str().map(str::to_owned) else { break };
            (last, path) = (path, next.strip_prefix("http://kith.test").unwrap().to_owned());
        }
        assert_eq!(found, posts, "{parameters}");
        let previous = app.get(&path).await.expect(200).json()["previous"].as_str().unwrap().to_owned();
        let before = app.get(previous.strip_prefix("http://kith.test").unwrap()).await.expect(200);
        assert_eq!(ids(&before), ids(&app.get(&last).await.expect(200)));
    }
    assert_eq!(ids(&app.get(&format!("{PATH}?limit=7&offset=20")).await.expect(200)), posts[20..]);
    assert_eq!(app.get(&format!("{PATH}?limit=x")).await.expect(400).invalid_fields(), ["limit"]);
}

#[tokio::test]
async fn entries_are_units_with_the_callers_own_votes() {
    let app = App::new().await;
    let [author, voter] = members(&app, ["author", "voter"]).await;
    let poll = json!({"title": "How?", "choices": [{"choice": "On foot"}, {"choice": "By rope"}]});
    let body = json!({"title": "Summits", "text": "Which one?", "poll": poll});
    let made = author.post("/api/v2/discussion/").json(&body).await.expect(201).json();
    let choice = json!({"choice": made["poll"]["choices"][0]["id"]});
    voter.post(&format!("/api/v2/discussion/{}/poll/vote/", made["id"])).json(&choice).await.expect(204);
    app.settle().await;
    let one = voter.get(&format!("/api/v2/discussion/{}/", made["id"])).await.expect(200).json();
    assert_eq!(one["poll"]["votes"].as_array().unwrap().len(), 1);
    let page = voter.get(PATH).await.expect(200).json();
    assert_eq!((&page["results"][0]["type"], &page["results"][0]["discussion"]), (&json!("discussion"), &one));
    assert_eq!(app.get(PATH).await.expect(200).json()["results"][0]["discussion"]["poll"]["votes"], json!([]));
    app.bearer("garbage").get(PATH).await.expect(401);
}

#[tokio::test]
async fn deleted_posts_and_those_of_hidden_users_are_left_out() {
    let app = App::new().await;
    let [reader, hidden, other] = members(&app, ["reader", "hidden", "other"]).await;
    let mut posts = Vec::new();
    for author in [&hidden, &other, &reader] {
        app.state.clock.advance(Duration::from_millis(2));
        posts.push(publish_text(author, "x").await);
    }
    reader.post(&hidden.path("hide/")).await.expect(201);
    assert_eq!(ids(&reader.get(PATH).await.expect(200)), [posts[2], posts[1]]);
    assert_eq!(ids(&hidden.get(PATH).await.expect(200)), [posts[2], posts[1], posts[0]]);
    other.delete(&format!("/api/v2/post/{}/", posts[1])).await.expect(204);
    assert_eq!(ids(&app.get(PATH).await.expect(200)), [posts[2], posts[0]]);
    hidden.delete(&hidden.path("?hard=1")).await.expect(204);
    app.settle().await;
    assert_eq!(ids(&app.get(PATH).await.expect(200)), [posts[2]]);
}
