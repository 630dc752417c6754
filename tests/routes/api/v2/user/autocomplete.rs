//! `GET /api/v2/user/autocomplete/`: a search that returns only a few fields of each user.

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _};

use super::search::{SEARCH, found, query, set, user_with};

const AUTOCOMPLETE: &str = "/api/v2/user/autocomplete/";

#[tokio::test]
async fn returns_the_id_the_names_and_the_avatar() {
    let app = App::new().await;
    let anna = user_with(&app, "anna", &json!({"real_name": "Anna Kowalska", "bio": "Climbs."})).await;
    app.settle().await;
    let page = query(&app, AUTOCOMPLETE, &[("user", "kowal")]).await.expect(200).json();
    let keys: BTreeSet<_> = page.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, BTreeSet::from(["count", "next", "previous", "results"]));
    let user = app.get(&anna.path("")).await.expect(200).json();
    let brief = ["id", "username", "real_name", "avatar", "ext_id"].map(|key| (key.to_owned(), user[key].clone()));
    assert_eq!(page["results"], json!([Value::Object(brief.into_iter().collect())]));
    // A caller who may see the e-mail address gets the avatar made from it.
    let page = query(&anna, AUTOCOMPLETE, &[("user", "kowal")]).await.expect(200).json();
    assert_eq!(page["results"][0]["avatar"], anna.get(&anna.path("")).await.expect(200).json()["avatar"]);
}

#[rstest]
#[tokio::test]
async fn user_is_the_same_as_search(#[values(AUTOCOMPLETE, SEARCH)] path: &str) {
    let app = App::new().await;
    user_with(&app, "anna", &json!({"real_name": "Maria Kowalska"})).await;
    user_with(&app, "maria", &json!({"real_name": "Anja Nowak"})).await;
    app.settle().await;
    for name in ["user", "search"] {
        for (text, expected) in [
            ("mar", set(["anna", "maria"])),
            ("ANNÁ", set(["anna"])),
            ("an", set(["anna", "maria"])),
            ("m", set(["maria"])),
            ("mar kow", set(["anna"])),
            ("q", set([])),
        ] {
            assert_eq!(found(&app, path, &[(name, text)]).await, expected, "{name}={text}");
        }
    }
    // If both are sent, both must match.
    assert_eq!(found(&app, path, &[("user", "maria"), ("search", "nowak")]).await, set(["maria"]));
    assert_eq!(found(&app, path, &[("user", "kowalska"), ("search", "nowak")]).await, set([]));
}

#[tokio::test]
async fn accepts_the_filters_of_a_search() {
    let app = App::new().await;
    let anna = user_with(&app, "anna", &json!({"gender": "Female", "location": "Kraków"})).await;
    user_with(&app, "andy", &json!({"gender": "Male", "location": "Kraków"})).await;
    app.settle().await;
    assert_eq!(found(&anna, AUTOCOMPLETE, &[("user", "an"), ("gender", "Female")]).await, set(["anna"]));
    assert_eq!(found(&anna, AUTOCOMPLETE, &[("location", "krakow")]).await, set(["anna", "andy"]));
    assert_eq!(found(&anna, AUTOCOMPLETE, &[("username", "andy"), ("location", "krak")]).await, set(["andy"]));
    assert_eq!(found(&anna, AUTOCOMPLETE, &[]).await, set(["anna", "andy"]));
}

#[tokio::test]
async fn leaves_out_hidden_users_and_rejects_bad_credentials() {
    let app = App::new().await;
    let [alice, anna] = [app.user("alice").await, app.user("anna").await];
    alice.post(&anna.path("hide/")).await.expect(201);
    app.settle().await;
    assert_eq!(found(&alice, AUTOCOMPLETE, &[("user", "anna")]).await, set([]));
    assert_eq!(found(&app, AUTOCOMPLETE, &[("user", "anna")]).await, set(["anna"]));
    query(&app.bearer("nonsense"), AUTOCOMPLETE, &[("user", "anna")]).await.expect(401);
}

#[tokio::test]
async fn links_keep_the_parameters() {
    let app = App::new().await;
    for name in ["anna-1", "anna-2", "anna-3"] {
        app.user(name).await;
    }
    app.settle().await;
    let first = query(&app, AUTOCOMPLETE, &[("user", "anna"), ("limit", "2")]).await.expect(200).json();
    let next = first["next"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    assert!(next.starts_with(AUTOCOMPLETE), "{next}");
    let second = app.get(next).await.expect(200).json();
    assert_eq!((second["results"].as_array().unwrap().len(), &second["next"]), (1, &Value::Null));
    assert!(second["previous"].as_str().is_some_and(|link| link.contains("user=anna")), "{second}");
}
