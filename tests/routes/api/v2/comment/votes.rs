//! `POST`, `GET /api/v2/comment/{id}/vote/`, `GET /api/v2/post/{id}/vote/`

use std::future::IntoFuture as _;
use std::time::Duration;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _};

use super::{PATH, comment, comments_on, reply};
use crate::api::v2::post::{members, publish_text};

#[tokio::test]
async fn votes_are_toggles_and_each_caller_sees_their_own() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let post = publish_text(&author, "Talk").await;
    let top = comment(&author, post, "Top").await;
    let nested = reply(&author, post, top, "Nested").await;
    for round in 1..=4 {
        for id in [top, nested] {
            assert_eq!(fan.post(&format!("{PATH}{id}/vote/")).await.expect(204).body, "");
        }
        author.post(&format!("{PATH}{nested}/vote/")).await.expect(204);
        app.settle().await;
        let voted = round % 2 == 1;
        for (caller, own) in [(&fan, [voted, voted]), (&author, [false, voted])] {
            let listed = comments_on(caller, post, "").await.remove(0);
            let latest = &listed["latest_comments"][0];
            assert_eq!(json!([listed["voted"], latest["voted"]]), json!(own), "{round}");
            assert_eq!(
                json!([listed["vote_count"], latest["vote_count"]]),
                json!([u64::from(voted), 2 * u64::from(voted)])
            );
            assert_eq!(caller.get(&format!("{PATH}{nested}/")).await.expect(200).json()["voted"], own[1]);
        }
        assert_eq!(comments_on(&app, post, "").await[0]["voted"], false);
    }
    app.post(&format!("{PATH}{top}/vote/")).await.expect(401);
    for id in ["1", "x", &post.to_string()] {
        fan.post(&format!("{PATH}{id}/vote/")).await.expect(404);
        fan.get(&format!("{PATH}{id}/vote/")).await.expect(404);
    }
}

#[tokio::test]
async fn concurrent_votes_count_by_their_outcome() {
    let app = App::new().await;
    let [author, a, b, c] = members(&app, ["author", "a", "b", "c"]).await;
    let post = publish_text(&author, "Talk").await;
    let top = comment(&author, post, "Top").await;
    let path = format!("{PATH}{top}/vote/");
    let calls = [&a, &b, &a, &c, &b, &a, &c, &b].map(|person| person.post(&path).into_future());
    for answer in join_all(calls).await {
        answer.expect(204);
    }
    app.settle().await;
    assert_eq!(app.get(&format!("{PATH}{top}/")).await.expect(200).json()["vote_count"], 2);
}

#[tokio::test]
async fn a_vote_notifies_the_author_of_the_comment() {
    let app = App::new().await;
    let [author, fan, hidden] = members(&app, ["author", "fan", "hidden"]).await;
    author.post(&hidden.path("hide/")).await.expect(201);
    let post = publish_text(&author, "Talk").await;
    let top = comment(&author, post, "Top").await;
    let path = format!("{PATH}{top}/vote/");
    for person in [&author, &fan, &hidden] {
        person.post(&path).await.expect(204);
    }
    app.settle().await;
    let notified = async || {
        let page = author.get("/api/v2/user/me/notifications/").await.expect(200).json();
        let results = page["results"].as_array().unwrap().iter();
        results.flat_map(|one| one["aggregated"].as_array().unwrap()).cloned().collect::<Vec<Value>>()
    };
    let votes = notified().await;
    assert_eq!(votes.len(), 1, "{votes:?}");
    assert_eq!(
        json!([votes[0]["type"], votes[0]["comment"]["id"], votes[0]["user"]["id"], votes[0]["comment"]["voted"]]),
        json!(["vote_up", top, fan.id, true])
    );
    fan.post(&path).await.expect(204);
    app.settle().await;
    assert_eq!(notified().await, [Value::Null; 0]);
}

#[tokio::test]
async fn a_deleted_comment_takes_no_votes_and_leaves_none() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let post = publish_text(&author, "Talk").await;
    let top = comment(&author, post, "Top").await;
    let path = format!("{PATH}{top}/vote/");
    fan.post(&path).await.expect(204);
    app.settle().await;
    author.delete(&format!("{PATH}{top}/")).await.expect(204);
    fan.post(&path).await.expect(404);
    fan.get(&path).await.expect(404);
    app.settle().await;
    let left: Vec<_> = app.rows().all().await.into_keys().filter(|(_, sk)| sk.starts_with("CVOTE#")).collect();
    assert_eq!(left, []);
}

#[tokio::test]
async fn a_hard_deleted_user_takes_their_votes_back() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let post = publish_text(&author, "Talk").await;
    let top = comment(&author, post, "Top").await;
    fan.post(&format!("{PATH}{top}/vote/")).await.expect(204);
    app.settle().await;
    fan.delete(&fan.path("?hard=1")).await.expect(204);
    app.settle().await;
    assert_eq!(app.get(&format!("{PATH}{top}/")).await.expect(200).json()["vote_count"], 0);
}

#[rstest]
#[case::of_a_comment(true)]
#[case::of_a_post(false)]
#[tokio::test]
async fn voters_are_listed_page_by_page_in_both_directions(#[case] of_comment: bool) {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let post = publish_text(&author, "Talk").await;
    let top = comment(&author, post, "Top").await;
    let path = if of_comment { format!("{PATH}{top}/vote/") } else { format!("/api/v2/post/{post}/vote/") };
    let mut voters = Vec::new();
    for n in 0..7 {
        app.state.clock.advance(Duration::from_millis(2));
        let voter = app.user(&format!("voter_{n}")).await;
        voter.post(&path).await.expect(204);
        voter.post(&format!("/api/v2/post/{post}/follow/")).await.expect(204);
        voters.push(voter.id.get());
    }
    author.post("/api/v2/user/me/markseen/").json(&json!({"posts": [post]})).await.expect(201);
    app.settle().await;
    if of_comment {
        // The newest vote comes first.
        voters.reverse();
    }
    let ids = |page: &Value| -> Vec<u64> {
        page["results"].as_array().unwrap().iter().map(|vote| vote["user"]["id"].as_u64().unwrap()).collect()
    };
    let link = |link: &Value| link.as_str().map(|link| link.strip_prefix("http://kith.test").unwrap().to_owned());
    let (mut forward, mut backward, mut next, mut last) =
        (Vec::new(), Vec::new(), Some(format!("{path}?limit=3")), String::new());
    while let Some(path) = next {
        let page = app.get(&path).await.expect(200).json();
        assert_eq!(page["count"], 7);
        forward.extend(ids(&page));
        (next, last) = (link(&page["next"]), path);
    }
    assert_eq!(forward, voters);
    let mut previous = Some(last);
    while let Some(path) = previous {
        let page = app.get(&path).await.expect(200).json();
        backward.splice(0..0, ids(&page));
        previous = link(&page["previous"]);
    }
    assert_eq!(backward, voters);
    assert_eq!(ids(&app.get(&format!("{path}?offset=5")).await.expect(200).json()), voters[5..]);
    // Positions outside of the list are none of its rows.
    for cursor in ["Zg", "ZkE", "Zlo", "YkE", "Ylo", "YlZPVEUj"] {
        assert!(app.get(&format!("{path}?cursor={cursor}")).await.status < 500, "{cursor}");
    }
    let vote = app.get(&path).await.expect(200).json()["results"][0].clone();
    assert_eq!(json!([vote["reaction"]["label"], vote["voted_at"].is_string()]), json!(["like", true]));
}
