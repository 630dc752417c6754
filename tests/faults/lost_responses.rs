//! Writes that are done but whose response is lost: the SDK retries them, and they must be neither repeated nor undone.

use serde_json::json;
use tests::{App, FaultKind, FaultSchedule, Routes as _, TestUser, new_folder};

use crate::step::has_error_shape;

/// Every response of the table is lost, so no outcome is known. See `docs/api/common.md`, "Status codes".
#[tokio::test]
async fn an_unknown_outcome_is_a_503_in_every_api() {
    let app = App::new().await;
    let (star, fan) = (app.user("star").await, app.user("fan").await);
    let (faulty_app, faults) = app.faulty_app().await;
    let caller = faulty_app.same_user(&fan);
    faults.inject(Some(FaultSchedule::new(1, &[FaultKind::LoseResponse], 1.0)));
    let account = json!({"username": "new", "email": "new@example.org", "password": TestUser::PASSWORD});
    let game = json!({"igdb": "7", "name": "Celeste"});
    for request in [
        caller.post(&star.path("follow/")),
        caller.post("/api/v2/post/").json(&json!({"text": "x"})),
        caller.get("/api/v2/feed/"),
        faulty_app.post("/api/users/register/").json(&account),
        faulty_app.login("star", TestUser::PASSWORD),
        caller.post("/api/actions/like/").json(&game),
        caller.get("/api/users/user/"),
        caller.post("/folders/").json_api(&new_folder(fan.home(), "letters")),
        caller.get("/users/me/"),
    ] {
        let path = request.path().to_owned();
        let answer = request.await.expect(503);
        assert!(has_error_shape(&path, &answer), "{path}: {answer:?}");
        assert_ne!(answer.header("retry-after"), "", "{path}: {answer:?}");
    }
}

/// Enough responses are lost that most writes are tried more than once.
#[tokio::test]
async fn toggles_and_posts_are_applied_once() {
    let app = App::new().await;
    let (star, fan) = (app.user("star").await, app.user("fan").await);
    let (faulty_app, faults) = app.faulty_app().await;
    let caller = faulty_app.same_user(&fan);
    faults.inject(Some(FaultSchedule::new(2, &[FaultKind::LoseResponse], 0.4)));
    let (mut follows, mut published, mut unknown) = (Some(false), 0, 0);
    for n in 0..60 {
        let answer = caller.post(&star.path("follow/")).await;
        let expected = follows.map(|follows| !follows).filter(|_| answer.status == 201);
        assert!([201, 503].contains(&answer.status), "{answer:?}");
        let found = fan.get(&star.path("is_followed/")).await.expect(200).json()["is_followed"].as_bool();
        assert!(expected.is_none() || expected == found, "{n}: {answer:?}");
        follows = found;
        match caller.post("/api/v2/post/").json(&json!({"text": "x"})).await.status {
            201 => published += 1,
            503 => unknown += 1,
            status => panic!("{status}"),
        }
    }
    faults.inject(None);
    app.settle().await;
    let counters = app.get(&fan.path("counters/")).await.expect(200).json();
    let found = counters["posts"].as_u64().unwrap();
    assert!(published > 10 && (published..=published + unknown).contains(&found), "{published} {unknown} {found}");
}

/// The response of a transaction is lost, and its retry meets a conflict with another transaction.
#[tokio::test]
async fn a_conflict_after_a_lost_response_applies_nothing_twice() {
    let app = App::new().await;
    let fan = app.user("fan").await;
    let poll = json!({"title": "?", "choices": [{"choice": "a"}, {"choice": "b"}]});
    let post = fan.post("/api/v2/post/").json(&json!({"text": "x", "poll": poll})).await.expect(201).json();
    let path = format!("/api/v2/post/{}/", post["id"]);
    let choice = json!({"choice": post["poll"]["choices"][0]["id"]});
    let (faulty_app, faults) = app.faulty_app().await;
    let caller = faulty_app.same_user(&fan);
    faults.inject(Some(FaultSchedule::new(3, &[FaultKind::LoseResponse, FaultKind::Conflict], 0.5)));
    let (mut chosen, mut done) = (false, 0);
    for n in 0..60 {
        let answer = caller.post(&format!("{path}poll/vote/")).json(&choice).await;
        assert!([204, 503].contains(&answer.status), "{answer:?}");
        let votes = fan.get(&path).await.expect(200).json()["poll"]["votes"].as_array().unwrap().len();
        assert!(answer.status == 503 || (votes == 1) != chosen, "{n}: {votes} votes");
        (chosen, done) = (votes == 1, done + usize::from(answer.status == 204));
    }
    assert!(done > 10, "too few votes were acknowledged: {done}");
}
