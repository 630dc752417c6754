//! Writes that are done but whose response is lost: the SDK retries them, and they must be neither repeated nor undone.

use serde_json::json;
use tests::{App, FaultKind, FaultSchedule, Routes as _, TestUser, new_folder};

use crate::step::{code, has_error_shape};

/// Every response to a write is lost, so no outcome is known. See `docs/api/common.md`, "Status codes".
#[tokio::test]
async fn an_unknown_outcome_is_told_from_a_busy_table_in_every_api() {
    let app = App::new().await;
    let (star, fan) = (app.user("star").await, app.user("fan").await);
    let (faulty_app, faults) = app.faulty_app().await;
    let caller = faulty_app.same_user(&fan);
    let account = json!({"username": "new", "email": "new@example.org", "password": TestUser::PASSWORD});
    let game = json!({"igdb": "7", "name": "Celeste"});
    let calls = || {
        let writes = [
            caller.post(&star.path("follow/")),
            caller.put(&star.path("hide/")),
            caller.post("/api/v2/post/").json(&json!({"text": "x"})),
            caller.patch(&fan.path("")).json(&json!({"bio": "x"})),
            faulty_app.post("/api/users/register/").json(&account),
            faulty_app.login("star", TestUser::PASSWORD),
            caller.post("/api/actions/like/").json(&game),
            caller.post("/folders/").json_api(&new_folder(fan.home(), "letters")),
        ];
        let reads = ["/api/v2/feed/", "/api/users/user/", "/users/me/"].map(|path| caller.get(path));
        let reads = reads.into_iter().map(|read| (read, false));
        writes.into_iter().map(|write| (write, true)).chain(reads).collect::<Vec<_>>()
    };
    for (fault, reads_fail) in
        [(FaultKind::Throttle, false), (FaultKind::LoseResponse, false), (FaultKind::LoseResponse, true)]
    {
        let schedule = FaultSchedule::new(1, &[fault], 1.0);
        faults.inject(Some(if reads_fail { schedule } else { schedule.of_writes() }));
        for (request, writes) in calls() {
            if !writes && !reads_fail {
                continue;
            }
            let path = request.path().to_owned();
            let answer = request.await.expect(503);
            assert!(has_error_shape(&path, &answer), "{path}: {answer:?}");
            let unknown = code(&answer) == "outcome_unknown";
            assert_eq!(answer.header("retry-after"), if unknown { "" } else { "1" }, "{path}: {answer:?}");
            // Where reads fail, most calls never come to their write.
            let expected = fault == FaultKind::LoseResponse;
            assert!(unknown == expected || reads_fail, "{path}: {answer:?}");
        }
    }
}

/// A client that repeats `PUT` or `DELETE` until it is acknowledged ends where it wanted, whatever was lost.
#[tokio::test]
async fn a_repeated_wish_is_fulfilled() {
    let app = App::new().await;
    let (star, fan) = (app.user("star").await, app.user("fan").await);
    let poll = json!({"title": "?", "choices": [{"choice": "a"}, {"choice": "b"}]});
    let post = star.post("/api/v2/post/").json(&json!({"text": "x", "poll": poll})).await.expect(201).json();
    let path = format!("/api/v2/post/{}/", post["id"]);
    let choice = json!({"choice": post["poll"]["choices"][0]["id"]});
    let game = json!({"igdb": "7", "name": "Celeste"});
    // Each toggle with its body, and where its state is read.
    let toggles = [
        (star.path("follow/"), json!({}), star.path("is_followed/"), "/is_followed"),
        (star.path("hide/"), json!({}), star.path("is_hidden/"), "/is_hidden"),
        (format!("{path}vote/"), json!({}), format!("{path}vote/"), "/results/0"),
        (format!("{path}poll/vote/"), choice, path.clone(), "/poll/votes/0"),
        (format!("{path}flag/"), json!({"flag_type": 1}), format!("{path}flag/status/"), "/flag_type"),
        ("/api/actions/like/".to_owned(), game, "/api/actions/?igdb=7".to_owned(), "/liked"),
    ];
    let (faulty_app, faults) = app.faulty_app().await;
    let caller = faulty_app.same_user(&fan);
    let kinds = [FaultKind::LoseResponse, FaultKind::LoseRequest, FaultKind::Conflict, FaultKind::InternalError];
    faults.inject(Some(FaultSchedule::new(4, &kinds, 0.8).of_writes()));
    let (mut repeated, mut wanted) = (0, Vec::new());
    for round in 0..4 {
        wanted.clear();
        for (n, (path, body, state, pointer)) in toggles.iter().enumerate() {
            let on = (round + n) % 3 != 1;
            let method = if on { "PUT" } else { "DELETE" };
            while caller.request(method, path).json(body).await.status != 204 {
                repeated += 1;
                assert!(repeated < 5_000, "{method} {path} never succeeds");
            }
            let found = fan.get(state).await.expect(200).json();
            let found = found.pointer(pointer).is_some_and(|found| !found.is_null() && *found != false);
            assert_eq!(found, on, "{method} {path}");
            wanted.push(on);
        }
    }
    faults.inject(None);
    assert!(repeated > 5, "hardly a fault: {repeated}");
    app.settle().await;
    let seen = app.get(&path).await.expect(200).json();
    assert_eq!(seen["score"], u64::from(wanted[2]));
    assert_eq!(seen["poll"]["choices"][0]["count_votes"], u64::from(wanted[3]));
    assert_eq!(app.get(&star.path("counters/")).await.expect(200).json()["followers"], u64::from(wanted[0]));
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
