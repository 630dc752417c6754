//! `GET /api/v2/notification/`

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tests::{App, Person, Routes as _};

use super::{HOUR, LIST, early_in_an_hour, entries, fans, mine, say, sids, toggle, unseen};

#[tokio::test]
async fn nobody_is_told_anything_at_first() {
    let app = App::new().await;
    let alice = app.member("alice").await;
    let body = alice.get(LIST).await.expect(200).json();
    assert_eq!(body, json!({"next": null, "previous": null, "results": []}));
}

#[tokio::test]
async fn its_results_are_those_of_the_first_version() {
    let app = early_in_an_hour().await;
    let [star, staff] = [app.register("star").await, app.staff("staff").await];
    fans(&app, &star, "fan", 3).await;
    say(&app, &staff, &star, "Welcome", "user").await;
    let mine = mine(&star).await;
    let list = star.get(LIST).await.expect(200).json();
    assert_eq!(list, json!({"next": null, "previous": null, "results": mine["results"]}));
}

#[tokio::test]
async fn being_listed_here_marks_as_seen() {
    let app = early_in_an_hour().await;
    let [star, fan] = [app.member("star").await, app.member("fan").await];
    fans(&app, &star, "other", 2).await;
    app.settle().await;
    let is_new = |page: &Value| entries(page).iter().map(|entry| entry["is_new"] == true).collect::<Vec<_>>();
    let list = async || star.get(LIST).await.expect(200).json();
    let first = list().await;
    assert_eq!((is_new(&first), &first["results"][0]["is_new"]), (vec![true; 2], &json!(true)));
    assert_eq!(unseen(&star).await, [""; 0]);
    let second = list().await;
    assert_eq!((is_new(&second), &second["results"][0]["is_new"]), (vec![false; 2], &json!(false)));
    assert_eq!(mine(&star).await["is_new"], false);
    // One that is new makes new what it is gathered with.
    toggle(&app, &fan, &star).await;
    app.settle().await;
    let page = mine(&star).await;
    assert_eq!((is_new(&page), &page["results"][0]["is_new"]), (vec![true, false, false], &json!(true)));
    assert_eq!(page["is_new"], true);
}

async fn told(app: &App) -> Person {
    let [star, staff] = [app.member("star").await, app.staff("staff").await];
    for hour in 0..4 {
        fans(app, &star, &format!("fan-{hour}"), 3).await;
        say(app, &staff, &star, "Welcome", "user").await;
        app.state.clock.advance(HOUR);
    }
    star
}

#[tokio::test]
async fn only_what_is_listed_is_seen_and_links_lead_to_all() {
    let app = early_in_an_hour().await;
    let star = told(&app).await;
    let mut waiting = unseen(&star).await;
    let all = waiting.clone();
    let (mut found, mut last) = (Vec::new(), Value::Null);
    let mut path = Some(format!("{LIST}?limit=3"));
    while let Some(at) = path {
        let page = star.get(&at).await.expect(200).json();
        let listed = sids(&page);
        waiting.retain(|sid| !listed.contains(sid));
        assert_eq!(unseen(&star).await, waiting);
        found.extend(listed);
        let next = page["next"].as_str().map(|next| next.strip_prefix("http://kith.test").expect(next).to_owned());
        path = next.inspect(|next| assert!(next.contains("limit=3"), "{next}"));
        last = page;
    }
    assert_eq!((found.len(), waiting.len()), (all.len(), 0));
    assert_eq!(found.iter().collect::<BTreeSet<_>>(), all.iter().collect());
    // And back.
    let mut back = sids(&last);
    while let Some(previous) = last["previous"].as_str() {
        last = star.get(previous.strip_prefix("http://kith.test").unwrap()).await.expect(200).json();
        back.splice(0..0, sids(&last));
    }
    assert_eq!(back, found);
    assert_eq!(mine(&star).await["is_new"], false);
}
