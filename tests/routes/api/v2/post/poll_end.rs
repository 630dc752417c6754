//! The end of a poll: `expiration_at`, and what an expired poll says.

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::{members, publish, seen_by};

fn poll(end: &Value) -> Value {
    json!({"title": "?", "expiration_at": end, "choices": [{"choice": "a"}, {"choice": "b"}]})
}

/// A post with a poll that ends in this many seconds.
async fn ending_in(app: &App, author: &TestUser, seconds: i64) -> Value {
    let end = app.state.clock.now().checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap();
    publish(author, &json!({"text": "x", "poll": poll(&json!(end.to_string()))})).await
}

#[rstest]
#[case("9999-12-30T22:00:00.999Z", "9999-12-30T22:00:00.999Z")]
#[case("9999-12-30T22:00:00.999999999Z", "9999-12-30T22:00:00.999Z")]
#[case("9999-12-30T23:59:59+02:00", "9999-12-30T21:59:59.000Z")]
#[case("9999-12-31T00:00:00+23:00", "9999-12-30T01:00:00.000Z")]
#[case("2999-02-28T24:00:00Z", "")]
#[case("9998-12-31T23:59:60Z", "9998-12-31T23:59:59.000Z")]
#[case("2400-02-29T12:00:00.0009-11:30", "2400-02-29T23:30:00.000Z")]
#[tokio::test]
async fn ends_far_in_the_future_are_taken(#[case] sent: &str, #[case] shown: &str) {
    let app = App::new().await;
    let [author, voter] = members(&app, ["author", "voter"]).await;
    let answer = author.post("/api/v2/post/").json(&json!({"text": "x", "poll": poll(&json!(sent))})).await;
    if shown.is_empty() {
        assert_eq!(answer.expect(400).invalid_fields(), ["poll.expiration_at"]);
        return;
    }
    let post = answer.expect(201).json();
    let id = post["id"].as_u64().unwrap();
    assert_eq!((&post["poll"]["expiration_at"], &post["poll"]["closed"]), (&json!(shown), &json!(false)));
    assert_eq!(seen_by(&app, id).await["poll"]["expiration_at"], shown);
    let choice = json!({"choice": post["poll"]["choices"][0]["id"]});
    voter.post(&format!("/api/v2/post/{id}/poll/vote/")).json(&choice).await.expect(204);
    // The answer can be sent back.
    let edited =
        author.put(&format!("/api/v2/post/{id}/")).json(&json!({"poll": post["poll"]})).await.expect(200).json();
    assert_eq!(edited["poll"]["expiration_at"], shown);
}

#[rstest]
#[case("9999-12-30T22:00:01Z", "too_late")]
#[case("9999-12-31T00:00:00Z", "too_late")]
#[case("9999-12-31T23:59:59Z", "too_late")]
#[case("9999-12-31T23:59:59.999999Z", "too_late")]
#[case("9999-12-31T12:00:00+01:00", "too_late")]
#[case("9999-12-30T23:30:00-14:00", "too_late")]
#[case("10000-01-01T00:00:00Z", "invalid")]
#[case("+275760-09-13T00:00:00Z", "invalid")]
#[case("9999-12-31", "invalid")]
#[case("9999-13-01T00:00:00Z", "invalid")]
#[case("0000-01-01T00:00:00Z", "past")]
#[case("-009999-01-03T00:00:00Z", "past")]
#[case("0001-01-01T00:00:00+14:00", "past")]
#[case("1970-01-01T00:00:00Z", "past")]
#[tokio::test]
async fn impossible_ends_are_refused_with_a_reason(#[case] end: &str, #[case] code: &str) {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let body = json!({"text": "x", "title": "x", "poll": poll(&json!(end))});
    for kind in ["post", "discussion"] {
        let answer = author.post(&format!("/api/v2/{kind}/")).json(&body).await.expect(400);
        assert_eq!(answer.invalid_fields(), ["poll.expiration_at"]);
        assert_eq!(answer.json()["errors"][0]["messages"][0]["code"], code, "{answer:?}");
    }
    let post = ending_in(&app, &author, 60).await;
    let path = format!("/api/v2/post/{}/", post["id"]);
    let answer = author.put(&path).json(&json!({"poll": {"expiration_at": end}})).await.expect(400);
    assert_eq!(answer.json()["errors"][0]["messages"][0]["code"], code, "{answer:?}");
    assert_eq!(seen_by(&author, post["id"].as_u64().unwrap()).await, post);
}

#[tokio::test]
async fn an_expired_poll_is_shown_as_closed_everywhere() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    fan.post(&author.path("follow/")).await.expect(201);
    app.settle().await;
    let post = ending_in(&app, &author, 60).await;
    app.settle().await;
    let shown = async || {
        let id = post["id"].as_u64().unwrap();
        let list = async |path: String| fan.get(&path).await.expect(200).json()["results"][0].clone();
        let home = list("/api/v2/feed/".to_owned()).await;
        let notification = list("/api/v2/user/me/notifications/".to_owned()).await;
        let polls = [
            seen_by(&app, id).await["poll"].clone(),
            seen_by(&author, id).await["poll"].clone(),
            list(author.path("feed/")).await["poll"].clone(),
            home["post"]["poll"].clone(),
            notification["aggregated"][0]["post"]["poll"].clone(),
        ];
        polls.map(|poll| poll["closed"].as_bool().unwrap_or_else(|| panic!("{poll}")))
    };
    assert_eq!(shown().await, [false; 5]);
    app.state.clock.advance(Duration::from_secs(61));
    assert_eq!(shown().await, [true; 5]);
}

/// What an edit of an expired poll leaves: whether it is closed now, and whether it is closed once it has a later end.
#[rstest]
#[case::title(json!({"title": "Really?"}), true, false)]
#[case::sent_back_whole(json!({"title": "?", "closed": true}), true, false)]
#[case::opened(json!({"closed": false}), true, false)]
#[case::without_end(json!({"expiration_at": null}), false, false)]
#[case::later_end(json!({"expiration_at": "2100-01-01T00:00:00Z"}), false, false)]
#[case::later_end_in_a_form_sent_back(json!({"closed": true, "expiration_at": "2100-01-01T00:00:00Z"}), false, false)]
#[tokio::test]
async fn an_expired_poll_can_be_edited(#[case] edit: Value, #[case] closed: bool, #[case] closed_later: bool) {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let post = ending_in(&app, &author, 60).await;
    app.state.clock.advance(Duration::from_secs(61));
    let path = format!("/api/v2/post/{}/", post["id"]);
    assert_eq!(author.put(&path).json(&json!({"poll": edit})).await.expect(200).json()["poll"]["closed"], closed);
    let later = json!({"poll": {"expiration_at": "2100-01-01T00:00:00Z"}});
    assert_eq!(author.put(&path).json(&later).await.expect(200).json()["poll"]["closed"], closed_later);
    // Closed by an edit, it stays closed whatever its end.
    for edit in [json!({"closed": true}), json!({"expiration_at": null}), json!({"title": "Again?", "closed": true})] {
        assert_eq!(author.put(&path).json(&json!({"poll": edit})).await.expect(200).json()["poll"]["closed"], true);
    }
    let opened = author.put(&path).json(&json!({"poll": {"closed": false}})).await.expect(200).json();
    assert_eq!(opened["poll"]["closed"], false);
}
