//! The texts of mails, from the templates in `templates/`.

use std::time::Duration;

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use minijinja::{Environment, UndefinedBehavior, Value, context};
use uuid::Uuid;

use super::settings::MailSettings;
use crate::domain::account::code::CodePurpose;
use crate::domain::mail::Topic;
use crate::domain::{Email, Error, Result};

/// The text of a mail, whose first line is the subject, and the same as HTML.
struct Template {
    name: &'static str,
    text: &'static str,
    html: &'static str,
}

macro_rules! template {
    ($name:literal) => {
        Template {
            name: $name,
            text: include_str!(concat!("templates/", $name, ".txt")),
            html: include_str!(concat!("templates/", $name, ".html")),
        }
    };
}

const RESET: Template = template!("reset");
const VERIFICATION: Template = template!("verification");
const EMAIL_CHANGE: Template = template!("email_change");
const EMAIL_CHANGED: Template = template!("email_changed");
const SET_BY_STAFF: Template = template!("set_by_staff");
const TAKEN_BY_STAFF: Template = template!("taken_by_staff");
const DIGEST: Template = template!("digest");

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

/// What a digest tells of.
#[derive(Clone, Debug, Default)]
pub struct Digest {
    /// What the newest unseen notifications say, a sentence without its full stop each.
    pub lines: Vec<String>,
    /// The number of unseen notifications, counted up to 64.
    pub unseen: usize,
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
}

impl Message {
    /// Writes a letter to this address.
    pub fn new(to: Email, letter: &Letter<'_>, settings: &MailSettings) -> Result<Self> {
        let Letter { username, code, topic, digest } = letter;
        let (template, page) = match topic {
            Topic::Code(CodePurpose::Reset) => (&RESET, "reset"),
            Topic::Code(CodePurpose::Verification) => (&VERIFICATION, "verify"),
            Topic::Code(CodePurpose::EmailChange) => (&EMAIL_CHANGE, "verify"),
            Topic::Code(CodePurpose::Restoration(_)) => (&EMAIL_CHANGED, "restore"),
            Topic::SetByStaff => (&SET_BY_STAFF, "verify"),
            Topic::TakenByStaff => (&TAKEN_BY_STAFF, ""),
            Topic::Digest => (&DIGEST, ""),
        };
        let lifetime = topic.purpose().map(|purpose| lifetime(purpose.lifetime()));
        // In the fragment, which browsers send to no server and no other page.
        let link = format!("{}/account/{page}#{code}", settings.public_url);
        let console = format!("{}/console/", settings.public_url);
        let community = &*settings.community;
        let (lines, unseen) = (digest.lines.iter().map(String::as_str).collect::<Value>(), digest.unseen);
        let more = unseen.saturating_sub(digest.lines.len());
        let context = context! {
            username => *username, code => *code, link, community, lifetime, lines, unseen, more, console
        };
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let render = |kind: &str, source: &str| {
            environment
                .render_named_str(&format!("{}.{kind}", template.name), source, context.clone())
                .map_err(Error::internal)
        };
        let text = render("txt", template.text)?;
        let html = render("html", template.html)?;
        let (subject, text) = text.split_once('\n').unwrap_or((&text, ""));
        let (subject, text) = (subject.trim().to_owned(), text.trim_start().to_owned());
        Ok(Self { to, from: settings.from.clone(), subject, text, html })
    }

    /// The mail as RFC 5322 has it. `None` if the recipient's address is one that no mail reaches.
    pub(super) fn to_mail(&self) -> Result<Option<lettre::Message>> {
        let Ok(to) = self.to.as_str().parse() else { return Ok(None) };
        let id = format!("<{}@{}>", Uuid::new_v4(), self.from.email.domain());
        // Keeps out-of-office replies away.
        let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
        let mail = lettre::Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&*self.subject)
            .message_id(Some(id))
            .raw_header(automatic)
            .multipart(MultiPart::alternative_plain_html(self.text.clone(), self.html.clone()));
        mail.map(Some).map_err(Error::internal)
    }
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
        let digest = Digest { lines: vec!["Ada & Ben follows you".to_owned()], unseen: 3 };
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
    fn a_notice_of_what_staff_have_done_has_no_code() {
        let message = message(Topic::TakenByStaff, "Summit");
        assert!(message.subject.contains("Summit"), "{message:?}");
        for text in [message.text, message.html] {
            assert!(text.contains("madeline") && text.contains("Summit"), "{text}");
            assert!(!text.contains("secret") && !text.contains("a.example") && !text.contains("{{"), "{text}");
        }
    }

    #[test]
    fn a_digest_lists_what_is_new_and_says_how_to_turn_it_off() {
        let message = message(Topic::Digest, "Summit");
        assert_eq!(message.subject, "3 new notifications at Summit");
        let text = message.html.replace("&#x2f;", "/").replace("&amp;", "&");
        for text in [message.text, text] {
            for part in ["madeline", "Ada & Ben follows you", "and 2 more", "https://a.example/prod/console/#/profile"]
            {
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
        for header in
            ["Auto-Submitted: auto-generated\r\n", "Message-ID: <", "Date: ", "Content-Type: multipart/alternative"]
        {
            assert!(mail.contains(header), "{header} in {mail}");
        }
    }
}
