//! Rules for free text and the other plain fields of a profile (contract, "Field rules").

use jiff::civil::Date;
use url::Url;

use crate::domain::error::Problem;

/// Longest bio that the community dialect takes, in characters.
pub const BIO_MAX: usize = 5_000;
/// Longest bio that the site dialect takes, in characters.
pub const SITE_BIO_MAX: usize = 255;
/// Longest location that the community dialect takes, in characters.
pub const LOCATION_MAX: usize = 100;
/// Longest location that the site dialect takes, in characters.
pub const SITE_LOCATION_MAX: usize = 50;
/// Longest real name, in characters.
pub const REAL_NAME_MAX: usize = 255;
/// Longest first or last name, in characters.
pub const NAME_MAX: usize = 150;
/// Longest description, in characters.
pub const DESCRIPTION_MAX: usize = 50;
/// Longest website address, in characters.
pub const WEBSITE_MAX: usize = 200;
/// Longest Twitter name, in characters.
pub const TWITTER_MAX: usize = 15;
/// Longest coordinates, company name or role, in characters. The documents name no limit; this is ours.
pub const SHORT_MAX: usize = 100;

/// One line: at most `max` characters, none of them a control character.
pub fn line(text: &str, max: usize) -> Result<String, Problem> {
    bounded(text, max, |c| c.is_control())
}

/// Long text: at most `max` characters; line breaks and tabs are fine, other control characters are not.
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

/// Refuses text with a forbidden character.
pub(super) fn no_control(text: &str, forbidden: impl Fn(char) -> bool) -> Result<(), Problem> {
    if text.chars().any(forbidden) {
        return Err(Problem::new("invalid", "Control characters are not allowed."));
    }
    Ok(())
}

/// An http or https address of at most [`WEBSITE_MAX`] characters; empty text clears it.
pub fn website(text: &str) -> Result<String, Problem> {
    let text = line(text, WEBSITE_MAX)?;
    let valid = text.is_empty()
        || Url::parse(&text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
            && !text.contains(char::is_whitespace);
    if valid { Ok(text) } else { Err(Problem::new("invalid", "Enter a valid URL.")) }
}

/// A day of the calendar, `YYYY-MM-DD`; empty text clears it.
pub fn date(text: &str) -> Result<Option<Date>, Problem> {
    let wrong = || Problem::new("invalid", "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.");
    if text.is_empty() {
        return Ok(None);
    }
    // jiff reads more than the one documented form; a day written differently from how it is answered is refused.
    let day: Date = text.parse().map_err(|_| wrong())?;
    if day.to_string() == text && text.len() == 10 { Ok(Some(day)) } else { Err(wrong()) }
}

/// Longest name or password that a login looks at, in characters.
const GUESS_MAX: usize = 1_000;

/// A name or password that somebody claims to be theirs. It obeys no rule but a bound: hashing a long text is not free.
pub fn guess(text: &str) -> Result<String, Problem> {
    match text.chars().count() {
        0 => Err(Problem::blank()),
        length if length > GUESS_MAX => Err(Problem::too_long(GUESS_MAX)),
        _ => Ok(text.to_owned()),
    }
}
