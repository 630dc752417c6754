//! Writes that fail: what rests on them comes again, and nothing else is held back or done twice.

use aws_lambda_events::dynamodb::EventRecord;
use fanout::Fanout;
use rstest::rstest;
use shared::domain::UserId;
use tests::{App, Fault, Faults, Person, Routes as _};

use crate::delivery::{counters, follows, hand_over};

/// Four fans who follow `star`, `other`, `star`, `other`, with what fails in between.
struct Stage {
    app: App,
    fanout: Fanout,
    faults: Faults,
    star: Person,
    other: Person,
    fans: Vec<UserId>,
    records: Vec<EventRecord>,
}

impl Stage {
    async fn new() -> Self {
        let app = App::new().await;
        let (star, other) = (app.member("star").await, app.member("other").await);
        let mut fans = Vec::new();
        for n in 0..4 {
            fans.push(app.member(&format!("fan_{n}")).await.id);
        }
        let pairs: Vec<_> =
            fans.iter().zip([&star, &other].into_iter().cycle()).map(|(fan, to)| (*fan, to.id)).collect();
        let records = follows(&app, &pairs).await;
        let (store, faults) = app.faulty().await;
        let fanout = Fanout::new(store, app.state.clock.clone());
        Self { app, fanout, faults, star, other, fans, records }
    }

    async fn numbers(&self) -> (u64, u64, Vec<u64>) {
        let mut followings = Vec::new();
        for fan in &self.fans {
            followings.push(counters(&self.app, *fan).await.1);
        }
        (counters(&self.app, self.star.id).await.0, counters(&self.app, self.other.id).await.0, followings)
    }

    async fn told(&self) -> (u64, u64) {
        let unseen = async |person: &Person| {
            person.get("/api/v2/user/me/unseen/").await.expect(200).json()["total"].as_u64().unwrap()
        };
        (unseen(&self.star).await, unseen(&self.other).await)
    }

    async fn deliver(&self, records: &[EventRecord]) -> Vec<String> {
        hand_over(&self.fanout, "a", records).await.0
    }
}

#[rstest]
#[tokio::test]
async fn only_what_rests_on_a_counter_that_cannot_be_written_comes_again(
    #[values("ProvisionedThroughputExceededException", "InternalServerError")] error: &'static str,
) {
    let stage = Stage::new().await;
    let item = (format!("U#{}", stage.star.id), "COUNTERS");
    stage.faults.set(Some(Fault { operation: "UpdateItem", item, error }));
    assert_eq!(stage.deliver(&stage.records).await, ["10", "30"]);
    assert!(stage.faults.refused() > 0);
    assert_eq!((stage.numbers().await, stage.told().await), ((0, 2, vec![1; 4]), (2, 2)));
    // It comes again from the first that failed, and fails again.
    assert_eq!(stage.deliver(&stage.records[..3]).await, ["10", "30"]);
    assert_eq!((stage.numbers().await, stage.told().await), ((0, 2, vec![1; 4]), (2, 2)));
    stage.faults.set(None);
    // Bisected, and whole, and once more.
    for part in [&stage.records[..1], &stage.records[..], &stage.records[..], &stage.records[2..3]] {
        assert_eq!(stage.deliver(part).await, [""; 0]);
    }
    assert_eq!((stage.numbers().await, stage.told().await), ((2, 2, vec![1; 4]), (2, 2)));
}

#[tokio::test]
async fn only_what_cannot_be_told_comes_again() {
    let stage = Stage::new().await;
    let item = (format!("U#{}", stage.star.id), "NOTE#");
    stage.faults.set(Some(Fault { operation: "PutItem", item, error: "InternalServerError" }));
    assert_eq!(stage.deliver(&stage.records).await, ["10", "30"]);
    assert_eq!((stage.numbers().await, stage.told().await), ((2, 2, vec![1; 4]), (0, 2)));
    stage.faults.set(None);
    assert_eq!(stage.deliver(&stage.records).await, [""; 0]);
    assert_eq!((stage.numbers().await, stage.told().await), ((2, 2, vec![1; 4]), (2, 2)));
}

/// The proxy is no part of what the tests are about: what it lets through is as if it were not there.
#[tokio::test]
async fn nothing_fails_unless_it_is_told_to() {
    let stage = Stage::new().await;
    assert_eq!(stage.deliver(&stage.records).await, [""; 0]);
    assert_eq!(stage.faults.refused(), 0);
    assert_eq!((stage.numbers().await, stage.told().await), ((2, 2, vec![1; 4]), (2, 2)));
}
