//! The texts of mails, from the templates in `templates/`.

use std::time::Duration;

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use minijinja::{Environment, UndefinedBehavior, context};
use uuid::Uuid;

use super::settings::MailSettings;
use crate::domain::account::code::CodePurpose;
use crate::domain::{Email, Error, Result};

/// The text of a mail, whose first line is the subject, and the same as HTML.
struct Template {
    name: &'static str,
    text: &'static str,
    html: &'static str,
}

const RESET: Template =
    Template { name: "reset", text: include_str!("templates/reset.txt"), html: include_str!("templates/reset.html") };
const VERIFICATION: Template = Template {
    name: "verification",
    text: include_str!("templates/verification.txt"),
    html: include_str!("templates/verification.html"),
};
const EMAIL_CHANGE: Template = Template {
    name: "email_change",
    text: include_str!("templates/email_change.txt"),
    html: include_str!("templates/email_change.html"),
};

const EMAIL_CHANGED: Template = Template {
    name: "email_changed",
    text: include_str!("templates/email_changed.txt"),
    html: include_str!("templates/email_changed.html"),
};

/// What a mail with a code says.
pub struct Letter<'a> {
    /// What the code is good for.
    pub purpose: CodePurpose,
    /// The recipient's username.
    pub username: &'a str,
    /// The code.
    pub code: &'a str,
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
        let (template, page) = match letter.purpose {
            CodePurpose::Reset => (&RESET, "reset"),
            CodePurpose::Verification => (&VERIFICATION, "verify"),
            CodePurpose::EmailChange => (&EMAIL_CHANGE, "verify"),
            CodePurpose::Restoration(_) => (&EMAIL_CHANGED, "restore"),
        };
        let Letter { username, code, purpose } = letter;
        // In the fragment, which browsers send to no server and no other page.
        let link = format!("{}/account/{page}#{code}", settings.public_url);
        let community = &*settings.community;
        let context = context! {
            username => *username, code => *code, link, community, lifetime => lifetime(purpose.lifetime())
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

    fn message(purpose: CodePurpose, community: &str) -> Message {
        let settings = MailSettings::new(Transport::Off, None, Some(community), "https://a.example/prod/").unwrap();
        let letter = Letter { purpose, username: "madeline", code: "7.secret" };
        Message::new(Email::parse("madeline@example.org").unwrap(), &letter, &settings).unwrap()
    }

    #[test]
    fn a_letter_names_the_user_the_community_the_code_and_the_page() {
        for (purpose, page, lifetime) in [
            (CodePurpose::Reset, "reset", "1 hour"),
            (CodePurpose::Verification, "verify", "7 days"),
            (CodePurpose::EmailChange, "verify", "24 hours"),
            (CodePurpose::Restoration(3), "restore", "7 days"),
        ] {
            let message = message(purpose, "Summit");
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
    fn names_are_escaped_in_html_and_in_headers() {
        let message = message(CodePurpose::Reset, "<b>Gipfel & Mär</b>");
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
