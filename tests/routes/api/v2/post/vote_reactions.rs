//! `GET /api/v2/reaction/`, and votes with a reaction.

use futures::future::join_all;
use serde_json::{Value, json};
use shared::runtime::config::Config;
use tests::{App, Routes, TestResponse, TestUser, config};

use super::{members, publish_text, seen_by};
use crate::api::v2::comment::{PATH as COMMENTS, comment, results};

async fn offering(reactions: &str) -> App {
    App::with(Config { reactions: reactions.parse().unwrap(), ..config() }).await
}

/// The caller's reaction and the counts, each by id.
fn reactions(shown: &Value) -> Value {
    let counts = shown["reactions_count"].as_array().unwrap().iter();
    let counts: Vec<_> = counts.map(|count| json!([count["reaction"]["id"], count["count"]])).collect();
    json!([shown["voted"], shown["reaction"]["id"], shown["vote_count"], counts])
}

async fn vote(by: &TestUser, path: &str, reaction: u64) -> TestResponse {
    by.post(&format!("{path}vote/?reaction={reaction}")).await
}

#[tokio::test]
async fn the_community_offers_like_and_what_the_setting_names() {
    let app = App::new().await;
    let answer = app.bearer("garbage").get("/api/v2/reaction/").await.expect(200);
    assert_eq!(answer.cost.trips, 0);
    let page = answer.json();
    assert_eq!((&page["count"], &page["next"]), (&json!(1), &Value::Null));
    let like = &page["results"][0];
    assert_eq!(json!([like["id"], like["label"], like["sentiment"], like["active"]]), json!([1, "like", 1, true]));
    assert!(like["image"].as_str().unwrap().starts_with("data:image/svg+xml,%3Csvg"));
    assert_eq!(app.get("/api/v2/reaction/1/").await.expect(200).json(), *like);
    for missing in ["2", "7", "0", "like"] {
        app.get(&format!("/api/v2/reaction/{missing}/")).await.expect(404);
    }
    let feature = async |app: &App| {
        let features = app.get("/api/v2/feature/").await.expect(200).json();
        let found = features["results"].as_array().unwrap().iter().find(|one| one["name"] == "reaction").cloned();
        found.unwrap()["enabled"] == true
    };
    assert!(!feature(&app).await);
    let app = offering("angry,love").await;
    let labels = results(app.get("/api/v2/reaction/").await.expect(200).json());
    let labels: Vec<_> = labels.iter().map(|one| one["label"].clone()).collect();
    assert_eq!(labels, ["like", "love", "angry"]);
    assert!(feature(&app).await);
}

#[tokio::test]
async fn a_vote_has_a_reaction_that_another_vote_changes() {
    let app = offering("like,love,sad").await;
    let [author, one, two] = members(&app, ["author", "one", "two"]).await;
    let post = publish_text(&author, "Post").await;
    let top = comment(&author, post, "Top").await;
    for path in [format!("/api/v2/post/{post}/"), format!("{COMMENTS}{top}/")] {
        let shown = async |by: &TestUser| {
            app.settle().await;
            reactions(&by.get(&path).await.expect(200).json())
        };
        assert_eq!(shown(&one).await, json!([false, null, 0, []]), "{path}");
        vote(&one, &path, 2).await.expect(204);
        assert_eq!(shown(&one).await, json!([true, 2, 1, [[2, 1]]]), "{path}");
        two.post(&format!("{path}vote/")).await.expect(204);
        assert_eq!(shown(&two).await, json!([true, 1, 2, [[1, 1], [2, 1]]]), "{path}");
        // In the body.
        two.post(&format!("{path}vote/")).json(&json!({"reaction": 5})).await.expect(204);
        assert_eq!(shown(&two).await, json!([true, 5, 2, [[2, 1], [5, 1]]]), "{path}");
        vote(&one, &path, 1).await.expect(204);
        assert_eq!(shown(&one).await, json!([true, 1, 2, [[1, 1], [5, 1]]]), "{path}");
        // The votes, with their reactions.
        let votes = results(app.get(&format!("{path}vote/")).await.expect(200).json());
        let mut votes: Vec<_> =
            votes.iter().map(|vote| (vote["user"]["username"].clone(), vote["reaction"]["id"].clone())).collect();
        votes.sort_by_key(|(name, _)| name.to_string());
        assert_eq!(votes, [(json!("one"), json!(1)), (json!("two"), json!(5))], "{path}");
        let sad = results(app.get(&format!("{path}vote/?reaction=5")).await.expect(200).json());
        assert_eq!(sad.iter().map(|vote| &vote["user"]["username"]).collect::<Vec<_>>(), ["two"], "{path}");
        // The same reaction takes the vote back, and so does none.
        vote(&one, &path, 1).await.expect(204);
        two.post(&format!("{path}vote/")).await.expect(204);
        assert_eq!(shown(&two).await, json!([false, null, 0, []]), "{path}");
        // Explicit wishes.
        for _ in 0..2 {
            one.put(&format!("{path}vote/")).json(&json!({"reaction": 2})).await.expect(204);
            one.put(&format!("{path}vote/")).await.expect(204);
        }
        assert_eq!(shown(&one).await, json!([true, 2, 1, [[2, 1]]]), "{path}");
        one.delete(&format!("{path}vote/")).await.expect(204);
        assert_eq!(shown(&one).await, json!([false, null, 0, []]), "{path}");
        for wrong in ["3", "9", "x"] {
            let refused = one.post(&format!("{path}vote/?reaction={wrong}")).await.expect(400);
            assert_eq!(refused.invalid_fields(), ["reaction"], "{path} {wrong}");
        }
        let refused = one.post(&format!("{path}vote/")).json(&json!({"reaction": 3})).await.expect(400);
        assert_eq!(refused.invalid_fields(), ["reaction"], "{path}");
        assert_eq!(app.get(&format!("{path}vote/?reaction=9")).await.expect(400).invalid_fields(), ["reaction"]);
    }
    // Lists show it too.
    vote(&one, &format!("/api/v2/post/{post}/"), 2).await.expect(204);
    vote(&one, &format!("{COMMENTS}{top}/"), 5).await.expect(204);
    app.settle().await;
    let expected = json!([true, 2, 1, [[2, 1]]]);
    for (path, pointer) in
        [("/api/v2/feed/explore/".to_owned(), "/results/0/post"), (author.path("feed/"), "/results/0")]
    {
        let page = one.get(&path).await.expect(200).json();
        assert_eq!(reactions(page.pointer(pointer).unwrap()), expected, "{path}");
    }
    assert_eq!(reactions(&seen_by(&author, post).await), json!([false, null, 1, [[2, 1]]]));
    let thread = results(one.get(&format!("{COMMENTS}?post={post}")).await.expect(200).json());
    assert_eq!(reactions(&thread[0]), json!([true, 5, 1, [[5, 1]]]));
}

/// Counts are those of the stored votes, whatever users do at the same time.
#[tokio::test]
async fn counts_are_exact_after_a_storm_of_votes() {
    let app = offering("like,love,haha,wow,sad,angry").await;
    let author = app.user("author").await;
    let mut voters = Vec::new();
    for n in 0..6 {
        voters.push(app.user(&format!("voter-{n}")).await);
    }
    let post = publish_text(&author, "Post").await;
    let top = comment(&author, post, "Top").await;
    for path in [format!("/api/v2/post/{post}/"), format!("{COMMENTS}{top}/")] {
        let path = &path;
        let storm = voters
            .iter()
            .enumerate()
            .flat_map(|(n, voter)| (0..8).map(move |k| vote(voter, path, 1 + ((n * 3 + k * k) % 6) as u64)));
        for answer in join_all(storm).await {
            assert!([204, 503].contains(&answer.status), "{answer:?}");
        }
        app.settle().await;
        let votes = results(app.get(&format!("{path}vote/?limit=100")).await.expect(200).json());
        let mut expected = std::collections::BTreeMap::new();
        for vote in &votes {
            *expected.entry(vote["reaction"]["id"].as_u64().unwrap()).or_insert(0) += 1;
        }
        let shown = app.get(path).await.expect(200).json();
        let expected: Vec<_> = expected.into_iter().map(|(id, count)| json!([id, count])).collect();
        assert_eq!(reactions(&shown), json!([false, null, votes.len(), expected]), "{path}");
    }
}
