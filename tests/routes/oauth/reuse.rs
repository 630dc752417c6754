//! The grace after a rotation, and what a token that is used again after it means.

use std::future::IntoFuture as _;
use std::time::Duration;

use futures::future::join_all;
use shared::runtime::telemetry::Metrics;
use tests::{App, Routes as _};

use super::{ME, Tokens, assert_alive, log_in, refresh};
use crate::lambda::log_capture::logged;

#[tokio::test]
async fn the_last_token_gets_the_current_one_for_a_minute() {
    let app = App::new().await;
    app.register("madeline").await;
    let first = log_in(&app, "madeline").await;
    let second = Tokens::of(&refresh(&app, &first.refresh).await.expect(200));
    for seconds in [0, 20, 39] {
        app.state.clock.advance(Duration::from_secs(seconds));
        let again = Tokens::of(&refresh(&app, &first.refresh).await.expect(200));
        assert_eq!(again.refresh, second.refresh);
        app.bearer(&again.access).get(ME).await.expect(200);
    }
    // The grace does not slide.
    app.state.clock.advance(Duration::from_secs(2));
    refresh(&app, &first.refresh).await.expect(400);
    assert_alive(&app, &second, false).await;
}

#[tokio::test]
async fn an_older_token_ends_the_session_and_its_access_tokens() {
    let app = App::new().await;
    app.register("madeline").await;
    let [first, other] = [log_in(&app, "madeline").await, log_in(&app, "madeline").await];
    let second = Tokens::of(&refresh(&app, &first.refresh).await.expect(200));
    let third = Tokens::of(&refresh(&app, &second.refresh).await.expect(200));
    // Even within the minute.
    refresh(&app, &first.refresh).await.expect(400);
    for tokens in [&first, &second, &third] {
        assert_alive(&app, tokens, false).await;
    }
    assert_alive(&app, &other, true).await;
}

#[tokio::test]
async fn reuse_is_one_security_event_without_secrets() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let first = log_in(&app, "madeline").await;
    let second = Tokens::of(&refresh(&app, &first.refresh).await.expect(200));
    app.state.clock.advance(Duration::from_secs(61));
    let reuse = async {
        let stolen = || refresh(&app, &first.refresh).header("user-agent", "curl/8").from_address("192.0.2.66");
        stolen().await.expect(400);
        stolen().await.expect(400);
        refresh(&app, &second.refresh).await.expect(400);
    };
    let ((), lines) = logged(Metrics::Off, "accounts", reuse).await;
    let events: Vec<_> = lines.iter().filter(|line| line["event"].is_string()).collect();
    let [event] = events[..] else { panic!("{lines:?}") };
    assert_eq!((&event["event"], &event["level"]), (&"refresh_token_reused".into(), &"WARN".into()));
    assert_eq!(
        (&event["user"], &event["network"], &event["client"]),
        (&madeline.id.get().into(), &"192.0.2.66".into(), &"curl/8".into())
    );
    let all = format!("{lines:?}");
    for secret in [&first.refresh, &second.refresh, &first.access, &"madeline".to_owned()] {
        assert!(!all.contains(secret.as_str()), "{secret} in {all}");
    }
}

/// One mail, whatever is sent at the same time and after it.
#[tokio::test]
async fn the_user_is_told_by_mail_once() {
    let (app, _) = App::with_mailed_user().await;
    let first = log_in(&app, "madeline").await;
    refresh(&app, &first.refresh).await.expect(200);
    assert!(app.mails().await.is_empty());
    app.state.clock.advance(Duration::from_secs(61));
    let reuses = join_all((0..4).map(|_| refresh(&app, &first.refresh).into_future())).await;
    assert!(reuses.iter().all(|answer| answer.status == 400), "{reuses:?}");
    refresh(&app, &first.refresh).await.expect(400);
    let mails = app.mails().await;
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!((mail.to.as_str(), &*mail.subject), ("madeline@example.org", "You were logged out at Summit"));
    assert!(app.mails().await.is_empty(), "the whole stream again");
}
