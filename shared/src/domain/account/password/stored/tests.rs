//! The hashes were made with Django 5.2, bcrypt 5.0 and argon2-cffi 25.1.

use argon2::Params;
use proptest::prelude::*;

use super::*;
use crate::domain::account::password::{Check, Hasher};

const PASSWORD: &str = "Crème brûlée";

const HASHES: [&str; 12] = [
    "pbkdf2_sha256$1000$SodiumChloride$Z3mUHK8TGyKTuKRTrfx/e5tlDzqgmSQkX3i6+l7C2js=",
    "argon2$argon2id$v=19$m=102400,t=2,p=8$c29tZXNhbHRzb21lc2FsdA$uOwMhcS/89Qa1sYAvg7K9eM+zUuWvdLj4c93YZSSIbo",
    "argon2$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$8LnsOsu1Vz7IBWgFHSp+BTjGU3xuCctmPvSHNoHB9vs",
    "bcrypt_sha256$$2b$04$cyahS3Ca1tWTqYrR0J0fGuLqyeOr29gzqabEDnv6lzM003bi5h4tm",
    "bcrypt$$2b$04$ap9VVSuOADnysDyiH4sHRenaQ.X6zhW3d6.8muO0UkNrc1.mnXGBW",
    "bcrypt$$2b$12$RBHPcU2nNEA6aLHh6ZTVcOOGENW5f94CpKdvepLtQ62TysJd.ad3S",
    "$2a$04$KJU2TAQShlCKewMoT507y.3GSxolUVcK0pTiM0kyG/txfFrVfx5Zq",
    "$2b$04$WbGSk25O5874p1KCWpPW.OoSFhDTIp.MTC3aRw1DIgBTEOvzb4G5O",
    "$2y$04$WbGSk25O5874p1KCWpPW.OoSFhDTIp.MTC3aRw1DIgBTEOvzb4G5O",
    "$argon2i$v=19$m=64,t=2,p=2$naQjS1V7q2DKU7f4F7Y9SQ$ePdCKeNDx9tS/AR9SNVlm80LtKSO3n3J1hCL4feXGqU",
    "$argon2id$v=19$m=64,t=2,p=2$0stY+VO/JFVg0di0/bxtdQ$/upDusoIKHb8QGZgMsQgAmgR0K06Jfrc/p13AZkaZzw",
    "$argon2i$v=16$m=64,t=2,p=1$c29tZXNhbHQ$YiBqbNRjjjJ1JmBBvSniCfKWdXqgqM1E",
];

fn import(text: &str) -> StoredHash {
    StoredHash::import(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}")).unwrap()
}

#[test]
fn hashes_of_other_software_are_verified_and_should_be_replaced() {
    let hasher = Hasher::new(8, 1, 1).unwrap();
    for text in HASHES {
        let hash = import(text);
        assert!(hash.verify(PASSWORD), "{text}");
        assert!(!hash.verify("Creme brulee") && !hash.verify(""), "{text}");
        let stored = Some(hash.as_str());
        assert_eq!(hasher.check(PASSWORD, stored).unwrap(), Check::RightButOutdated, "{text}");
        assert_eq!(hasher.check("creme brulee", stored).unwrap(), Check::Wrong, "{text}");
        // What is stored is parsed as what was imported.
        assert_eq!(import(hash.as_str()).as_str(), hash.as_str());
    }
}

#[test]
fn a_hash_with_the_cost_of_this_deployment_need_not_be_replaced() {
    let text = "argon2$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$8LnsOsu1Vz7IBWgFHSp+BTjGU3xuCctmPvSHNoHB9vs";
    let hash = import(text);
    assert!(hash.is_made_with(&Params::new(64, 1, 1, None).unwrap()));
    assert!(!hash.is_made_with(&Params::new(64, 2, 1, None).unwrap()));
    assert!(!import(&text.replace("argon2id", "argon2i")).is_made_with(&Params::new(64, 1, 1, None).unwrap()));
    assert_eq!(Hasher::new(64, 1, 1).unwrap().check(PASSWORD, Some(hash.as_str())).unwrap(), Check::Right);
}

#[test]
fn bcrypt_ignores_what_is_behind_72_bytes_unless_it_is_digested_first() {
    let plain = import("$2b$04$YMBO9eBAlx5v6R/t20k6UuVGJvyFqC9.fA549aUFfLTbUimSBt2dK");
    assert!(plain.verify(&"x".repeat(72)) && plain.verify(&"x".repeat(100)));
    assert!(!plain.verify(&"x".repeat(71)));
    let digested = import(HASHES[3]);
    assert!(!digested.verify(&PASSWORD.repeat(10)));
}

#[test]
fn accounts_without_a_password_have_no_hash() {
    for text in ["", "!", "!QHUgO0H7MlqbOsitamZkHLxBrs85Bhu0UzecGfme"] {
        assert!(StoredHash::import(text).unwrap().is_none(), "{text}");
    }
}

#[test]
fn hashes_that_cannot_or_should_not_be_checked_are_refused() {
    let [sha, phc, bcrypt] = [HASHES[0], HASHES[10], HASHES[7]];
    let long = format!("pbkdf2_sha256$1$s${}", "A".repeat(600));
    for (text, code) in [
        ("plain text", "unsupported"),
        ("$", "unsupported"),
        ("pbkdf2_sha1$1000000$BITfl560VCrxNMRsp9ZOND$0K82Fs6pnfp8ZIUQPCS++Znu5O0=", "unsupported"),
        ("md5$M9aikQEJJa9lLelkq2fMjO$726c8698be247db077568a3fb22a5f4c", "unsupported"),
        ("scrypt$16384$i9W6w2macWQj9z7HB0jGlT$8$5$+RmmityvycHzOl10kwEd3WWOLxIbrY2skIfQmtdIURhN22Jw", "unsupported"),
        (
            "$argon2d$v=19$m=64,t=2,p=2$T4q5O258mO2as1WTVqKutQ$RMay9D8IAbs8/9EL2F1myO7pgkEeGKSVZoXvqXQ5Xeo",
            "unsupported",
        ),
        (&bcrypt.replace("$2b", "$2x"), "unsupported"),
        (&sha.replace("$1000", "$0"), "invalid"),
        (&sha.replace("$1000", "$+1000"), "invalid"),
        (&sha.replace("SodiumChloride", ""), "invalid"),
        (sha.trim_end_matches('='), "invalid"),
        (&sha.replace("$1000", "$3000001"), "too_expensive"),
        (&bcrypt.replace("$04", "$15"), "too_expensive"),
        (&bcrypt.replace("$04", "$4"), "invalid"),
        (&bcrypt.replace("$04", "$03"), "invalid"),
        (&bcrypt[..59], "invalid"),
        (&format!("{bcrypt}A"), "invalid"),
        ("bcrypt_sha256$", "invalid"),
        (&phc.replace("v=19$", ""), "invalid"),
        (&phc.replace("v=19", "v=18"), "invalid"),
        (&phc.replace("p=2", "p=2,keyid=AAAA"), "invalid"),
        (&phc.replace("m=64", "m=131073"), "too_expensive"),
        (&phc.replace("m=64,t=2", "m=65536,t=9"), "too_expensive"),
        (&phc.replace("m=64,t=2,p=2", "m=1024,t=2,p=65"), "too_expensive"),
        (phc.rsplit_once('$').unwrap().0, "invalid"),
        (&long, "max_length"),
    ] {
        assert_eq!(StoredHash::import(text).err().map(|problem| problem.code), Some(code), "{text}");
    }
}

/// Almost a hash.
const HASH: &str = "[$]?(argon2|pbkdf2_sha256|bcrypt|2b)[$a-z0-9=,+/é]{0,60}";

proptest! {
    #[test]
    fn any_text_is_a_hash_that_can_be_checked_or_a_problem(text in prop_oneof![HASH, "\\PC{0,80}"]) {
        if let Ok(Some(hash)) = StoredHash::import(&text) {
            prop_assert!(!hash.verify("a password"));
        }
    }

    #[test]
    fn a_damaged_hash_verifies_nothing(hash in 0..12_usize, at in any::<prop::sample::Index>(), by in "[$A-Za-z0-9./é]") {
        prop_assume!(hash != 1 && hash != 5);
        let text = HASHES[hash];
        let at = at.index(text.len());
        let damaged = format!("{}{by}{}", &text[..at], &text[at + 1..]);
        let verifies = |hash: StoredHash| hash.verify(PASSWORD);
        if let Ok(Some(read)) = StoredHash::import(&damaged) {
            // Bits behind the last byte, and the letter of bcrypt's version, mean nothing.
            let same = import(text).as_str() == read.as_str() || matches!(read.scheme, Scheme::Bcrypt(_));
            prop_assert!(same || !verifies(read), "{}", damaged);
        }
    }
}
