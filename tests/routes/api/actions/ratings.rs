//! `GET` and `POST /api/actions/ratings/`, `GET /api/users/profile/{username}/ratings`

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Request, Routes as _, TestUser};

const PATH: &str = "/api/actions/ratings/";

fn rate(user: &TestUser, igdb: &str, rating: &Value) -> Request {
    let mut body = json!({"igdb": igdb, "name": "Celeste", "slug": "celeste", "cover_id": "co3byy"});
    if !rating.is_null() {
        body["rating"] = rating.clone();
    }
    user.post(PATH).json(&body)
}

async fn rating(user: &TestUser, igdb: &str) -> Value {
    user.get(&format!("{PATH}?igdb={igdb}")).await.expect(200).json()
}

#[tokio::test]
async fn a_rating_is_a_text_with_one_decimal_and_the_last_one_counts() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    assert_eq!(rating(&alice, "7").await, json!({}));
    for (sent, expected) in [(json!(4.5), "4.5"), (json!(5), "5.0"), (json!("0.5"), "0.5"), (json!(0), "0.0")] {
        let answer = rate(&alice, "7", &sent).await.expect(200).json();
        assert_eq!(answer, json!({"game": answer["game"], "user": alice.id.get(), "rating": expected}));
        assert_eq!(rating(&alice, "7").await, answer);
    }
    assert_eq!(rating(&bob, "7").await, json!({}));
    assert_eq!(rating(&alice, "8").await, json!({}));
    alice.post(PATH).form(&[("igdb", "8"), ("name", "x"), ("rating", "3.5")]).await.expect(200);
    rate(&alice, "10", &json!(1)).await.expect(200);
    for path in ["/api/users/profile/alice/ratings", "/api/users/profile/ALICE/ratings/"] {
        let list = app.get(path).await.expect(200).json();
        let shown: Vec<_> = list.as_array().unwrap().iter().map(|one| one["rating"].clone()).collect();
        assert_eq!(shown, [json!("1.0"), json!("0.0"), json!("3.5")], "{path}");
        assert_eq!(list[2], rating(&alice, "8").await);
    }
    assert_eq!(app.get("/api/users/profile/bob/ratings").await.expect(200).json(), json!([]));
    app.get("/api/users/profile/nobody/ratings").await.expect(404);
}

#[rstest]
#[case::missing(json!(null))]
#[case::too_high(json!(5.5))]
#[case::negative(json!(-0.5))]
#[case::not_a_half(json!(4.3))]
#[case::a_word(json!("good"))]
#[case::not_a_number(json!("NaN"))]
#[case::empty(json!(""))]
#[case::a_list(json!([4]))]
#[case::a_truth_value(json!(true))]
#[tokio::test]
async fn a_bad_rating_is_refused(#[case] sent: Value) {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let errors = rate(&alice, "7", &sent).await.expect(400).json();
    assert_eq!(errors.as_object().unwrap().keys().collect::<Vec<_>>(), ["rating"]);
    assert_eq!(rating(&alice, "7").await, json!({}));
}

#[tokio::test]
async fn all_wrong_fields_are_named_and_credentials_are_required() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let errors = alice.post(PATH).json(&json!({"rating": 9, "slug": "a b"})).await.expect(400).json();
    assert_eq!(errors.as_object().unwrap().keys().collect::<Vec<_>>(), ["igdb", "name", "rating", "slug"]);
    for query in ["", "?igdb=", "?igdb=a%20b"] {
        assert!(alice.get(&format!("{PATH}{query}")).await.expect(400).json()["igdb"][0].is_string());
    }
    app.get(&format!("{PATH}?igdb=7")).await.expect(401);
    app.post(PATH).json(&json!({"igdb": "7", "name": "x", "rating": 1})).await.expect(401);
}
