//! `GET /api/v2/notification/`

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::{
    HOUR, NOTIFICATIONS, early_in_an_hour, entries, fans, notifications, notify_on_behalf, sids, toggle, unseen,
};

#[tokio::test]
async fn is_empty_for_a_new_user() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let body = alice.get(NOTIFICATIONS).await.expect(200).json();
    assert_eq!(body, json!({"next": null, "previous": null, "results": []}));
}

#[tokio::test]
async fn has_the_same_results_as_my_notifications() {
    let app = early_in_an_hour().await;
    let [star, staff] = [app.register("star").await, app.staff("staff").await];
    fans(&app, &star, "fan", 3).await;
    notify_on_behalf(&app, &staff, &star, "Welcome", "user").await;
    let notifications = notifications(&star).await;
    let list = star.get(NOTIFICATIONS).await.expect(200).json();
    assert_eq!(list, json!({"next": null, "previous": null, "results": notifications["results"]}));
}

#[tokio::test]
async fn marks_what_it_lists_as_seen() {
    let app = early_in_an_hour().await;
    let [star, fan] = [app.user("star").await, app.user("fan").await];
    fans(&app, &star, "other", 2).await;
    app.settle().await;
    let is_new = |page: &Value| entries(page).iter().map(|entry| entry["is_new"] == true).collect::<Vec<_>>();
    let list = async || star.get(NOTIFICATIONS).await.expect(200).json();
    let first = list().await;
    assert_eq!((is_new(&first), &first["results"][0]["is_new"]), (vec![true; 2], &json!(true)));
    assert_eq!(unseen(&star).await, [""; 0]);
    let second = list().await;
    assert_eq!((is_new(&second), &second["results"][0]["is_new"]), (vec![false; 2], &json!(false)));
    assert_eq!(notifications(&star).await["is_new"], false);
    // One unseen notification makes its result new.
    toggle(&app, &fan, &star).await;
    app.settle().await;
    let page = notifications(&star).await;
    assert_eq!((is_new(&page), &page["results"][0]["is_new"]), (vec![true, false, false], &json!(true)));
    assert_eq!(page["is_new"], true);
}

async fn user_with_notifications(app: &App) -> TestUser {
    let [star, staff] = [app.user("star").await, app.staff("staff").await];
    for hour in 0..4 {
        fans(app, &star, &format!("fan-{hour}"), 3).await;
        notify_on_behalf(app, &staff, &star, "Welcome", "user").await;
        app.state.clock.advance(HOUR);
    }
    star
}

#[tokio::test]
async fn marks_nothing_else_as_seen_and_links_lead_to_every_page() {
    let app = early_in_an_hour().await;
    let star = user_with_notifications(&app).await;
    let mut expected = unseen(&star).await;
    let all = expected.clone();
    let (mut found, mut last) = (Vec::new(), Value::Null);
    let mut path = Some(format!("{NOTIFICATIONS}?limit=3"));
    while let Some(at) = path {
        let page = star.get(&at).await.expect(200).json();
        let listed = sids(&page);
        expected.retain(|sid| !listed.contains(sid));
        assert_eq!(unseen(&star).await, expected);
        found.extend(listed);
        let next = page["next"].as_str().map(|next| next.strip_prefix("http://kith.test").expect(next).to_owned());
        path = next.inspect(|next| assert!(next.contains("limit=3"), "{next}"));
        last = page;
    }
    assert_eq!((found.len(), expected.len()), (all.len(), 0));
    assert_eq!(found.iter().collect::<BTreeSet<_>>(), all.iter().collect());
    // The links lead back as well.
    let mut back = sids(&last);
    while let Some(previous) = last["previous"].as_str() {
        last = star.get(previous.strip_prefix("http://kith.test").unwrap()).await.expect(200).json();
        back.splice(0..0, sids(&last));
    }
    assert_eq!(back, found);
    assert_eq!(notifications(&star).await["is_new"], false);
}
