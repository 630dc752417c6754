//! Sending: into files, to an SMTP server, or into the memory of a test.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use lettre::transport::smtp;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use uuid::Uuid;

use super::message::Message;
use super::settings::Transport;
use crate::domain::{Error, Result};
use crate::runtime::config::ConfigError;

/// How long an SMTP server may take for each answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The codes with which an SMTP server refuses a recipient (RFC 5321, section 4.2.3). After other errors, such as a
/// wrong password, the mail is tried again.
const REFUSES_RECIPIENT: [u16; 3] = [550, 551, 553];
/// Bad mailbox, bad domain, bad syntax, a mailbox that has moved, and a domain that takes no mail.
const NO_RECIPIENT: [&str; 5] = ["5.1.1 ", "5.1.2 ", "5.1.3 ", "5.1.6 ", "5.1.10 "];

/// Sends mails.
#[derive(Clone, Debug)]
pub enum Sender {
    /// Writes each mail as a file that mail programs open.
    Files(PathBuf),
    /// Passes mails to an SMTP server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// Keeps mails for a test.
    Captured(Arc<Mutex<Vec<Message>>>),
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It was accepted.
    Accepted,
    /// The server refuses the mail. It is of no use to try again.
    Refused,
    /// There is no such recipient, so that no other mail will reach it either.
    NoRecipient,
}

impl Sender {
    /// The sender for this transport. `None` if mail is off, or is sent by SES, whose client only the mailer has.
    pub fn open(transport: &Transport) -> Result<Option<Self>, ConfigError> {
        Ok(match transport {
            Transport::Off | Transport::Ses(_) => None,
            Transport::Files(directory) => {
                let created = DirBuilder::new().recursive(true).mode(0o700).create(directory);
                let failed =
                    |error| ConfigError::new("KITH_MAIL", format!("cannot use {}: {error}", directory.display()));
                created.map_err(failed)?;
                Some(Self::Files(directory.clone()))
            }
            Transport::Smtp(url) => {
                // The error could quote the password.
                let wrong = |_| ConfigError::new("KITH_MAIL", "is not the URL of an SMTP server");
                let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(wrong)?;
                Some(Self::Smtp(server.timeout(Some(TIMEOUT)).build()))
            }
        })
    }

    /// Sends a mail at this time. After an error it may be tried again; it may have been sent all the same.
    pub async fn send(&self, message: &Message, now: Timestamp) -> Result<Delivery> {
        if let Self::Captured(messages) = self {
            let mut messages = messages.lock().map_err(|_| Error::internal("a test has panicked"))?;
            messages.push(message.clone());
            return Ok(Delivery::Accepted);
        }
        let Some(mail) = message.to_mail()? else { return Ok(Delivery::Refused) };
        match self {
            Self::Captured(_) => Ok(Delivery::Accepted),
            Self::Files(directory) => {
                write(directory, &mail.formatted(), now).map_err(Error::unavailable)?;
                Ok(Delivery::Accepted)
            }
            Self::Smtp(server) => match server.send(mail).await {
                Ok(_) => Ok(Delivery::Accepted),
                Err(error) if has_no_recipient(&error) => Ok(Delivery::NoRecipient),
                Err(error) if refuses_recipient(&error) => Ok(Delivery::Refused),
                Err(error) => Err(Error::unavailable(error)),
            },
        }
    }
}

fn refuses_recipient(error: &smtp::Error) -> bool {
    error.status().is_some_and(|code| REFUSES_RECIPIENT.contains(&code.into()))
}

/// Whether the server says with an enhanced status code that the address does not exist (RFC 3463, section 3.2). Without one
/// a refusal can just as well mean that it does not relay, or takes the mail for spam.
fn has_no_recipient(error: &smtp::Error) -> bool {
    let text = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    refuses_recipient(error) && NO_RECIPIENT.iter().any(|status| text.starts_with(status))
}

/// Writes a file that only its owner can read. Names sort by time.
fn write(directory: &Path, mail: &[u8], now: Timestamp) -> io::Result<()> {
    let name = format!("{}-{}", now.strftime("%Y%m%dT%H%M%S.%3fZ"), Uuid::new_v4().simple());
    let new = directory.join(format!("{name}.new"));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
    file.write_all(mail)?;
    std::fs::rename(new, directory.join(format!("{name}.eml")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Email;
    use crate::mail::smtp_server::SmtpServer;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn message(to: &str) -> Message {
        Message {
            to: Email::parse(to).unwrap(),
            from: "Summit <no-reply@example.org>".parse().unwrap(),
            subject: "Reset your password".to_owned(),
            text: "Here is the code.\n.\nBye.\n".to_owned(),
            html: "<p>Here is the code.</p>".to_owned(),
            unsubscribe: None,
        }
    }

    #[tokio::test]
    async fn an_smtp_server_gets_the_mail_or_refuses_its_recipient() {
        let server = SmtpServer::start(&[
            ("refused@example.org", "550 5.7.1 no relaying"),
            ("unknown@example.org", "550 5.1.1 no such user"),
            ("later@example.org", "451 later"),
        ])
        .await;
        let sender = Sender::open(&Transport::Smtp(server.url())).unwrap().unwrap();
        assert_eq!(sender.send(&message("madeline@example.org"), NOW).await.unwrap(), Delivery::Accepted);
        assert_eq!(sender.send(&message("refused@example.org"), NOW).await.unwrap(), Delivery::Refused);
        assert_eq!(sender.send(&message("unknown@example.org"), NOW).await.unwrap(), Delivery::NoRecipient);
        let error = sender.send(&message("later@example.org"), NOW).await.unwrap_err();
        assert_eq!(error.code, "unavailable", "{error:?}");
        let mails = server.mails();
        let [mail] = &*mails else { panic!("{mails:?}") };
        assert_eq!((&*mail.from, &*mail.to), ("<no-reply@example.org>", "<madeline@example.org>"));
        for part in ["Subject: Reset your password", "Here is the code.", "<p>Here is the code.</p>"] {
            assert!(mail.data.contains(part), "{part} in {}", mail.data);
        }
    }

    #[tokio::test]
    async fn a_server_that_does_not_answer_is_tried_again() {
        let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let sender = Sender::open(&Transport::Smtp(format!("smtp://{closed}"))).unwrap().unwrap();
        assert_eq!(sender.send(&message("madeline@example.org"), NOW).await.unwrap_err().code, "unavailable");
    }
}
