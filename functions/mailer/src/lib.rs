//! The `mailer` function: sends the mails and the web pushes that items of the table ask for (`docs/mail.md`,
//! `docs/api/devices.md`).
//!
//! An item asks for a mail until the mail is sent. A change that is delivered again finds the item without the request
//! and sends nothing; only a crash between the sending and the removal of the request sends a mail twice.

mod digest;
mod feedback;
mod invoke;
mod pusher;
mod ses;

use std::sync::Arc;

use aws_lambda_events::dynamodb::EventRecord;
use aws_sdk_sesv2::config::Builder;
use futures::StreamExt as _;
use shared::domain::account::code::{CodePurpose, ConfirmationCode, MailedCode};
use shared::domain::mail::{Mail, Topic, Undeliverable};
use shared::domain::profile::settings::Settings;
use shared::domain::time::Clock;
use shared::domain::{Email, Error, Profile, Result, Status, UserId};
use shared::mail::{Delivery, Digest, Letter, MailSettings, Message, Sender, Transport};
use shared::runtime::config::ConfigError;
use shared::runtime::telemetry::{UNSENT, batch, inherit};
use shared::store::device;
use shared::store::mail::{DueMail, due};
use shared::store::{Account, Store};
use shared::web_push::WebPushSettings;

pub use pusher::Pusher;

use crate::ses::Ses;

/// Pushes that are sent concurrently.
const PARALLEL: usize = 16;

/// Sends mails and web pushes.
#[derive(Clone)]
pub struct Mailer {
    store: Store,
    clock: Clock,
    settings: Arc<MailSettings>,
    /// `None` if mail is off.
    sender: Option<AnySender>,
    /// `None` if web push is off.
    pusher: Option<Pusher>,
}

/// What sends mails.
#[derive(Clone)]
enum AnySender {
    Local(Sender),
    Ses(Ses),
}

/// A mail that can be sent: its recipient and what it is about.
struct Addressed {
    account: Account,
    email: Email,
    topic: Topic,
}

impl Mailer {
    /// Sends mails as the settings say. Those that SES is to send need [`Mailer::with_ses_of`] too.
    pub fn new(store: Store, clock: Clock, settings: MailSettings) -> Result<Self, ConfigError> {
        let sender = Sender::open(&settings.transport)?.map(AnySender::Local);
        Ok(Self { store, clock, settings: Arc::new(settings), sender, pusher: None })
    }

    /// Sends mails with this sender.
    pub fn with_sender(self, sender: Sender) -> Self {
        Self { sender: Some(AnySender::Local(sender)), ..self }
    }

    /// Sends mails by SES, of this configuration of AWS, if the settings say so.
    pub fn with_ses_of(self, config: impl Into<Builder>) -> Self {
        match &self.settings.transport {
            Transport::Ses(set) => Self { sender: Some(AnySender::Ses(Ses::new(config, set.clone()))), ..self },
            Transport::Off | Transport::Files(_) | Transport::Smtp(_) => self,
        }
    }

    /// Sends web pushes too, if there are settings.
    pub fn with_web_push(self, settings: Option<WebPushSettings>) -> Self {
        Self { pusher: settings.map(Pusher::new), ..self }
    }

    /// Sends web pushes with this.
    pub fn with_pusher(self, pusher: Pusher) -> Self {
        Self { pusher: Some(pusher), ..self }
    }

    /// Sends what these changes ask for: the mails in order, the pushes at the same time. Returns the sequence numbers of
    /// the changes to deliver again: those of an outage of the table or of the mail server. A request that cannot be read
    /// or written would fail each time and hold up the others, so it is counted and passed over. It stays in the table.
    pub async fn process(&self, records: Vec<EventRecord>) -> Vec<String> {
        batch("mailer", Some(records.len()), self.process_all(records)).await
    }

    async fn process_all(&self, records: Vec<EventRecord>) -> Vec<String> {
        let (mut mails, mut pushes) = (Vec::new(), Vec::new());
        for record in records {
            let kind = if device::due(record.change.new_image.clone().into()).is_ok_and(|due| due.is_some()) {
                &mut pushes
            } else {
                &mut mails
            };
            kind.push(record);
        }
        let pushing = futures::stream::iter(pushes.into_iter().map(|record| self.process_alone(record)));
        let pushing = pushing.buffer_unordered(PARALLEL).collect::<Vec<_>>();
        let mailing = async {
            let mut failed = Vec::new();
            for record in mails {
                failed.extend(self.process_alone(record).await);
            }
            failed
        };
        let (mut failed, pushed) = futures::future::join(mailing, pushing).await;
        failed.extend(pushed.into_iter().flatten());
        failed
    }

    /// Processes a record in a task of its own, which may panic. Returns its sequence number if it is to be delivered
    /// again.
    async fn process_alone(&self, record: EventRecord) -> Option<String> {
        let sequence = record.change.sequence_number.clone().unwrap_or_default();
        let mailer = self.clone();
        let processed = tokio::spawn(inherit(async move { mailer.process_one(record).await })).await;
        match processed.map_err(Error::internal).flatten() {
            Ok(()) => None,
            Err(error) if error.is_outage() => {
                tracing::warn!(sequence, %error, "cannot send for now");
                Some(sequence)
            }
            Err(error) => {
                tracing::error!(target: UNSENT, unsent = 1, sequence, %error, "cannot send");
                None
            }
        }
    }

    async fn process_one(&self, record: EventRecord) -> Result<()> {
        let image = record.change.new_image;
        if image.inner().is_empty() {
            return Ok(());
        }
        if let Some(push) = device::due(image.clone().into())? {
            return match &self.pusher {
                Some(pusher) => pusher.process(&self.store, &push, self.clock.now()).await,
                None => self.store.web_pushes().finish(&push).await,
            };
        }
        let Some(mail) = due(image.into())? else { return Ok(()) };
        if self.store.mails().is_due(&mail).await? { self.send(&mail).await } else { Ok(()) }
    }

    /// Sends a mail, or nothing if there is no one to send it to, and removes the request.
    async fn send(&self, due: &DueMail) -> Result<()> {
        let Some(sender) = &self.sender else { return Ok(()) };
        if let Some(addressed) = self.address(&due.mail).await? {
            self.send_by(sender, &addressed).await?;
        }
        self.store.mails().finish(due).await
    }

    /// Sends a mail to its recipient, unless the address gets no mail or there is nothing to say.
    async fn send_by(&self, sender: &AnySender, addressed: &Addressed) -> Result<()> {
        let (user, topic, now) = (addressed.account.profile.id.get(), addressed.topic, self.clock.now());
        if self.store.undeliverable_emails().contains(&addressed.email, now.as_second()).await? {
            tracing::info!(user, ?topic, "the address gets no mail");
            return Ok(());
        }
        let Some(message) = self.write(addressed).await? else { return Ok(()) };
        let delivery = match sender {
            AnySender::Local(sender) => sender.send(&message, now).await?,
            AnySender::Ses(ses) => ses.send(&message).await?,
        };
        match delivery {
            Delivery::Accepted => tracing::info!(user, ?topic, "sent a mail"),
            refused @ (Delivery::Refused | Delivery::NoRecipient) => {
                tracing::warn!(user, ?topic, "a mail was refused");
                if refused == Delivery::NoRecipient {
                    let emails = self.store.undeliverable_emails();
                    emails.mark(&addressed.email, Undeliverable::Bounce, now.as_second()).await?;
                }
                if topic == Topic::Digest {
                    self.turn_digests_off(&addressed.account.profile).await?;
                }
            }
        }
        Ok(())
    }

    /// Finds the recipient. Mail goes to the address as the user wrote it, never as a request spells it. `None` if no user
    /// who may log in has the address, or if there is nothing to verify or to change.
    async fn address(&self, mail: &Mail) -> Result<Option<Addressed>> {
        let (user, topic) = match mail {
            Mail::Reset(email) => {
                let now = self.clock.now().as_second();
                (self.store.claimed_names().find_email(email, now).await?, Topic::Code(CodePurpose::Reset))
            }
            Mail::Verification(user) => (Some(*user), Topic::Code(CodePurpose::Verification)),
            Mail::EmailChange(user) => (Some(*user), Topic::Code(CodePurpose::EmailChange)),
            Mail::EmailChanged(user, generation) => (Some(*user), Topic::Code(CodePurpose::Restoration(*generation))),
            Mail::SetByStaff(user) => (Some(*user), Topic::SetByStaff),
            Mail::TakenByStaff(user, _) => (Some(*user), Topic::TakenByStaff),
            Mail::Digest(user) => (Some(*user), Topic::Digest),
            Mail::SessionEnded(user) => (Some(*user), Topic::SessionEnded),
            Mail::Banned(user) => (Some(*user), Topic::Banned(None)),
        };
        let Some(user) = user else { return Ok(None) };
        let is_notice = matches!(mail, Mail::EmailChanged(..) | Mail::TakenByStaff(..));
        let account = self.store.accounts().get(user).await?;
        let account = account.filter(|account| account.auth.status == Status::Approved || is_notice);
        let Some(account) = account else { return Ok(None) };
        let email = account.profile.email.clone();
        let ban = account.auth.ban_at(self.clock.now());
        let email = match mail {
            // Lifted meanwhile.
            Mail::Banned(_) if ban.is_none() => None,
            Mail::Banned(_) => email,
            Mail::Reset(_) | Mail::Digest(_) if ban.is_some() => None,
            Mail::Reset(asked) => email.filter(|email| email.folded() == asked.folded()),
            Mail::Verification(_) | Mail::SetByStaff(_) => email.filter(|_| !account.profile.email_isvalid),
            Mail::SessionEnded(_) => email,
            Mail::EmailChange(_) => self.new_address(&account).await?,
            // Only an address of which the user has proved that it is theirs.
            Mail::Digest(_) if !account.profile.email_isvalid || !self.wants_digests(user).await? => None,
            Mail::Digest(_) => email,
            Mail::EmailChanged(_, generation) | Mail::TakenByStaff(_, generation) => {
                self.store.former_emails().get(user, *generation).await?.map(|former| former.email)
            }
        };
        let topic = match topic {
            Topic::Banned(_) => Topic::Banned(ban.and_then(|ban| ban.days)),
            topic => topic,
        };
        Ok(email.map(|email| Addressed { account, email, topic }))
    }

    /// The address that the user wants in place of theirs.
    async fn new_address(&self, account: &Account) -> Result<Option<Email>> {
        let (change, _) = self.store.email_changes().get(account.profile.id).await?;
        let now = self.clock.now().as_second();
        Ok(change.filter(|change| change.is_pending(&account.auth, now)).map(|change| change.email))
    }

    async fn wants_digests(&self, user: UserId) -> Result<bool> {
        Ok(self.store.settings().get(user).await?.email_notification_not_qa == 1)
    }

    /// No more digests to a user whose mail server refuses them.
    async fn turn_digests_off(&self, profile: &Profile) -> Result<()> {
        let before = self.store.settings().get(profile.id).await?;
        let after = Settings { email_notification_not_qa: 0, ..before };
        self.store.settings().save((&before, profile), (&after, profile)).await
    }

    /// Writes the mail, with a code if it has one. `None` if it would say nothing.
    async fn write(&self, addressed: &Addressed) -> Result<Option<Message>> {
        let Addressed { account, email, topic } = addressed;
        let digest = match topic {
            Topic::Digest => digest::digest_of(&self.store, account.profile.id).await?,
            _ => Some(Digest::default()),
        };
        let Some(digest) = digest else { return Ok(None) };
        let code = match topic.purpose() {
            Some(purpose) => self.make_code(account, email, purpose).await?.into_text(),
            None => String::new(),
        };
        let letter = Letter { topic: *topic, username: account.profile.username.as_str(), code: &code, digest };
        Message::new(email.clone(), &letter, &self.settings).map(Some)
    }

    /// Makes a code and stores its digest.
    async fn make_code(&self, account: &Account, email: &Email, purpose: CodePurpose) -> Result<ConfirmationCode> {
        let id = account.profile.id;
        let code = ConfirmationCode::generate_for(id);
        let stored = MailedCode {
            digest: code.digest(),
            email: email.clone(),
            generation: account.auth.generation,
            expires: purpose.expires(self.clock.now()),
        };
        if !self.store.mailed_codes().begin(id, purpose, &stored, &account.auth).await? {
            return Err(Error::unavailable("the account was changed at the same time"));
        }
        Ok(code)
    }
}
