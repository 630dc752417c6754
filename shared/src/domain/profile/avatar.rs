//! A user's avatars, one of which is the primary one that other users see.

use serde::{Deserialize, Serialize};

use crate::domain::error::{Error, Problem, Result};
use crate::domain::id::Id;
use crate::domain::profile::picture::FileName;

/// Maximum number of avatars of a user.
pub const AVATARS_MAX: usize = 20;

/// An avatar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Avatar {
    /// The id, which contains the time of the upload.
    pub id: Id,
    /// The file.
    pub file: FileName,
}

/// All avatars of a user. If there are any, one of them is the primary avatar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Avatars {
    /// Counts the changes, so that the store detects concurrent ones.
    pub version: u64,
    primary: Option<Id>,
    all: Vec<Avatar>,
}

impl Avatars {
    /// Adds an avatar. The first one becomes the primary avatar.
    pub fn add(&mut self, avatar: Avatar) -> Result<(), Problem> {
        self.must_have_room()?;
        if self.get(avatar.id).is_some() {
            // Two uploads in one millisecond can get the same id.
            return Err(Problem::new("unique", "Another upload took the same id. Try again."));
        }
        self.primary.get_or_insert(avatar.id);
        self.all.push(avatar);
        Ok(())
    }

    /// Fails if the user has [`AVATARS_MAX`] avatars.
    pub fn must_have_room(&self) -> Result<(), Problem> {
        if self.all.len() < AVATARS_MAX {
            return Ok(());
        }
        Err(Problem::new("max_avatars", format!("You already have {AVATARS_MAX} avatars. Delete one first.")))
    }

    /// Makes an avatar the primary one.
    pub fn make_primary(&mut self, id: Id) -> Result<()> {
        self.get(id).ok_or_else(Error::not_found)?;
        self.primary = Some(id);
        Ok(())
    }

    /// Removes an avatar. If it was the primary one, the newest of the others takes its place.
    pub fn remove(&mut self, id: Id) -> Result<()> {
        self.get(id).ok_or_else(Error::not_found)?;
        self.all.retain(|avatar| avatar.id != id);
        if self.primary == Some(id) {
            self.primary = self.all.iter().map(|avatar| avatar.id).max();
        }
        Ok(())
    }

    /// The avatar with this id.
    pub fn get(&self, id: Id) -> Option<&Avatar> {
        self.all.iter().find(|avatar| avatar.id == id)
    }

    /// The primary avatar.
    pub fn primary(&self) -> Option<&Avatar> {
        self.get(self.primary?)
    }

    /// The file of the primary avatar.
    pub fn primary_file(&self) -> Option<FileName> {
        self.primary().map(|avatar| avatar.file.clone())
    }

    /// All avatars, newest first.
    pub fn newest_first(mut self) -> Vec<Avatar> {
        self.all.sort_by_key(|avatar| std::cmp::Reverse(avatar.id));
        self.all
    }

    /// The files of avatars that `later` no longer contains.
    pub fn removed_files(&self, later: &Self) -> Vec<FileName> {
        let removed = self.all.iter().filter(|avatar| later.get(avatar.id).is_none());
        removed.map(|avatar| avatar.file.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Clone, Debug)]
    enum Change {
        Add(u64),
        MakePrimary(u64),
        Remove(u64),
    }

    fn id(n: u64) -> Id {
        n.try_into().expect("an id")
    }

    fn changes() -> impl Strategy<Value = Vec<Change>> {
        let change = (0..5_u8, 1..40_u64).prop_map(|(what, n)| match what {
            0..=2 => Change::Add(n),
            3 => Change::MakePrimary(n),
            _ => Change::Remove(n),
        });
        prop::collection::vec(change, 0..120)
    }

    proptest! {
        #[test]
        fn there_is_one_primary_as_long_as_there_is_an_avatar(changes in changes()) {
            let mut avatars = Avatars::default();
            let (mut ids, mut primary): (Vec<u64>, Option<u64>) = (Vec::new(), None);
            for change in changes {
                let before = avatars.clone();
                let accepted = match change {
                    Change::Add(n) => {
                        let avatar = Avatar { id: id(n), file: FileName::new(id(1), id(n), b"", "png") };
                        let fits = ids.len() < AVATARS_MAX && !ids.contains(&n);
                        if fits {
                            ids.push(n);
                            primary = primary.or(Some(n));
                        }
                        prop_assert_eq!(avatars.add(avatar).is_ok(), fits);
                        fits
                    }
                    Change::MakePrimary(n) => {
                        if ids.contains(&n) {
                            primary = Some(n);
                        }
                        prop_assert_eq!(avatars.make_primary(id(n)).is_ok(), ids.contains(&n));
                        ids.contains(&n)
                    }
                    Change::Remove(n) => {
                        let exists = ids.contains(&n);
                        ids.retain(|other| *other != n);
                        if primary == Some(n) {
                            primary = ids.iter().copied().max();
                        }
                        prop_assert_eq!(avatars.remove(id(n)).is_ok(), exists);
                        let removed = before.removed_files(&avatars);
                        prop_assert_eq!(removed.len(), usize::from(exists));
                        exists
                    }
                };
                if !accepted {
                    prop_assert_eq!(&avatars, &before);
                }
                prop_assert_eq!(avatars.primary().map(|avatar| avatar.id), primary.map(id));
                let mut newest_first = ids.clone();
                newest_first.sort_by(|a, b| b.cmp(a));
                let listed: Vec<_> = avatars.clone().newest_first().iter().map(|avatar| avatar.id.get()).collect();
                prop_assert_eq!(listed, newest_first);
            }
        }
    }
}
