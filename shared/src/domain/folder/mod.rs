//! Folders: two special ones that every user has, and those that are made below them.

use std::collections::HashMap;

use uuid::Uuid;

use crate::domain::error::Problem;
use crate::domain::id::{Id, UserId, UuidKind};
use crate::domain::text;

/// Longest title, in characters.
pub const TITLE_MAX: usize = 200;
/// Folders that may be made below one user's special ones, at whatever depth: a move looks at all of them.
pub const FOLDERS_MAX: u16 = 1_000;
/// Folders above the place to which one may be moved: a move depends on all of them staying where they are.
pub const MOVE_DEPTH_MAX: usize = 50;
/// What the last byte of a made folder's UUID says; those of [`UuidKind`] are others.
const KIND: u64 = 4;

/// Where among its owner's folders a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The special folder of what comes in.
    Inbox,
    /// The special folder of the user's own things.
    Home,
    /// A folder that somebody made.
    Made(Id),
}

/// The id of a folder. It names its owner, so that who may see a folder is known before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FolderId {
    /// Whose folder it is; it stays theirs wherever it is moved.
    pub owner: UserId,
    /// Which of theirs.
    pub place: Place,
}

/// A folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Its id.
    pub id: FolderId,
    /// Its title, which no other folder of the same parent has.
    pub title: String,
    /// The folder in which it lies; special ones lie in none.
    pub parent: Option<Place>,
}

impl FolderId {
    /// The UUID that names the folder. Special folders have the owner's with another kind; that of a made folder carries
    /// the owner's id in its first half and the folder's own in its second.
    pub fn to_uuid(self) -> Uuid {
        match self.place {
            Place::Inbox => self.owner.to_uuid(UuidKind::Inbox),
            Place::Home => self.owner.to_uuid(UuidKind::Home),
            Place::Made(id) => Uuid::from_u64_pair(self.owner.uuid_high(), (0b10 << 62) | (id.get() << 8) | KIND),
        }
    }

    /// The folder that a UUID made by [`FolderId::to_uuid`] names; `None` for any other UUID.
    pub fn from_uuid(uuid: Uuid) -> Option<Self> {
        let (high, low) = uuid.as_u64_pair();
        let folder = if low & 0xff == KIND {
            let id = Id::try_from((low & !(0b11 << 62)) >> 8).ok()?;
            Self { owner: Id::from_uuid_high(high)?, place: Place::Made(id) }
        } else {
            match Id::from_uuid(uuid)? {
                (owner, UuidKind::Inbox) => Self { owner, place: Place::Inbox },
                (owner, UuidKind::Home) => Self { owner, place: Place::Home },
                (_, UuidKind::User) => return None,
            }
        };
        (folder.to_uuid() == uuid).then_some(folder)
    }

    /// The folder itself where it is a special one: those are computed, never stored.
    pub fn special(self) -> Option<Folder> {
        let title = match self.place {
            Place::Inbox => "inbox",
            Place::Home => "home",
            Place::Made(_) => return None,
        };
        Some(Folder { id: self, title: title.to_owned(), parent: None })
    }
}

/// Reads a title: one line of 1 to [`TITLE_MAX`] characters that is not all blank.
pub fn title(text: &str) -> Result<String, Problem> {
    if text.trim().is_empty() { Err(Problem::blank()) } else { text::line(text, TITLE_MAX) }
}

/// In which folder each of an owner's made folders lies.
pub type Tree = HashMap<Id, Place>;

/// The made folders from `place` upwards, each with the one in which it lies; `None` where that leads to no special
/// folder, since one on the way is gone.
pub fn way_up(tree: &Tree, mut place: Place) -> Option<Vec<(Id, Place)>> {
    let mut way = Vec::new();
    while let Place::Made(id) = place {
        place = *tree.get(&id)?;
        way.push((id, place));
        // No way is longer than there are folders; one that is goes in circles.
        if way.len() > tree.len() {
            return None;
        }
    }
    Some(way)
}
