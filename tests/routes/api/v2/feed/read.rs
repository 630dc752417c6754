//! `POST /api/v2/feed/read/`

use serde_json::{Value, json};
use tests::{App, Routes as _};

use crate::api::v2::post::{members, publish_text};

const PATH: &str = "/api/v2/feed/read/";

#[tokio::test]
async fn each_user_adds_one_view_to_each_post() {
    let app = App::new().await;
    let [author, one, other] = members(&app, ["author", "one", "other"]).await;
    let posts = [publish_text(&author, "x").await, publish_text(&author, "y").await];
    let views = async |post: u64| {
        app.settle().await;
        app.get(&format!("/api/v2/post/{post}/")).await.expect(200).json()["view_count"].clone()
    };
    one.post(PATH).json(&json!({"object": [posts[0], posts[0]]})).await.expect(204);
    one.post(PATH).json(&json!(posts)).await.expect(204);
    assert_eq!([views(posts[0]).await, views(posts[1]).await], [json!(1), json!(1)]);
    other.post(PATH).form(&[("object", &posts[0].to_string())]).await.expect(204);
    // A view under the other path is the same view.
    other.post("/api/v2/user/me/markseen/").json(&json!({"posts": [posts[0]]})).await.expect(201);
    assert_eq!([views(posts[0]).await, views(posts[1]).await], [json!(2), json!(1)]);
    other.post(PATH).json(&json!({"object": []})).await.expect(204);
}

#[tokio::test]
async fn rejects_what_is_no_list_of_ids() {
    let app = App::new().await;
    let [alice] = members(&app, ["alice"]).await;
    let many: Vec<u64> = (1..=101).collect();
    for object in [json!("x"), json!(true), json!(["x"]), json!([0]), json!({}), json!(many), Value::Null] {
        let answer = alice.post(PATH).json(&json!({"object": object})).await.expect(400);
        assert_eq!(answer.invalid_fields(), ["object"], "{object}");
    }
    assert_eq!(alice.post(PATH).json(&json!({})).await.expect(400).invalid_fields(), ["object"]);
    app.post(PATH).json(&json!({"object": [1]})).await.expect(401);
}
