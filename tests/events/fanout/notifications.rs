//! Rows of notifications: when they are made, how long they are kept, and when they go.

use std::time::Duration;

use aws_lambda_events::dynamodb::EventRecord;
use rstest::rstest;
use tests::{App, Person, Routes as _};

use crate::delivery::{Stream, fanout_of, hand_over, records_of};
use crate::fanout::told::notes;

const LIST: &str = "/api/v2/notification/";

async fn people() -> (App, Person, Person) {
    let app = App::new().await;
    let (star, fan) = (app.member("star").await, app.member("fan").await);
    (app, star, fan)
}

async fn toggle(app: &App, from: &Person, to: &Person) {
    app.state.clock.advance(Duration::from_millis(2));
    from.post(&to.path("follow/")).await.expect(201);
}

async fn unseen(person: &Person) -> usize {
    let body = person.get("/api/v2/user/me/unseen/").await.expect(200).json();
    usize::try_from(body["total"].as_u64().unwrap()).unwrap()
}

async fn told(person: &Person) -> usize {
    let page = person.get("/api/v2/user/me/notifications/").await.expect(200).json();
    page["results"].as_array().unwrap().iter().map(|result| result["aggregated"].as_array().unwrap().len()).sum()
}

#[tokio::test]
async fn they_are_kept_for_90_days_whether_seen_or_not() {
    let (app, star, fan) = people().await;
    let mut stream = Stream::new(&app, 1);
    toggle(&app, &fan, &star).await;
    let before = app.state.clock.now().as_second();
    stream.drain().await;
    let after = app.state.clock.now().as_second();
    let expires = |stream: &Stream| {
        let mut rows = stream.table.iter().filter(|((_, sk), _)| sk.starts_with("NOTE#"));
        let ((_, row), None) = (rows.next().unwrap(), rows.next()) else { panic!("not one row") };
        row["expires"]["N"].as_str().unwrap().parse::<i64>().unwrap()
    };
    let kept = expires(&stream);
    assert!((before..=after).contains(&(kept - 90 * 24 * 60 * 60)), "{kept}");
    app.state.clock.advance(Duration::from_secs(3_600));
    star.get(LIST).await.expect(200);
    stream.replay().await;
    stream.drain().await;
    assert_eq!(expires(&stream), kept);
}

/// Deleted at the time to live of the row, as DynamoDB does it on its own. The template names the attribute.
#[test]
fn the_table_drops_what_has_expired() {
    let template: serde_yaml_ng::Value = serde_yaml_ng::from_str(&tests::sources::read("template.yaml")).expect("YAML");
    let resources = template["Resources"].as_mapping().unwrap();
    let mut tables = resources.values().filter(|resource| resource["Type"] == "AWS::DynamoDB::Table");
    let table = tables.next().expect("a table");
    let lifetime = &table["Properties"]["TimeToLiveSpecification"];
    assert_eq!((&lifetime["AttributeName"], &lifetime["Enabled"]), (&"expires".into(), &true.into()));
}

#[rstest]
#[tokio::test]
async fn with_those_who_are_deleted_go_all_that_they_caused(
    #[values("", "?hard=1")] how: &str,
    #[values(false, true)] seen: bool,
) {
    let (app, star, fan) = people().await;
    let mut stream = Stream::new(&app, 2);
    // One that outlives its follow, if it is seen, and one of a follow that stands.
    toggle(&app, &fan, &star).await;
    stream.drain().await;
    if seen {
        star.get(LIST).await.expect(200);
    }
    toggle(&app, &fan, &star).await;
    toggle(&app, &fan, &star).await;
    stream.drain().await;
    assert_eq!(notes(&stream).len(), if seen { 2 } else { 1 });
    fan.delete(&fan.path(how)).await.expect(204);
    stream.drain().await;
    assert_eq!((notes(&stream).len(), told(&star).await, unseen(&star).await), (0, 0, 0));
    stream.replay().await;
    stream.drain().await;
    assert_eq!((notes(&stream).len(), told(&star).await, unseen(&star).await), (0, 0, 0));
}

#[rstest]
#[tokio::test]
async fn with_those_who_are_deleted_for_good_go_all_that_they_were_told(#[values(false, true)] seen: bool) {
    let (app, star, fan) = people().await;
    let mut stream = Stream::new(&app, 2);
    toggle(&app, &fan, &star).await;
    stream.drain().await;
    if seen {
        star.get(LIST).await.expect(200);
    }
    star.delete(&star.path("?hard=1")).await.expect(204);
    stream.drain().await;
    stream.replay().await;
    stream.drain().await;
    assert_eq!(notes(&stream).len(), 0);
}

/// A follow, its end, a follow again: their records.
async fn back_and_forth(app: &App, star: &Person, fan: &Person) -> Vec<EventRecord> {
    for _ in 0..3 {
        toggle(app, fan, star).await;
    }
    let records = records_of(app, "FOLLOW#").await;
    assert_eq!(records.len(), 3);
    records
}

#[tokio::test]
async fn only_the_follow_that_stands_is_told_in_whatever_order() {
    let orders: [&[usize]; 8] =
        [&[0, 1, 2], &[2, 1, 0], &[0, 2, 1], &[1, 0, 2], &[2], &[0, 0, 2, 0, 1], &[2, 0], &[1, 2, 1, 0]];
    for order in orders {
        let (app, star, fan) = people().await;
        let records = back_and_forth(&app, &star, &fan).await;
        let fanout = fanout_of(&app);
        for at in order {
            assert_eq!(hand_over(&fanout, "a", &records[*at..=*at]).await.0, [""; 0]);
        }
        assert_eq!((told(&star).await, unseen(&star).await), (1, 1), "{order:?}");
        for batch in [&records[..], &records[..2], &records[1..], &records[..1]] {
            assert_eq!(hand_over(&fanout, "a", batch).await.0, [""; 0]);
            assert_eq!((told(&star).await, unseen(&star).await), (1, 1), "{order:?}");
        }
    }
}

#[tokio::test]
async fn a_follow_that_is_no_more_is_not_told_when_its_record_comes_again() {
    let (app, star, fan) = people().await;
    toggle(&app, &fan, &star).await;
    toggle(&app, &fan, &star).await;
    let records = records_of(&app, "FOLLOW#").await;
    let fanout = fanout_of(&app);
    for batch in [&records[..1], &records[..], &records[1..], &records[..1], &records[..]] {
        assert_eq!(hand_over(&fanout, "a", batch).await.0, [""; 0]);
        assert_eq!((told(&star).await, unseen(&star).await), (0, 0));
    }
}

#[tokio::test]
async fn what_was_seen_stays_seen_whatever_comes_again() {
    let (app, star, fan) = people().await;
    let records = back_and_forth(&app, &star, &fan).await;
    let fanout = fanout_of(&app);
    hand_over(&fanout, "a", &records[..1]).await;
    hand_over(&fanout, "a", &records[2..]).await;
    star.get(LIST).await.expect(200);
    for at in [2, 0, 1, 2, 1, 0] {
        hand_over(&fanout, "a", &records[at..=at]).await;
        assert_eq!((told(&star).await, unseen(&star).await), (1, 0), "{at}");
    }
}

/// Many at once in one batch, and the same batch many times at once.
#[tokio::test]
async fn the_same_batch_many_times_at_once_tells_once() {
    let (app, star, _) = people().await;
    let records = crate::delivery::fans(&app, &star, 20).await;
    let fanout = fanout_of(&app);
    let answers = futures::future::join_all((0..6).map(|_| hand_over(&fanout, "a", &records))).await;
    assert!(answers.iter().all(|(failures, _)| failures.is_empty()));
    assert_eq!((told(&star).await, unseen(&star).await), (20, 20));
}
