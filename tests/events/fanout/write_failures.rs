//! Failed writes: only the records that depend on them are retried, and no other record is delayed or processed twice.

use aws_lambda_events::dynamodb::EventRecord;
use fanout::Fanout;
use rstest::rstest;
use shared::domain::UserId;
use tests::{App, Fault, Faults, Routes as _, TestUser};

use crate::delivery::{counters, deliver_batch, follows};

/// Four fans who follow `star`, `other`, `star`, `other`, over a table whose calls can fail.
struct Fixture {
    app: App,
    fanout: Fanout,
    faults: Faults,
    star: TestUser,
    other: TestUser,
    fans: Vec<UserId>,
    records: Vec<EventRecord>,
}

impl Fixture {
    async fn new() -> Self {
        let app = App::new().await;
        let (star, other) = (app.user("star").await, app.user("other").await);
        let mut fans = Vec::new();
        for n in 0..4 {
            fans.push(app.user(&format!("fan_{n}")).await.id);
        }
        let pairs: Vec<_> =
            fans.iter().zip([&star, &other].into_iter().cycle()).map(|(fan, to)| (*fan, to.id)).collect();
        let records = follows(&app, &pairs).await;
        let (store, faults) = app.faulty().await;
        let fanout = Fanout::new(store, app.state.clock.clone());
        Self { app, fanout, faults, star, other, fans, records }
    }

    async fn counters(&self) -> (u64, u64, Vec<u64>) {
        let mut followings = Vec::new();
        for fan in &self.fans {
            followings.push(counters(&self.app, *fan).await.1);
        }
        (counters(&self.app, self.star.id).await.0, counters(&self.app, self.other.id).await.0, followings)
    }

    async fn unseen(&self) -> (u64, u64) {
        let count = async |person: &TestUser| {
            person.get("/api/v2/user/me/unseen/").await.expect(200).json()["total"].as_u64().unwrap()
        };
        (count(&self.star).await, count(&self.other).await)
    }

    async fn deliver(&self, records: &[EventRecord]) -> Vec<String> {
        deliver_batch(&self.fanout, "a", records).await.0
    }
}

#[rstest]
#[tokio::test]
async fn only_records_whose_counter_write_fails_are_retried(
    #[values("ProvisionedThroughputExceededException", "InternalServerError")] error: &'static str,
) {
    let fixture = Fixture::new().await;
    let item = (format!("U#{}", fixture.star.id), "COUNTERS");
    fixture.faults.set(Some(Fault { operation: "UpdateItem", item, error }));
    assert_eq!(fixture.deliver(&fixture.records).await, ["10", "30"]);
    assert!(fixture.faults.refused() > 0);
    assert_eq!((fixture.counters().await, fixture.unseen().await), ((0, 2, vec![1; 4]), (2, 2)));
    // Retried from the first failed record, it fails again.
    assert_eq!(fixture.deliver(&fixture.records[..3]).await, ["10", "30"]);
    assert_eq!((fixture.counters().await, fixture.unseen().await), ((0, 2, vec![1; 4]), (2, 2)));
    fixture.faults.set(None);
    // Bisected, whole, and redelivered.
    for part in [&fixture.records[..1], &fixture.records[..], &fixture.records[..], &fixture.records[2..3]] {
        assert_eq!(fixture.deliver(part).await, [""; 0]);
    }
    assert_eq!((fixture.counters().await, fixture.unseen().await), ((2, 2, vec![1; 4]), (2, 2)));
}

#[tokio::test]
async fn only_records_whose_notification_write_fails_are_retried() {
    let fixture = Fixture::new().await;
    let item = (format!("U#{}", fixture.star.id), "NOTE#");
    fixture.faults.set(Some(Fault { operation: "PutItem", item, error: "InternalServerError" }));
    assert_eq!(fixture.deliver(&fixture.records).await, ["10", "30"]);
    assert_eq!((fixture.counters().await, fixture.unseen().await), ((2, 2, vec![1; 4]), (0, 2)));
    fixture.faults.set(None);
    assert_eq!(fixture.deliver(&fixture.records).await, [""; 0]);
    assert_eq!((fixture.counters().await, fixture.unseen().await), ((2, 2, vec![1; 4]), (2, 2)));
}

/// Checks the proxy itself: without a fault it changes nothing.
#[tokio::test]
async fn no_call_fails_without_a_fault() {
    let fixture = Fixture::new().await;
    assert_eq!(fixture.deliver(&fixture.records).await, [""; 0]);
    assert_eq!(fixture.faults.refused(), 0);
    assert_eq!((fixture.counters().await, fixture.unseen().await), ((2, 2, vec![1; 4]), (2, 2)));
}
