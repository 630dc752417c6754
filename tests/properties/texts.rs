//! Free text is counted in characters, not in bytes, and a day is written in one way.

use proptest::char::range;
use proptest::prelude::*;
use shared::domain::text::{block, date, line};

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
    fn control_characters_are_refused_but_line_breaks_in_long_text(
        start in printable(0..=10), c in prop_oneof![range('\0', ' '), range('\u{7f}', '\u{a0}')], end in printable(0..=10),
    ) {
        let text = format!("{start}{c}{end}");
        prop_assert_eq!(line(&text, 100).is_ok(), !c.is_control());
        prop_assert_eq!(block(&text, 100).is_ok(), !c.is_control() || "\n\r\t".contains(c));
    }

    #[test]
    fn a_day_is_accepted_if_it_is_in_the_calendar(year in 1..=9_999_i32, month in 0..=14_u32, day in 0..=33_u32) {
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
    fn a_day_is_accepted_in_the_one_form_only(text in prop_oneof![
        "[+-]?[0-9]{1,6}[-/. ]?[0-9]{1,2}[-/. ]?[0-9]{1,2}",
        "[0-9]{4}-[01][0-9]-[0-3][0-9]([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?Z?)?",
        "[0-9]{4}-W?[0-5][0-9](-[1-7])?",
        "[+-][0-9]{6}-[01][0-9]-[0-2][0-9]",
        " ?[0-9]{4}-0[1-9]-0[1-9] ?(\\[UTC\\])?",
        "\\PC{1,12}",
    ]) {
        if let Ok(day) = date(&text) {
            let bytes = text.as_bytes();
            let canonical = bytes.len() == 10
                && bytes.iter().enumerate().all(|(at, b)| if at == 4 || at == 7 { *b == b'-' } else { b.is_ascii_digit() });
            prop_assert!(canonical, "{:?} was accepted as {:?}", text, day);
        }
    }
}

#[test]
fn no_text_clears_a_day() {
    assert_eq!(date("").unwrap(), None);
}
