//! The variables of the templates of mails.

use minijinja::{Value, context};

/// What a digest tells of.
#[derive(Clone, Debug, Default)]
pub struct Digest {
    /// What the newest unseen notifications say, a sentence without its full stop each.
    pub lines: Vec<String>,
    /// The number of unseen notifications, counted up to 64.
    pub unseen: usize,
    /// The code that turns digests off.
    pub unsubscribe: String,
}

/// The values of a mail's variables.
#[derive(Clone, Copy, Debug)]
pub(super) struct Variables<'a> {
    pub community: &'a str,
    pub username: &'a str,
    pub link: &'a str,
    pub code: &'a str,
    pub lifetime: &'a str,
    /// What a digest tells of, and its links. Other mails have no such variables.
    pub digest: Option<DigestVariables<'a>>,
}

/// The values of the variables that digests alone have.
#[derive(Clone, Copy, Debug)]
pub(super) struct DigestVariables<'a> {
    pub digest: &'a Digest,
    /// The address of the console.
    pub console: &'a str,
    /// The page that turns digests off.
    pub unsubscribe: &'a str,
}

impl Variables<'_> {
    pub fn values(&self) -> Value {
        let Variables { community, username, link, code, lifetime, digest } = *self;
        let Some(DigestVariables { digest, console, unsubscribe }) = digest else {
            return context! { community, username, link, code, lifetime };
        };
        let (lines, unseen) = (&digest.lines, digest.unseen);
        let more = unseen.saturating_sub(lines.len());
        context! { community, username, link, code, lifetime, lines, unseen, more, console, unsubscribe }
    }
}
