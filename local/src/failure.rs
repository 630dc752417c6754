//! Why a command failed, as one line for the terminal.

use std::error::Error;
use std::fmt;
use std::iter::successors;

/// Why a command failed, in one line.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure with this message. Line breaks become spaces.
    pub fn new(message: impl fmt::Display) -> Self {
        Self(message.to_string().replace('\n', " "))
    }

    /// A failure of a store or a rule. The causes of the error replace its public message, because they say more.
    pub fn because(context: impl fmt::Display, error: &shared::domain::Error) -> Self {
        let Some(cause) = &error.cause else { return Self::new(format_args!("{context}: {}", error.message)) };
        let causes = successors(Some(cause.as_ref() as &dyn Error), |&error| error.source());
        let causes: Vec<_> = causes.map(ToString::to_string).collect();
        Self::new(format_args!("{context}: {}", causes.join(": ")))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
