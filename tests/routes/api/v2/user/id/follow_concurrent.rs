//! `POST /api/v2/user/{id}/follow/`: calls at the same time, also during a deletion.

use std::future::IntoFuture as _;

use futures::future::join_all;
use rstest::rstest;
use serde_json::json;
use tests::{App, Routes as _};

use super::follow::{follows, ids, list, numbers};

#[rstest]
#[tokio::test]
async fn concurrent_toggles_are_applied_one_after_the_other(#[values(49, 50)] times: usize) {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let path = bob.path("follow/");
    let toggles = (0..times).map(|_| {
        let (alice, path) = (alice.clone(), path.clone());
        // A toggle that waits too long for the others gets a 503 and changes nothing. The client repeats it.
        tokio::spawn(async move {
            loop {
                let answer = alice.post(&path).await;
                if answer.status != 503 {
                    return answer;
                }
            }
        })
    });
    let answers: Vec<_> = join_all(toggles).await.into_iter().map(Result::unwrap).collect();
    let done = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(done, times, "{answers:?}");
    let following = done % 2 == 1;
    assert_eq!(follows(&alice, &bob).await, following);
    app.settle().await;
    assert_eq!(numbers(&app, &alice).await, (following.into(), 0));
    assert_eq!(numbers(&app, &bob).await, (0, following.into()));
}

#[tokio::test]
async fn forty_concurrent_follows_are_all_counted() {
    let app = App::new().await;
    let star = app.register("star").await;
    let users = join_all((0..40).map(|n| {
        let app = &app;
        async move { app.user(&format!("fan-{n}")).await }
    }))
    .await;
    let path = star.path("follow/");
    let follows = users.iter().map(|fan| tokio::spawn(fan.post(&path).into_future()));
    for answer in join_all(follows).await {
        answer.unwrap().expect(201);
    }
    app.settle().await;
    assert_eq!(numbers(&app, &star).await, (0, 40));
    let listed = app.get(&star.path("followers/?limit=100")).await.expect(200).json();
    assert_eq!((ids(&listed).len(), &listed["count"]), (40, &json!(40)));
    for fan in users.iter().take(10) {
        assert_eq!(numbers(&app, fan).await, (1, 0));
    }
    // Half of them unfollow while ten others unfollow and follow again.
    let path = &path;
    let changes = users[..20].iter().map(|fan| tokio::spawn(fan.post(path).into_future()));
    let more = users[20..30].iter().map(|fan| async move {
        fan.post(path).await.expect(201);
        fan.post(path).await.expect(201);
    });
    let (changes, _) = futures::join!(join_all(changes), join_all(more));
    for answer in changes {
        answer.unwrap().expect(201);
    }
    app.settle().await;
    assert_eq!(numbers(&app, &star).await, (0, 20));
}

#[rstest]
#[tokio::test]
async fn follows_during_the_deletion_of_a_user_leave_nothing_behind(#[values("", "?hard=1")] deletion: &str) {
    let app = App::new().await;
    let gone = app.register("gone").await;
    let users = join_all((0..12).map(|n| {
        let app = &app;
        async move { app.user(&format!("fan-{n}")).await }
    }))
    .await;
    let (path, gone_path) = (gone.path("follow/"), gone.path(deletion));
    let follows = users.iter().map(|fan| tokio::spawn(fan.post(&path).into_future()));
    let back = users.iter().map(|fan| tokio::spawn(gone.post(&fan.path("follow/")).into_future()));
    let (answers, back, deleted) =
        futures::join!(join_all(follows), join_all(back), tokio::spawn(gone.delete(&gone_path).into_future()));
    deleted.unwrap().expect(204);
    for answer in answers.into_iter().chain(back) {
        let answer = answer.unwrap();
        assert!([201, 401, 404].contains(&answer.status), "{answer:?}");
    }
    app.settle().await;
    for fan in &users {
        assert_eq!(numbers(&app, fan).await, (0, 0));
        for what in ["followers/", "followings/"] {
            assert_eq!(list(&app, &fan.path(what)).await, [0; 0]);
        }
        let profile = app.get(&format!("/api/users/{}", fan.name)).await.expect(200).json();
        assert_eq!((&profile["following"], &profile["followers"]), (&json!([]), &json!([])));
    }
}
