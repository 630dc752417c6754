//! `POST /api/v2/notification/read/`

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::{
    HOUR, READ, consistent_unseen, early_in_an_hour, entries, fans, notifications, notify_on_behalf, sids, unseen,
};

/// A user with three follows and one custom notification in each of two hours.
async fn user_with_notifications(app: &App) -> TestUser {
    let [star, staff] = [app.user("star").await, app.staff("staff").await];
    for hour in 0..2 {
        fans(app, &star, &format!("fan-{hour}"), 3).await;
        notify_on_behalf(app, &staff, &star, "Welcome", "user").await;
        app.state.clock.advance(HOUR);
    }
    star
}

fn number(sid: &str) -> Value {
    sid.parse::<u64>().unwrap().into()
}

#[rstest]
#[tokio::test]
async fn the_sid_of_an_entry_marks_it_alone(#[values(false, true)] as_number: bool) {
    let app = early_in_an_hour().await;
    let star = user_with_notifications(&app).await;
    let mut expected = consistent_unseen(&star).await;
    assert_eq!(expected.len(), 8);
    for at in [3, 0, 5] {
        let sid = expected.remove(at);
        let sid = if as_number { number(&sid) } else { json!(sid) };
        for _ in 0..2 {
            let answer = star.post(READ).json(&json!({"sids": [sid]})).await.expect(204);
            assert_eq!(answer.body, "");
            assert_eq!(consistent_unseen(&star).await, expected);
        }
    }
}

#[rstest]
#[tokio::test]
async fn the_sid_of_a_result_marks_all_its_entries(#[values(false, true)] as_number: bool) {
    let app = early_in_an_hour().await;
    let star = user_with_notifications(&app).await;
    let results = notifications(&star).await["results"].as_array().unwrap().clone();
    assert_eq!(results.len(), 4);
    let mut expected = consistent_unseen(&star).await;
    for result in results {
        let sid = result["sid"].as_str().unwrap();
        let sid = if as_number { number(sid) } else { json!(sid) };
        star.post(READ).json(&json!({"sids": [sid]})).await.expect(204);
        let read = sids(&json!({"results": [result]}));
        expected.retain(|sid| !read.contains(sid));
        assert_eq!(consistent_unseen(&star).await, expected);
    }
    assert_eq!(expected, [""; 0]);
    assert_eq!(entries(&notifications(&star).await).len(), 8, "read notifications stay listed");
}

#[tokio::test]
async fn one_sid_marks_a_result_of_more_than_one_page() {
    let app = early_in_an_hour().await;
    let star = app.user("star").await;
    fans(&app, &star, "fan", 150).await;
    app.settle().await;
    let sid = notifications(&star).await["results"][0]["sid"].clone();
    star.post(READ).json(&json!({"sids": [sid, sid]})).await.expect(204);
    assert_eq!(unseen(&star).await, [""; 0]);
}

#[tokio::test]
async fn accepts_lists_forms_and_empty_lists() {
    let app = early_in_an_hour().await;
    let star = user_with_notifications(&app).await;
    let all = consistent_unseen(&star).await;
    star.post(READ).json(&json!({"sids": []})).await.expect(204);
    star.post(READ).json(&json!([])).await.expect(204);
    assert_eq!(consistent_unseen(&star).await, all);
    star.post(READ).json(&json!([all[0], number(&all[1])])).await.expect(204);
    assert_eq!(consistent_unseen(&star).await, all[2..]);
    star.post(READ).form(&[("sids", &all[2])]).await.expect(204);
    star.post(READ).form(&[("sids", &all[3]), ("sids", &all[4])]).await.expect(204);
    assert_eq!(consistent_unseen(&star).await, all[5..]);
}

#[tokio::test]
async fn marks_nothing_of_other_users() {
    let app = early_in_an_hour().await;
    let star = user_with_notifications(&app).await;
    let page = notifications(&star).await;
    let all = consistent_unseen(&star).await;
    let [other, staff] = [app.user("other").await, app.superuser("root").await];
    fans(&app, &other, "fan-of-other", 2).await;
    app.settle().await;
    let others = consistent_unseen(&other).await;
    for caller in [&other, &staff] {
        caller.post(READ).json(&json!({"sids": all})).await.expect(204);
    }
    assert_eq!((consistent_unseen(&star).await, consistent_unseen(&other).await), (all.clone(), others.clone()));
    // The sid of a result is the same for all users, and names the caller's own notifications.
    let wholes: Vec<_> = page["results"].as_array().unwrap().iter().map(|result| result["sid"].clone()).collect();
    staff.post(READ).json(&json!({"sids": wholes})).await.expect(204);
    assert_eq!((consistent_unseen(&star).await, consistent_unseen(&other).await), (all.clone(), others));
    // Ids of other objects and unknown ids, with one of the user's own notifications among them.
    let sids = json!([1, 9_007_199_254_740_991_u64, star.id, other.id, all[0]]);
    star.post(READ).json(&json!({"sids": sids})).await.expect(204);
    assert_eq!(consistent_unseen(&star).await, all[1..]);
}

#[tokio::test]
async fn accepts_a_hundred_sids_and_rejects_one_more() {
    let app = early_in_an_hour().await;
    let star = app.user("star").await;
    fans(&app, &star, "fan", 101).await;
    app.settle().await;
    let first = notifications(&star).await;
    let rest = star.get(&format!("{}?next_id={}", super::MY_NOTIFICATIONS, first["next_id"])).await.expect(200).json();
    let all = [sids(&first), sids(&rest)].concat();
    assert_eq!(all.len(), 101);
    let answer = star.post(READ).json(&json!({"sids": all})).await.expect(400);
    insta::assert_json_snapshot!(answer.json(), @r#"
    {
      "errors": [
        {
          "field": "sids",
          "messages": [
            {
              "code": "max_length",
              "message": "Ensure this field has no more than 100 elements."
            }
          ]
        }
      ]
    }
    "#);
    assert_eq!(unseen(&star).await.len(), shared::store::UNSEEN_MAX);
    star.post(READ).json(&json!({"sids": all[..100]})).await.expect(204);
    assert_eq!(unseen(&star).await, all[100..]);
    // Repeated sids count towards the limit.
    star.post(READ).json(&json!({"sids": vec![&all[100]; 101]})).await.expect(400);
    assert_eq!(unseen(&star).await, all[100..]);
}

#[rstest]
#[case::no_sids(json!({}))]
#[case::null(json!({"sids": null}))]
#[case::text(json!({"sids": "7"}))]
#[case::number(json!({"sids": 7}))]
#[case::flag(json!({"sids": true}))]
#[case::object(json!({"sids": {"0": 7}}))]
#[case::body_null(json!(null))]
#[case::body_text(json!("7"))]
#[case::body_number(json!(7))]
#[case::other_name(json!({"ids": [7]}))]
#[tokio::test]
async fn rejects_a_body_without_a_list(#[case] body: Value) {
    let app = App::new().await;
    let alice = app.user("alice").await;
    assert_eq!(alice.post(READ).json(&body).await.expect(400).invalid_fields(), ["sids"]);
}

#[rstest]
#[case::null(json!(null))]
#[case::flag(json!(true))]
#[case::zero(json!(0))]
#[case::negative(json!(-1))]
#[case::fraction(json!(7.5))]
#[case::negative_with_a_point(json!(-7.0))]
#[case::too_large(json!(9_007_199_254_740_992_u64))]
#[case::largest(json!(u64::MAX))]
#[case::exponent(json!(1e30))]
#[case::empty(json!(""))]
#[case::word(json!("seven"))]
#[case::space(json!(" 7"))]
#[case::sign(json!("+7"))]
#[case::leading_zero(json!("07"))]
#[case::hexadecimal(json!("0x7"))]
#[case::other_digits(json!("٧"))]
#[case::key(json!("NOTE#7"))]
#[case::list(json!([7]))]
#[case::object(json!({"sid": 7}))]
#[tokio::test]
async fn rejects_a_bad_sid_and_marks_nothing(#[case] bad: Value) {
    let app = early_in_an_hour().await;
    let star = app.user("star").await;
    fans(&app, &star, "fan", 2).await;
    app.settle().await;
    let all = consistent_unseen(&star).await;
    for sids in [json!([bad, all[0], all[1]]), json!([all[0], all[1], bad])] {
        for body in [json!({"sids": sids}), sids] {
            assert_eq!(star.post(READ).json(&body).await.expect(400).invalid_fields(), ["sids"]);
        }
    }
    assert_eq!(consistent_unseen(&star).await, all);
}

#[tokio::test]
async fn rejects_other_bodies() {
    let app = App::new().await;
    let alice = app.user("alice").await;
    assert_eq!(alice.post(READ).await.expect(400).invalid_fields(), ["sids"]);
    alice.post(READ).body("application/json", "").await.expect(400);
    alice.post(READ).body("application/json", "{\"sids\": [7").await.expect(400);
    alice.post(READ).body("application/json", vec![0xff, 0xfe]).await.expect(400);
    alice.post(READ).body("text/plain", "[7]").await.expect(415);
    let long = format!("{{\"sids\": [{}7]}}", "7,".repeat(200_000));
    alice.post(READ).body("application/json", long).await.expect(413);
}
