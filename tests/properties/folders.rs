//! Ids of folders are computed both ways, and no walk upwards goes in circles.

use proptest::prelude::*;
use shared::domain::folder::{Place, Tree, way_up};
use shared::domain::{FolderId, Id};
use uuid::{Uuid, Variant};

const LIMIT: u64 = 1 << 53;

fn any_id() -> impl Strategy<Value = Id> {
    let edges = prop_oneof![Just(1), Just(LIMIT - 1), Just(4_095), Just(4_096)];
    prop_oneof![9 => 1..LIMIT, 1 => edges].prop_map(|n| Id::try_from(n).unwrap())
}

fn any_folder() -> impl Strategy<Value = FolderId> {
    let place = prop_oneof![Just(Place::Inbox), Just(Place::Home), any_id().prop_map(Place::Made)];
    (any_id(), place).prop_map(|(owner, place)| FolderId { owner, place })
}

fn id(n: u64) -> Id {
    Id::try_from(n + 1).unwrap()
}

proptest! {
    #[test]
    fn a_folder_goes_into_a_uuid_and_back(folder in any_folder()) {
        let uuid = folder.to_uuid();
        prop_assert_eq!(FolderId::from_uuid(uuid), Some(folder));
        prop_assert_eq!((uuid.get_version_num(), uuid.get_variant()), (8, Variant::RFC4122));
        // It names no user.
        prop_assert!(!matches!(Id::from_uuid(uuid), Some((_, shared::domain::id::UuidKind::User))));
    }

    #[test]
    fn different_folders_have_different_uuids(a in any_folder(), b in any_folder()) {
        prop_assert_eq!(a.to_uuid() == b.to_uuid(), a == b);
    }

    #[test]
    fn any_other_uuid_names_nothing(bits in any::<u128>(), folder in any_folder(), bit in 0..128) {
        for uuid in [Uuid::from_u128(bits), Uuid::from_u128(folder.to_uuid().as_u128() ^ (1_u128 << bit))] {
            if let Some(named) = FolderId::from_uuid(uuid) {
                prop_assert_eq!(named.to_uuid(), uuid);
            }
        }
    }

    /// Moves that are refused where they would make a circle never make one, in whatever order they come.
    #[test]
    fn moves_that_are_checked_make_no_circle(moves in proptest::collection::vec((0..12_u64, 0..13_u64), 0..200)) {
        let mut tree: Tree = (0..12).map(|n| (id(n), Place::Home)).collect();
        for (from, to) in moves {
            let to = if to == 12 { Place::Inbox } else { Place::Made(id(to)) };
            let way = way_up(&tree, to).expect("nothing is gone");
            if way.iter().all(|(above, _)| *above != id(from)) {
                tree.insert(id(from), to);
            }
            for start in tree.keys() {
                let mut place = Place::Made(*start);
                for _ in 0..12 {
                    let Place::Made(here) = place else { break };
                    place = tree[&here];
                }
                prop_assert!(!matches!(place, Place::Made(_)), "{:?}", tree);
            }
        }
    }

    #[test]
    fn a_way_leads_up_step_by_step_or_nowhere(
        parents in proptest::collection::vec(proptest::option::of(0..8_u64), 8),
        start in 0..9_u64,
    ) {
        // Any tree, any circle, any hole: the ninth folder is not there.
        let place = |parent: &Option<u64>| parent.map_or(Place::Home, |n| Place::Made(id(n)));
        let tree: Tree = parents.iter().enumerate().map(|(n, parent)| (id(n as u64), place(parent))).collect();
        if let Some(way) = way_up(&tree, Place::Made(id(start))) {
            prop_assert_eq!(way[0].0, id(start));
            for step in way.windows(2) {
                prop_assert_eq!(step[0].1, Place::Made(step[1].0));
            }
            prop_assert_eq!(way.last().map(|(_, top)| *top), Some(Place::Home));
        }
    }
}
