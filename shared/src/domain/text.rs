//! Rules for free text and for the other plain fields of a profile (`docs/api/common.md`, "Field rules").

mod characters;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;
use url::Url;

pub use self::characters::{is_invisible, normalized, trim};
use crate::domain::error::Problem;
use crate::domain::time::rfc3339;

/// Maximum length of a bio in the community API, in characters.
pub const BIO_MAX: usize = 5_000;
/// Maximum length of a bio in the site API, in characters.
pub const SITE_BIO_MAX: usize = 255;
/// Maximum length of a location in the community API, in characters.
pub const LOCATION_MAX: usize = 100;
/// Maximum length of a location in the site API, in characters.
pub const SITE_LOCATION_MAX: usize = 50;
/// Maximum length of a real name, in characters.
pub const REAL_NAME_MAX: usize = 255;
/// Maximum length of a first or last name, in characters.
pub const NAME_MAX: usize = 150;
/// Maximum length of a description, in characters.
pub const DESCRIPTION_MAX: usize = 50;
/// Maximum length of a website's URL, in characters.
pub const WEBSITE_MAX: usize = 200;
/// Maximum length of a Twitter name, in characters.
pub const TWITTER_MAX: usize = 15;
/// Maximum length of coordinates, a company's name or a role in it, in characters. The original APIs document no limit.
pub const SHORT_MAX: usize = 100;
/// Maximum length of a name or password at a login, in characters.
const UNVERIFIED_MAX: usize = 1_000;

/// Reads one line of text: at most `max` characters, no control characters, and none that change the direction of what
/// follows. The space around it is taken off, equivalent texts become equal, and a text that shows nothing is empty.
pub fn line(text: &str, max: usize) -> Result<String, Problem> {
    let text = normalized(trim(text));
    if characters::overrides_direction(&text) {
        return Err(Problem::new("invalid", "Characters that change the direction of text are not allowed."));
    }
    if is_invisible(&text) { Ok(String::new()) } else { bounded(&text, max, |c| c.is_control()) }
}

/// Reads one line of text as [`line`] does. It must show something.
pub fn filled_line(text: &str, max: usize) -> Result<String, Problem> {
    let text = line(text, max)?;
    if text.is_empty() { Err(Problem::blank()) } else { Ok(text) }
}

/// Checks long text: at most `max` characters, no control characters but line breaks and tabs.
pub fn block(text: &str, max: usize) -> Result<String, Problem> {
    bounded(text, max, |c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

fn bounded(text: &str, max: usize, forbidden: impl Fn(char) -> bool) -> Result<String, Problem> {
    if text.chars().count() > max {
        return Err(Problem::too_long(max));
    }
    no_control(text, forbidden)?;
    Ok(text.to_owned())
}

/// Rejects text that contains a forbidden control character.
pub(super) fn no_control(text: &str, forbidden: impl Fn(char) -> bool) -> Result<(), Problem> {
    if text.chars().any(forbidden) {
        return Err(Problem::new("invalid", "Control characters are not allowed."));
    }
    Ok(())
}

/// Checks an `http` or `https` URL of at most [`WEBSITE_MAX`] characters. Empty text clears the field.
pub fn website(text: &str) -> Result<String, Problem> {
    let text = line(text, WEBSITE_MAX)?;
    let valid = text.is_empty()
        || Url::parse(&text)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host() && !has_login(&url))
            && !text.contains(char::is_whitespace);
    if valid { Ok(text) } else { Err(Problem::new("invalid", "Enter a valid URL.")) }
}

/// A text with the digits and signs in it as the letters for which they stand. A `1` may be an `i` or an `l`.
pub fn digits_as_letters(text: &str, one: char) -> String {
    let letter = |c| match c {
        '0' => 'o',
        '1' | '!' | '|' => one,
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        '8' => 'b',
        other => other,
    };
    text.chars().map(letter).collect()
}

/// Whether a URL has a name before the host, which looks like a host itself (`https://bank.example@evil.example`).
fn has_login(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// Parses a day of the calendar, `YYYY-MM-DD`. Empty text clears the field.
pub fn date(text: &str) -> Result<Option<Date>, Problem> {
    let text = trim(text);
    let invalid = || Problem::new("invalid", "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.");
    if text.is_empty() {
        return Ok(None);
    }
    // jiff parses more formats than the documented one.
    let day: Date = text.parse().map_err(|_| invalid())?;
    if day.to_string() == text && text.len() == 10 { Ok(Some(day)) } else { Err(invalid()) }
}

/// Parses a day that is not in the future. Empty text clears the field. A day counts from its beginning in UTC.
pub fn past_date(text: &str, now: Timestamp) -> Result<Option<Date>, Problem> {
    let day = date(text)?;
    match day.filter(|day| *day > now.to_zoned(TimeZone::UTC).date()) {
        Some(_) => Err(Problem::new("future", "Ensure this date is not in the future.")),
        None => Ok(day),
    }
}

/// Parses a time, RFC 3339. The space around it is taken off.
pub fn time(text: &str) -> Result<Timestamp, Problem> {
    let text = trim(text);
    if let Ok(time) = text.parse() {
        return Ok(time);
    }
    // The calendar goes on for a day after the last time that can be stored.
    let is_too_late = Pieces::parse(text)
        .is_ok_and(|time| time.time().is_some() && time.offset().is_some() && time.date().year() == 9999);
    if is_too_late {
        let message = format!("This is too late: ensure it is not after {}.", rfc3339(Timestamp::MAX));
        return Err(Problem::new("too_late", message));
    }
    Err(Problem::new("invalid", "Datetime has wrong format: use RFC 3339, such as 2030-01-31T12:00:00Z."))
}

/// Reads the name of a user to look up: only its length is checked. The space around it is taken off.
pub fn unverified_name(text: &str) -> Result<String, Problem> {
    unverified(trim(text))
}

/// Checks a password that a caller claims to be theirs: only its length, because hashing a long text is not free.
pub fn unverified(text: &str) -> Result<String, Problem> {
    match text.chars().count() {
        0 => Err(Problem::blank()),
        length if length > UNVERIFIED_MAX => Err(Problem::too_long(UNVERIFIED_MAX)),
        _ => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests;
