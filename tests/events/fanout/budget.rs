//! The cost of deriving data from the stream, in capacity units.

use tests::App;

use crate::delivery::{counters, deliver_batch, fanout_of, follows};

#[tokio::test]
async fn a_follow_between_two_users_without_other_changes_costs_at_most_1_rcu_and_5_wcu() {
    let app = App::new().await;
    let mut pairs = Vec::new();
    for n in 0..100 {
        pairs.push((app.user(&format!("from_{n}")).await.id, app.user(&format!("to_{n}")).await.id));
    }
    let records = follows(&app, &pairs).await;
    let (failures, cost) = deliver_batch(&fanout_of(&app), "a", &records).await;
    assert_eq!(failures, [""; 0]);
    println!("per follow: {} RCU, {} WCU; {} trips in all", cost.rcu / 100.0, cost.wcu / 100.0, cost.trips);
    assert!(cost.rcu <= 100.0 && cost.wcu <= 500.0, "{cost:?}");
    for (from, to) in pairs {
        assert_eq!((counters(&app, from).await, counters(&app, to).await), ((0, 1), (1, 0)));
    }
}
