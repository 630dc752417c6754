//! Follow notifications: when they are created, how long they are kept, and when they are deleted.

use std::time::Duration;

use aws_lambda_events::dynamodb::EventRecord;
use rstest::rstest;
use tests::{App, Routes as _, TestUser};

use crate::delivery::{Stream, deliver_batch, fanout_of, records_of};
use crate::fanout::notification_invariants::follow_notifications;

const LIST: &str = "/api/v2/notification/";

async fn star_and_fan() -> (App, TestUser, TestUser) {
    let app = App::new().await;
    let (star, fan) = (app.user("star").await, app.user("fan").await);
    (app, star, fan)
}

async fn toggle(app: &App, from: &TestUser, to: &TestUser) {
    app.state.clock.advance(Duration::from_millis(2));
    from.post(&to.path("follow/")).await.expect(201);
}

async fn unseen(person: &TestUser) -> usize {
    let body = person.get("/api/v2/user/me/unseen/").await.expect(200).json();
    usize::try_from(body["total"].as_u64().unwrap()).unwrap()
}

async fn listed(person: &TestUser) -> usize {
    let page = person.get("/api/v2/user/me/notifications/").await.expect(200).json();
    page["results"].as_array().unwrap().iter().map(|result| result["aggregated"].as_array().unwrap().len()).sum()
}

#[tokio::test]
async fn notifications_are_kept_for_90_days_seen_or_unseen() {
    let (app, star, fan) = star_and_fan().await;
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
    let expiry = expires(&stream);
    assert!((before..=after).contains(&(expiry - 90 * 24 * 60 * 60)), "{expiry}");
    app.state.clock.advance(Duration::from_secs(3_600));
    star.get(LIST).await.expect(200);
    stream.replay().await;
    stream.drain().await;
    assert_eq!(expires(&stream), expiry);
}

/// DynamoDB deletes expired rows by the attribute that the template names.
#[test]
fn the_template_enables_time_to_live() {
    let template: serde_yaml_ng::Value = serde_yaml_ng::from_str(&tests::sources::read("template.yaml")).expect("YAML");
    let resources = template["Resources"].as_mapping().unwrap();
    let mut tables = resources.values().filter(|resource| resource["Type"] == "AWS::DynamoDB::Table");
    let table = tables.next().expect("a table");
    let lifetime = &table["Properties"]["TimeToLiveSpecification"];
    assert_eq!((&lifetime["AttributeName"], &lifetime["Enabled"]), (&"expires".into(), &true.into()));
}

#[rstest]
#[tokio::test]
async fn a_deletion_removes_the_notifications_that_the_user_caused(
    #[values("", "?hard=1")] how: &str,
    #[values(false, true)] seen: bool,
) {
    let (app, star, fan) = star_and_fan().await;
    let mut stream = Stream::new(&app, 2);
    // One notification whose follow has ended, which is kept only if it was seen, and one of a follow that exists.
    toggle(&app, &fan, &star).await;
    stream.drain().await;
    if seen {
        star.get(LIST).await.expect(200);
    }
    toggle(&app, &fan, &star).await;
    toggle(&app, &fan, &star).await;
    stream.drain().await;
    assert_eq!(follow_notifications(&stream).len(), if seen { 2 } else { 1 });
    fan.delete(&fan.path(how)).await.expect(204);
    stream.drain().await;
    assert_eq!((follow_notifications(&stream).len(), listed(&star).await, unseen(&star).await), (0, 0, 0));
    stream.replay().await;
    stream.drain().await;
    assert_eq!((follow_notifications(&stream).len(), listed(&star).await, unseen(&star).await), (0, 0, 0));
}

#[rstest]
#[tokio::test]
async fn a_hard_deletion_removes_the_notifications_that_the_user_received(#[values(false, true)] seen: bool) {
    let (app, star, fan) = star_and_fan().await;
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
    assert_eq!(follow_notifications(&stream).len(), 0);
}

/// The records of a follow, an unfollow and another follow.
async fn follow_unfollow_follow(app: &App, star: &TestUser, fan: &TestUser) -> Vec<EventRecord> {
    for _ in 0..3 {
        toggle(app, fan, star).await;
    }
    let records = records_of(app, "FOLLOW#").await;
    assert_eq!(records.len(), 3);
    records
}

#[tokio::test]
async fn only_the_current_follow_is_notified_in_any_order_of_records() {
    let orders: [&[usize]; 8] =
        [&[0, 1, 2], &[2, 1, 0], &[0, 2, 1], &[1, 0, 2], &[2], &[0, 0, 2, 0, 1], &[2, 0], &[1, 2, 1, 0]];
    for order in orders {
        let (app, star, fan) = star_and_fan().await;
        let records = follow_unfollow_follow(&app, &star, &fan).await;
        let fanout = fanout_of(&app);
        for index in order {
            assert_eq!(deliver_batch(&fanout, "a", &records[*index..=*index]).await.0, [""; 0]);
        }
        assert_eq!((listed(&star).await, unseen(&star).await), (1, 1), "{order:?}");
        for batch in [&records[..], &records[..2], &records[1..], &records[..1]] {
            assert_eq!(deliver_batch(&fanout, "a", batch).await.0, [""; 0]);
            assert_eq!((listed(&star).await, unseen(&star).await), (1, 1), "{order:?}");
        }
    }
}

#[tokio::test]
async fn a_redelivered_record_of_an_ended_follow_does_not_notify() {
    let (app, star, fan) = star_and_fan().await;
    toggle(&app, &fan, &star).await;
    toggle(&app, &fan, &star).await;
    let records = records_of(&app, "FOLLOW#").await;
    let fanout = fanout_of(&app);
    for batch in [&records[..1], &records[..], &records[1..], &records[..1], &records[..]] {
        assert_eq!(deliver_batch(&fanout, "a", batch).await.0, [""; 0]);
        assert_eq!((listed(&star).await, unseen(&star).await), (0, 0));
    }
}

#[tokio::test]
async fn a_seen_notification_stays_seen_when_records_are_redelivered() {
    let (app, star, fan) = star_and_fan().await;
    let records = follow_unfollow_follow(&app, &star, &fan).await;
    let fanout = fanout_of(&app);
    deliver_batch(&fanout, "a", &records[..1]).await;
    deliver_batch(&fanout, "a", &records[2..]).await;
    star.get(LIST).await.expect(200);
    for index in [2, 0, 1, 2, 1, 0] {
        deliver_batch(&fanout, "a", &records[index..=index]).await;
        assert_eq!((listed(&star).await, unseen(&star).await), (1, 0), "{index}");
    }
}

/// The batch has 20 follows of one user.
#[tokio::test]
async fn concurrent_deliveries_of_a_batch_notify_once() {
    let (app, star, _) = star_and_fan().await;
    let records = crate::delivery::follows_by_fans(&app, &star, 20).await;
    let fanout = fanout_of(&app);
    let results = futures::future::join_all((0..6).map(|_| deliver_batch(&fanout, "a", &records))).await;
    assert!(results.iter().all(|(failures, _)| failures.is_empty()));
    assert_eq!((listed(&star).await, unseen(&star).await), (20, 20));
}
