//! The mailer uses every permission that its role grants.

use serde_json::json;
use tests::privileges::unused;
use tests::sources::read;
use tests::{App, Routes as _};

use super::fake_ses::FakeSes;

#[tokio::test]
async fn the_mailer_uses_every_right_that_it_has() {
    let (app, ses) = (App::with_mail().await, FakeSes::start().await);
    app.register("madeline").await;
    app.post("/api/v2/account/recover/").json(&json!({"email": "madeline@example.org"})).await.expect(204);
    let mailer = ses.mailer(&app);
    app.mail_by(&mailer).await;
    let bounce = serde_json::from_str(&read("events/mailer-bounce.json")).expect("JSON");
    mailer.invoke(bounce).await.expect("no error");
    let used = app.used_by("mailer").union(&ses.privileges.used()).cloned().collect();
    assert_eq!(unused("mailer", &used), []);
}
