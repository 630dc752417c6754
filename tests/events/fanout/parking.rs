//! Parked records: their size, their replay, and their end.

use std::time::Duration;

use fanout::{Fanout, Replay};
use serde_json::{Value, json};
use shared::store::stream::ParkedRecord;
use tests::{App, Routes as _, TestUser, is_parked};

use crate::delivery::{counters, fanout_of, followers, follows, insert_record, records_of};
use crate::janitor::walks::janitor_of;
use crate::poller::{call, json_of, poll};

/// Above the size of an item with its keys, DynamoDB refuses to store it.
const ITEM_MAX: usize = 400 * 1024;

/// The rows of parked records: keys and attributes.
async fn parked_rows(app: &App) -> Vec<Value> {
    let is_parked = |(pk, _): &(String, String)| pk.starts_with("PARKED");
    app.rows().all().await.into_iter().filter(|(key, _)| is_parked(key)).map(|(_, row)| row).collect()
}

async fn only_parked(app: &App) -> ParkedRecord {
    let parked = app.state.store.parked_records().list().await.expect("a list");
    let [record] = &parked[..] else { panic!("{parked:?}") };
    record.clone()
}

/// A profile without a name, whose text takes this many bytes.
fn large_profile(text: &str, bytes: usize) -> Value {
    json!({"id": {"N": "77"}, "bio": {"S": text.repeat(bytes / text.len())}})
}

#[tokio::test]
async fn images_near_400_kb_are_parked_whole() {
    let app = App::new().await;
    let profile = |text| insert_record("10", "U#77", "ACCOUNT#PROFILE", large_profile(text, ITEM_MAX - 300));
    // The characters have three and four bytes, so that parts would end within one.
    let (mut record, old) = (profile("\u{20ac}"), profile("\u{1f3d4}"));
    record.change.old_image = old.change.new_image;
    record.event_name = "MODIFY".to_owned();
    let json = json_of(&[record]);
    for _ in 0..2 {
        assert_eq!(call(&fanout_of(&app), &json).await, [""; 0]);
    }
    let parked = only_parked(&app).await;
    assert_eq!(app.state.store.parked_records().content(&parked).await.expect("content"), json[0]);
    let rows = parked_rows(&app).await;
    assert_eq!(rows.len(), 1 + 3, "what is known of it, and three parts");
    for row in &rows {
        assert!(row.to_string().len() < ITEM_MAX, "{}", row.to_string().len());
        let days = (row["expires"].as_i64().unwrap() - app.state.clock.now().as_second()) / 86_400;
        assert_eq!(days, 90);
        assert_eq!(row["user"], 77, "the janitor deletes it with the user");
    }
    app.state.store.parked_records().remove(&parked).await.expect("removed");
    assert!(parked_rows(&app).await.is_empty());
}

/// What is parked wakes neither `fanout` nor the mailer.
#[tokio::test]
async fn parked_records_wake_nobody() {
    let app = App::new().await;
    let poison = insert_record("10", "U#77", "ACCOUNT#PROFILE", large_profile("x", 10));
    call(&fanout_of(&app), &json_of(&[poison])).await;
    let changes = records_of(&app, "PARKED").await;
    assert_eq!(changes.len(), 2);
    assert!(is_parked(&changes[1]) && !is_parked(&changes[0]), "what lists a record comes last: {changes:?}");
    for change in &changes {
        assert!(!kith::stream::passes::<Fanout>(change) && !kith::stream::passes::<mailer::Mailer>(change));
    }
}

/// Replays a record as `kith replay` does.
async fn replay(app: &App, record: &ParkedRecord) -> Result<(), String> {
    let content = app.state.store.parked_records().content(record).await.expect("content");
    let replay = Replay::read(content)?;
    let owners: Vec<_> = replay.counter_owners().into_iter().collect();
    let janitor = janitor_of(app, app.state.store.clone(), Duration::ZERO, 5_000);
    assert_eq!(janitor.verify(&owners).await.expect("recounts").failed(), 0);
    fanout_of(app).replay(&record.shard, replay).await
}

async fn unseen(person: &TestUser) -> u64 {
    person.get("/api/v2/user/me/unseen/").await.expect(200).json()["total"].as_u64().unwrap()
}

/// A fan who follows a star whose counters cannot be added to. Later follows are counted, and so is the parked one, once.
#[tokio::test]
async fn a_replay_derives_everything_once() {
    let app = App::new().await;
    let (star, fan, late) = (app.user("star").await, app.user("fan").await, app.user("late").await);
    let key = format!("U#{}", star.id);
    app.rows().put(&key, "COUNTERS", json!({"followers": "many"})).await;
    let records = json_of(&follows(&app, &[(fan.id, star.id)]).await);
    assert_eq!(poll(&fanout_of(&app), &records).await, 1);
    let parked = only_parked(&app).await;
    assert_eq!(parked.item, format!("U#{} FOLLOW#{}", fan.id, star.id));

    app.rows().delete(&key, "COUNTERS").await;
    let mut later = follows(&app, &[(late.id, star.id)]).await;
    later[0].change.sequence_number = Some("20".to_owned());
    poll(&fanout_of(&app), &json_of(&later)).await;
    assert_eq!(followers(&app, &star).await, 1, "the parked follow is not counted");
    for _ in 0..2 {
        assert_eq!(replay(&app, &parked).await, Ok(()));
        assert_eq!((counters(&app, star.id).await, counters(&app, fan.id).await), ((2, 0), (0, 1)));
        assert_eq!(unseen(&star).await, 2);
    }
    // Lambda delivers the record again, or the janitor was there first.
    poll(&fanout_of(&app), &records).await;
    assert_eq!(followers(&app, &star).await, 2);
}

/// A replay comes too late for what has changed meanwhile, and derives nothing from it.
#[tokio::test]
async fn a_replay_follows_what_is_stored_now() {
    let app = App::new().await;
    let (star, fan) = (app.user("star").await, app.user("fan").await);
    app.rows().put(&format!("U#{}", star.id), "COUNTERS", json!({"followers": "many"})).await;
    let records = json_of(&follows(&app, &[(fan.id, star.id)]).await);
    poll(&fanout_of(&app), &records).await;
    let parked = only_parked(&app).await;
    app.rows().delete(&format!("U#{}", star.id), "COUNTERS").await;
    app.state.store.follows().remove(fan.id, star.id).await.expect("an unfollow");
    let mut undone = records_of(&app, "FOLLOW#").await;
    undone[0].change.sequence_number = Some("20".to_owned());
    poll(&fanout_of(&app), &json_of(&undone)).await;
    assert_eq!(replay(&app, &parked).await, Ok(()));
    assert_eq!((counters(&app, star.id).await, counters(&app, fan.id).await), ((0, 0), (0, 0)));
    assert_eq!(unseen(&star).await, 0);
}

#[tokio::test]
async fn what_fails_again_stays_parked() {
    let app = App::new().await;
    let poison = insert_record("10", "U#77", "ACCOUNT#PROFILE", large_profile("x", 10));
    call(&fanout_of(&app), &json_of(&[poison])).await;
    let parked = only_parked(&app).await;
    let error = replay(&app, &parked).await.expect_err("poison");
    assert_eq!(error, parked.error);
    assert_eq!(only_parked(&app).await, parked);
}

/// The record of an item that was written is of no use without its user. That of a deletion is needed to clean up.
#[tokio::test]
async fn the_janitor_deletes_records_of_deleted_users() {
    let app = App::new().await;
    let (ann, ben) = (app.user("ann").await, app.user("ben_o").await);
    let mut poison: Vec<_> = [&ann, &ben]
        .map(|user| insert_record(&user.id.to_string(), &format!("U#{}", user.id), "ACCOUNT#PROFILE", json!({})))
        .into();
    let mut removal = poison[0].clone();
    removal.change.sequence_number = Some("30".to_owned());
    removal.event_id = "30".to_owned();
    removal.event_name = "REMOVE".to_owned();
    removal.change.old_image = std::mem::take(&mut removal.change.new_image);
    poison.push(removal);
    call(&fanout_of(&app), &json_of(&poison)).await;
    assert_eq!(parked_rows(&app).await.len(), 6);
    assert_eq!(records_of(&app, "PARKED").await.len(), 6);
    ann.delete(&ann.path("?hard=1")).await.expect(204);
    app.settle().await;
    let janitor = janitor_of(&app, app.state.store.clone(), Duration::ZERO, 5_000);
    janitor.run_all(true).await.expect("a scan");
    let parked = app.state.store.parked_records().list().await.expect("a list");
    let left: Vec<_> = parked.iter().map(|record| (&*record.change, &*record.item)).collect();
    let [of_ann, of_ben] = [&ann, &ben].map(|user| format!("U#{} ACCOUNT#PROFILE", user.id));
    assert!(left.len() == 2 && left.contains(&("REMOVE", &of_ann)) && left.contains(&("INSERT", &of_ben)), "{left:?}");
    assert_eq!(parked_rows(&app).await.len(), 4);
}
