//! Unit tests of the second factor.

use std::time::Duration;

use jiff::SignedDuration;

use super::totp::{STEP, base32};
use super::*;
use crate::domain::error::ErrorKind;

const LIMIT: Limit = Limit { count: 5, window: Duration::from_secs(900) };

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"))
}

/// A factor that is on since a quarter of an hour ago, with its recovery codes.
fn on(secret: &Secret) -> (SecondFactor, Vec<String>) {
    let (codes, recovery) = RecoveryCodes::generate();
    let pending = SecondFactor::pending(secret.clone(), at(-1_000));
    let first = code(&secret.code_at(at(-900)));
    (pending.confirmed(&first, recovery, at(-900)).unwrap_or_else(|error| panic!("{error}")), codes)
}

fn right(factor: &SecondFactor, text: &str, now: Timestamp) -> Option<SecondFactor> {
    match factor.check(&code(text), Some(LIMIT), now) {
        Ok(Checked::Right(after, _)) => Some(after),
        Ok(Checked::Wrong(_)) => None,
        Err(error) => panic!("{error}"),
    }
}

/// The vectors of RFC 6238, appendix B, of which these are the last six digits.
#[test]
fn codes_are_those_of_the_rfc() {
    let secret = Secret::parse(&base32(b"12345678901234567890")).unwrap();
    assert_eq!(secret.text(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    for (second, expected) in [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ] {
        assert_eq!(secret.code_at(Timestamp::from_second(second).unwrap()), expected, "{second}");
    }
}

#[test]
fn base32_is_that_of_the_rfc() {
    for (bytes, expected) in [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")] {
        assert_eq!(base32(bytes.as_bytes()), expected);
    }
    let secret = Secret::generate();
    assert!(Secret::parse(&secret.text()).unwrap() == secret);
    for text in ["", "A", "1", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGE======", "gezdgnbvgy3tqojqgezdgnbvgy3tqojq"] {
        assert!(Secret::parse(text).is_none(), "{text}");
    }
}

#[test]
fn the_url_names_the_community_and_the_user() {
    let secret = Secret::parse(&base32(b"12345678901234567890")).unwrap();
    let expected = "otpauth://totp/Celeste%20%26%20Co:theo%40x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
                    &issuer=Celeste%20%26%20Co&algorithm=SHA1&digits=6&period=30";
    assert_eq!(secret.url("Celeste & Co", "theo@x"), expected);
    assert!(secret.url(&"ж".repeat(60), &"ж".repeat(150)).len() < 2_000);
}

#[test]
fn a_code_is_good_for_one_step_of_drift_and_once() {
    let secret = Secret::generate();
    let (factor, _) = on(&secret);
    for (seconds, expected) in [(-2 * STEP, false), (-STEP, true), (0, true), (STEP, true), (2 * STEP, false)] {
        let shown = secret.code_at(at(0).checked_add(SignedDuration::from_secs(seconds)).unwrap());
        assert_eq!(right(&factor, &shown, at(0)).is_some(), expected, "{seconds}");
    }
    let shown = secret.code_at(at(0));
    let after = right(&factor, &format!(" {} {} ", &shown[..3], &shown[3..]), at(0)).unwrap();
    assert!(right(&after, &shown, at(0)).is_none() && after.version != factor.version);
    // Codes from before the last one are not good either.
    assert!(right(&after, &secret.code_at(at(-STEP)), at(0)).is_none());
    assert!(right(&after, &secret.code_at(at(STEP)), at(STEP)).is_some());
    // The code that turned the factor on was used with that.
    assert!(right(&factor, &secret.code_at(at(-900)), at(-900)).is_none());
}

#[test]
fn a_recovery_code_is_good_once_and_written_as_one_likes() {
    let (factor, codes) = on(&Secret::generate());
    assert_eq!((codes.len(), factor.recovery_codes_left()), (10, 10));
    assert!(codes.iter().all(|code| code.len() == 19), "{codes:?}");
    let after = right(&factor, &codes[3].to_lowercase().replace('-', " "), at(0)).unwrap();
    assert_eq!(after.recovery_codes_left(), 9);
    assert!(right(&after, &codes[3], at(0)).is_none() && right(&after, &codes[4], at(0)).is_some());
    let stored = serde_json::to_string(&factor).unwrap();
    assert!(codes.iter().all(|code| !stored.contains(code) && !stored.contains(&code.replace('-', ""))));
}

#[test]
fn five_wrong_codes_throttle_and_a_right_one_begins_anew() {
    let secret = Secret::generate();
    let (mut factor, codes) = on(&secret);
    let wrong = |factor: &SecondFactor, limit| match factor.check(&code("wrong"), limit, at(0)) {
        Ok(Checked::Wrong(after)) => after,
        Ok(Checked::Right(..)) => panic!("a wrong code is right"),
        Err(error) => panic!("{error}"),
    };
    for _ in 0..4 {
        factor = wrong(&factor, Some(LIMIT));
    }
    factor = right(&factor, &codes[0], at(0)).unwrap();
    for _ in 0..5 {
        factor = wrong(&factor, Some(LIMIT));
    }
    let shown = code(&secret.code_at(at(60)));
    let error = factor.check(&shown, Some(LIMIT), at(60)).err().unwrap();
    assert_eq!(error.kind, ErrorKind::Throttled { retry_after: 840 });
    assert!(factor.check(&shown, None, at(60)).is_ok());
    assert!(right(&factor, &secret.code_at(at(900)), at(900)).is_some());
}

#[test]
fn a_set_up_waits_an_hour_for_its_code() {
    let secret = Secret::generate();
    let pending = SecondFactor::pending(secret.clone(), at(0));
    assert!(!pending.is_on() && right(&pending, &secret.code_at(at(0)), at(0)).is_none());
    let confirm = |factor: &SecondFactor, text: &str, now| {
        factor.confirmed(&code(text), RecoveryCodes::default(), now).map_err(|error| error.code)
    };
    assert!(confirm(&pending, &secret.code_at(at(3_599)), at(3_599)).is_ok_and(|factor| factor.is_on()));
    assert_eq!(confirm(&pending, &secret.code_at(at(3_600)), at(3_600)).err(), Some("not_found"));
    assert_eq!(confirm(&pending, "000000x", at(0)).err(), Some("invalid"));
    let (on, _) = on(&secret);
    assert_eq!(confirm(&on, &secret.code_at(at(0)), at(0)).err(), Some("not_found"));
}
