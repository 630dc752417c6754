//! `GET /figures/`

use insta::assert_json_snapshot;
use jiff::civil::{Date, date};
use serde_json::json;
use shared::domain::figures::DailyFigures;
use tests::{App, Routes as _};

async fn put(app: &App, day: Date, registrations: u64, active_users: Option<u64>) {
    let figures = DailyFigures { day, registrations, active_users, posts: 7, parked_changes: 0 };
    app.state.store.figures().put(&figures).await.unwrap();
}

/// A link without the host.
fn path(link: &str) -> String {
    link.split_once("/figures/").map(|(_, query)| format!("/figures/{query}")).unwrap()
}

#[tokio::test]
async fn days_are_listed_newest_first() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    put(&app, date(2026, 2, 28), 3, None).await;
    put(&app, date(2026, 3, 1), 1, Some(12)).await;
    let figures = staff.get("/figures/").await.expect(200).json();
    assert_json_snapshot!(figures["data"], @r#"
    [
      {
        "attributes": {
          "active_users": 12,
          "parked_changes": 0,
          "posts": 7,
          "registrations": 1
        },
        "id": "2026-03-01",
        "type": "daily-figures"
      },
      {
        "attributes": {
          "parked_changes": 0,
          "posts": 7,
          "registrations": 3
        },
        "id": "2026-02-28",
        "type": "daily-figures"
      }
    ]
    "#);
    let posts = staff.get("/figures/?fields[daily-figures]=posts&page[size]=1").await.expect(200).json();
    assert_eq!(posts["data"], json!([{"type": "daily-figures", "id": "2026-03-01", "attributes": {"posts": 7}}]));
    staff.get("/figures/?page[number]=2").await.expect(400);
    staff.get("/figures/?page[after]=x").await.expect(400);
}

#[tokio::test]
async fn links_lead_through_all_days_and_back() {
    let app = App::new().await;
    let staff = app.staff("staff").await;
    let first = date(2026, 2, 1);
    for day in first.series(jiff::Span::new().days(1)).take(45) {
        put(&app, day, 0, None).await;
    }
    let (mut days, mut next) = (Vec::new(), "/figures/?page[size]=20".to_owned());
    let mut before = None;
    while !next.is_empty() {
        let page = staff.get(&next).await.expect(200).json();
        assert_eq!(page["links"]["prev"].is_string(), !days.is_empty());
        days.extend(page["data"].as_array().unwrap().iter().map(|day| day["id"].as_str().unwrap().to_owned()));
        before = page["links"]["prev"].as_str().map(path);
        next = page["links"]["next"].as_str().map(path).unwrap_or_default();
    }
    assert_eq!((days.len(), days[0].as_str(), days[44].as_str()), (45, "2026-03-17", "2026-02-01"));
    assert!(days.is_sorted_by(|a, b| a > b));
    let middle = staff.get(&before.unwrap()).await.expect(200).json();
    assert_eq!(middle["data"][0]["id"], days[20]);
}

#[tokio::test]
async fn figures_are_for_staff() {
    let app = App::new().await;
    let user = app.user("anna").await;
    let superuser = app.superuser("root").await;
    assert_eq!(user.get("/figures/").await.expect(403).json()["errors"][0]["code"], "permission_denied");
    app.get("/figures/").await.expect(401);
    assert_eq!(superuser.get("/figures/").await.expect(200).json()["data"], json!([]));
}
