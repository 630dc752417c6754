//! Cursors: opaque text that comes back as it went, and that a stranger's text cannot break.

use proptest::prelude::*;
use shared::domain::cursor::{Cursor, Direction, PageRequest, Start};

/// Longest position, in bytes.
const POSITION_MAX: usize = 512;

fn any_direction() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Direction::Forward), Just(Direction::Backward)]
}

/// Text of up to so many bytes, control characters included.
fn text_of_bytes(max: usize) -> impl Strategy<Value = String> {
    let long = proptest::collection::vec(any::<char>(), 1..=max);
    prop_oneof![long, proptest::collection::vec(any::<char>(), 1..20)].prop_map(move |chars| {
        let mut text = String::new();
        for c in chars {
            if text.len() + c.len_utf8() > max {
                break;
            }
            text.push(c);
        }
        text
    })
}

proptest! {
    #[test]
    fn a_cursor_comes_back_as_it_went(direction in any_direction(), position in text_of_bytes(POSITION_MAX)) {
        let cursor = Cursor { direction, position };
        let text = cursor.encode();
        // Nothing in it needs escaping in a query.
        prop_assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'), "{}", text);
        prop_assert_eq!(Cursor::decode(&text), Some(cursor.clone()));
        let request = PageRequest::parse(None, None, Some(&text)).unwrap();
        prop_assert_eq!(request.start, Start::Cursor(cursor));
    }

    #[test]
    fn the_longest_position_comes_back(direction in any_direction(), c in any::<char>()) {
        let count = POSITION_MAX / c.len_utf8();
        let cursor = Cursor { direction, position: c.to_string().repeat(count) };
        prop_assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
    }

    #[test]
    fn an_empty_or_overlong_position_is_refused(direction in any_direction(), length in POSITION_MAX + 1..2_000) {
        for position in [String::new(), "x".repeat(length)] {
            let text = Cursor { direction, position }.encode();
            prop_assert_eq!(Cursor::decode(&text), None);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in prop_oneof!["\\PC*", "[A-Za-z0-9_-]{0,1500}", "[ZYb][A-Za-z0-9_-]{0,50}"]) {
        match Cursor::decode(&text) {
            // One position has one text.
            Some(cursor) => prop_assert_eq!(cursor.encode(), text),
            None => {
                let error = PageRequest::parse(None, None, Some(&text)).unwrap_err();
                prop_assert_eq!(&error.fields[0].field, "cursor");
            }
        }
    }

    #[test]
    fn a_limit_is_clamped(limit in any::<u128>()) {
        let page = PageRequest::parse(Some(&limit.to_string()), None, None).unwrap();
        prop_assert_eq!(page.limit as u128, limit.clamp(1, 100));
    }

    #[test]
    fn an_offset_is_taken_up_to_ten_thousand(offset in prop_oneof![any::<u128>(), 0..20_000_u128]) {
        let page = PageRequest::parse(None, Some(&offset.to_string()), None);
        match page {
            Ok(page) => prop_assert_eq!(page.start, Start::Offset(offset as usize)),
            Err(error) => prop_assert_eq!(&error.fields[0].field, "offset"),
        }
        prop_assert_eq!(PageRequest::parse(None, Some(&offset.to_string()), None).is_ok(), offset <= 10_000);
    }

    #[test]
    fn what_is_no_number_is_refused_by_name(text in "[^0-9]\\PC{0,10}|[0-9]{1,5}[^0-9]") {
        let limit = PageRequest::parse(Some(&text), None, None).unwrap_err();
        let offset = PageRequest::parse(None, Some(&text), None).unwrap_err();
        prop_assert_eq!((&*limit.fields[0].field, &*offset.fields[0].field), ("limit", "offset"));
    }
}
