//! Mails: their texts, and their form.

use std::time::Duration;

use lettre::message::header::{From as FromHeader, HeaderName, HeaderValue, Headers};
use lettre::message::{Mailbox, Mailboxes, MultiPart};
use uuid::Uuid;

use super::settings::MailSettings;
use super::templates::{Rendered, TemplateName};
use super::variables::{Digest, DigestVariables, Variables};
use crate::domain::account::code::CodePurpose;
use crate::domain::mail::Topic;
use crate::domain::{Email, Error, Result};

/// What a mail says.
pub struct Letter<'a> {
    /// What it is about.
    pub topic: Topic,
    /// The recipient's username.
    pub username: &'a str,
    /// The code; empty if there is none.
    pub code: &'a str,
    /// What a digest tells of; empty in other mails.
    pub digest: Digest,
}

/// A mail that is ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The recipient.
    pub to: Email,
    /// The sender.
    pub from: Mailbox,
    /// The subject, without line breaks.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// The address that ends mails of this kind: by a `POST` at once, and by a `GET` after a question. `None` if they are
    /// needed.
    pub unsubscribe: Option<String>,
}

impl Message {
    /// Writes a letter to this address.
    pub fn new(to: Email, letter: &Letter<'_>, settings: &MailSettings) -> Result<Self> {
        let Letter { username, code, topic, digest } = letter;
        let (template, page) = match topic {
            Topic::Code(CodePurpose::Reset) => (TemplateName::Reset, "reset"),
            Topic::Code(CodePurpose::Verification) => (TemplateName::Verification, "verify"),
            Topic::Code(CodePurpose::EmailChange) => (TemplateName::EmailChange, "verify"),
            Topic::Code(CodePurpose::Restoration(_)) => (TemplateName::EmailChanged, "restore"),
            Topic::SetByStaff => (TemplateName::SetByStaff, "verify"),
            Topic::TakenByStaff => (TemplateName::TakenByStaff, ""),
            Topic::Digest => (TemplateName::Digest, ""),
            Topic::SessionEnded => (TemplateName::SessionEnded, ""),
            Topic::Banned(_) => (TemplateName::Banned, ""),
        };
        let lifetime = match topic {
            Topic::Banned(days) => days.map(in_days).unwrap_or_default(),
            topic => topic.purpose().map(|purpose| lifetime(purpose.lifetime())).unwrap_or_default(),
        };
        // In the fragment, which browsers send to no server and no other page.
        let link = match page {
            "" => String::new(),
            page => format!("{}/account/{page}#{code}", settings.public_url),
        };
        let (community, link, lifetime) = (&*settings.community, &*link, &*lifetime);
        let console = format!("{}/console/", settings.public_url);
        let page = format!("{}/account/unsubscribe#{}", settings.public_url, digest.unsubscribe);
        let unsubscribe = (template == TemplateName::Digest)
            .then(|| format!("{}/api/v2/account/unsubscribe/?code={}", settings.public_url, digest.unsubscribe));
        let digest = DigestVariables { digest, console: &console, unsubscribe: &page };
        let digest = unsubscribe.is_some().then_some(digest);
        let variables = Variables { community, username, link, code, lifetime, digest };
        let Rendered { subject, text, html } = settings.templates.render(template, &variables)?;
        Ok(Self { to, from: settings.from.clone(), subject, text, html, unsubscribe })
    }

    /// The headers beside those that every mail has.
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        // Keeps out-of-office replies away.
        let mut headers = vec![("Auto-Submitted", "auto-generated".to_owned())];
        if let Some(address) = &self.unsubscribe {
            // One click is enough (RFC 8058).
            headers.push(("List-Unsubscribe", format!("<{address}>")));
            headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        headers
    }

    /// The sender as it stands in a header, in ASCII.
    pub fn sender(&self) -> String {
        let mut headers = Headers::new();
        headers.set(FromHeader::from(Mailboxes::from(self.from.clone())));
        headers.to_string().replace("\r\n", "").trim_start_matches("From: ").to_owned()
    }

    /// The mail as RFC 5322 has it. `None` if the recipient's address is one that no mail reaches.
    pub(super) fn to_mail(&self) -> Result<Option<lettre::Message>> {
        let Ok(to) = self.to.as_str().parse() else { return Ok(None) };
        let id = format!("<{}@{}>", Uuid::new_v4(), self.from.email.domain());
        let mail = lettre::Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&*self.subject)
            .message_id(Some(id));
        // Their values are ASCII. An address must not be folded.
        let header = |name, value: String| {
            HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value.clone(), value)
        };
        let mail = self.headers().into_iter().fold(mail, |mail, (name, value)| mail.raw_header(header(name, value)));
        let mail = mail.multipart(MultiPart::alternative_plain_html(self.text.clone(), self.html.clone()));
        mail.map(Some).map_err(Error::internal)
    }
}

/// A number of days in words.
fn in_days(days: u32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// A lifetime in words.
fn lifetime(lifetime: Duration) -> String {
    match lifetime.as_secs() / (60 * 60) {
        1 => "1 hour".to_owned(),
        hours if hours > 24 && hours % 24 == 0 => format!("{} days", hours / 24),
        hours => format!("{hours} hours"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::Transport;

    fn message(topic: Topic, community: &str) -> Message {
        let settings = MailSettings::new(Transport::Off, None, Some(community), "https://a.example/prod/").unwrap();
        let (lines, unsubscribe) = (vec!["Ada & Ben follows you".to_owned()], "7.end".to_owned());
        let digest = Digest { lines, unseen: 3, unsubscribe };
        let letter = Letter { topic, username: "madeline", code: "7.secret", digest };
        Message::new(Email::parse("madeline@example.org").unwrap(), &letter, &settings).unwrap()
    }

    #[test]
    fn a_letter_names_the_user_the_community_the_code_and_the_page() {
        for (topic, page, lifetime) in [
            (Topic::Code(CodePurpose::Reset), "reset", "1 hour"),
            (Topic::Code(CodePurpose::Verification), "verify", "7 days"),
            (Topic::Code(CodePurpose::EmailChange), "verify", "24 hours"),
            (Topic::Code(CodePurpose::Restoration(3)), "restore", "7 days"),
            (Topic::SetByStaff, "verify", "7 days"),
        ] {
            let message = message(topic, "Summit");
            assert!(message.subject.contains("Summit") && !message.subject.contains("secret"), "{message:?}");
            let link = format!("https://a.example/prod/account/{page}#7.secret");
            // A slash may be escaped in HTML.
            for text in [message.text, message.html.replace("&#x2f;", "/")] {
                for part in ["madeline", "Summit", &*link, lifetime] {
                    assert!(text.contains(part), "{part} in {text}");
                }
                assert!(!text.contains("{{") && !text.contains("{%"), "{text}");
            }
        }
    }

    #[test]
    fn a_notice_has_no_code() {
        for topic in [Topic::TakenByStaff, Topic::SessionEnded, Topic::Banned(Some(7)), Topic::Banned(None)] {
            let message = message(topic, "Summit");
            assert!(message.subject.contains("Summit") && message.unsubscribe.is_none(), "{message:?}");
            for text in [message.text, message.html] {
                assert!(text.contains("madeline") && text.contains("Summit"), "{text}");
                assert!(!text.contains("secret") && !text.contains("a.example") && !text.contains("{{"), "{text}");
            }
        }
    }

    #[test]
    fn a_digest_lists_what_is_new_and_says_how_to_turn_it_off() {
        let message = message(Topic::Digest, "Summit");
        assert_eq!(message.subject, "3 new notifications at Summit");
        let mail = String::from_utf8(message.to_mail().unwrap().unwrap().formatted()).unwrap();
        for header in [
            "List-Unsubscribe: <https://a.example/prod/api/v2/account/unsubscribe/?code=7.end>\r\n",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
        ] {
            assert!(mail.contains(header), "{header} in {mail}");
        }
        let text = message.html.replace("&#x2f;", "/").replace("&amp;", "&");
        for text in [message.text, text] {
            let links =
                ["https://a.example/prod/console/#/notifications", "https://a.example/prod/account/unsubscribe#7.end"];
            for part in ["madeline", "Ada & Ben follows you", "and 2 more"].into_iter().chain(links) {
                assert!(text.contains(part), "{part} in {text}");
            }
            assert!(!text.contains("secret") && !text.contains("{{") && !text.contains("{%"), "{text}");
        }
    }

    #[test]
    fn names_are_escaped_in_html_and_in_headers() {
        let message = message(Topic::Code(CodePurpose::Reset), "<b>Gipfel & Mär</b>");
        assert!(message.text.contains("<b>Gipfel & Mär</b>"), "{}", message.text);
        assert!(message.html.contains("&lt;b&gt;Gipfel &amp; Mär"), "{}", message.html);
        let mail = String::from_utf8(message.to_mail().unwrap().unwrap().formatted()).unwrap();
        assert!(mail.is_ascii() && mail.contains("To: madeline@example.org\r\n"), "{mail}");
        let from = "Gipfel & Mär <no-reply@example.org>".parse().unwrap();
        let sender = Message { from, ..message }.sender();
        assert_eq!(sender, "=?utf-8?b?R2lwZmVsICYgTcOkcg==?= <no-reply@example.org>");
        for header in
            ["Auto-Submitted: auto-generated\r\n", "Message-ID: <", "Date: ", "Content-Type: multipart/alternative"]
        {
            assert!(mail.contains(header), "{header} in {mail}");
        }
    }
}
