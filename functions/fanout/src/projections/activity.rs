//! Activity: counts what each user does in an hour, and marks the auth state of those who have reached a limit.

use std::collections::BTreeMap;

use futures::StreamExt as _;
use shared::domain::account::activity::{Activity, ActivityLimits, end_of, hour_of};
use shared::domain::acts::act_of;
use shared::domain::counter::Counter;
use shared::domain::{Result, UserId};
use shared::store::CountedChange;

use crate::batch::Batch;
use crate::failures::Failures;
use crate::fanout::Fanout;

/// Users who are processed concurrently.
const PARALLEL: usize = 16;

/// What a user has done in one hour, and the records that tell.
#[derive(Default)]
struct Acts {
    changes: Vec<CountedChange>,
    activities: Vec<Activity>,
    records: Vec<String>,
}

/// Counts the activities of the batch that belong to the present hour. Each is counted once, however often it is delivered.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let Some(limits) = fanout.activity_limits else { return Failures::default() };
    let now = fanout.clock.now().as_second();
    let mut users: BTreeMap<(UserId, i64), Acts> = BTreeMap::new();
    for record in &batch.records {
        let hour = hour_of(record.time);
        let act = act_of(&record.event).filter(|(_, activity)| limits.of(*activity).is_some() && end_of(hour) > now);
        let Some((user, activity)) = act else { continue };
        let acts = users.entry((user, hour)).or_default();
        let deltas = [(Counter::Done(activity), 1)].into();
        acts.changes.push(CountedChange { sequence: record.sequence.clone(), deltas });
        acts.activities.push(activity);
        acts.records.push(record.id.clone());
    }
    let counting =
        users.into_iter().map(|((user, hour), acts)| try_count(fanout, &batch.shard, limits, (user, hour), acts));
    let counting: Vec<_> = counting.collect();
    futures::stream::iter(counting).buffer_unordered(PARALLEL).collect().await
}

async fn try_count(
    fanout: &Fanout,
    shard: &str,
    limits: ActivityLimits,
    (user, hour): (UserId, i64),
    acts: Acts,
) -> Failures {
    match count(fanout, shard, limits, (user, hour), &acts).await {
        Ok(()) => Failures::default(),
        Err(error) => {
            tracing::warn!(user = user.get(), %error, "cannot count the activity of a user");
            Failures::of(acts.records, &error)
        }
    }
}

async fn count(
    fanout: &Fanout,
    shard: &str,
    limits: ActivityLimits,
    (user, hour): (UserId, i64),
    acts: &Acts,
) -> Result<()> {
    let store = &fanout.store;
    let done = store.counters().add_activity((user, hour), shard, &acts.changes, fanout.clock.now()).await?;
    for activity in Activity::ALL.into_iter().filter(|activity| acts.activities.contains(activity)) {
        let count = done.get(&activity).copied().unwrap_or(0);
        if limits.of(activity).is_some_and(|limit| count >= limit) {
            store.auth_states().limit(user, activity, end_of(hour)).await?;
        }
    }
    Ok(())
}
