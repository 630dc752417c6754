//! The mailer uses every permission that its role grants.

use std::time::Duration;

use serde_json::json;
use shared::domain::Profile;
use shared::store::Consistency;
use tests::privileges::unused;
use tests::sources::read;
use tests::{App, Routes as _};

use super::fake_ses::FakeSes;

#[tokio::test]
async fn the_mailer_uses_every_right_that_it_has() {
    let (app, ses) = (App::with_mail().await, FakeSes::start().await);
    let madeline = app.register("madeline").await;
    app.post("/api/v2/account/recover/").json(&json!({"email": "madeline@example.org"})).await.expect(204);
    // A digest reads what is unseen.
    let profile = app.state.store.profiles().get(madeline.id, Consistency::Strong).await.unwrap().unwrap();
    let confirmed = Profile { email_isvalid: true, ..profile.clone() };
    app.state.store.profiles().save(&profile, &confirmed, "email", 0).await.unwrap();
    app.state.store.digests().schedule(&[madeline.id], app.state.clock.now()).await.unwrap();
    app.state.clock.advance(Duration::from_secs(32 * 60 * 60));
    app.state.store.digests().release_due(app.state.clock.now()).await.unwrap();
    let mailer = ses.mailer(&app);
    app.mail_by(&mailer).await;
    let bounce = serde_json::from_str(&read("events/mailer-bounce.json")).expect("JSON");
    mailer.invoke(bounce).await.expect("no error");
    let used = app.used_by("mailer").union(&ses.privileges.used()).cloned().collect();
    assert_eq!(unused("mailer", &used), []);
}
