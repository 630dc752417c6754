//! The templates of mails: those of this folder's `templates/`, or files of a directory in their place.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use minijinja::{Environment, UndefinedBehavior};

use crate::domain::{Error, Result};
use crate::mail::variables::{Digest, DigestVariables, Variables};
use crate::runtime::config::ConfigError;

/// Maximum size of a file, in bytes.
const FILE_MAX: u64 = 64 * 1024;
/// Maximum length of a subject, in characters.
const SUBJECT_MAX: usize = 200;
/// The code of the mail that tries a template.
const SAMPLE_CODE: &str = "7.sample-code";

/// What a mail says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TemplateName {
    Reset,
    Verification,
    EmailChange,
    EmailChanged,
    SetByStaff,
    TakenByStaff,
    Digest,
    SessionEnded,
    Banned,
}

/// The text or the HTML of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Text,
    Html,
}

/// The templates of all mails, by file name.
#[derive(Clone, Debug)]
pub struct Templates(BTreeMap<String, String>);

/// A mail as its templates have it.
pub(super) struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
}

macro_rules! files {
    ($name:literal) => {
        [include_str!(concat!("templates/", $name, ".txt")), include_str!(concat!("templates/", $name, ".html"))]
    };
}

impl TemplateName {
    const ALL: [Self; 9] = [
        Self::Reset,
        Self::Verification,
        Self::EmailChange,
        Self::EmailChanged,
        Self::SetByStaff,
        Self::TakenByStaff,
        Self::Digest,
        Self::SessionEnded,
        Self::Banned,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::Verification => "verification",
            Self::EmailChange => "email_change",
            Self::EmailChanged => "email_changed",
            Self::SetByStaff => "set_by_staff",
            Self::TakenByStaff => "taken_by_staff",
            Self::Digest => "digest",
            Self::SessionEnded => "session_ended",
            Self::Banned => "blocked_user",
        }
    }

    /// The text and the HTML.
    fn defaults(self) -> [&'static str; 2] {
        match self {
            Self::Reset => files!("reset"),
            Self::Verification => files!("verification"),
            Self::EmailChange => files!("email_change"),
            Self::EmailChanged => files!("email_changed"),
            Self::SetByStaff => files!("set_by_staff"),
            Self::TakenByStaff => files!("taken_by_staff"),
            Self::Digest => files!("digest"),
            Self::SessionEnded => files!("session_ended"),
            Self::Banned => files!("blocked_user"),
        }
    }

    fn file(self, format: Format) -> String {
        format!("{}.{}", self.name(), if format == Format::Text { "txt" } else { "html" })
    }

    /// Whether the mail has a code, without which it would be of no use.
    fn has_code(self) -> bool {
        !matches!(self, Self::TakenByStaff | Self::Digest | Self::SessionEnded | Self::Banned)
    }
}

impl Default for Templates {
    fn default() -> Self {
        let files = TemplateName::ALL.into_iter().flat_map(|name| {
            let [text, html] = name.defaults();
            [(name.file(Format::Text), text.to_owned()), (name.file(Format::Html), html.to_owned())]
        });
        Self(files.collect())
    }
}

impl Templates {
    /// Those of a directory, and the built-in ones of which it has no file. Each mail is tried. The error names the file
    /// and the line.
    pub fn open(directory: &Path) -> Result<Self, ConfigError> {
        let wrong = |path: &Path, reason: &dyn std::fmt::Display| {
            ConfigError::new("KITH_MAIL_TEMPLATES", format!("{}: {reason}", path.display()))
        };
        let mut templates = Self::default();
        for entry in fs::read_dir(directory).map_err(|error| wrong(directory, &error))? {
            let path = entry.map_err(|error| wrong(directory, &error))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !(name.ends_with(".txt") || name.ends_with(".html")) {
                continue;
            }
            let Some(template) = templates.0.get_mut(&name) else {
                return Err(wrong(&path, &"is the template of no mail"));
            };
            let size = fs::metadata(&path).map_err(|error| wrong(&path, &error))?.len();
            if size > FILE_MAX {
                return Err(wrong(&path, &format!("is larger than {FILE_MAX} bytes")));
            }
            *template = fs::read_to_string(&path).map_err(|error| wrong(&path, &error))?;
        }
        for name in TemplateName::ALL {
            templates.check(name).map_err(|(format, reason)| wrong(&directory.join(name.file(format)), &reason))?;
        }
        Ok(templates)
    }

    /// Writes a mail.
    pub(super) fn render(&self, name: TemplateName, variables: &Variables<'_>) -> Result<Rendered> {
        let render = |format| self.render_file(&name.file(format), variables).map_err(Error::internal);
        let (text, html) = (render(Format::Text)?, render(Format::Html)?);
        let (subject, text) = text.split_once('\n').unwrap_or((&text, ""));
        Ok(Rendered { subject: subject.trim().to_owned(), text: text.trim_start().to_owned(), html })
    }

    fn render_file(&self, file: &str, variables: &Variables<'_>) -> Result<String, minijinja::Error> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        // HTML is escaped, as the name of the file says.
        environment.render_named_str(file, self.0.get(file).map_or("", String::as_str), variables.values())
    }

    /// Tries the templates of a mail with sample values.
    fn check(&self, name: TemplateName) -> Result<(), (Format, String)> {
        let (code, link) = match name.has_code() {
            true => (SAMPLE_CODE, format!("https://example.org/account/verify#{SAMPLE_CODE}")),
            false => ("", String::new()),
        };
        let lines = vec!["anna follows you".to_owned()];
        let sample = Digest { lines, unseen: 3, unsubscribe: SAMPLE_CODE.to_owned() };
        let (console, unsubscribe) = ("https://example.org/console/", "https://example.org/account/unsubscribe");
        let digest = DigestVariables { digest: &sample, console, unsubscribe };
        let digest = (name == TemplateName::Digest).then_some(digest);
        let (community, username, lifetime) = ("Summit", "madeline", "7 days");
        let variables = Variables { community, username, link: &link, code, lifetime, digest };
        for format in [Format::Text, Format::Html] {
            let rendered = self.render_file(&name.file(format), &variables);
            let rendered = rendered.map_err(|error| (format, describe(&error)))?;
            let (subject, body) = match format {
                Format::Text => rendered.split_once('\n').unwrap_or((&rendered, "")),
                Format::Html => ("subject", &*rendered),
            };
            let problem = if subject.trim().is_empty() {
                "line 1 is the subject, and must not be empty".to_owned()
            } else if subject.trim().chars().count() > SUBJECT_MAX {
                format!("line 1 is the subject, and is longer than {SUBJECT_MAX} characters")
            } else if subject.contains(SAMPLE_CODE) {
                "line 1 is the subject, and must not contain the code".to_owned()
            } else if body.trim().is_empty() {
                "is empty".to_owned()
            } else if name.has_code() && !body.contains(SAMPLE_CODE) {
                "contains neither {{ link }} nor {{ code }}".to_owned()
            } else {
                continue;
            };
            return Err((format, problem));
        }
        Ok(())
    }
}

/// The line of an error, and what is wrong there.
fn describe(error: &minijinja::Error) -> String {
    let what = match (error.kind(), error.detail()) {
        (minijinja::ErrorKind::UndefinedError, _) => {
            "unknown variable: there are community, username, link, code and lifetime, and in digests lines, unseen, more \
             and console"
                .to_owned()
        }
        (kind, Some(detail)) => format!("{kind}: {detail}"),
        (kind, None) => kind.to_string(),
    };
    match error.line() {
        Some(line) => format!("line {line}: {what}"),
        None => what,
    }
}

#[cfg(test)]
mod tests {
    use tempfile::tempdir;

    use super::*;

    fn open(files: &[(&str, &str)]) -> Result<Templates, String> {
        let directory = tempdir().unwrap();
        for (name, content) in files {
            fs::write(directory.path().join(name), content).unwrap();
        }
        Templates::open(directory.path()).map_err(|error| error.to_string())
    }

    #[test]
    fn the_built_in_templates_are_good() {
        for name in TemplateName::ALL {
            assert_eq!(Templates::default().check(name), Ok(()));
        }
        assert_eq!(Templates::default().0.len(), 18);
        assert!(open(&[("README.md", "Ours.")]).is_ok());
    }

    #[test]
    fn a_file_replaces_one_template() {
        let templates = open(&[("reset.txt", "Hi\n\n{{ username }}: {{ link }}\n")]).unwrap();
        let variables = Variables {
            community: "A & B",
            username: "ana",
            link: "https://a.example/#7.x",
            code: "7.x",
            lifetime: "1 hour",
            digest: None,
        };
        let mail = templates.render(TemplateName::Reset, &variables).unwrap();
        assert_eq!((&*mail.subject, &*mail.text), ("Hi", "ana: https://a.example/#7.x"));
        assert!(mail.html.contains("A &amp; B"), "{}", mail.html);
    }

    #[test]
    fn a_wrong_template_is_an_error_with_its_file_and_line() {
        let long = "x".repeat(64 * 1024 + 1);
        let subject = format!("{}\n{{{{ code }}}}", "x".repeat(201));
        for (file, content, expected) in [
            ("reset.txt", "Hi\n{{ link }}\n{{ usernme }}\n", "reset.txt: line 3: unknown variable"),
            ("reset.html", "{{ code }}\n{% if %}", "reset.html: line 2: syntax error"),
            ("reset.html", "{{ code|shout }}", "reset.html: line 1: unknown filter"),
            ("reset.html", "{% include \"/etc/passwd\" %}{{ code }}", "reset.html: line 1: syntax error"),
            ("verification.txt", "\n{{ link }}", "verification.txt: line 1 is the subject, and must not be empty"),
            ("verification.txt", &subject, "verification.txt: line 1 is the subject, and is longer than 200"),
            (
                "verification.txt",
                "{{ code }}\n{{ code }}",
                "verification.txt: line 1 is the subject, and must not contain",
            ),
            ("verification.txt", "Hi\nHo\n", "verification.txt: contains neither {{ link }} nor {{ code }}"),
            ("verification.html", "<p>Hi</p>", "verification.html: contains neither"),
            ("taken_by_staff.html", " \n", "taken_by_staff.html: is empty"),
            ("confirmation.txt", "Hi\n{{ code }}", "confirmation.txt: is the template of no mail"),
            ("reset.txt", &long, "reset.txt: is larger than 65536 bytes"),
        ] {
            let error = open(&[(file, content)]).unwrap_err();
            assert!(error.starts_with("KITH_MAIL_TEMPLATES: ") && error.contains(expected), "{error}");
        }
        let missing = Templates::open(Path::new("/no/such/directory")).unwrap_err().to_string();
        assert!(missing.contains("/no/such/directory"), "{missing}");
    }
}
