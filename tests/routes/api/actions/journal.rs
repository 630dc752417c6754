//! `GET` and `POST /api/actions/journal/`, `GET /api/users/profile/{username}/activity`

use std::future::IntoFuture as _;

use futures::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Request, Routes as _, TestUser};

use crate::authorisation::bodies::journal_entry;

const PATH: &str = "/api/actions/journal/";

fn write(user: &TestUser, entry: &Value) -> Request {
    user.post(PATH).json(entry)
}

/// The least that an entry needs.
fn least(igdb: &str, date: &str) -> Value {
    json!({"game": {"igdb": igdb, "name": "Celeste"}, "date": date})
}

async fn marks(user: &TestUser, igdb: &str) -> Value {
    user.get(&format!("/api/actions/?igdb={igdb}")).await.expect(200).json()
}

#[tokio::test]
async fn an_entry_comes_back_and_marks_and_rates_its_game() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let game = json!({"igdb": "26226", "name": "Celeste"});
    for action in ["backlog", "wishlist"] {
        alice.post(&format!("/api/actions/{action}/")).json(&game).await.expect(200);
    }
    let sent = journal_entry();
    let made = write(&alice, &sent).await.expect(200).json();
    for name in ["date", "liked", "review", "spoilers", "entry_type", "platform"] {
        assert_eq!(made[name], sent[name], "{name}");
    }
    assert_eq!((&made["rating"], &made["user"]), (&json!("4.5"), &json!(alice.id.get())));
    let names =
        [("igdb", "id"), ("name", "name"), ("slug", "slug"), ("cover_id", "coverId"), ("backdrop_id", "backdropId")];
    for (shown, name) in names {
        assert_eq!(made["game"][shown], sent["game"][name], "{shown}");
    }
    let expected = json!({"played": true, "liked": true, "backlog": false, "wishlist": true});
    assert_eq!(marks(&alice, "26226").await, expected);
    let rating = alice.get("/api/actions/ratings/?igdb=26226").await.expect(200).json();
    assert_eq!(rating, json!({"game": made["game"]["id"], "user": alice.id.get(), "rating": "4.5"}));
    let profile = app.get("/api/users/alice").await.expect(200).json();
    assert_eq!(profile["played"], json!([made["game"]]));
    assert_eq!(app.get("/api/users/profile/alice/activity?limit=5").await.expect(200).json(), json!([made]));
}

#[tokio::test]
async fn what_is_not_sent_is_null_and_changes_nothing() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let mut sent = least("7", "2026-01-31");
    for name in ["liked", "review", "spoilers", "rating", "entry_type", "platform"] {
        sent[name] = json!(null);
    }
    for entry in [sent, least("7", "2026-01-31")] {
        let made = write(&alice, &entry).await.expect(200).json();
        for name in ["liked", "review", "spoilers", "rating", "platform"] {
            assert_eq!(made[name], json!(null), "{name}");
        }
        assert_eq!(made["entry_type"], "F");
        assert_eq!(made["game"]["slug"], json!(null));
    }
    let mut unrated = least("7", "2026-01-31");
    (unrated["rating"], unrated["liked"]) = (json!(0), json!(false));
    let made = write(&alice, &unrated).await.expect(200).json();
    assert_eq!((&made["rating"], &made["liked"]), (&json!("0.0"), &json!(false)));
    assert_eq!(alice.get("/api/actions/ratings/?igdb=7").await.expect(200).json(), json!({}));
    let expected = json!({"played": true, "liked": false, "backlog": false, "wishlist": false});
    assert_eq!(marks(&alice, "7").await, expected);
}

#[tokio::test]
async fn the_journal_is_grouped_by_year_and_month_latest_first() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for (igdb, date) in [("1", "2025-12-31"), ("2", "2026-02-01"), ("3", "2026-02-28"), ("4", "2026-01-15")] {
        write(&alice, &least(igdb, date)).await.expect(200);
    }
    // Of one day, the last written is first.
    write(&alice, &least("5", "2026-02-28")).await.expect(200);
    let shape = |years: &Value| -> Value {
        let igdb = |entry: &Value| entry["game"]["igdb"].clone();
        let month = |month: &Value| {
            json!([month["month"], month["entries"].as_array().unwrap().iter().map(igdb).collect::<Vec<_>>()])
        };
        let year = |year: &Value| {
            json!([year["year"], year["months"].as_array().unwrap().iter().map(month).collect::<Vec<_>>()])
        };
        years.as_array().unwrap().iter().map(year).collect()
    };
    let all = app.get(&format!("{PATH}?username=ALICE")).await.expect(200).json();
    let expected = json!([[2026, [[2, ["5", "3", "2"]], [1, ["4"]]]], [2025, [[12, ["1"]]]]]);
    assert_eq!(shape(&all), expected);
    let two = app.get(&format!("{PATH}?username=alice&limit=2")).await.expect(200).json();
    assert_eq!(shape(&two), json!([[2026, [[2, ["5", "3"]]]]]));
    let activity = app.get("/api/users/profile/alice/activity?limit=4").await.expect(200).json();
    let shown: Vec<_> = activity.as_array().unwrap().iter().map(|entry| entry["game"]["igdb"].clone()).collect();
    assert_eq!(shown, ["5", "3", "2", "4"]);
    let newcomer = app.register("bob").await;
    assert_eq!(newcomer.get(&format!("{PATH}?username=bob")).await.expect(200).json(), json!([]));
}

#[rstest]
#[case::nothing(json!({}), &["date", "game"])]
#[case::nulls(json!({"game": null, "date": null}), &["date", "game"])]
#[case::a_game_that_is_no_object(json!({"game": "7", "date": "2026-01-31"}), &["game"])]
#[case::an_empty_game(json!({"game": {}, "date": "2026-01-31"}), &["game.id", "game.name"])]
#[case::a_bad_game(json!({"game": {"id": "a b", "name": "x", "coverId": "/"}, "date": "2026-01-31"}), &["game.coverId", "game.id"])]
#[case::no_date(json!({"game": {"id": "7", "name": "x"}, "date": "2026-02-30"}), &["date"])]
#[case::a_day_before_all_games(json!({"game": {"id": "7", "name": "x"}, "date": "1949-12-31"}), &["date"])]
#[case::the_year_zero(json!({"game": {"id": "7", "name": "x"}, "date": "0000-01-01"}), &["date"])]
#[case::a_day_to_come(json!({"game": {"id": "7", "name": "x"}, "date": "9999-12-31"}), &["date"])]
#[case::an_empty_date(json!({"game": {"id": "7", "name": "x"}, "date": ""}), &["date"])]
#[case::wrong_words(json!({"game": {"id": "7", "name": "x"}, "date": "2026-01-31", "entry_type": "X", "platform": "a\nb", "review": "\u{0}", "liked": "maybe", "spoilers": 7, "rating": 4.2}), &["entry_type", "liked", "platform", "rating", "review", "spoilers"])]
#[case::too_long(json!({"game": {"id": "7", "name": "x"}, "date": "2026-01-31", "platform": "x".repeat(65), "review": "x".repeat(5_001)}), &["platform", "review"])]
#[tokio::test]
async fn a_bad_entry_is_refused_and_changes_nothing(#[case] entry: Value, #[case] wrong: &[&str]) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let errors = write(&alice, &entry).await.expect(400).json();
    assert_eq!(errors.as_object().unwrap().keys().collect::<Vec<_>>(), wrong);
    assert_eq!(app.get("/api/users/profile/alice/activity").await.expect(200).json(), json!([]));
    assert_eq!(marks(&alice, "7").await, json!({}));
}

#[tokio::test]
async fn lists_need_a_user_who_exists_and_writing_needs_credentials() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for query in ["", "?username=", "?limit=5"] {
        assert!(app.get(&format!("{PATH}{query}")).await.expect(400).json()["username"][0].is_string(), "{query}");
    }
    assert!(app.get(&format!("{PATH}?username=alice&limit=x")).await.expect(400).json()["limit"][0].is_string());
    app.get(&format!("{PATH}?username=nobody")).await.expect(404);
    app.get("/api/users/profile/nobody/activity").await.expect(404);
    app.post(PATH).json(&journal_entry()).await.expect(401);
    alice.delete(&alice.path("")).await.expect(204);
    app.get("/api/users/profile/alice/activity").await.expect(404);
}

#[tokio::test]
async fn concurrent_entries_and_toggles_all_apply() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let entries = (0..6).map(|_| tokio::spawn(write(&alice, &journal_entry()).into_future()));
    let toggle = alice.post("/api/actions/wishlist/").json(&json!({"igdb": "26226", "name": "Celeste"}));
    let toggle = tokio::spawn(toggle.into_future());
    for answer in join_all(entries).await {
        answer.unwrap().expect(200);
    }
    toggle.await.unwrap().expect(200);
    let expected = json!({"played": true, "liked": true, "backlog": false, "wishlist": true});
    assert_eq!(marks(&alice, "26226").await, expected);
    let activity = app.get("/api/users/profile/alice/activity").await.expect(200).json();
    assert_eq!(activity.as_array().unwrap().len(), 6);
}
