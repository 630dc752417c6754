//! `POST /api/v2/notification/read/`

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Person, Routes as _};

use super::{HOUR, READ, agree, early_in_an_hour, entries, fans, mine, say, sids, unseen};

/// Somebody with three followers and a word from staff in one hour, and as much in the next.
async fn told(app: &App) -> Person {
    let [star, staff] = [app.member("star").await, app.staff("staff").await];
    for hour in 0..2 {
        fans(app, &star, &format!("fan-{hour}"), 3).await;
        say(app, &staff, &star, "Welcome", "user").await;
        app.state.clock.advance(HOUR);
    }
    star
}

fn number(sid: &str) -> Value {
    sid.parse::<u64>().unwrap().into()
}

#[rstest]
#[tokio::test]
async fn the_sid_of_an_entry_names_it_alone(#[values(false, true)] as_number: bool) {
    let app = early_in_an_hour().await;
    let star = told(&app).await;
    let mut waiting = agree(&star).await;
    assert_eq!(waiting.len(), 8);
    for at in [3, 0, 5] {
        let sid = waiting.remove(at);
        let sid = if as_number { number(&sid) } else { json!(sid) };
        for _ in 0..2 {
            let answer = star.post(READ).json(&json!({"sids": [sid]})).await.expect(204);
            assert_eq!(answer.body, "");
            assert_eq!(agree(&star).await, waiting);
        }
    }
}

#[rstest]
#[tokio::test]
async fn the_sid_of_a_result_names_all_that_it_gathers(#[values(false, true)] as_number: bool) {
    let app = early_in_an_hour().await;
    let star = told(&app).await;
    let results = mine(&star).await["results"].as_array().unwrap().clone();
    assert_eq!(results.len(), 4);
    let mut waiting = agree(&star).await;
    for result in results {
        let sid = result["sid"].as_str().unwrap();
        let sid = if as_number { number(sid) } else { json!(sid) };
        star.post(READ).json(&json!({"sids": [sid]})).await.expect(204);
        let read = sids(&json!({"results": [result]}));
        waiting.retain(|sid| !read.contains(sid));
        assert_eq!(agree(&star).await, waiting);
    }
    assert_eq!(waiting, [""; 0]);
    assert_eq!(entries(&mine(&star).await).len(), 8, "what is read stays listed");
}

#[tokio::test]
async fn a_result_of_hundreds_is_read_by_one_sid() {
    let app = early_in_an_hour().await;
    let star = app.member("star").await;
    fans(&app, &star, "fan", 150).await;
    app.settle().await;
    let sid = mine(&star).await["results"][0]["sid"].clone();
    star.post(READ).json(&json!({"sids": [sid, sid]})).await.expect(204);
    assert_eq!(unseen(&star).await, [""; 0]);
}

#[tokio::test]
async fn lists_forms_and_nothing_are_taken() {
    let app = early_in_an_hour().await;
    let star = told(&app).await;
    let all = agree(&star).await;
    star.post(READ).json(&json!({"sids": []})).await.expect(204);
    star.post(READ).json(&json!([])).await.expect(204);
    assert_eq!(agree(&star).await, all);
    star.post(READ).json(&json!([all[0], number(&all[1])])).await.expect(204);
    assert_eq!(agree(&star).await, all[2..]);
    star.post(READ).form(&[("sids", &all[2])]).await.expect(204);
    star.post(READ).form(&[("sids", &all[3]), ("sids", &all[4])]).await.expect(204);
    assert_eq!(agree(&star).await, all[5..]);
}

#[tokio::test]
async fn of_somebody_elses_nothing_is_read() {
    let app = early_in_an_hour().await;
    let star = told(&app).await;
    let page = mine(&star).await;
    let all = agree(&star).await;
    let [other, staff] = [app.member("other").await, app.superuser("root").await];
    fans(&app, &other, "fan-of-other", 2).await;
    app.settle().await;
    let others = agree(&other).await;
    for caller in [&other, &staff] {
        caller.post(READ).json(&json!({"sids": all})).await.expect(204);
    }
    assert_eq!((agree(&star).await, agree(&other).await), (all.clone(), others.clone()));
    // An hour has one sid for everybody: it names the caller's own.
    let wholes: Vec<_> = page["results"].as_array().unwrap().iter().map(|result| result["sid"].clone()).collect();
    staff.post(READ).json(&json!({"sids": wholes})).await.expect(204);
    assert_eq!((agree(&star).await, agree(&other).await), (all.clone(), others));
    // Ids of other things, of nothing, and of the star's own between them.
    let sids = json!([1, 9_007_199_254_740_991_u64, star.id, other.id, all[0]]);
    star.post(READ).json(&json!({"sids": sids})).await.expect(204);
    assert_eq!(agree(&star).await, all[1..]);
}

#[tokio::test]
async fn a_hundred_are_taken_and_one_more_is_not() {
    let app = early_in_an_hour().await;
    let star = app.member("star").await;
    fans(&app, &star, "fan", 101).await;
    app.settle().await;
    let first = mine(&star).await;
    let rest = star.get(&format!("{}?next_id={}", super::MINE, first["next_id"])).await.expect(200).json();
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
    // One hundred times the same is still one too many with one more.
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
async fn what_is_no_list_is_refused(#[case] body: Value) {
    let app = App::new().await;
    let alice = app.member("alice").await;
    assert_eq!(alice.post(READ).json(&body).await.expect(400).wrong_fields(), ["sids"]);
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
async fn one_that_is_no_id_is_refused_and_none_is_read(#[case] bad: Value) {
    let app = early_in_an_hour().await;
    let star = app.member("star").await;
    fans(&app, &star, "fan", 2).await;
    app.settle().await;
    let all = agree(&star).await;
    for sids in [json!([bad, all[0], all[1]]), json!([all[0], all[1], bad])] {
        for body in [json!({"sids": sids}), sids] {
            assert_eq!(star.post(READ).json(&body).await.expect(400).wrong_fields(), ["sids"]);
        }
    }
    assert_eq!(agree(&star).await, all);
}

#[tokio::test]
async fn bodies_of_other_kinds_are_refused() {
    let app = App::new().await;
    let alice = app.member("alice").await;
    assert_eq!(alice.post(READ).await.expect(400).wrong_fields(), ["sids"]);
    alice.post(READ).body("application/json", "").await.expect(400);
    alice.post(READ).body("application/json", "{\"sids\": [7").await.expect(400);
    alice.post(READ).body("application/json", vec![0xff, 0xfe]).await.expect(400);
    alice.post(READ).body("text/plain", "[7]").await.expect(415);
    let long = format!("{{\"sids\": [{}7]}}", "7,".repeat(200_000));
    alice.post(READ).body("application/json", long).await.expect(413);
}
