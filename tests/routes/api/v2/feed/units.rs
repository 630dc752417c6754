//! Entries of feeds, and what each has of the caller.

use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use crate::api::v2::post::{members, publish, publish_poll, publish_text, seen_by};

async fn first(reader: &TestUser, path: &str) -> Value {
    reader.get(path).await.expect(200).json()["results"][0].clone()
}

#[tokio::test]
async fn a_users_feed_has_each_post_bare_and_as_a_unit() {
    let app = App::new().await;
    let [author, reader] = members(&app, ["author", "reader"]).await;
    let body = json!({"title": "Title", "text": "Text"});
    let discussion = author.post("/api/v2/discussion/").json(&body).await.expect(201).json();
    let mut entry = first(&reader, &author.path("feed/")).await;
    let unit = entry["discussion"].clone();
    assert_eq!(unit["id"], discussion["id"]);
    for (name, value) in
        [("discussion", unit.clone()), ("seen", json!(false)), ("has_boost", json!(false)), ("activities", json!([]))]
    {
        assert_eq!(entry.as_object_mut().unwrap().remove(name), Some(value), "{name}");
    }
    assert_eq!(entry, unit);
    publish_text(&author, "A post").await;
    let entry = first(&reader, &author.path("feed/")).await;
    assert_eq!((&entry["type"], &entry["post"]["id"]), (&json!("post"), &entry["id"]));
    assert!(entry.get("discussion").is_none());
}

#[tokio::test]
async fn a_post_has_what_the_caller_has_done_about_it() {
    let app = App::new().await;
    let [author, reader] = members(&app, ["author", "reader"]).await;
    let mut posts = Vec::new();
    for n in 0..3 {
        app.state.clock.advance(std::time::Duration::from_millis(2));
        posts.push(publish_text(&author, &format!("Post {n}")).await);
    }
    reader.post(&format!("/api/v2/post/{}/vote/", posts[0])).await.expect(204);
    for post in &posts[..2] {
        reader.post(&format!("/api/v2/post/{post}/follow/")).await.expect(204);
    }
    reader.post("/api/v2/feed/read/").json(&json!({"object": [posts[2]]})).await.expect(204);
    app.settle().await;
    let own = |post: &Value| json!([post["voted"], post["followed"], post["vote_count"], post["follower_count"]]);
    let expected = [json!([false, false, 0, 0]), json!([false, true, 0, 1]), json!([true, true, 1, 1])];
    for path in ["/api/v2/feed/explore/".to_owned(), author.path("feed/")] {
        let page = reader.get(&path).await.expect(200).json();
        let found: Vec<_> = page["results"].as_array().unwrap().iter().map(|unit| own(&unit["post"])).collect();
        assert_eq!(found, expected, "{path}");
        let seen = reader.get(&format!("{path}?seen=1")).await.expect(200).json();
        let seen: Vec<_> = seen["results"].as_array().unwrap().iter().map(|unit| unit["seen"].clone()).collect();
        assert_eq!(seen, [true, false, false], "{path}");
        let anonymous = app.get(&format!("{path}?seen=1")).await.expect(200).json();
        assert_eq!(own(&anonymous["results"][2]["post"]), json!([false, false, 1, 1]), "{path}");
        assert_eq!(anonymous["results"][0]["seen"], false, "{path}");
    }
    assert_eq!(own(&seen_by(&reader, posts[0]).await), expected[2]);
    assert_eq!(own(&seen_by(&author, posts[0]).await), json!([false, false, 1, 1]));
    assert_eq!(reader.get("/api/v2/feed/?seen=x").await.expect(400).invalid_fields(), ["seen"]);
}

/// More votes and follows between the posts of a page than one query reads.
#[tokio::test]
async fn many_votes_between_the_posts_of_a_page_are_no_limit() {
    let app = App::new().await;
    let [author, other, reader] = members(&app, ["author", "other", "reader"]).await;
    let post = |n: u64| {
        let id = shared::domain::Id::at(app.state.clock.now().as_millisecond() + i64::try_from(n).unwrap(), 0);
        let by = if n == 0 || n == 119 { author.id } else { other.id };
        let content = shared::domain::Content { html: "Text".to_owned(), ..Default::default() };
        shared::domain::Post::new(id, shared::domain::PostKind::Post, by, content)
    };
    let store = &app.state.store;
    for n in 0..120 {
        let post = post(n);
        assert!(store.posts().publish(&post, &shared::store::KeyClaim::none()).await.unwrap());
        let vote = shared::domain::Reaction {
            post: post.id,
            user: reader.id,
            id: post.id,
            author: None,
            reaction: Default::default(),
        };
        if n != 119 {
            assert!(store.reactions().create(shared::domain::ReactionKind::Vote, &vote).await.unwrap());
        }
    }
    let page = reader.get(&author.path("feed/")).await.expect(200).json();
    let voted: Vec<_> = page["results"].as_array().unwrap().iter().map(|entry| entry["voted"].clone()).collect();
    assert_eq!(voted, [false, true]);
}

#[tokio::test]
async fn posts_and_polls_have_the_fields_of_the_published_types() {
    let app = App::new().await;
    let [author, voter] = members(&app, ["author", "voter"]).await;
    let (id, choices) = publish_poll(&author, false, 2).await;
    voter.post(&format!("/api/v2/post/{id}/poll/vote/")).json(&json!({"choice": choices[1]})).await.expect(204);
    app.settle().await;
    let shown = seen_by(&voter, id).await;
    let votes = |choice: &Value| json!([choice["count_votes"], choice["vote_count"], choice["voted"]]);
    assert_eq!(votes(&shown["poll"]["choices"][0]), json!([0, 0, false]));
    assert_eq!(votes(&shown["poll"]["choices"][1]), json!([1, 1, true]));
    assert_eq!(votes(&seen_by(&app, id).await["poll"]["choices"][1]), json!([1, 1, false]));
    assert_eq!((&shown["share_count"], &shown["last_edited_at"]), (&json!(0), &Value::Null));
    author.put(&format!("/api/v2/post/{id}/")).json(&json!({"text": "Edited"})).await.expect(200);
    let edited = seen_by(&voter, id).await;
    assert_eq!(edited["last_edited_at"], edited["last_activity_at"]);
    // Users are alike wherever they are shown, but for their counters and their relation to the caller.
    let user = voter.get(&author.path("")).await.expect(200).json();
    let shown = shown["author"].as_object().unwrap();
    for (name, value) in user.as_object().unwrap() {
        let is_own = name.ends_with("s_counter") && name != "categories_counter" || name == "connection_status";
        assert_eq!(shown.get(name), Some(value).filter(|_| !is_own), "{name}");
    }
    assert!(shown.contains_key("categories_counter"));
}

/// The published client reads how far it has come from `offset` of the links.
#[tokio::test]
async fn links_of_feeds_lead_to_the_oldest_post_and_tell_the_offset() {
    let app = App::new().await;
    let [author, reader] = members(&app, ["author", "reader"]).await;
    reader.post(&author.path("follow/")).await.expect(201);
    app.settle().await;
    let mut posts = Vec::new();
    for n in 0..7 {
        app.state.clock.advance(std::time::Duration::from_millis(2));
        posts.insert(0, publish(&author, &json!({"text": format!("Post {n}")})).await["id"].as_u64().unwrap());
    }
    app.settle().await;
    for feed in ["/api/v2/feed/".to_owned(), "/api/v2/feed/explore/".to_owned(), author.path("feed/")] {
        let (mut path, mut found, mut offsets) = (format!("{feed}?limit=3&offset=0"), Vec::new(), Vec::new());
        let last = loop {
            let page = reader.get(&path).await.expect(200).json();
            let results = page["results"].as_array().unwrap();
            found.extend(results.iter().map(|unit| unit["post"]["id"].as_u64().unwrap()));
            let Some(next) = page["next"].as_str() else { break page };
            offsets.push(next.split_once("&offset=").unwrap().1.to_owned());
            path = next.strip_prefix("http://kith.test").unwrap().to_owned();
        };
        assert_eq!((&found, offsets), (&posts, vec!["3".to_owned(), "6".to_owned()]), "{feed}");
        assert!(last["previous"].as_str().unwrap().ends_with("&offset=3"), "{feed}: {last}");
    }
}
