//! A user's avatars, one of which is the picture that others see.

use serde::{Deserialize, Serialize};

use crate::domain::error::{Error, Problem, Result};
use crate::domain::id::Id;
use crate::domain::profile::picture::FileName;

/// Most avatars that a user has.
pub const AVATARS_MAX: usize = 20;

/// A picture that a user uploaded to be seen by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Avatar {
    /// Its id; the moment of the upload is part of it.
    pub id: Id,
    /// Its file.
    pub file: FileName,
}

/// All avatars of a user. As long as there is one, one is the primary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Avatars {
    /// How often they were changed: by it the store tells whether somebody was faster.
    pub version: u64,
    primary: Option<Id>,
    all: Vec<Avatar>,
}

impl Avatars {
    /// Takes one in; the first becomes the primary.
    pub fn add(&mut self, avatar: Avatar) -> Result<(), Problem> {
        self.must_have_room()?;
        if self.get(avatar.id).is_some() {
            // Two uploads of one millisecond.
            return Err(Problem::new("unique", "This avatar is there already: try again."));
        }
        self.primary.get_or_insert(avatar.id);
        self.all.push(avatar);
        Ok(())
    }

    /// Refuses what would be one too many.
    pub fn must_have_room(&self) -> Result<(), Problem> {
        if self.all.len() < AVATARS_MAX {
            return Ok(());
        }
        Err(Problem::new("max_avatars", format!("There are {AVATARS_MAX} avatars already: delete one first.")))
    }

    /// Makes one the primary.
    pub fn make_primary(&mut self, id: Id) -> Result<()> {
        self.get(id).ok_or_else(Error::not_found)?;
        self.primary = Some(id);
        Ok(())
    }

    /// Takes one out. After the primary the newest of the others is the primary.
    pub fn remove(&mut self, id: Id) -> Result<()> {
        self.get(id).ok_or_else(Error::not_found)?;
        self.all.retain(|avatar| avatar.id != id);
        if self.primary == Some(id) {
            self.primary = self.all.iter().map(|avatar| avatar.id).max();
        }
        Ok(())
    }

    /// The one with this id.
    pub fn get(&self, id: Id) -> Option<&Avatar> {
        self.all.iter().find(|avatar| avatar.id == id)
    }

    /// The one that others see.
    pub fn primary(&self) -> Option<&Avatar> {
        self.get(self.primary?)
    }

    /// The file of the one that others see.
    pub fn primary_file(&self) -> Option<FileName> {
        self.primary().map(|avatar| avatar.file.clone())
    }

    /// All of them, newest first.
    pub fn newest_first(mut self) -> Vec<Avatar> {
        self.all.sort_by_key(|avatar| std::cmp::Reverse(avatar.id));
        self.all
    }

    /// The files that `later` has no more.
    pub fn files_gone(&self, later: &Self) -> Vec<FileName> {
        let gone = self.all.iter().filter(|avatar| later.get(avatar.id).is_none());
        gone.map(|avatar| avatar.file.clone()).collect()
    }
}
