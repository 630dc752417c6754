//! `GET /api/v2/moderation/user/`, `GET .../{id}/flag/`

use std::future::IntoFuture as _;
use std::time::Duration;

use futures::future::join_all;
use serde_json::{Value, json};
use tests::{App, Routes as _};

use super::{QUEUE, decide, flag, queue, status};
use crate::api::v2::post::members;

fn rows(expected: &[(&str, u64)]) -> Vec<(String, u64)> {
    expected.iter().map(|(name, flags)| ((*name).to_owned(), *flags)).collect()
}

#[tokio::test]
async fn the_queue_has_flagged_users_most_flagged_first() {
    let app = App::new().await;
    let [rude, loud, quiet, a, b] = members(&app, ["rude", "loud", "quiet", "fan-a", "fan-b"]).await;
    let staff = app.staff("member-of-staff").await;
    assert_eq!(queue(&staff, "").await, []);
    for (by, user) in [(&a, &loud), (&b, &loud), (&quiet, &loud), (&a, &rude), (&b, &rude), (&a, &quiet)] {
        flag(by, user).await;
    }
    app.settle().await;
    assert_eq!(queue(&staff, "").await, rows(&[("loud", 3), ("rude", 2), ("quiet", 1)]));
    assert_eq!(queue(&staff, "?order_by=flags_received").await, rows(&[("quiet", 1), ("rude", 2), ("loud", 3)]));
    let first = staff.get(&format!("{QUEUE}?limit=2")).await.expect(200).json();
    assert_eq!(first["count"], 3);
    let next = first["next"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    let rest = staff.get(next).await.expect(200).json();
    assert_eq!(rest["results"][0]["username"], "quiet");
    // The flags of one, and a flag that is taken back.
    let flags = staff.get(&format!("{QUEUE}{}/flag/", rude.id)).await.expect(200).json();
    assert_eq!((&flags["count"], &flags["results"][0]["flag_type"]), (&json!(2), &json!(1)));
    b.delete(&rude.path("flag/")).await.expect(204);
    a.delete(&quiet.path("flag/")).await.expect(204);
    app.settle().await;
    assert_eq!(queue(&staff, "").await, rows(&[("loud", 3), ("rude", 1)]));
    assert_eq!(status(&staff, &quiet).await["flags_received"], 0);
    // Deleted users leave, and the flags of deleted users count no more.
    staff.delete(&loud.path("")).await.expect(204);
    staff.delete(&a.path("?hard=1")).await.expect(204);
    app.settle().await;
    assert_eq!(queue(&staff, "").await, []);
}

#[tokio::test]
async fn blocked_users_are_in_their_own_part_until_the_block_ends() {
    let app = App::new().await;
    let [week, forever, flagged, fan] = members(&app, ["week", "forever", "flagged", "fan"]).await;
    let staff = app.staff("member-of-staff").await;
    flag(&fan, &week).await;
    flag(&fan, &flagged).await;
    decide(&staff, &week, "?days_blocked=7", "b").await.expect(204);
    decide(&staff, &forever, "", "b").await.expect(204);
    app.settle().await;
    let all = rows(&[("flagged", 1), ("week", 1), ("forever", 0)]);
    assert_eq!(queue(&staff, "").await, all);
    assert_eq!(queue(&staff, "?status=a").await, all[..1]);
    assert_eq!(queue(&staff, "?status=b").await, all[1..]);
    assert_eq!(queue(&staff, "?days_blocked=days").await, all[1..2]);
    assert_eq!(queue(&staff, "?days_blocked=forever").await, all[2..]);
    let page = staff.get(QUEUE).await.expect(200).json();
    let [approved, blocked] = [&page["results"][0], &page["results"][1]];
    assert_eq!((&approved["status"], &approved["blocked_at"]), (&json!("a"), &Value::Null));
    assert_eq!(
        (&blocked["status"], &blocked["reg_approved"], &blocked["days_blocked"]),
        (&json!("b"), &json!(false), &json!(7))
    );
    assert!(blocked["expire_at"].as_str().unwrap() > blocked["blocked_at"].as_str().unwrap());
    // A search finds users who are not flagged too.
    assert_eq!(queue(&staff, "?search=fan").await, rows(&[("fan", 0)]));
    assert_eq!(queue(&staff, "?search=week&status=b").await, rows(&[("week", 1)]));
    assert_eq!(queue(&staff, "?search=week&status=a").await, []);
    // It ends by itself, whatever the queue says meanwhile, which an event or the janitor corrects.
    app.state.clock.advance(Duration::from_secs(7 * 24 * 60 * 60 + 60));
    let staff = app.log_in("member-of-staff", tests::TestUser::PASSWORD).await;
    assert_eq!(queue(&staff, "?status=b").await, all[2..]);
    assert_eq!(status(&staff, &week).await["status"], "a");
    let fan = app.log_in("fan", tests::TestUser::PASSWORD).await;
    fan.delete(&week.path("flag/")).await.expect(204);
    app.settle().await;
    assert_eq!(queue(&staff, "").await, rows(&[("flagged", 1), ("forever", 0)]));
    decide(&staff, &forever, "", "a").await.expect(204);
    app.settle().await;
    assert_eq!(queue(&staff, "").await, rows(&[("flagged", 1)]));
}

#[tokio::test]
async fn flags_and_bans_of_many_at_once_leave_an_exact_queue() {
    let app = App::new().await;
    let users = members(&app, ["user-0", "user-1", "user-2"]).await;
    let staff = app.staff("member-of-staff").await;
    let fans = join_all((0..9).map(async |n| app.user(&format!("fan-{n}")).await)).await;
    let flagging = fans.iter().enumerate().flat_map(|(n, fan)| {
        // Fan number n flags the first n % 4 users.
        users[..n % 4].iter().map(|user| fan.put(&user.path("flag/")).json(&json!({"flag_type": 2})))
    });
    let flagging = join_all(flagging.map(IntoFuture::into_future));
    let (answers, blocked, ()) =
        futures::join!(flagging, decide(&staff, &users[1], "", "b").into_future(), app.settle());
    answers.into_iter().for_each(|answer| drop(answer.expect(204)));
    blocked.expect(204);
    app.settle().await;
    // 1, 2 and 3 modulo 4: six of nine fans flag the first user, four the second, two the third.
    assert_eq!(queue(&staff, "").await, rows(&[("user-0", 6), ("user-1", 4), ("user-2", 2)]));
    assert_eq!(queue(&staff, "?status=b").await, rows(&[("user-1", 4)]));
}
