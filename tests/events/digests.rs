//! Digests: mails about notifications that a user has not seen, at most one a day.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use fanout::{Fanout, MailerRequests};
use janitor::{Janitor, Settings};
use mailer::Mailer;
use serde_json::json;
use shared::domain::Profile;
use shared::mail::{Message, Sender};
use shared::runtime::config::Config;
use shared::store::Consistency;
use tests::{App, Routes as _, TestUser, config};

/// A community that sends digests.
struct Community {
    app: App,
    fanout: Fanout,
    janitor: Janitor,
    mailer: Mailer,
    sent: Arc<Mutex<Vec<Message>>>,
    ada: TestUser,
    ben: TestUser,
}

impl Community {
    async fn new() -> Self {
        // Tokens outlive the days of a test.
        let token_lifetime = Duration::from_secs(100 * 24 * 60 * 60);
        let app = App::with(Config { sends_mail: true, token_lifetime, ..config() }).await;
        let [state, scanned] = [app.acting_as("fanout"), app.acting_as("janitor")];
        let fanout = Fanout::new(state.store, state.clock).with_media(state.media);
        let fanout = fanout.with_mailer(MailerRequests { web_pushes: false, digests: true });
        let settings = Settings { pause: Duration::ZERO, ..Settings::default() };
        let janitor = Janitor::new(scanned.store, scanned.clock, settings);
        let sent = Arc::<Mutex<Vec<Message>>>::default();
        let mailer = app.mailer(Sender::Captured(Arc::clone(&sent)));
        let [ada, ben] = [app.register("ada").await, app.register("ben").await];
        let community = Self { app, fanout, janitor, mailer, sent, ada, ben };
        community.confirm(true).await;
        community.mails().await;
        community
    }

    /// Ada's address is confirmed, or not.
    async fn confirm(&self, email_isvalid: bool) {
        let profiles = self.app.state.store.profiles();
        let before = profiles.get(self.ada.id, Consistency::Strong).await.expect("a read").expect("a profile");
        let after = Profile { email_isvalid, ..before.clone() };
        profiles.save(&before, &after, "email", 0).await.expect("a write");
    }

    /// Ben follows Ada, or no longer.
    async fn follow(&self, wish: bool) {
        self.ben.post(&self.ada.path("follow/")).json(&json!({"follow": wish})).await.expect(201);
        self.app.settle_by(&self.fanout).await;
    }

    /// Lets some hours pass, in each of which the janitor runs. Returns the mails.
    async fn mails_of(&self, hours: u64) -> Vec<Message> {
        let mut mails = Vec::new();
        for _ in 0..hours {
            self.app.state.clock.advance(Duration::from_secs(60 * 60));
            self.janitor.run().await.expect("a run");
            mails.extend(self.mails().await);
        }
        mails
    }

    async fn mails(&self) -> Vec<Message> {
        let failed = self.app.mail_by(&self.mailer).await;
        assert!(failed.is_empty(), "{failed:?}");
        std::mem::take(&mut self.sent.lock().unwrap())
    }
}

#[tokio::test]
async fn a_user_gets_a_mail_about_what_is_unseen_once_a_day() {
    let community = Community::new().await;
    community.follow(true).await;
    assert!(community.mails_of(6).await.is_empty(), "too early to have seen it");
    let mails = community.mails_of(26).await;
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!((mail.to.as_str(), &*mail.subject), ("ada@example.org", "1 new notification at Summit"));
    assert!(mail.text.contains("- ben follows you\n"), "{}", mail.text);
    assert!(mail.html.contains("<li>ben follows you</li>"), "{}", mail.html);
    // Without another notification there is no other mail.
    assert!(community.mails_of(49).await.is_empty());
    // Many notifications of two days are two mails at most.
    let mut mails = 0;
    for _ in 0..8 {
        community.follow(false).await;
        community.follow(true).await;
        mails += community.mails_of(6).await.len();
    }
    mails += community.mails_of(31).await.len();
    assert!((2..=4).contains(&mails), "{mails}");
}

#[tokio::test]
async fn only_confirmed_addresses_of_users_who_want_it_get_a_mail() {
    let community = Community::new().await;
    let Community { ada, .. } = &community;
    let set = async |value: u8| {
        let body = json!({"email_notification_not_qa": value});
        ada.patch(&ada.path("settings/")).json(&body).await.expect(200);
    };
    community.confirm(false).await;
    community.follow(true).await;
    assert!(community.mails_of(32).await.is_empty(), "not confirmed");
    community.confirm(true).await;
    set(0).await;
    community.follow(false).await;
    community.follow(true).await;
    assert!(community.mails_of(32).await.is_empty(), "not wanted");
    set(1).await;
    community.follow(false).await;
    community.follow(true).await;
    ada.get("/api/v2/notification/").await.expect(200);
    assert!(community.mails_of(32).await.is_empty(), "seen");
    community.follow(false).await;
    community.follow(true).await;
    assert_eq!(community.mails_of(32).await.len(), 1);
}

/// A mail program posts to the address of the header (RFC 8058), and a person opens the page.
#[tokio::test]
async fn one_click_turns_digests_off_and_a_look_changes_nothing() {
    let community = Community::new().await;
    let Community { app, ada, ben, .. } = &community;
    let mut addresses = Vec::new();
    for _ in 0..2 {
        community.follow(true).await;
        let mails = community.mails_of(32).await;
        let [mail] = &mails[..] else { panic!("{mails:?}") };
        let address = mail.unsubscribe.clone().expect("an address");
        let (_, code) = address.split_once("?code=").expect("a code");
        assert!(mail.text.contains(&format!("/account/unsubscribe#{code}")), "{}", mail.text);
        let headers = mail.headers();
        assert!(headers.contains(&("List-Unsubscribe", format!("<{address}>"))), "{headers:?}");
        assert!(headers.contains(&("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned())), "{headers:?}");
        addresses.push(address);
        community.follow(false).await;
    }
    assert_eq!(addresses[0], addresses[1], "links in older mails work");
    let (_, path) = addresses[0].split_at(addresses[0].find("/api/").expect("a path"));
    let (_, code) = path.split_once("?code=").expect("a code");
    let setting = async |user: &TestUser| {
        user.get(&user.path("settings/")).await.expect(200).json()["email_notification_not_qa"].clone()
    };

    let found = app.get(path).await.expect(302);
    assert!(found.header("location").ends_with(&format!("/account/unsubscribe#{code}")));
    app.get("/api/v2/account/unsubscribe/?code=%0d%0aSet-Cookie:x").await.expect(302);
    let other = app.state.store.settings().unsubscribe_code(ben.id).await.expect("a code").into_text();
    let (_, key) = other.split_once('.').expect("a key");
    let mixed = format!("{}.{key}", ada.id);
    for (code, error) in [("", "required"), ("x", "invalid"), (&*mixed, "invalid"), (&*"x".repeat(101), "max_length")] {
        let refused = app.post(&format!("/api/v2/account/unsubscribe/?code={code}")).await.expect(400).json();
        assert_eq!(refused["errors"][0]["messages"][0]["code"], error, "{code}");
    }
    app.post("/api/v2/account/unsubscribe/").await.expect(400);
    assert_eq!((setting(ada).await, setting(ben).await), (json!(1), json!(1)));
    for _ in 0..2 {
        app.post(path).form(&[("List-Unsubscribe", "One-Click")]).await.expect(204);
        assert_eq!((setting(ada).await, setting(ben).await), (json!(0), json!(1)));
    }
    community.follow(true).await;
    assert!(community.mails_of(32).await.is_empty());
    // They are turned on again as any setting is, and the link stays good.
    ada.patch(&ada.path("settings/")).json(&json!({"email_notification_not_qa": 1})).await.expect(200);
    app.post(path).await.expect(204);
    assert_eq!(setting(ada).await, 0);
}
