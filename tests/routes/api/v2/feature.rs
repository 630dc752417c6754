//! `GET /api/v2/feature/`

use std::collections::BTreeMap;

use serde_json::json;
use tests::{App, Routes as _};

#[tokio::test]
async fn one_page_says_what_kith_has() {
    let app = App::new().await;
    let answer = app.bearer("garbage").get("/api/v2/feature/").await.expect(200);
    assert_eq!(answer.cost.trips, 0);
    let page = answer.json();
    let rows = page["results"].as_array().unwrap();
    assert_eq!((&page["count"], &page["next"]), (&json!(rows.len()), &json!(null)));
    let features: BTreeMap<_, _> = rows
        .iter()
        .map(|row| {
            assert_eq!(row.as_object().unwrap().len(), 3, "{row}");
            assert!(row["id"].is_u64());
            (row["name"].as_str().unwrap(), row["enabled"].as_bool().unwrap())
        })
        .collect();
    assert_eq!(features.len(), rows.len());
    for (name, enabled) in [("api_v2", true), ("user_roles", true), ("course", false), ("live_stream", false)] {
        assert_eq!(features[name], enabled, "{name}");
    }
    let etag = answer.header("etag").to_owned();
    app.get("/api/v2/feature/").header("if-none-match", &etag).await.expect(304);
}
