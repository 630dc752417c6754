//! Mentions of users in posts, discussions and comments.

use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::{members, publish, publish_text, seen_by};
use crate::api::v2::comment::{PATH as COMMENTS, comment, reply};

/// A mention as the editor sends it.
fn mention(user: &TestUser) -> String {
    format!("<mention id=\"{}\" ext-id=\"null\">@{}</mention>", user.id, user.name)
}

/// The notifications of mentions, each as the name and id of what mentions the user.
async fn mentions_of(user: &TestUser) -> Vec<(String, u64)> {
    let page = user.get("/api/v2/user/me/notifications/?limit=100").await.expect(200).json();
    let results = page["results"].as_array().unwrap().iter();
    let all = results.filter(|result| result["aggregated"][0]["type"] == "mention").map(|result| {
        let [one] = &result["aggregated"].as_array().unwrap()[..] else { panic!("{result}") };
        let name = ["discussion", "post", "comment"].into_iter().find(|name| one.get(name).is_some()).unwrap();
        assert_eq!(one[name]["id"], result[name]["id"]);
        assert_eq!(one["user"]["id"], one[name]["author"]["id"]);
        (name.to_owned(), one[name]["id"].as_u64().unwrap())
    });
    all.collect()
}

#[tokio::test]
async fn a_mention_links_to_the_user_and_follows_a_rename() {
    let app = App::new().await;
    let [author, bob, eve] = members(&app, ["author", "bob", "eve"]).await;
    let text =
        format!("<p>Hi {} and {}</p><p>{}</p>", mention(&bob), mention(&eve), "<mention id=\"5\">@no_one</mention>");
    let post = publish(&author, &json!({"text": text})).await;
    let html = |bob: &str, eve: &str| format!("<p>Hi {bob} and {eve}</p><p>@no_one</p>");
    assert_eq!(post["html"], html(&mention(&bob), &mention(&eve)));
    assert_eq!(post["summary"], "Hi @bob and @eve @no_one");
    let id = post["id"].as_u64().unwrap();
    let top = comment(&author, id, &mention(&bob)).await;
    let nested = reply(&author, id, top, &format!("No, {}", mention(&bob))).await;
    app.settle().await;
    bob.patch(&bob.path("")).json(&json!({"username": "bobby"})).await.expect(200);
    eve.delete(&eve.path("?hard=1")).await.expect(204);
    let renamed = mention(&bob).replace("@bob", "@bobby");
    let explored = author.get("/api/v2/feed/explore/").await.expect(200).json()["results"][0]["post"].clone();
    for shown in [seen_by(&app, id).await, explored] {
        assert_eq!(shown["html"], html(&renamed, "@eve"));
        assert_eq!(shown["summary"], "Hi @bobby and @eve @no_one");
    }
    let thread = app.get(&format!("{COMMENTS}?post={id}")).await.expect(200).json()["results"][0].clone();
    assert_eq!(thread["html"], renamed);
    assert_eq!(thread["latest_comments"][0]["html"], format!("No, {renamed}"));
    for (comment, html) in [(top, renamed.clone()), (nested, format!("No, {renamed}"))] {
        assert_eq!(app.get(&format!("{COMMENTS}{comment}/")).await.expect(200).json()["html"], html);
    }
    app.settle().await;
    let notified = bob.get("/api/v2/user/me/notifications/").await.expect(200).json();
    assert!(notified.to_string().contains("@bobby") && !notified.to_string().contains("@bob<"), "{notified}");
    // A form that is sent back mentions the same user.
    author.put(&format!("/api/v2/post/{id}/")).json(&json!({"text": html(&renamed, "@eve")})).await.expect(200);
    assert_eq!(seen_by(&app, id).await["html"], html(&renamed, "@eve"));
}

#[tokio::test]
async fn a_mention_notifies_once_and_goes_with_it() {
    let app = App::new().await;
    let [author, bob, eve, hiding] = members(&app, ["author", "bob", "eve", "hiding"]).await;
    hiding.post(&author.path("hide/")).await.expect(201);
    let all = [&bob, &eve, &hiding, &author].map(mention).concat();
    let twice = format!("{all}{}", mention(&bob));
    let body = json!({"title": "Title", "text": twice});
    let discussion = author.post("/api/v2/discussion/").json(&body).await.expect(201).json()["id"].as_u64().unwrap();
    let post = publish_text(&author, &mention(&bob)).await;
    let top = comment(&author, post, &mention(&bob)).await;
    let nested = reply(&author, post, top, &mention(&eve)).await;
    app.settle().await;
    let of = |name: &str, id: u64| (name.to_owned(), id);
    let [about_discussion, about_post] = [of("discussion", discussion), of("post", post)];
    let mut found = mentions_of(&bob).await;
    found.sort();
    assert_eq!(found, [of("comment", top), about_discussion.clone(), about_post.clone()]);
    assert_eq!(mentions_of(&eve).await, [of("comment", nested), about_discussion.clone()]);
    assert_eq!((mentions_of(&hiding).await, mentions_of(&author).await), (vec![], vec![]));
    // An edit notifies those who are new, and takes the notification of those who are gone away.
    let path = format!("/api/v2/post/{post}/");
    author.put(&path).json(&json!({"text": mention(&eve)})).await.expect(200);
    author.put(&format!("{COMMENTS}{nested}/")).json(&json!({"text": mention(&bob)})).await.expect(200);
    app.settle().await;
    let mut found = mentions_of(&bob).await;
    found.sort();
    assert_eq!(found, [of("comment", top), of("comment", nested), about_discussion.clone()]);
    assert_eq!(mentions_of(&eve).await, [about_post, about_discussion.clone()]);
    // Deletions.
    author.delete(&format!("{COMMENTS}{nested}/")).await.expect(204);
    author.delete(&format!("{COMMENTS}{top}/")).await.expect(204);
    author.delete(&path).await.expect(204);
    app.settle().await;
    for person in [&bob, &eve] {
        assert_eq!(mentions_of(person).await, std::slice::from_ref(&about_discussion));
    }
}

#[tokio::test]
async fn a_text_mentions_at_most_twenty_users() {
    let app = App::new().await;
    let [author, bob] = members(&app, ["author", "bob"]).await;
    let post = publish(&author, &json!({"text": mention(&bob).repeat(20)})).await["id"].as_u64().unwrap();
    let text = mention(&bob).repeat(21);
    let code = |body: &Value| body["errors"][0]["messages"][0]["code"].clone();
    for (path, body) in [
        ("/api/v2/post/", json!({"text": text})),
        ("/api/v2/discussion/", json!({"title": "Title", "text": text})),
        (COMMENTS, json!({"post": post, "text": text})),
    ] {
        let refused = author.post(path).json(&body).await.expect(400);
        assert_eq!(refused.invalid_fields(), ["text"], "{path}");
        assert_eq!(code(&refused.json()), "max_mentions", "{path}");
    }
    // Nothing but the name of a user is shown in a mention.
    let markup = format!("<mention id=\"{}\"><a href=\"https://example.org\">@eve</a></mention>", bob.id);
    assert_eq!(publish(&author, &json!({"text": markup})).await["html"], mention(&bob));
}
