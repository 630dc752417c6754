//! Web pushes: what `fanout` asks for, and what the mailer sends to the push services of browsers.

mod browser;

use std::sync::Arc;
use std::time::Duration;

use browser::{Browser, FakeService, verify};
use fanout::{Fanout, MailerRequests};
use mailer::{Mailer, Pusher};
use serde_json::json;
use shared::web_push::{VapidKey, WebPushSettings};
use tests::{App, Routes as _, TestUser};

const ENDPOINT: &str = "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABn";

/// A community that sends pushes, with two users.
struct Community {
    app: App,
    fanout: Fanout,
    mailer: Mailer,
    service: Arc<FakeService>,
    key: String,
    ada: TestUser,
    ben: TestUser,
}

impl Community {
    async fn new(statuses: &[u16]) -> Self {
        let app = App::new().await;
        let state = app.acting_as("fanout");
        let fanout = Fanout::new(state.store, state.clock).with_media(state.media);
        let fanout = fanout.with_mailer(MailerRequests { web_pushes: true, digests: false });
        let [public, private] = VapidKey::generate().expect("a key");
        let key = VapidKey::parse(&public, &private, "key").expect("a key");
        let settings =
            WebPushSettings { key, subject: "mailto:a@example.org".to_owned(), community: "Summit".to_owned() };
        let service = FakeService::answering(statuses);
        let mailer = app.pushing_mailer(Pusher::new(settings).with_service(Arc::clone(&service) as Arc<_>));
        let [ada, ben] = [app.user("ada").await, app.user("ben").await];
        Self { app, fanout, mailer, service, key: public, ada, ben }
    }

    /// Registers a browser of this user.
    async fn subscribe(&self, user: &TestUser, endpoint: &str) -> Browser {
        let browser = Browser::new(endpoint);
        user.post("/api/v2/device/web/").json(&browser.subscription()).await.expect(200);
        browser
    }

    /// Ben follows Ada, or no longer.
    async fn follow(&self, wish: bool) {
        self.ben.post(&self.ada.path("follow/")).json(&json!({"follow": wish})).await.expect(201);
    }

    async fn settle(&self) {
        self.app.settle_by(&self.fanout).await;
        let failed = self.app.mail_by(&self.mailer).await;
        assert!(failed.is_empty(), "{failed:?}");
    }

    async fn devices_of(&self, user: &TestUser) -> usize {
        self.app.state.store.devices().of_user(user.id).await.expect("devices").len()
    }
}

#[tokio::test]
async fn a_browser_learns_of_a_notification() {
    let community = Community::new(&[]).await;
    let browser = community.subscribe(&community.ada, ENDPOINT).await;
    community.follow(true).await;
    community.settle().await;
    let requests = community.service.requests();
    let [request] = &requests[..] else { panic!("{requests:?}") };
    let claims = verify(request, &community.key);
    assert_eq!(claims["aud"], "https://updates.push.services.mozilla.com");
    assert_eq!(claims["sub"], "mailto:a@example.org");
    let now = community.app.state.clock.now().as_second();
    assert!((now..=now + 24 * 60 * 60).contains(&claims["exp"].as_i64().expect("a time")), "{claims}");
    let listed = community.ada.get("/api/v2/user/me/notifications/").await.expect(200).json();
    let sid = &listed["results"][0]["aggregated"][0]["sid"];
    let expected = json!({"title": "Summit", "body": "ben follows you", "tag": sid, "type": "user_follow", "count": 1});
    assert_eq!(browser.decrypt(request), expected);
    // The stream is delivered again.
    community.settle().await;
    assert!(community.service.requests().is_empty());
}

#[tokio::test]
async fn only_what_is_unseen_and_wanted_is_pushed() {
    let community = Community::new(&[]).await;
    let Community { app, ada, .. } = &community;
    community.subscribe(ada, ENDPOINT).await;
    // It is undone before the push is sent.
    community.follow(true).await;
    app.settle_by(&community.fanout).await;
    community.follow(false).await;
    app.settle_by(&community.fanout).await;
    community.settle().await;
    assert!(community.service.requests().is_empty());
    // It is read before the push is sent.
    community.follow(true).await;
    app.settle_by(&community.fanout).await;
    ada.get("/api/v2/notification/").await.expect(200);
    community.settle().await;
    assert!(community.service.requests().is_empty());
    // Ada wants no pushes.
    ada.patch(&ada.path("settings/")).json(&json!({"mobile_notifications_scmty": 0})).await.expect(200);
    community.follow(false).await;
    community.follow(true).await;
    community.settle().await;
    assert!(community.service.requests().is_empty());
    ada.patch(&ada.path("settings/")).json(&json!({"mobile_notifications_scmty": 1})).await.expect(200);
    community.follow(false).await;
    community.follow(true).await;
    community.settle().await;
    assert_eq!(community.service.requests().len(), 1);
}

#[tokio::test]
async fn a_device_that_is_gone_is_removed_and_the_others_get_the_push() {
    for status in [404, 410] {
        let community = Community::new(&[status]).await;
        let Community { ada, ben, .. } = &community;
        community.subscribe(ada, ENDPOINT).await;
        community.subscribe(ada, "https://fcm.googleapis.com/fcm/send/x").await;
        community.subscribe(ben, ENDPOINT).await;
        community.follow(true).await;
        community.settle().await;
        assert_eq!(community.service.requests().len(), 2);
        assert_eq!((community.devices_of(ada).await, community.devices_of(ben).await), (1, 1));
    }
}

#[tokio::test]
async fn a_push_that_is_not_taken_is_tried_again_a_few_times() {
    for (statuses, attempts) in [(&[503, 429][..], 3), (&[500, 500, 500, 500], 3), (&[403], 1), (&[301], 1)] {
        let community = Community::new(statuses).await;
        community.subscribe(&community.ada, ENDPOINT).await;
        community.follow(true).await;
        community.settle().await;
        let requests = community.service.requests();
        assert_eq!(requests.len(), attempts, "{statuses:?}");
        assert!(requests.iter().all(|request| request.body == requests[0].body));
        assert_eq!(community.devices_of(&community.ada).await, 1);
        // It is given up, and delays nothing.
        community.settle().await;
        assert!(community.service.requests().is_empty());
    }
}

#[tokio::test]
async fn the_end_of_a_session_or_account_ends_its_devices() {
    let community = Community::new(&[]).await;
    let Community { app, ada, ben, .. } = &community;
    let (phone, laptop) = (app.log_in("ada", TestUser::PASSWORD).await, app.log_in("ada", TestUser::PASSWORD).await);
    for (session, endpoint) in [(&phone, ENDPOINT), (&laptop, "https://fcm.googleapis.com/fcm/send/x")] {
        let subscription = Browser::new(endpoint).subscription();
        session.post("/api/v2/device/web/").json(&subscription).await.expect(200);
    }
    phone.post("/api/users/logout/").await.expect(204);
    app.settle_by(&community.fanout).await;
    assert_eq!(community.devices_of(ada).await, 1);
    community.follow(true).await;
    community.settle().await;
    assert_eq!(community.service.requests().len(), 1);
    laptop.post("/api/users/logoutall/").await.expect(204);
    app.settle_by(&community.fanout).await;
    assert_eq!(community.devices_of(ada).await, 0);
    // A deletion leaves nothing.
    community.subscribe(ben, ENDPOINT).await;
    ben.delete(&ben.path("?hard=1")).await.expect(204);
    app.settle_by(&community.fanout).await;
    app.state.clock.advance(Duration::from_secs(60));
    assert_eq!(community.devices_of(ben).await, 0);
}

#[tokio::test]
async fn a_push_is_about_several_notifications_of_a_moment() {
    let community = Community::new(&[]).await;
    let Community { app, ada, ben, .. } = &community;
    let browser = community.subscribe(ada, ENDPOINT).await;
    let cyd = app.user("cyd").await;
    for user in [ben, &cyd] {
        user.post(&ada.path("follow/")).json(&json!({"follow": true})).await.expect(201);
    }
    community.settle().await;
    let requests = community.service.requests();
    let [request] = &requests[..] else { panic!("{requests:?}") };
    let message = browser.decrypt(request);
    assert_eq!((&message["body"], &message["count"]), (&json!("cyd follows you, and 1 more notification"), &json!(2)));
}
