//! Sending by Amazon SES.

use std::time::Duration;

use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::config::retry::RetryConfig;
use aws_sdk_sesv2::config::timeout::TimeoutConfig;
use aws_sdk_sesv2::config::{Builder, Config};
use aws_sdk_sesv2::error::{BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_sesv2::types::{Body, Content, Destination, EmailContent, Message as Simple, MessageHeader};
use shared::domain::{Error, Result};
use shared::mail::{Delivery, Message};

/// How long SES may take. After a timeout it is unknown whether it has accepted the mail, and a second attempt may send it
/// twice.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The delays after which a throttled call is tried again. SES accepts few mails a second from a new account.
const THROTTLED: [Duration; 3] = [Duration::from_millis(200), Duration::from_millis(600), Duration::from_millis(1800)];

/// Sends mails by SES.
#[derive(Clone, Debug)]
pub struct Ses {
    client: Client,
    /// What reports bounces and complaints.
    configuration_set: Option<String>,
}

/// Why SES has not accepted a mail.
enum Refusal {
    /// Too many mails a second, or a day.
    Throttled,
    /// It never accepts this mail.
    Recipient,
    /// It accepts no mail with these settings, or to no such recipient while the account is in the sandbox.
    Settings(String),
    /// It cannot be reached, or accepts no mails for now.
    Outage(String),
}

impl Ses {
    /// A client with this configuration.
    pub fn new(config: impl Into<Builder>, configuration_set: Option<String>) -> Self {
        let timeouts = TimeoutConfig::builder().operation_attempt_timeout(TIMEOUT).operation_timeout(TIMEOUT).build();
        // The stream delivers again what has failed.
        let config: Builder = config.into().retry_config(RetryConfig::disabled()).timeout_config(timeouts);
        let config: Config = config.build();
        Self { client: Client::from_conf(config), configuration_set }
    }

    /// Sends a mail. After an error it may be tried again; after a timeout it may have been sent all the same.
    pub async fn send(&self, message: &Message) -> Result<Delivery> {
        let mut delays = THROTTLED.into_iter();
        loop {
            let refusal = match self.send_once(message).await? {
                Ok(()) => return Ok(Delivery::Accepted),
                Err(refusal) => refusal,
            };
            match (refusal, delays.next()) {
                (Refusal::Recipient, _) => return Ok(Delivery::Refused),
                (Refusal::Settings(cause), _) => return Err(Error::internal(cause)),
                (Refusal::Outage(cause), _) => return Err(Error::unavailable(cause)),
                (Refusal::Throttled, None) => return Err(Error::unavailable("SES throttles the account")),
                (Refusal::Throttled, Some(delay)) => tokio::time::sleep(delay).await,
            }
        }
    }

    async fn send_once(&self, message: &Message) -> Result<Result<(), Refusal>> {
        let call = self
            .client
            .send_email()
            .from_email_address(message.sender())
            .destination(Destination::builder().to_addresses(recipient(message)).build())
            .content(content(message).map_err(Error::internal)?)
            .set_configuration_set_name(self.configuration_set.clone());
        Ok(call.send().await.map(drop).map_err(|error| refusal(&error)))
    }
}

/// The recipient as the user wrote it, with the host in ASCII.
fn recipient(message: &Message) -> String {
    let (written, folded) = (message.to.as_str(), message.to.folded());
    match (written.rsplit_once('@'), folded.rsplit_once('@')) {
        (Some((local, _)), Some((_, host))) => format!("{local}@{host}"),
        _ => folded,
    }
}

fn content(message: &Message) -> Result<EmailContent, BuildError> {
    let text = |text: &str| Content::builder().data(text).charset("UTF-8").build();
    let body = Body::builder().text(text(&message.text)?).html(text(&message.html)?).build();
    let headers = message.headers().into_iter();
    let headers = headers.map(|(name, value)| MessageHeader::builder().name(name).value(value).build());
    let headers = headers.collect::<Result<_, _>>()?;
    let simple = Simple::builder().subject(text(&message.subject)?).body(body).set_headers(Some(headers)).build();
    Ok(EmailContent::builder().simple(simple).build())
}

/// What an error means. Its cause is the code alone: the message may contain the address.
fn refusal<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> Refusal {
    let metadata = error.as_service_error().map(ProvideErrorMetadata::meta);
    let code = metadata.and_then(|metadata| metadata.code());
    let is_unverified =
        metadata.and_then(|metadata| metadata.message()).is_some_and(|text| text.contains("not verified"));
    match code {
        Some("TooManyRequestsException") => Refusal::Throttled,
        Some("MessageRejected") if is_unverified => {
            Refusal::Settings("SES has not verified the sender, or the account is in the sandbox of SES".to_owned())
        }
        Some("MessageRejected" | "BadRequestException") => Refusal::Recipient,
        Some(code) => Refusal::Outage(format!("SES accepts no mail: {code}")),
        None => Refusal::Outage(format!("SES cannot be reached: {error}")),
    }
}
