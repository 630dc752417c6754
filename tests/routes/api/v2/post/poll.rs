//! `POST /api/v2/post/{id}/poll/vote/`

use std::future::IntoFuture as _;
use std::time::{Duration, Instant};

use futures::future::join_all;
use futures::{StreamExt as _, stream};
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::{members, publish, publish_poll, publish_text, seen_by};

fn vote(person: &TestUser, post: u64, choice: &Value) -> tests::Request {
    person.post(&format!("/api/v2/post/{post}/poll/vote/")).json(&json!({"choice": choice}))
}

/// The number of votes for each choice and the caller's own choices, once events have settled.
async fn result(app: &App, caller: &TestUser, post: u64) -> (Vec<u64>, Vec<u64>) {
    app.settle().await;
    let poll = seen_by(caller, post).await["poll"].clone();
    let numbers =
        |list: &Value, name: &str| list.as_array().unwrap().iter().map(|one| one[name].as_u64().unwrap()).collect();
    let own = poll["votes"].as_array().unwrap();
    assert!(own.iter().all(|vote| vote["user"] == caller.id.get() && vote["id"].is_u64()));
    (numbers(&poll["choices"], "count_votes"), numbers(&poll["votes"], "choice"))
}

#[tokio::test]
async fn a_single_choice_vote_moves_and_can_be_withdrawn() {
    let app = App::new().await;
    let [author, a, b] = members(&app, ["author", "a", "b"]).await;
    let (id, choices) = publish_poll(&author, false, 3).await;
    vote(&a, id, &json!(choices[0])).await.expect(204);
    vote(&b, id, &json!(choices[0].to_string())).await.expect(204);
    assert_eq!(result(&app, &a, id).await, (vec![2, 0, 0], vec![choices[0]]));
    vote(&a, id, &json!(choices[2])).await.expect(204);
    assert_eq!(result(&app, &a, id).await, (vec![1, 0, 1], vec![choices[2]]));
    vote(&a, id, &json!(choices[2])).await.expect(204);
    assert_eq!(result(&app, &a, id).await, (vec![1, 0, 0], vec![]));
    // Other callers do not see who voted.
    assert_eq!(seen_by(&author, id).await["poll"]["votes"], json!([]));
    assert_eq!(seen_by(&app, id).await["poll"]["votes"], json!([]));
}

#[tokio::test]
async fn the_question_stays_after_the_first_vote() {
    let app = App::new().await;
    let [author, a] = members(&app, ["author", "a"]).await;
    let staff = app.staff("staff").await;
    let (id, choices) = publish_poll(&author, false, 2).await;
    let path = format!("/api/v2/post/{id}/");
    let edit = |by: &TestUser, poll: Value| by.put(&path).json(&json!({"poll": poll}));
    edit(&author, json!({"title": "First or second?"})).await.expect(200);
    vote(&a, id, &json!(choices[0])).await.expect(204);
    app.settle().await;
    for person in [&author, &staff] {
        let refused = edit(person, json!({"title": "Second or first?"})).await.expect(400).json();
        assert_eq!(refused["errors"][0]["field"], "poll.title");
        assert_eq!(refused["errors"][0]["messages"][0]["code"], "poll_voted");
    }
    // The same question is no change, as in a form that is sent back whole.
    edit(&author, json!({"title": " First or second? ", "closed": true})).await.expect(200);
    let poll = seen_by(&a, id).await["poll"].clone();
    assert_eq!((&poll["title"], &poll["closed"]), (&json!("First or second?"), &json!(true)));
    // A vote that was withdrawn leaves the question free.
    edit(&author, json!({"closed": false})).await.expect(200);
    vote(&a, id, &json!(choices[0])).await.expect(204);
    app.settle().await;
    edit(&author, json!({"title": "Second or first?"})).await.expect(200);
}

#[tokio::test]
async fn each_of_several_choices_is_a_toggle() {
    let app = App::new().await;
    let [author, a] = members(&app, ["author", "a"]).await;
    let (id, choices) = publish_poll(&author, true, 3).await;
    for choice in [0, 2, 1] {
        vote(&a, id, &json!(choices[choice])).await.expect(204);
    }
    assert_eq!(result(&app, &a, id).await, (vec![1, 1, 1], vec![choices[0], choices[2], choices[1]]));
    vote(&a, id, &json!(choices[2])).await.expect(204);
    assert_eq!(result(&app, &a, id).await, (vec![1, 1, 0], vec![choices[0], choices[1]]));
    let page = a.get(&author.path("feed/")).await.expect(200).json();
    assert_eq!(page["results"][0]["poll"]["votes"].as_array().unwrap().len(), 2);
}

#[rstest]
#[case::single(false)]
#[case::multiple(true)]
#[tokio::test]
async fn concurrent_votes_of_one_user_leave_one_where_only_one_is_allowed(#[case] multiple: bool) {
    let app = App::new().await;
    let [author, a] = members(&app, ["author", "a"]).await;
    for _ in 0..5 {
        let (id, choices) = publish_poll(&author, multiple, 3).await;
        let calls = choices.iter().map(|choice| vote(&a, id, &json!(choice)).into_future());
        for answer in join_all(calls).await {
            answer.expect(204);
        }
        let (counts, own) = result(&app, &a, id).await;
        assert_eq!(own.len(), if multiple { 3 } else { 1 });
        assert_eq!(counts.iter().sum::<u64>(), own.len() as u64);
    }
}

#[tokio::test]
async fn concurrent_votes_are_all_counted() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let (id, choices) = publish_poll(&author, false, 2).await;
    let names: Vec<String> = (0..20).map(|n| format!("voter_{n}")).collect();
    let voters = join_all(names.iter().map(|name| app.user(name))).await;
    let calls = voters.iter().enumerate().map(|(n, voter)| vote(voter, id, &json!(choices[n % 2])).into_future());
    for answer in join_all(calls).await {
        answer.expect(204);
    }
    assert_eq!(result(&app, &author, id).await.0, [10, 10]);
}

/// A vote writes the voter's ballot and nothing else. So no vote conflicts with another, with an edit or with counting,
/// as DynamoDB's transactions would if they had an item in common.
#[tokio::test]
async fn a_thousand_votes_at_once_are_all_counted() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let (id, choices) = publish_poll(&author, false, 2).await;
    let names: Vec<String> = (0..1_000).map(|n| format!("voter_{n}")).collect();
    let voters: Vec<TestUser> = stream::iter(&names).map(|name| app.user(name)).buffered(16).collect().await;
    let (faulty_app, faults) = app.faulty_app().await;
    faults.contend();
    let voting = voters.iter().enumerate().map(async |(n, voter)| {
        let begun = Instant::now();
        vote(&faulty_app.same_user(voter), id, &json!(choices[n % 2])).await.expect(204);
        begun.elapsed()
    });
    let author_elsewhere = faulty_app.same_user(&author);
    let editing = async {
        for n in 0..20 {
            let poll = json!({"expiration_at": format!("2040-01-{:02}T00:00:00Z", n + 1)});
            let edit = json!({"text": format!("edit {n}"), "poll": poll});
            author_elsewhere.put(&format!("/api/v2/post/{id}/")).json(&edit).await.expect(200);
            app.settle().await;
        }
    };
    let (mut times, ()) = tokio::join!(join_all(voting), editing);
    assert_eq!(faults.refused(), 0, "conflicts");
    assert_eq!(result(&app, &author, id).await.0, [500, 500]);
    times.sort_unstable();
    println!("1,000 votes at once: median {:?}, p99 {:?}", times[500], times[990]);
    assert_eq!(seen_by(&author, id).await["summary"], "edit 19");
}

#[tokio::test]
async fn a_closed_poll_rejects_votes() {
    let app = App::new().await;
    let [author, a] = members(&app, ["author", "a"]).await;
    let (id, choices) = publish_poll(&author, false, 2).await;
    vote(&a, id, &json!(choices[0])).await.expect(204);
    let set = async |closed: bool| {
        let body = json!({"poll": {"closed": closed}});
        author.put(&format!("/api/v2/post/{id}/")).json(&body).await.expect(200);
    };
    set(true).await;
    for choice in &choices {
        let answer = vote(&a, id, &json!(choice)).await.expect(400);
        insta::allow_duplicates! {
            insta::assert_snapshot!(answer.body, @r#"{"errors":[{"code":"poll_closed","message":"This poll is closed."}]}"#);
        }
    }
    assert_eq!(result(&app, &a, id).await, (vec![1, 0], vec![choices[0]]));
    set(false).await;
    vote(&a, id, &json!(choices[1])).await.expect(204);
    assert_eq!(result(&app, &a, id).await, (vec![0, 1], vec![choices[1]]));
}

/// A vote and the closing of the poll run at the same time: an accepted vote came first.
#[tokio::test]
async fn no_vote_is_accepted_after_the_poll_was_closed() {
    let app = App::new().await;
    let [author, a] = members(&app, ["author", "a"]).await;
    for _ in 0..10 {
        let (id, choices) = publish_poll(&author, false, 2).await;
        let close = author.put(&format!("/api/v2/post/{id}/")).json(&json!({"poll": {"closed": true}}));
        let (closed, voted) = futures::join!(close.into_future(), vote(&a, id, &json!(choices[0])).into_future());
        closed.expect(200);
        let (counts, own) = result(&app, &a, id).await;
        assert_eq!(voted.status, if own.is_empty() { 400 } else { 204 });
        assert_eq!(counts[0], own.len() as u64);
        vote(&a, id, &json!(choices[0])).await.expect(400);
    }
}

#[tokio::test]
async fn an_expired_poll_rejects_votes() {
    let app = App::new().await;
    let [author, a] = members(&app, ["author", "a"]).await;
    let end = app.state.clock.now().checked_add(jiff::SignedDuration::from_secs(60)).unwrap().to_string();
    let poll = json!({"title": "?", "expiration_at": end, "choices": [{"choice": "a"}, {"choice": "b"}]});
    let post = publish(&author, &json!({"text": "x", "poll": poll})).await;
    let (id, choice) = (post["id"].as_u64().unwrap(), &post["poll"]["choices"][0]["id"]);
    vote(&a, id, choice).await.expect(204);
    app.state.clock.advance(Duration::from_secs(61));
    vote(&a, id, choice).await.expect(400);
    // An edit that sends the past expiration back unchanged is accepted.
    let whole = json!({"text": "y", "poll": {"expiration_at": post["poll"]["expiration_at"]}});
    author.put(&format!("/api/v2/post/{id}/")).json(&whole).await.expect(200);
    author.put(&format!("/api/v2/post/{id}/")).json(&json!({"poll": {"expiration_at": null}})).await.expect(200);
    vote(&a, id, choice).await.expect(204);
}

#[tokio::test]
async fn rejects_bad_choices() {
    let app = App::new().await;
    let [author, a] = members(&app, ["author", "a"]).await;
    let (id, _) = publish_poll(&author, false, 2).await;
    let (_, others) = publish_poll(&author, false, 2).await;
    for choice in [json!(others[0]), json!(1), json!("x"), json!(null), json!([1]), json!(-1)] {
        let answer = vote(&a, id, &choice).await.expect(400);
        assert_eq!(answer.invalid_fields(), ["choice"], "{answer:?}");
    }
    a.post(&format!("/api/v2/post/{id}/poll/vote/")).await.expect(400);
    let plain = publish_text(&author, "No poll").await;
    vote(&a, plain, &json!(1)).await.expect(404);
    assert_eq!(result(&app, &a, id).await, (vec![0, 0], vec![]));
}
