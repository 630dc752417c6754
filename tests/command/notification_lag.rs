//! The lag of notifications of `kith serve`.

use std::time::Instant;

use serde_json::json;
use tempfile::tempdir;

use crate::process::Kith;
use crate::replay::assert_nothing_is_parked;

#[test]
fn a_follow_is_notified_and_an_unfollow_retracts_the_notification() {
    let data = tempdir().unwrap();
    let mut server = Kith::serve(data.path()).env("KITH_NO_THROTTLE", "1").listen();
    let [star, fan] = [server.registered("star"), server.registered("fan")];
    let id = star.get("/api/v2/user/me/").expect(200).body["id"].as_u64().unwrap();
    let unseen = || star.get("/api/v2/notification/unseen/count/").expect(200).body["count"].as_u64().unwrap();
    let mut lags = Vec::new();
    for round in 0..30 {
        fan.post(&format!("/api/v2/user/{id}/follow/"), &json!({})).expect(201);
        let start = Instant::now();
        server.process.until(|| unseen() == (round + 1) % 2);
        if round % 2 == 0 {
            lags.push(start.elapsed());
        }
    }
    lags.sort();
    println!("notified after {:?} (least), {:?} (median), {:?} (most)", lags[0], lags[7], lags[14]);
    assert_nothing_is_parked(data.path());
    server.stop();
}
