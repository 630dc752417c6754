//! `GET /api/v2/user/me/notifications/`

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::notification::NotificationKind;
use shared::domain::time::rfc3339;
use shared::domain::{Edge, Id, Notification};
use tests::{App, Routes as _, TestUser};

use super::super::super::notification::{
    HOUR, MY_NOTIFICATIONS, causes, consistent_unseen, early_in_an_hour, entries, fans, notifications,
    notify_on_behalf, sids, toggle, unseen,
};

#[tokio::test]
async fn is_empty_for_a_new_user() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    let empty = json!({"next_id": null, "prev_id": null, "is_new": false, "collapsed": "", "results": []});
    assert_eq!(notifications(&alice).await, empty);
    assert_eq!(unseen(&alice).await, [""; 0]);
}

#[tokio::test]
async fn a_follow_is_shown_with_the_follower() {
    let app = early_in_an_hour().await;
    let [star, fan] = [app.register("star").await, app.register("fan").await];
    toggle(&app, &fan, &star).await;
    let followed_at = app.state.clock.now();
    app.settle().await;
    let page = notifications(&star).await;
    let (result, entry) = (&page["results"][0], &page["results"][0]["aggregated"][0]);
    let (whole, sid) = (result["sid"].as_str().unwrap(), entry["sid"].as_str().unwrap());
    assert_ne!(whole, sid);
    for sid in [whole, sid] {
        assert!(Id::parse(sid).is_some(), "{sid}");
    }
    let moment = entry["active_at"].as_str().unwrap();
    let expected_entry = json!({
        "is_new": true, "sid": sid, "type": "user_follow", "active_at": rfc3339(Id::parse(sid).unwrap().created()),
        "follower": star.get(&fan.path("")).await.expect(200).json(),
    });
    let results = json!([{"is_new": true, "sid": whole, "aggregated": [expected_entry]}]);
    let expected =
        json!({"next_id": null, "prev_id": null, "is_new": true, "collapsed": "1 new follower", "results": results});
    assert_eq!(page, expected);
    let moment: jiff::Timestamp = moment.parse().unwrap();
    assert!(
        (0..1_000).contains(&(followed_at.as_millisecond() - moment.as_millisecond())),
        "{moment} and {followed_at}"
    );
    assert_eq!(notifications(&fan).await["results"], json!([]));
}

#[tokio::test]
async fn marks_nothing_as_seen() {
    let app = early_in_an_hour().await;
    let [star, fan] = [app.user("star").await, app.user("fan").await];
    toggle(&app, &fan, &star).await;
    app.settle().await;
    let first = notifications(&star).await;
    assert_eq!(first["is_new"], true);
    assert_eq!(notifications(&star).await, first);
    assert_eq!(consistent_unseen(&star).await.len(), 1);
}

#[tokio::test]
async fn groups_notifications_by_hour_and_kind() {
    let app = early_in_an_hour().await;
    let [star, staff] = [app.user("star").await, app.staff("staff").await];
    let early = fans(&app, &star, "early", 2).await;
    notify_on_behalf(&app, &staff, &star, "Welcome", "user").await;
    notify_on_behalf(&app, &staff, &star, "Well done", "user").await;
    // Still the same hour, with other notifications in between.
    app.state.clock.advance(HOUR / 2);
    let late = fans(&app, &star, "late", 1).await;
    app.state.clock.advance(HOUR / 2);
    let next = fans(&app, &star, "next", 1).await;
    app.settle().await;
    let page = notifications(&star).await;
    let results = page["results"].as_array().unwrap();
    let shown: Vec<_> = results.iter().map(|result| causes(&json!({"results": [result]}))).collect();
    let name = |person: &TestUser| person.name.clone();
    let of_the_hour: Vec<_> = [&late[0], &early[1], &early[0]].map(name).into();
    assert_eq!(shown, [vec![name(&next[0])], of_the_hour, vec!["star".to_owned(), "star".to_owned()]]);
    let titles: Vec<_> = results[2]["aggregated"].as_array().unwrap().iter().collect();
    assert_eq!(titles[0]["custom_notification"]["title"], "Well done");
    assert_eq!(page["collapsed"], "4 new followers, 2 messages");
    let wholes: BTreeSet<_> = results.iter().map(|result| result["sid"].as_str().unwrap()).collect();
    assert_eq!(wholes.len(), 3);
}

/// The sids of a page's entries, newest first; grouping into results changes their order.
fn in_order(page: &Value) -> Vec<String> {
    let mut sids = sids(page);
    sids.sort_by_key(|sid| std::cmp::Reverse(sid.parse::<u64>().unwrap()));
    sids
}

/// Follows the pages in one direction. Returns the sids on each page, and the last page.
async fn walk(person: &TestUser, from: &str, by: &str, limit: usize) -> (Vec<Vec<String>>, Value) {
    let mut path = format!("{MY_NOTIFICATIONS}?limit={limit}{from}");
    let mut pages = Vec::new();
    loop {
        let page = person.get(&path).await.expect(200).json();
        let sids = in_order(&page);
        let alike = sids.iter().all(|sid| *sid == sids[0]);
        assert!(page["results"].as_array().unwrap().len() <= limit || alike, "{page}");
        pages.push(sids);
        assert!(pages.len() < 300, "the pages do not end");
        let Some(place) = page[by].as_u64() else {
            assert!(page[by].is_null(), "{page}");
            return (pages, page);
        };
        path = format!("{MY_NOTIFICATIONS}?limit={limit}&{by}={place}");
    }
}

/// A user with several notifications of two kinds in each of three hours, and a member of staff.
async fn user_with_notifications(app: &App) -> (TestUser, TestUser) {
    let [star, staff] = [app.user("star").await, app.staff("staff").await];
    for hour in 0..3 {
        for part in 0..2 {
            fans(app, &star, &format!("fan-{hour}-{part}"), 3 + hour + part).await;
            notify_on_behalf(app, &staff, &star, "Welcome", "user").await;
        }
        app.state.clock.advance(HOUR);
    }
    app.settle().await;
    (star, staff)
}

#[tokio::test]
async fn pages_cover_every_notification_once_in_both_directions() {
    let app = early_in_an_hour().await;
    let (star, _) = user_with_notifications(&app).await;
    let all = unseen(&star).await;
    assert_eq!(all.len(), 33);
    for limit in [1, 2, 3, 4, 7, 100] {
        let (down, last) = walk(&star, "", "next_id", limit).await;
        assert_eq!(down.concat(), all, "{limit}");
        let Some(place) = last["prev_id"].as_u64() else {
            assert_eq!(down.len(), 1);
            continue;
        };
        let (up, _) = walk(&star, &format!("&prev_id={place}"), "prev_id", limit).await;
        let mut back: Vec<_> = up.into_iter().rev().collect::<Vec<_>>().concat();
        back.extend(down.last().unwrap().clone());
        assert_eq!(back, all, "{limit}");
    }
}

#[tokio::test]
async fn new_notifications_are_found_with_prev_id() {
    let app = early_in_an_hour().await;
    let (star, staff) = user_with_notifications(&app).await;
    let before = unseen(&star).await;
    let mut page = star.get(&format!("{MY_NOTIFICATIONS}?limit=1")).await.expect(200).json();
    assert_eq!(page["prev_id"], Value::Null);
    let first = in_order(&page);
    let mut seen = first.clone();
    for n in 0.. {
        let Some(next) = page["next_id"].as_u64() else { break };
        fans(&app, &star, &format!("new-{n}"), 1).await;
        notify_on_behalf(&app, &staff, &star, "Hello", "user").await;
        page = star.get(&format!("{MY_NOTIFICATIONS}?limit=1&next_id={next}")).await.expect(200).json();
        seen.extend(in_order(&page));
    }
    assert_eq!(seen, before);
    let (up, _) = walk(&star, &format!("&prev_id={}", first[0]), "prev_id", 2).await;
    let news: Vec<_> = up.into_iter().rev().collect::<Vec<_>>().concat();
    let now = unseen(&star).await;
    assert_eq!(news, now[..now.len() - before.len()]);
    assert!(news.len() > 6);
}

#[tokio::test]
async fn a_result_of_more_than_100_continues_under_its_sid() {
    let app = early_in_an_hour().await;
    let star = app.user("star").await;
    fans(&app, &star, "fan", 130).await;
    app.settle().await;
    let first = star.get(&format!("{MY_NOTIFICATIONS}?limit=1")).await.expect(200).json();
    assert_eq!((entries(&first).len(), &first["collapsed"]), (100, &json!("100 new followers")));
    let second = star.get(&format!("{MY_NOTIFICATIONS}?limit=1&next_id={}", first["next_id"])).await.expect(200).json();
    assert_eq!((entries(&second).len(), &second["next_id"]), (30, &Value::Null));
    assert_eq!(first["results"][0]["sid"], second["results"][0]["sid"]);
    let both: BTreeSet<_> = sids(&first).into_iter().chain(sids(&second)).collect();
    assert_eq!(both.len(), 130);
    let back = star.get(&format!("{MY_NOTIFICATIONS}?prev_id={}", second["prev_id"])).await.expect(200).json();
    assert_eq!(sids(&back), sids(&first));
}

/// Two facts may have the same id: it is generated for each, and unique only within its kind.
#[rstest]
#[tokio::test]
async fn notifications_with_the_same_id_are_all_shown(#[values(1, 2, 3)] limit: usize) {
    let app = early_in_an_hour().await;
    let [star, staff] = [app.user("star").await, app.staff("staff").await];
    let others = [app.user("one").await, app.user("two").await];
    notify_on_behalf(&app, &staff, &star, "Welcome", "user").await;
    let page = notifications(&star).await;
    let id = Id::parse(&sids(&page)[0]).unwrap();
    for other in &others {
        let edge = Edge { from: other.id, to: star.id, id };
        assert!(app.state.store.follows().create(edge).await.unwrap());
    }
    fans(&app, &star, "later", 1).await;
    app.settle().await;
    let (down, last) = walk(&star, "", "next_id", limit).await;
    assert_eq!(down.concat().len(), 4, "{down:?}");
    let place = last["prev_id"].as_u64().map_or(String::new(), |place| format!("&prev_id={place}"));
    if !place.is_empty() {
        let (up, _) = walk(&star, &place, "prev_id", limit).await;
        assert_eq!(up.concat().len() + down.last().unwrap().len(), 4, "{up:?}");
    }
    // Notifying again adds nothing.
    let repeated =
        Notification { to: star.id, id, kind: NotificationKind::UserFollow { user: others[0].id }, seen: None };
    app.state.store.notifications().notify(&repeated, app.state.clock.now()).await.unwrap();
    assert_eq!(sids(&notifications(&star).await).len(), 4);
}

#[rstest]
#[case::text("next_id=x", "next_id")]
#[case::negative("next_id=-7", "next_id")]
#[case::fraction("next_id=7.0", "next_id")]
#[case::leading_zero("next_id=07", "next_id")]
#[case::space("next_id=%207", "next_id")]
#[case::too_large("next_id=9007199254740992", "next_id")]
#[case::far_too_large("next_id=99999999999999999999999999", "next_id")]
#[case::key("next_id=NOTE%23", "next_id")]
#[case::previous("prev_id=x", "prev_id")]
#[case::previous_too_large("prev_id=9007199254740992", "prev_id")]
#[case::both("next_id=7&prev_id=x", "prev_id")]
#[case::limit("limit=x", "limit")]
#[tokio::test]
async fn rejects_bad_parameters(
    #[case] query: &str,
    #[case] field: &str,
    #[values(MY_NOTIFICATIONS, "/api/v2/notification/")] path: &str,
) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    assert_eq!(alice.get(&format!("{path}?{query}")).await.expect(400).invalid_fields(), [field]);
}

#[rstest]
#[tokio::test]
async fn ids_beyond_the_ends_are_empty_pages_and_zero_counts_as_absent(
    #[values(MY_NOTIFICATIONS, "/api/v2/notification/")] path: &str,
) {
    let app = early_in_an_hour().await;
    let star = app.user("star").await;
    fans(&app, &star, "fan", 2).await;
    app.settle().await;
    for query in ["next_id=", "next_id=0", "prev_id=0", "prev_id=1", "next_id=9007199254740991", "limit=1000"] {
        let page = star.get(&format!("{path}?{query}")).await.expect(200).json();
        assert_eq!(sids(&page).len(), 2, "{query}");
    }
    for query in ["next_id=1", "prev_id=9007199254740991"] {
        let page = star.get(&format!("{path}?{query}")).await.expect(200).json();
        assert_eq!(page["results"], json!([]), "{query}");
    }
}
