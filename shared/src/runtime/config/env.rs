//! Settings as the environment has them: each has its default if its variable is not set.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use crate::dialect::extract::truth;
use crate::domain::account::activity::ActivityLimits;
use crate::domain::account::throttle::{Limit, Limits};
use crate::domain::post::review::ReviewRules;

/// A setting has an invalid value.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {reason}")]
pub struct ConfigError {
    name: String,
    reason: String,
}

impl ConfigError {
    /// The setting, and what is wrong with it.
    pub fn new(name: impl Into<String>, reason: impl fmt::Display) -> Self {
        Self { name: name.into(), reason: reason.to_string() }
    }
}

/// The environment, by the names of its variables.
pub(super) struct Env<F>(pub F);

impl<F: Fn(&str) -> Option<String>> Env<F> {
    pub(super) fn or<T>(&self, name: &str, default: T) -> Result<T, ConfigError>
    where
        T: std::str::FromStr,
        T::Err: fmt::Display,
    {
        match (self.0)(name) {
            Some(text) => text.parse().map_err(|error| ConfigError::new(name, error)),
            None => Ok(default),
        }
    }

    pub(super) fn flag(&self, name: &str, default: bool) -> Result<bool, ConfigError> {
        let Some(text) = (self.0)(name) else { return Ok(default) };
        truth::of_text(&text).ok_or_else(|| ConfigError::new(name, format_args!("{text:?} is neither true nor false")))
    }

    pub(super) fn seconds(&self, name: &str, default: Duration) -> Result<Duration, ConfigError> {
        match self.or(name, default.as_secs())? {
            0 => Err(ConfigError::new(name, "must be at least one second")),
            seconds => Ok(Duration::from_secs(seconds)),
        }
    }

    fn limit(&self, what: &str, default: Limit) -> Result<Limit, ConfigError> {
        Ok(Limit {
            count: self.or(&format!("KITH_{what}"), default.count)?,
            window: self.seconds(&format!("KITH_{what}_WINDOW"), default.window)?,
        })
    }

    pub(super) fn limits(&self) -> Result<Option<Limits>, ConfigError> {
        if !self.flag("KITH_THROTTLE", true)? {
            return Ok(None);
        }
        let default = Limits::default();
        Ok(Some(Limits {
            account_failures: self.limit("LOGIN_FAILURES_PER_ACCOUNT", default.account_failures)?,
            address_failures: self.limit("LOGIN_FAILURES_PER_ADDRESS", default.address_failures)?,
            second_factor_failures: self.limit("SECOND_FACTOR_FAILURES", default.second_factor_failures)?,
            registrations: self.limit("REGISTRATIONS_PER_ADDRESS", default.registrations)?,
            mails: self.limit("MAILS_PER_ACCOUNT", default.mails)?,
            recoveries: self.limit("RECOVERIES_PER_ADDRESS", default.recoveries)?,
            uploads: self.limit("UPLOADS_PER_USER", default.uploads)?,
            names: self.limit("NAMES_PER_USER", default.names)?,
            addresses: self.limit("ADDRESSES_PER_USER", default.addresses)?,
            hashes: self.limit("PASSWORDS_PER_USER", default.hashes)?,
            activity: self.activity_limits(default.activity)?,
        }))
    }

    /// The list of words, or that of the file in the package of a function: the versions of a function have no room for it.
    fn review_words(&self) -> Option<String> {
        (self.0)("KITH_REVIEW_WORDS").or_else(|| {
            let package = (self.0)("LAMBDA_TASK_ROOT")?;
            std::fs::read_to_string(Path::new(&package).join("review-words.txt")).ok()
        })
    }

    /// What is held for review: three numbers in one variable, because the versions of a function have no room for three.
    pub(super) fn review(&self) -> Result<ReviewRules, ConfigError> {
        let words = ReviewRules::words_of(&self.review_words().unwrap_or_default());
        let rules = ReviewRules::parse((self.0)("KITH_REVIEW").as_deref().unwrap_or_default());
        Ok(ReviewRules { words, ..rules.map_err(|error| ConfigError::new("KITH_REVIEW", error))? })
    }

    /// How much one user may do in an hour; 0 is off.
    fn activity_limits(&self, default: ActivityLimits) -> Result<ActivityLimits, ConfigError> {
        Ok(ActivityLimits {
            posts: self.or("KITH_LIMIT_POSTS", default.posts)?,
            comments: self.or("KITH_LIMIT_COMMENTS", default.comments)?,
            follows: self.or("KITH_LIMIT_FOLLOWS", default.follows)?,
            requests: self.or("KITH_LIMIT_REQUESTS", default.requests)?,
            announcements: self.or("KITH_LIMIT_NOTIFICATIONS", default.announcements)?,
            games: self.or("KITH_LIMIT_GAMES", default.games)?,
        })
    }
}
