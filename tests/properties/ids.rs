//! Ids: exact in JavaScript, in the order of creation, and convertible into UUIDs and back by computation alone.

use jiff::Timestamp;
use proptest::prelude::*;
use shared::domain::Id;
use shared::domain::id::UuidKind;
use uuid::{Uuid, Variant};

/// 2024-01-01T00:00:00Z, where ids begin.
const EPOCH_MS: i64 = 1_704_067_200_000;
/// Ids are below this.
const LIMIT: u64 = 1 << 53;

fn any_id() -> impl Strategy<Value = Id> {
    let edges = prop_oneof![Just(1), Just(LIMIT - 1), Just(4_095), Just(4_096)];
    prop_oneof![9 => 1..LIMIT, 1 => edges].prop_map(|n| Id::try_from(n).unwrap())
}

fn any_kind() -> impl Strategy<Value = UuidKind> {
    prop_oneof![Just(UuidKind::User), Just(UuidKind::Inbox), Just(UuidKind::Home)]
}

/// A moment at which an id may be drawn: the 69 years that 41 bits of milliseconds reach.
fn any_moment() -> impl Strategy<Value = Timestamp> {
    (1..(1_i64 << 41)).prop_map(|ms| Timestamp::from_millisecond(EPOCH_MS + ms).unwrap())
}

proptest! {
    #[test]
    fn an_id_and_a_kind_go_into_a_uuid_and_back(id in any_id(), kind in any_kind()) {
        let uuid = id.to_uuid(kind);
        prop_assert_eq!(Id::from_uuid(uuid), Some((id, kind)));
        prop_assert_eq!(uuid.get_version_num(), 8);
        prop_assert_eq!(uuid.get_variant(), Variant::RFC4122);
        // As text, in whatever case a client sends it.
        let text = uuid.to_string().to_uppercase();
        prop_assert_eq!(Uuid::try_parse(&text).unwrap(), uuid);
    }

    #[test]
    fn different_ids_or_kinds_have_different_uuids(a in any_id(), b in any_id(), k in any_kind(), l in any_kind()) {
        prop_assert_eq!(a.to_uuid(k) == b.to_uuid(l), (a, k) == (b, l));
    }

    #[test]
    fn uuids_sort_as_their_ids(a in any_id(), b in any_id(), kind in any_kind()) {
        prop_assert_eq!(a.to_uuid(kind).cmp(&b.to_uuid(kind)), a.cmp(&b));
    }

    #[test]
    fn any_other_uuid_names_nothing(bits in any::<u128>()) {
        let uuid = Uuid::from_u128(bits);
        if let Some((id, kind)) = Id::from_uuid(uuid) {
            prop_assert_eq!(id.to_uuid(kind), uuid);
        }
    }

    #[test]
    fn a_uuid_with_one_bit_wrong_names_nothing_or_somebody_else(id in any_id(), kind in any_kind(), bit in 0..128) {
        let uuid = Uuid::from_u128(id.to_uuid(kind).as_u128() ^ (1_u128 << bit));
        if let Some((other, other_kind)) = Id::from_uuid(uuid) {
            prop_assert_ne!((other, other_kind), (id, kind));
            prop_assert_eq!(other.to_uuid(other_kind), uuid);
        }
    }

    #[test]
    fn javascript_reads_an_id_exactly(id in any_id()) {
        let json = serde_json::to_string(&id).unwrap();
        let read: f64 = json.parse().unwrap();
        prop_assert_eq!(read as u64, id.get());
        prop_assert_eq!(format!("{read}"), json.clone());
        prop_assert_eq!(serde_json::from_str::<Id>(&json).unwrap(), id);
    }

    #[test]
    fn numbers_that_are_no_ids_are_refused(n in prop_oneof![Just(0), LIMIT..]) {
        prop_assert!(Id::try_from(n).is_err());
        prop_assert!(serde_json::from_str::<Id>(&n.to_string()).is_err());
        prop_assert_eq!(Id::parse(&n.to_string()), None);
    }

    #[test]
    fn an_id_is_read_as_it_is_written(id in any_id()) {
        prop_assert_eq!(Id::parse(&id.to_string()), Some(id));
    }

    #[test]
    fn one_user_has_one_address(text in prop_oneof!["[+ -]?0{0,3}[0-9]{1,20}[ .]?0?", "\\PC{0,20}", "[٠-٩]{1,5}"]) {
        if let Some(id) = Id::parse(&text) {
            prop_assert_eq!(id.to_string(), text);
        }
    }

    #[test]
    fn ids_are_in_the_order_of_their_milliseconds(a in any_moment(), b in any_moment()) {
        let (x, y) = (Id::generate(a), Id::generate(b));
        prop_assert_eq!(x.created(), a);
        if a != b {
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
        }
    }

    #[test]
    fn ids_of_neighbouring_milliseconds_do_not_overlap(a in any_moment()) {
        let before = a.checked_sub(jiff::SignedDuration::from_millis(1)).unwrap();
        if before.as_millisecond() > EPOCH_MS {
            prop_assert!(Id::generate(before) < Id::generate(a));
        }
    }

    #[test]
    fn a_drawn_id_is_valid_whatever_the_clock_says(ms in -1_000_000_000_000_i64..100_000_000_000_000) {
        let id = Id::generate(Timestamp::from_millisecond(ms).unwrap());
        prop_assert!((1..LIMIT).contains(&id.get()));
    }
}
