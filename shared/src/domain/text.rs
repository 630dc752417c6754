//! Rules for free text and for the other plain fields of a profile (`docs/api/common.md`, "Field rules").

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;
use url::Url;

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

/// Checks one line of text: at most `max` characters, no control characters.
pub fn line(text: &str, max: usize) -> Result<String, Problem> {
    bounded(text, max, |c| c.is_control())
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
        || Url::parse(&text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
            && !text.contains(char::is_whitespace);
    if valid { Ok(text) } else { Err(Problem::new("invalid", "Enter a valid URL.")) }
}

/// Parses a day of the calendar, `YYYY-MM-DD`. Empty text clears the field.
pub fn date(text: &str) -> Result<Option<Date>, Problem> {
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

/// Parses a time, RFC 3339.
pub fn time(text: &str) -> Result<Timestamp, Problem> {
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

/// Checks a name or password that a caller claims to be theirs: only its length, because hashing a long text is not
/// free.
pub fn unverified(text: &str) -> Result<String, Problem> {
    match text.chars().count() {
        0 => Err(Problem::blank()),
        length if length > UNVERIFIED_MAX => Err(Problem::too_long(UNVERIFIED_MAX)),
        _ => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::char::range;
    use proptest::prelude::*;

    use super::*;

    /// Text in characters of one to four bytes.
    fn printable(length: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = String> {
        let c = prop_oneof![Just('a'), Just('é'), Just('語'), Just('🍓'), Just('\u{301}'), Just(' '), Just('\u{a0}')];
        proptest::collection::vec(c, length).prop_map(|chars| chars.into_iter().collect())
    }

    fn days_of(year: i32, month: u32) -> u32 {
        match month {
            4 | 6 | 9 | 11 => 30,
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            _ => 31,
        }
    }

    #[test]
    fn empty_text_clears_a_date() {
        assert_eq!(date("").unwrap(), None);
    }

    #[test]
    fn a_date_of_birth_is_not_in_the_future() {
        let now: Timestamp = "2026-02-28T23:59:59Z".parse().unwrap();
        for text in ["", "0000-01-01", "0001-01-01", "1900-02-28", "2024-02-29", "2026-02-27", "2026-02-28"] {
            assert_eq!(past_date(text, now).unwrap(), date(text).unwrap(), "{text}");
        }
        for text in ["2026-03-01", "2026-12-31", "2027-01-01", "2100-01-01", "9999-12-30", "9999-12-31"] {
            assert_eq!(past_date(text, now).unwrap_err().code, "future", "{text}");
        }
        for text in ["2026-02-29", "2026-02-30", "10000-01-01", "tomorrow", "2026-03-01T00:00:00Z"] {
            assert_eq!(past_date(text, now).unwrap_err().code, "invalid", "{text}");
        }
        assert!(past_date("9999-12-31", Timestamp::MAX).is_err() && past_date("9999-12-30", Timestamp::MAX).is_ok());
    }

    #[test]
    fn times_up_to_the_last_one_are_taken_and_later_ones_are_too_late() {
        for text in [
            "9999-12-30T22:00:00Z",
            "9999-12-30T22:00:00.999999999Z",
            "9999-12-30T23:00:00+01:00",
            "9999-12-31T23:58:59+25:59",
            "2030-01-31T12:00:00-00:30",
            "1969-12-31T23:59:59Z",
        ] {
            assert_eq!(time(text).unwrap(), text.parse::<Timestamp>().unwrap(), "{text}");
            assert!(rfc3339(time(text).unwrap()).ends_with('Z'));
        }
        for text in [
            "9999-12-30T22:00:01Z",
            "9999-12-30T23:59:59.999Z",
            "9999-12-31T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "9999-12-31T23:59:59.999999999Z",
            "9999-12-31T23:59:60Z",
            "9999-12-31T00:00:00+01:00",
            "9999-12-30T20:00:00-05:00",
        ] {
            assert_eq!(time(text).unwrap_err().code, "too_late", "{text}");
        }
        for text in [
            "",
            "soon",
            "9999-12-31",
            "9999-12-31Z",
            "9999-12-32T00:00:00Z",
            "9999-12-31T24:00:00Z",
            "9999-12-31T00:00:00",
            "10000-01-01T00:00:00Z",
            "99999-01-01T00:00:00Z",
            "-009999-01-01T00:00:00Z",
            "1e300",
            "253402300799",
        ] {
            assert_eq!(time(text).unwrap_err().code, "invalid", "{text}");
        }
    }

    #[test]
    fn a_website_is_an_http_url_with_a_host() {
        for url in ["", "http://example.org", "https://example.org/a?b#c", "HTTPS://EXAMPLE.ORG"] {
            assert_eq!(website(url).unwrap(), url);
        }
        for url in ["example.org", "ftp://example.org", "javascript:alert(1)", "http://", "http://example.org/a b"] {
            assert_eq!(website(url).unwrap_err().code, "invalid", "{url}");
        }
        let long = format!("http://example.org/{}", "x".repeat(WEBSITE_MAX));
        assert_eq!(website(&long).unwrap_err().code, "max_length");
    }

    #[test]
    fn a_name_or_password_at_a_login_is_only_bounded() {
        assert!(unverified("\0 ").is_ok() && unverified(&"é".repeat(1_000)).is_ok());
        assert_eq!(unverified("").unwrap_err().code, "blank");
        assert_eq!(unverified(&"é".repeat(1_001)).unwrap_err().code, "max_length");
    }

    proptest! {
        #[test]
        fn text_is_counted_in_characters(text in printable(0..=60), max in 1..60_usize) {
            let fits = text.chars().count() <= max;
            prop_assert_eq!(line(&text, max).is_ok(), fits);
            prop_assert_eq!(block(&text, max).is_ok(), fits);
            if fits {
                prop_assert_eq!(line(&text, max).unwrap(), text);
            }
        }

        #[test]
        fn only_long_text_may_contain_line_breaks_and_tabs(
            start in printable(0..=10),
            c in prop_oneof![range('\0', ' '), range('\u{7f}', '\u{a0}')],
            end in printable(0..=10),
        ) {
            let text = format!("{start}{c}{end}");
            prop_assert_eq!(line(&text, 100).is_ok(), !c.is_control());
            prop_assert_eq!(block(&text, 100).is_ok(), !c.is_control() || "\n\r\t".contains(c));
        }

        #[test]
        fn a_date_is_accepted_if_the_calendar_has_it(year in 1..=9_999_i32, month in 0..=14_u32, day in 0..=33_u32) {
            let text = format!("{year:04}-{month:02}-{day:02}");
            let exists = (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
            match date(&text) {
                Ok(read) => {
                    prop_assert!(exists, "{} was accepted", text);
                    prop_assert_eq!(read.unwrap().to_string(), text);
                }
                Err(problem) => {
                    prop_assert!(!exists, "{} was refused", text);
                    prop_assert_eq!(problem.code, "invalid");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn a_date_is_accepted_in_one_format_only(text in prop_oneof![
            "[+-]?[0-9]{1,6}[-/. ]?[0-9]{1,2}[-/. ]?[0-9]{1,2}",
            "[0-9]{4}-[01][0-9]-[0-3][0-9]([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?Z?)?",
            "[0-9]{4}-W?[0-5][0-9](-[1-7])?",
            "[+-][0-9]{6}-[01][0-9]-[0-2][0-9]",
            " ?[0-9]{4}-0[1-9]-0[1-9] ?(\\[UTC\\])?",
            "\\PC{1,12}",
        ]) {
            if let Ok(day) = date(&text) {
                let bytes = text.as_bytes();
                let in_place = |n: usize, b: u8| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() };
                let canonical = bytes.len() == 10 && bytes.iter().enumerate().all(|(n, b)| in_place(n, *b));
                prop_assert!(canonical, "{:?} was accepted as {:?}", text, day);
            }
        }
    }
}
