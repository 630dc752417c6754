//! `GET /api/v2/moderation/contribution/`

use std::future::IntoFuture as _;

use futures::future::join_all;
use serde_json::{Value, json};
use tests::{App, Routes as _};

use super::{QUEUE, decide, flag, notified, queue, status, targets};
use crate::api::v2::post::members;

#[tokio::test]
async fn the_queue_has_what_is_flagged_most_flagged_first() {
    let app = App::new().await;
    let [author, a, b, c] = members(&app, ["author", "a", "b", "c"]).await;
    let staff = app.staff("member-of-staff").await;
    let [discussion, post, top, nested] = targets(&author).await;
    assert_eq!(queue(&staff, "").await, []);
    for (by, target) in
        [(&a, &post), (&a, &nested), (&b, &nested), (&a, &discussion), (&b, &discussion), (&c, &discussion)]
    {
        flag(by, target, 1).await;
    }
    app.settle().await;
    assert_eq!(queue(&staff, "").await, [(discussion.1, 3), (nested.1, 2), (post.1, 1)]);
    // Page by page.
    let first = staff.get(&format!("{QUEUE}?limit=2")).await.expect(200).json();
    assert_eq!(first["count"], 3);
    let next = first["next"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    let rest = staff.get(next).await.expect(200).json();
    assert_eq!(rest["results"][0]["contribution"]["id"], post.1);
    // A flag that is taken back counts no more, and a type that is replaced counts once.
    flag(&a, &nested, 3).await;
    b.delete(&format!("{}flag/", discussion.2)).await.expect(204);
    c.delete(&format!("{}flag/", discussion.2)).await.expect(204);
    a.delete(&format!("{}flag/", post.2)).await.expect(204);
    flag(&c, &top, 0).await;
    app.settle().await;
    let mut ones = queue(&staff, "").await;
    assert_eq!(ones.remove(0), (nested.1, 2));
    assert_eq!(ones, [(top.1, 1), (discussion.1, 1)], "among equals the newest comes first");
    let page = staff.get(QUEUE).await.expect(200).json();
    let shown = &page["results"][0];
    assert_eq!(
        (&shown["contribution_type"], &shown["contribution"]["text"]),
        (&json!("comment"), &json!("Rude words"))
    );
    assert!(shown["last_flagged_at"].is_string());
    for none in ["moderation_status", "moderation_type", "moderation_by", "moderation_at"] {
        assert_eq!(shown[none], Value::Null);
    }
    assert_eq!(page["results"][2]["contribution_type"], "discussion");
    let flags = staff.get(&format!("{QUEUE}{}/flag/?contribution_type=comment", nested.1)).await.expect(200).json();
    assert_eq!(flags["count"], 2);
    let types: Vec<&Value> = flags["results"].as_array().unwrap().iter().map(|one| &one["flag_type"]).collect();
    assert!(types.contains(&&json!(3)) && types.contains(&&json!(1)));
}

#[tokio::test]
async fn an_ignored_contribution_stays_and_is_in_its_own_part_of_the_queue() {
    let app = App::new().await;
    let [author, a, b] = members(&app, ["author", "a", "b"]).await;
    let staff = app.staff("member-of-staff").await;
    for target in targets(&author).await {
        flag(&a, &target, 0).await;
        decide(&staff, &target, "ignore", json!(0)).await.expect(204);
        flag(&b, &target, 0).await;
        app.settle().await;
        assert!(app.get(&target.2).await.expect(200).body.contains("Rude"));
        assert_eq!(queue(&staff, "?moderation_status=ignored").await[..1], [(target.1, 2)]);
        assert_eq!(queue(&staff, "?moderation_status=open").await, []);
        let page = staff.get(QUEUE).await.expect(200).json();
        let row = page["results"].as_array().unwrap().iter().find(|row| row["contribution"]["id"] == target.1).unwrap();
        assert_eq!(row["moderation_status"], "ignored");
        assert_eq!(row["moderation_by"]["username"], "member-of-staff");
        assert!(row["moderation_at"].is_string() && row["moderation_type"].is_null());
    }
    assert_eq!(notified(&author).await, Vec::<Value>::new());
}

#[tokio::test]
async fn of_two_decisions_at_once_one_wins_and_the_queue_agrees() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let (a, b) = (app.staff("staff-a").await, app.staff("staff-b").await);
    for target in targets(&author).await {
        flag(&fan, &target, 0).await;
        let (hide, ignore) = (decide(&a, &target, "hide", json!(1)), decide(&b, &target, "ignore", Value::Null));
        let (hide, ignore) = futures::join!(hide.into_future(), ignore.into_future());
        let mut statuses = [hide.status, ignore.status];
        statuses.sort_unstable();
        assert!(statuses == [204, 204] || statuses == [204, 409], "{statuses:?}");
        app.settle().await;
        let now = status(&a, &target).await["status"].as_str().unwrap().to_owned();
        let listed = queue(&a, &format!("?moderation_status={now}")).await;
        assert!(listed.contains(&(target.1, 1)), "{now}: {listed:?}");
    }
}

#[tokio::test]
async fn flags_of_many_at_once_leave_an_exact_queue() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let staff = app.staff("member-of-staff").await;
    let targets = targets(&author).await;
    let fans = join_all((0..12).map(async |n| app.user(&format!("fan-{n}")).await)).await;
    let flagging = fans.iter().enumerate().flat_map(|(n, fan)| {
        // Fan number n flags the first n % 5 targets, and takes the last of these flags back.
        let flagged = &targets[..n % 5];
        let set = flagged.iter().map(|(_, _, path)| fan.put(&format!("{path}flag/")).json(&json!({"flag_type": 2})));
        set.collect::<Vec<_>>()
    });
    join_all(flagging.map(IntoFuture::into_future)).await.into_iter().for_each(|answer| drop(answer.expect(204)));
    let (deriving, taking) = (app.settle(), async {
        for (n, fan) in fans.iter().enumerate().filter(|(n, _)| n % 5 > 0) {
            fan.delete(&format!("{}flag/", targets[n % 5 - 1].2)).await.expect(204);
        }
    });
    futures::join!(deriving, taking);
    app.settle().await;
    let mut expected: Vec<(u64, u64)> = Vec::new();
    for (place, target) in targets.iter().enumerate() {
        let flags = (0..12).filter(|n| n % 5 > place + 1).count() as u64;
        expected.extend((flags > 0).then_some((target.1, flags)));
    }
    assert_eq!(queue(&staff, "").await, expected);
}
