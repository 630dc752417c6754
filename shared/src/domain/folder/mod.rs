//! Folders: two special ones that every user has, and those that are created below them (`docs/api/directory.md`,
//! "Folders").

use std::collections::HashMap;

use uuid::Uuid;

use crate::domain::error::Problem;
use crate::domain::id::{Id, UserId, UuidKind};
use crate::domain::text;

/// Maximum length of a title, in characters.
pub const TITLE_MAX: usize = 200;
/// Maximum number of a user's folders, at any depth, besides the special ones. A move reads all of them.
pub const FOLDERS_MAX: u16 = 1_000;
/// Maximum number of folders above the place to which a folder is moved. The move is conditional on each of them
/// staying where it is.
pub const MOVE_DEPTH_MAX: usize = 50;
/// The last byte of a created folder's UUID. [`UuidKind`] has the other values.
const KIND: u64 = 4;

/// The place of a folder among its owner's folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The special folder `inbox`.
    Inbox,
    /// The special folder `home`.
    Home,
    /// A folder that was created.
    Created(Id),
}

/// The id of a folder. It contains the owner, so that access is checked before the folder is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FolderId {
    /// The owner, who stays the same wherever the folder is moved.
    pub owner: UserId,
    /// The place among the owner's folders.
    pub place: Place,
}

/// A folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// The id.
    pub id: FolderId,
    /// The title, unique within the parent.
    pub title: String,
    /// The folder that contains this one; `None` for special folders.
    pub parent: Option<Place>,
}

impl FolderId {
    /// The UUID of the folder. A special folder has the owner's UUID of another kind. The UUID of a created folder
    /// contains the owner's id in its first half and the folder's own id in its second.
    pub fn to_uuid(self) -> Uuid {
        match self.place {
            Place::Inbox => self.owner.to_uuid(UuidKind::Inbox),
            Place::Home => self.owner.to_uuid(UuidKind::Home),
            Place::Created(id) => Uuid::from_u64_pair(self.owner.uuid_high(), (0b10 << 62) | (id.get() << 8) | KIND),
        }
    }

    /// The folder of a UUID made by [`FolderId::to_uuid`]; `None` for any other UUID.
    pub fn from_uuid(uuid: Uuid) -> Option<Self> {
        let (high, low) = uuid.as_u64_pair();
        let folder = if low & 0xff == KIND {
            let id = Id::try_from((low & !(0b11 << 62)) >> 8).ok()?;
            Self { owner: Id::from_uuid_high(high)?, place: Place::Created(id) }
        } else {
            match Id::from_uuid(uuid)? {
                (owner, UuidKind::Inbox) => Self { owner, place: Place::Inbox },
                (owner, UuidKind::Home) => Self { owner, place: Place::Home },
                (_, UuidKind::User) => return None,
            }
        };
        (folder.to_uuid() == uuid).then_some(folder)
    }

    /// The special folder with this id, which is computed and never stored; `None` for other folders.
    pub fn special(self) -> Option<Folder> {
        let title = match self.place {
            Place::Inbox => "inbox",
            Place::Home => "home",
            Place::Created(_) => return None,
        };
        Some(Folder { id: self, title: title.to_owned(), parent: None })
    }
}

/// Reads a title: one line of 1 to [`TITLE_MAX`] characters.
pub fn title(text: &str) -> Result<String, Problem> {
    text::filled_line(text, TITLE_MAX)
}

/// The parent of each folder that an owner has created.
pub type Tree = HashMap<Id, Place>;

/// The created folders from `place` up to a special folder, each with its parent; `None` if one of them does not exist.
pub fn ancestors(tree: &Tree, mut place: Place) -> Option<Vec<(Id, Place)>> {
    let mut ancestors = Vec::new();
    while let Place::Created(id) = place {
        place = *tree.get(&id)?;
        ancestors.push((id, place));
        // More steps than there are folders mean a circle.
        if ancestors.len() > tree.len() {
            return None;
        }
    }
    Some(ancestors)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Variant;

    use super::*;

    const LIMIT: u64 = 1 << 53;

    fn any_id() -> impl Strategy<Value = Id> {
        let edges = prop_oneof![Just(1), Just(LIMIT - 1), Just(4_095), Just(4_096)];
        prop_oneof![9 => 1..LIMIT, 1 => edges].prop_map(|n| Id::try_from(n).unwrap())
    }

    fn any_folder() -> impl Strategy<Value = FolderId> {
        let place = prop_oneof![Just(Place::Inbox), Just(Place::Home), any_id().prop_map(Place::Created)];
        (any_id(), place).prop_map(|(owner, place)| FolderId { owner, place })
    }

    fn id(n: u64) -> Id {
        Id::try_from(n + 1).unwrap()
    }

    #[test]
    fn special_folders_have_fixed_titles_and_no_parent() {
        for (place, expected) in
            [(Place::Inbox, Some("inbox")), (Place::Home, Some("home")), (Place::Created(id(1)), None)]
        {
            let folder = FolderId { owner: id(0), place }.special();
            assert_eq!(folder.as_ref().map(|folder| folder.title.as_str()), expected);
            assert!(folder.is_none_or(|folder| folder.parent.is_none()));
        }
    }

    #[test]
    fn a_title_is_a_line_that_is_not_all_blank() {
        assert_eq!(title(" Letters ").unwrap(), "Letters");
        assert_eq!(title("\u{e9}").unwrap(), title("e\u{301}").unwrap());
        let long = "é".repeat(TITLE_MAX + 1);
        for (text, code) in [("", "blank"), (" \t", "blank"), ("a\nb", "invalid"), (&*long, "max_length")] {
            assert_eq!(title(text).unwrap_err().code, code, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn a_folder_survives_a_uuid(folder in any_folder()) {
            let uuid = folder.to_uuid();
            prop_assert_eq!(FolderId::from_uuid(uuid), Some(folder));
            prop_assert_eq!((uuid.get_version_num(), uuid.get_variant()), (8, Variant::RFC4122));
            // It is not the UUID of a user.
            prop_assert!(!matches!(Id::from_uuid(uuid), Some((_, UuidKind::User))));
        }

        #[test]
        fn different_folders_have_different_uuids(a in any_folder(), b in any_folder()) {
            prop_assert_eq!(a.to_uuid() == b.to_uuid(), a == b);
        }

        #[test]
        fn any_other_uuid_identifies_nothing(bits in any::<u128>(), folder in any_folder(), bit in 0..128) {
            for uuid in [Uuid::from_u128(bits), Uuid::from_u128(folder.to_uuid().as_u128() ^ (1_u128 << bit))] {
                if let Some(other) = FolderId::from_uuid(uuid) {
                    prop_assert_eq!(other.to_uuid(), uuid);
                }
            }
        }

        /// Moves that are refused if they would make a circle never make one, in any order.
        #[test]
        fn checked_moves_make_no_circle(moves in proptest::collection::vec((0..12_u64, 0..13_u64), 0..200)) {
            let mut tree: Tree = (0..12).map(|n| (id(n), Place::Home)).collect();
            for (from, to) in moves {
                let to = if to == 12 { Place::Inbox } else { Place::Created(id(to)) };
                let ancestors = ancestors(&tree, to).expect("no folder is gone");
                if ancestors.iter().all(|(above, _)| *above != id(from)) {
                    tree.insert(id(from), to);
                }
                for start in tree.keys() {
                    let mut place = Place::Created(*start);
                    for _ in 0..12 {
                        let Place::Created(here) = place else { break };
                        place = tree[&here];
                    }
                    prop_assert!(!matches!(place, Place::Created(_)), "{:?}", tree);
                }
            }
        }

        #[test]
        fn ancestors_lead_up_step_by_step(
            parents in proptest::collection::vec(proptest::option::of(0..8_u64), 8),
            start in 0..9_u64,
        ) {
            // Any tree, with circles; the ninth folder does not exist.
            let place = |parent: &Option<u64>| parent.map_or(Place::Home, |n| Place::Created(id(n)));
            let tree: Tree = parents.iter().enumerate().map(|(n, parent)| (id(n as u64), place(parent))).collect();
            if let Some(ancestors) = ancestors(&tree, Place::Created(id(start))) {
                prop_assert_eq!(ancestors[0].0, id(start));
                for step in ancestors.windows(2) {
                    prop_assert_eq!(step[0].1, Place::Created(step[1].0));
                }
                prop_assert_eq!(ancestors.last().map(|(_, top)| *top), Some(Place::Home));
            }
        }
    }
}
