//! The settings of mail.

use std::fmt;
use std::path::PathBuf;

use lettre::message::Mailbox;
use serde::Deserialize;

use super::templates::Templates;
use crate::runtime::config::{COMMUNITY_NAME, ConfigError};

/// The sender of mails in files if there is no setting.
const FROM: &str = "kith <no-reply@localhost>";
/// Maximum length of the community's name, in characters.
const NAME_MAX: usize = 60;

/// How mail is sent, and what every mail says of the community.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// How it is sent.
    pub transport: Transport,
    /// The sender.
    pub from: Mailbox,
    /// The name of the community.
    pub community: String,
    /// The URL of the API as users reach it, without a trailing slash: links in mails begin with it.
    pub public_url: String,
    /// The texts.
    pub templates: Templates,
}

/// How mail is sent.
#[derive(Clone, PartialEq, Eq)]
pub enum Transport {
    /// Not at all.
    Off,
    /// Into files in this directory.
    Files(PathBuf),
    /// To an SMTP server at this URL, which may contain a password.
    Smtp(String),
    /// By Amazon SES, with this configuration set.
    Ses(Option<String>),
}

/// The settings as they are stored for a deployed function.
#[derive(Deserialize)]
struct Stored {
    url: String,
    from: String,
    community_name: String,
    public_url: String,
}

impl MailSettings {
    /// Parses the settings. `from` may be missing for mail in files.
    pub fn new(
        transport: Transport,
        from: Option<&str>,
        community: Option<&str>,
        public_url: &str,
    ) -> Result<Self, ConfigError> {
        let from = match (from, &transport) {
            (Some(from), _) => from,
            (None, Transport::Smtp(_) | Transport::Ses(_)) => {
                return Err(ConfigError::new("KITH_MAIL_FROM", "is needed to send mail by SMTP or SES"));
            }
            (None, Transport::Off | Transport::Files(_)) => FROM,
        };
        let wrong_from = |_| ConfigError::new("KITH_MAIL_FROM", "is not an address, such as Name <a@example.org>");
        let from: Mailbox = from.parse().map_err(wrong_from)?;
        let community = community.unwrap_or(COMMUNITY_NAME);
        if community.chars().count() > NAME_MAX || community.contains(char::is_control) {
            return Err(ConfigError::new(
                "KITH_COMMUNITY_NAME",
                format!("is longer than {NAME_MAX} characters or has control characters"),
            ));
        }
        let url = url::Url::parse(public_url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        if url.is_none_or(|url| url.query().is_some() || url.fragment().is_some()) {
            return Err(ConfigError::new("KITH_PUBLIC_URL", format!("{public_url:?} is not an http or https address")));
        }
        let public_url = public_url.trim_end_matches('/').to_owned();
        Ok(Self { transport, from, community: community.to_owned(), public_url, templates: Templates::default() })
    }

    /// No mail.
    pub fn off() -> Result<Self, ConfigError> {
        Self::new(Transport::Off, None, None, "http://localhost")
    }

    /// The same with these texts.
    pub fn with_templates(self, templates: Templates) -> Self {
        Self { templates, ..self }
    }

    /// Reads stored settings: a JSON object with `url`, `from`, `community_name` and `public_url`.
    pub fn from_json(text: &str) -> Result<Self, ConfigError> {
        // The parser's message could quote the password.
        let Stored { url, from, community_name, public_url } = serde_json::from_str(text).map_err(|_| {
            ConfigError::new("KITH_MAIL_SETTINGS_ARN", "is not a JSON object with the settings of mail")
        })?;
        Self::new(Transport::parse(&url)?, Some(&from), Some(&community_name), &public_url)
    }
}

impl Transport {
    /// Parses `off`, `file:DIR`, `smtp://HOST`, `smtps://HOST`, `ses` or `ses:CONFIGURATION-SET`.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        match text {
            "off" => return Ok(Self::Off),
            "ses" => return Ok(Self::Ses(None)),
            _ if text.starts_with("smtp://") || text.starts_with("smtps://") => return Ok(Self::Smtp(text.to_owned())),
            _ => {}
        }
        if let Some(set) = text.strip_prefix("ses:").filter(|set| !set.is_empty()) {
            return Ok(Self::Ses(Some(set.to_owned())));
        }
        // Not the value: it may contain a password.
        let wrong =
            || ConfigError::new("KITH_MAIL", "is neither off nor ses nor file:DIR nor smtp://... nor smtps://...");
        let directory = text.strip_prefix("file:").filter(|directory| !directory.is_empty());
        directory.map(|directory| Self::Files(directory.into())).ok_or_else(wrong)
    }
}

/// Leaves out the URL of the SMTP server.
impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("Off"),
            Self::Files(directory) => f.debug_tuple("Files").field(directory).finish(),
            Self::Smtp(_) => f.write_str("Smtp(..)"),
            Self::Ses(set) => f.debug_tuple("Ses").field(set).finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transport_is_off_or_files_or_smtp_or_ses() {
        for (text, transport) in [
            ("off", Transport::Off),
            ("ses", Transport::Ses(None)),
            ("ses:kith", Transport::Ses(Some("kith".to_owned()))),
            ("file:/var/mail", Transport::Files("/var/mail".into())),
            ("file:mail", Transport::Files("mail".into())),
            ("smtp://localhost:1025", Transport::Smtp("smtp://localhost:1025".to_owned())),
            ("smtps://a:b@example.org", Transport::Smtp("smtps://a:b@example.org".to_owned())),
        ] {
            assert_eq!(Transport::parse(text).unwrap(), transport, "{text}");
        }
        for text in ["", "on", "file:", "ses:", "http://a:secret@example.org", "smtp:secret"] {
            let error = Transport::parse(text).unwrap_err().to_string();
            assert!(error.starts_with("KITH_MAIL: ") && !error.contains("secret"), "{error}");
        }
        assert!(!format!("{:?}", Transport::parse("smtp://a:secret@b").unwrap()).contains("secret"));
    }

    #[test]
    fn settings_name_what_is_wrong() {
        let smtp = || Transport::Smtp("smtp://localhost".to_owned());
        let from = Some("Summit <a@example.org>");
        let long = "x".repeat(61);
        for (transport, from, name, url, wrong) in [
            (smtp(), None, None, "https://a.example", "KITH_MAIL_FROM"),
            (Transport::Ses(None), None, None, "https://a.example", "KITH_MAIL_FROM"),
            (smtp(), Some("nowhere"), None, "https://a.example", "KITH_MAIL_FROM"),
            (smtp(), from, Some("a\nb"), "https://a.example", "KITH_COMMUNITY_NAME"),
            (smtp(), from, Some(&*long), "https://a.example", "KITH_COMMUNITY_NAME"),
            (smtp(), from, None, "ftp://a.example", "KITH_PUBLIC_URL"),
            (smtp(), from, None, "https://a.example/?x", "KITH_PUBLIC_URL"),
        ] {
            let error = MailSettings::new(transport, from, name, url).unwrap_err().to_string();
            assert!(error.starts_with(wrong), "{error}");
        }
        let json = r#"{"url": "smtps://a:b@c.example", "from": "a@example.org", "community_name": "Summit", "public_url": "https://a.example/prod/"}"#;
        let settings = MailSettings::from_json(json).unwrap();
        assert_eq!((&*settings.community, &*settings.public_url), ("Summit", "https://a.example/prod"));
        assert!(MailSettings::from_json("{}").is_err() && MailSettings::off().is_ok());
    }
}
