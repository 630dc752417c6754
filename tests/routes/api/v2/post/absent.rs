//! Places of posts that are sent without a value.

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _};

use super::{members, seen_by};

#[rstest]
#[case::all(json!({"location": null, "lat": null, "lng": null}))]
#[case::coordinates(json!({"lat": null, "lng": null}))]
#[case::words(json!({"location": null}))]
#[case::unknown_fields(json!({"lat": null, "lng": null, "altitude": null}))]
#[tokio::test]
async fn a_location_of_nulls_counts_as_absent(
    #[case] location: Value,
    #[values("discussion", "post")] kind: &str,
    #[values(json!({"text": "x"}), json!({"medias": [7]}))] content: Value,
) {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let mut body = content;
    body["title"] = json!("A title");
    body["location"] = location.clone();
    let post = author.post(&format!("/api/v2/{kind}/")).json(&body).await.expect(201).json();
    assert_eq!(post["location"], Value::Null);
    let path = format!("/api/v2/{kind}/{}/", post["id"]);
    assert_eq!(author.put(&path).json(&body).await.expect(200).json()["location"], Value::Null);
    // An absent field stays as it is, and `null` removes it.
    let place = json!({"location": "A kitchen", "lat": 45.5, "lng": -9.25});
    author.put(&path).json(&json!({"location": place})).await.expect(200);
    let edited = author.put(&path).json(&json!({"text": "Edited", "location": location})).await.expect(200).json();
    assert_eq!((&edited["location"], &edited["html"]), (&place, &json!("Edited")));
    assert_eq!(author.put(&path).json(&json!({"location": null})).await.expect(200).json()["location"], Value::Null);
}

#[rstest]
#[case::empty(json!({}), &["location.lat", "location.lng"])]
#[case::words_alone(json!({"location": "here", "lat": null, "lng": null}), &["location.lat", "location.lng"])]
#[case::one_coordinate(json!({"location": null, "lat": 1, "lng": null}), &["location.lng"])]
#[case::other_coordinate(json!({"lat": null, "lng": 0}), &["location.lat"])]
#[case::false_and_null(json!({"lat": false, "lng": null}), &["location.lat", "location.lng"])]
#[case::array(json!([null, null]), &["location"])]
#[tokio::test]
async fn half_a_location_is_refused_and_changes_nothing(#[case] location: Value, #[case] fields: &[&str]) {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let body = json!({"text": "x", "location": location});
    assert_eq!(author.post("/api/v2/post/").json(&body).await.expect(400).invalid_fields(), fields);
    let place = json!({"lat": 1, "lng": 2});
    let post = author.post("/api/v2/post/").json(&json!({"text": "y", "location": place})).await.expect(201).json();
    let path = format!("/api/v2/post/{}/", post["id"]);
    assert_eq!(author.put(&path).json(&body).await.expect(400).invalid_fields(), fields);
    assert_eq!(seen_by(&author, post["id"].as_u64().unwrap()).await, post);
}
