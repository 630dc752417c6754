//! Texts are trimmed, bounded and visible.

use proptest::char::range;
use proptest::prelude::*;

use super::*;

/// Text in characters of one to four bytes.
fn printable(length: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = String> {
    let c = prop_oneof![Just('a'), Just('é'), Just('語'), Just('🍓'), Just('-'), Just(' '), Just('\u{a0}')];
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
        assert_eq!(website(&format!(" {url}\u{200b}\n")).unwrap(), url);
    }
    for url in [
        "example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "http://",
        "http://example.org/a b",
        "https://bank.example@example.org",
        "https://:password@example.org",
    ] {
        assert_eq!(website(url).unwrap_err().code, "invalid", "{url}");
    }
    let long = format!("http://example.org/{}", "x".repeat(WEBSITE_MAX));
    assert_eq!(website(&long).unwrap_err().code, "max_length");
}

#[test]
fn a_line_is_trimmed_and_one_that_shows_nothing_is_empty() {
    for (text, expected) in [
        (" Anna\t", "Anna"),
        ("\u{a0}Anna\u{3000}\u{2028}", "Anna"),
        ("\u{feff}Anna\u{200b} ", "Anna"),
        ("Anna \u{2800}\u{3164} Maria", "Anna \u{2800}\u{3164} Maria"),
        // What belongs to the last letter stays.
        ("I \u{2764}\u{fe0f} ", "I \u{2764}\u{fe0f}"),
        ("\u{1f468}\u{200d}\u{1f469}", "\u{1f468}\u{200d}\u{1f469}"),
        ("C++\u{200e}", "C++\u{200e}"),
        ("cafe\u{301}", "café"),
        ("\u{1112}\u{1161}\u{11ab}", "한"),
        ("", ""),
        (" \n\t ", ""),
        ("\u{200b}\u{200c}\u{200d}\u{2060}", ""),
        ("\u{ad}\u{34f}\u{61c}\u{180e}\u{fe0f}", ""),
        ("\u{115f}\u{1160}\u{3164}\u{ffa0}\u{2800}", ""),
        ("\u{feff} \u{e0041}\u{e0100}", ""),
    ] {
        assert_eq!(line(text, 20).unwrap(), expected, "{text:?}");
        assert_eq!(filled_line(text, 20).ok(), Some(expected.to_owned()).filter(|text| !text.is_empty()), "{text:?}");
    }
    assert_eq!(filled_line(" \u{200d}", 20).unwrap_err().code, "blank");
    // Length is that of the result.
    assert!(line(&format!("  {}  ", "e\u{301}".repeat(20)), 20).is_ok());
}

#[test]
fn a_line_does_not_change_the_direction_of_what_follows() {
    for c in ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}') {
        for text in [format!("an{c}na"), format!("{c}anna"), format!("anna{c}"), c.to_string()] {
            assert_eq!(line(&text, 20).unwrap_err().code, "invalid", "{text:?}");
        }
    }
    for text in ["שלום", "مرحبا", "a\u{200f}b", "\u{200e}a"] {
        assert_eq!(line(text, 20).unwrap(), text);
    }
}

#[test]
fn space_around_a_date_or_a_name_is_taken_off_and_around_a_password_not() {
    assert_eq!(date(" 1990-02-28\u{a0}").unwrap(), date("1990-02-28").unwrap());
    assert_eq!(date(" \t").unwrap(), None);
    assert_eq!(unverified_name(" anna\u{200b}").unwrap(), "anna");
    assert_eq!(unverified_name(" ").unwrap_err().code, "blank");
    assert_eq!(unverified(" secret ").unwrap(), " secret ");
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
        prop_assert_eq!(line(&text, max).ok(), Some(text.trim()).filter(|text| text.chars().count() <= max).map(str::to_owned));
        prop_assert_eq!(block(&text, max).is_ok(), text.chars().count() <= max);
    }

    #[test]
    fn only_long_text_may_contain_line_breaks_and_tabs(
        start in printable(0..=10),
        c in prop_oneof![range('\0', ' '), range('\u{7f}', '\u{a0}')],
        end in printable(0..=10),
    ) {
        let text = format!("x{start}{c}{end}x");
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
            let bytes = text.trim().as_bytes();
            if bytes.is_empty() {
                prop_assert_eq!(day, None);
                return Ok(());
            }
            let in_place = |n: usize, b: u8| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() };
            let canonical = bytes.len() == 10 && bytes.iter().enumerate().all(|(n, b)| in_place(n, *b));
            prop_assert!(canonical, "{:?} was accepted as {:?}", text, day);
        }
    }
}
