//! Communities that send mail, their mails, and the codes in them.

use std::sync::{Arc, Mutex};

use kith::stream::{Checkpoints, Reader, passes};
use mailer::{Mailer, Pusher};
use serde_json::json;
use shared::domain::account::code::{CodePurpose, ConfirmationCode, MailedCode};
use shared::mail::{MailSettings, Message, Sender, Transport};
use shared::runtime::config::Config;

use crate::community::{App, TestUser, config};
use crate::request::Routes as _;

impl App {
    /// A new community that sends mail.
    pub async fn with_mail() -> Self {
        Self::with(Config { sends_mail: true, ..config() }).await
    }

    /// A community that sends mail, with a user `madeline` whose verification mail is sent.
    pub async fn with_mailed_user() -> (Self, TestUser) {
        let app = Self::with_mail().await;
        let madeline = app.register("madeline").await;
        app.mails().await;
        (app, madeline)
    }

    /// A mailer that sends with this sender.
    pub fn mailer(&self, sender: Sender) -> Mailer {
        let state = self.acting_as("mailer");
        let settings = MailSettings::new(Transport::Off, None, Some("Summit"), "https://kith.test").expect("settings");
        Mailer::new(state.store, state.clock, settings).expect("a mailer").with_sender(sender)
    }

    /// A mailer that sends as this transport says.
    pub fn mailer_by(&self, transport: Transport) -> Mailer {
        let (state, from) = (self.acting_as("mailer"), Some("Summit <no-reply@example.org>"));
        let settings = MailSettings::new(transport, from, Some("Summit"), "https://kith.test").expect("settings");
        Mailer::new(state.store, state.clock, settings).expect("a mailer")
    }

    /// A mailer that sends mails nowhere, and web pushes with this.
    pub fn pushing_mailer(&self, pusher: Pusher) -> Mailer {
        self.mailer(Sender::Captured(Arc::default())).with_pusher(pusher)
    }

    /// Has the mailer process the whole stream, also what it has processed before. Returns the mails that it sends.
    pub async fn mails(&self) -> Vec<Message> {
        let sent = Arc::<Mutex<Vec<Message>>>::default();
        let failed = self.mail_by(&self.mailer(Sender::Captured(Arc::clone(&sent)))).await;
        assert!(failed.is_empty(), "{failed:?}");
        sent.lock().expect("no panic").clone()
    }

    /// Has this mailer process the whole stream once. Returns the changes that it could not process.
    pub async fn mail_by(&self, mailer: &Mailer) -> Vec<String> {
        let (endpoint, table) = self.stream.address();
        let mut reader = Reader::open(endpoint.clone(), table).await.expect("a stream");
        let mut failed = Vec::new();
        loop {
            let reads = reader.read(&Checkpoints::new()).await.expect("records");
            if reads.is_empty() {
                return failed;
            }
            for read in reads {
                let records = read.records.into_iter().filter(passes::<Mailer>).collect();
                failed.extend(mailer.process(records).await);
            }
        }
    }

    /// Lets the user have left this address, and returns the code that takes it back.
    pub async fn left_address(&self, user: &TestUser, email: &str) -> String {
        /// No change of a test ends this one.
        const GENERATION: u64 = 999;
        let expires = self.state.clock.now().as_second() + 600;
        let former = json!({"email": email, "generation": GENERATION, "code": "", "expires": expires});
        self.rows().put(&format!("U#{}", user.id), &format!("FORMER_EMAIL#{GENERATION:016}"), former).await;
        self.mailed_code(user, CodePurpose::Restoration(GENERATION)).await
    }

    /// Lets the user prove the address with a code that was mailed there.
    pub async fn prove(&self, user: &TestUser) {
        let code = json!({"validation_code": self.mailed_code(user, CodePurpose::Verification).await});
        self.post("/api/v2/account/verify/").json(&code).await.expect(204);
    }

    /// Stores a code as the mailer does, without the mail.
    pub async fn mailed_code(&self, user: &TestUser, purpose: CodePurpose) -> String {
        let account = self.state.store.accounts().get(user.id).await.expect("an answer").expect("an account");
        let code = ConfirmationCode::generate_for(user.id);
        let email = match purpose {
            CodePurpose::Reset | CodePurpose::Verification => account.profile.email.clone(),
            CodePurpose::Restoration(generation) => {
                let former = self.state.store.former_emails().get(user.id, generation).await.expect("an answer");
                former.map(|former| former.email)
            }
            CodePurpose::EmailChange => {
                let (change, _) = self.state.store.email_changes().get(user.id).await.expect("an answer");
                change.map(|change| change.email)
            }
        };
        let email = email.expect("an address");
        let expires = self.state.clock.now().as_second() + 600;
        let stored = MailedCode { digest: code.digest(), email, generation: account.auth.generation, expires };
        let stored = self.state.store.mailed_codes().begin(user.id, purpose, &stored, &account.auth).await;
        assert!(stored.expect("an answer"), "the account has changed");
        code.into_text()
    }
}

/// The code in a mail.
pub fn code_in(message: &Message) -> String {
    let link = message.text.split_whitespace().find(|word| word.starts_with("https://kith.test/")).expect("a link");
    link.split_once('#').expect("a code").1.to_owned()
}
