//! Folders: an item each in their owner's partition, and beside it their title among those of the same parent, which
//! makes it unique there and is what the list of the parent's children reads.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::Store;
use super::accounts::{DRAWS, change};
use super::audit::deed_writes;
use super::keys::{self, PK, SK};
use super::pauses::Pauses;
use super::table::{Query, Range, from_item, number_of, text_of, to_item};
use super::write::{ABSENT, EXISTS, Item, Write, number, text};
use super::writes::Cancelled;
use crate::domain::audit::Deed;
use crate::domain::folder::{FOLDERS_MAX, Place, is_within};
use crate::domain::{Error, Folder, FolderId, Id, Problem, Result, Status, UserId};

/// Attribute of how many folders a user has.
const COUNT: &str = "n";
/// Attribute of how often a folder of theirs was moved.
const MOVES: &str = "moves";
/// Folders that one transaction clears away: two items each, and their number.
const PART: usize = 49;

#[derive(Serialize, Deserialize)]
struct FolderItem {
    parent: String,
    title: String,
}

#[derive(Serialize, Deserialize)]
struct TitleItem {
    id: Id,
    title: String,
}

impl Store {
    /// A folder as it is now. Whether its owner is still there is another question; special folders are not stored.
    pub async fn folder(&self, id: FolderId) -> Result<Option<Folder>> {
        match id.place {
            Place::Made(made) => {
                let item = self.table.get(&keys::folder(id.owner, made), true).await?;
                item.map(|item| read_folder(id, item)).transpose()
            }
            Place::Inbox | Place::Home => Ok(id.special()),
        }
    }

    /// The folders that lie in this one, as it is now, by title.
    pub async fn children(&self, parent: FolderId) -> Result<Vec<Folder>> {
        let (partition, prefix) = (keys::user(parent.owner), keys::titles(parent.place));
        let query = Query { range: Range::Prefix(&prefix), consistent: true, ..Query::all(&partition) };
        let child = |item| {
            let TitleItem { id, title } = from_item(item)?;
            let id = FolderId { owner: parent.owner, place: Place::Made(id) };
            Ok(Folder { id, title, parent: Some(parent.place) })
        };
        self.table.query(query).await?.into_iter().map(child).collect()
    }

    /// Makes a folder with an id that `draw` draws. Its parent and its owner are there when it is made, the title is free,
    /// and the owner has room for it; whatever of that does not hold is the error.
    pub async fn create_folder(
        &self,
        draw: impl Fn() -> Folder,
        deed: impl Fn(&Folder) -> Option<Deed>,
    ) -> Result<Folder> {
        for _ in 0..DRAWS {
            let folder = draw();
            match self.create_drawn(&folder, deed(&folder).as_ref()).await {
                Ok(()) => return Ok(folder),
                Err(error) if error.code == ID_TAKEN => {}
                Err(error) => return Err(error),
            }
        }
        Err(Error::unavailable("no free id was drawn"))
    }

    async fn create_drawn(&self, folder: &Folder, deed: Option<&Deed>) -> Result<()> {
        let (FolderId { owner, place: Place::Made(id) }, Some(parent)) = (folder.id, folder.parent) else {
            return Err(Error::internal("special folders are not made"));
        };
        let room = Write::update(keys::folders(owner))
            .add(COUNT, number(1))
            .only_if("attribute_not_exists(#n) OR #n < :max")
            .bind(":max", number(FOLDERS_MAX));
        let mut writes = vec![
            (take_title(owner, parent, &folder.title, id)?, Part::Title),
            (owner_is_there(owner)?, Part::Parent),
            (room, Part::Room),
            (Write::put(folder_item(owner, id, parent, &folder.title)?).only_if(ABSENT), Part::Id),
        ];
        writes.extend(parent_is_there(owner, parent));
        self.write_folder(owner, writes, deed).await
    }

    /// Renames and moves a folder, if it is still as `before`. No two folders end up with one title in one parent, and none
    /// within itself, whatever is moved at the same time.
    pub async fn save_folder(&self, before: &Folder, after: &Folder, deed: Option<&Deed>) -> Result<()> {
        let (FolderId { owner, place: Place::Made(id) }, Some(from), Some(to)) =
            (before.id, before.parent, after.parent)
        else {
            return Err(Error::internal("special folders do not change"));
        };
        if before == after {
            return Ok(());
        }
        let mut pauses = Pauses::new();
        loop {
            let mut writes = vec![
                (take_title(owner, to, &after.title, id)?, Part::Title),
                (free_title(owner, from, &before.title, id), Part::Folder),
                (
                    as_it_was(change(keys::folder(owner, id)), before, from)
                        .set("parent", text(keys::place(to)))
                        .set("title", text(&after.title)),
                    Part::Folder,
                ),
            ];
            // Nothing is written for somebody whose folders are being cleared away.
            writes.push((owner_is_there(owner)?, Part::Folder));
            if from != to {
                writes.push((self.moved(owner, id, to).await?, Part::Tree));
                writes.extend(parent_is_there(owner, to));
            }
            match self.write_folder(owner, writes, deed).await {
                // Something else was moved since the tree was read: look again.
                Err(error) if error.code == MOVED => pauses.next("folders kept moving").await?,
                outcome => return outcome,
            }
        }
    }

    /// The write by which all moves of an owner's folders happen one after the other. It is refused if another was
    /// moved since the tree was read, in which this move does not make a circle.
    async fn moved(&self, owner: UserId, id: Id, to: Place) -> Result<Write> {
        let counted = self.table.get(&keys::folders(owner), true).await?.unwrap_or_default();
        let moves: u64 = number_of(&counted, MOVES);
        if is_within(&self.parents(owner).await?, to, id) {
            return Err(Error::conflict("folder_within_itself", "A folder cannot be moved into itself."));
        }
        let write = change(keys::folders(owner)).add(MOVES, number(1));
        Ok(match moves {
            0 => write.only_if("attribute_not_exists(#moves)"),
            _ => write.only_if("#moves = :seen").bind(":seen", number(moves)),
        })
    }

    /// In which folder each of an owner's made folders lies.
    async fn parents(&self, owner: UserId) -> Result<HashMap<Id, Place>> {
        let partition = keys::user(owner);
        let query = Query { range: Range::Prefix(keys::FOLDER), consistent: true, ..Query::all(&partition) };
        let read = |item: Item| {
            let id = keys::parse_folder(text_of(&item, PK)?, text_of(&item, SK)?);
            match (id.map(|id| id.place), keys::parse_place(text_of(&item, "parent")?)) {
                (Some(Place::Made(id)), Some(parent)) => Ok((id, parent)),
                _ => Err(Error::internal("a folder of nobody")),
            }
        };
        self.table.query(query).await?.into_iter().map(read).collect()
    }

    /// Deletes a folder, if it is still as it was read. What lies in it is cleared away by event.
    pub async fn delete_folder(&self, folder: &Folder, deed: Option<&Deed>) -> Result<()> {
        let (FolderId { owner, place: Place::Made(id) }, Some(parent)) = (folder.id, folder.parent) else {
            return Err(Error::internal("special folders are not deleted"));
        };
        let writes = vec![
            (as_it_was(Write::delete(keys::folder(owner, id)), folder, parent), Part::Folder),
            (free_title(owner, parent, &folder.title, id), Part::Folder),
            (fewer(owner, 1), Part::Folder),
        ];
        self.write_folder(owner, writes, deed).await
    }

    /// Clears away the folders that lie in one that is gone: into it nothing can be put any more. Theirs follow, as each
    /// of them goes. Doing it twice does no harm.
    pub async fn clear_folder(&self, gone: FolderId) -> Result<()> {
        let children = self.children(gone).await?;
        for part in children.chunks(PART) {
            if self.clear(gone, part).await? {
                continue;
            }
            // One of them was moved or deleted meanwhile: the others go one by one.
            for child in part {
                self.clear(gone, std::slice::from_ref(child)).await?;
            }
        }
        Ok(())
    }

    /// Deletes these children, all or none. `false`: one of them is no child any more.
    async fn clear(&self, parent: FolderId, children: &[Folder]) -> Result<bool> {
        let owner = parent.owner;
        let mut writes = vec![fewer(owner, children.len())];
        for child in children {
            let Place::Made(id) = child.id.place else { continue };
            writes.push(as_it_was(Write::delete(keys::folder(owner, id)), child, parent.place));
            writes.push(free_title(owner, parent.place, &child.title, id));
        }
        Ok(self.table.transact(writes).await?.is_ok())
    }

    async fn write_folder(&self, owner: UserId, writes: Vec<(Write, Part)>, deed: Option<&Deed>) -> Result<()> {
        let (mut writes, parts): (Vec<_>, Vec<_>) = writes.into_iter().unzip();
        if let Some(deed) = deed {
            writes.extend(deed_writes(owner, deed)?);
        }
        let Err(Cancelled(causes)) = self.table.transact(writes).await? else { return Ok(()) };
        let caused = |part| parts.iter().zip(&causes).any(|(p, caused)| *p == part && *caused);
        Err(if caused(Part::Id) {
            Error::conflict(ID_TAKEN, "There is such a folder already.")
        } else if caused(Part::Parent) {
            Error::parent_not_found()
        } else if caused(Part::Title) {
            Error::field("title", Problem::new("unique", "The parent has another folder with that title."))
        } else if caused(Part::Room) {
            Error::conflict("too_many_folders", format!("A user has no more than {FOLDERS_MAX} folders."))
        } else if caused(Part::Tree) {
            Error::conflict(MOVED, "Folders were moved at the same time.")
        } else {
            Error::conflict("changed_meanwhile", "The folder was changed at the same time. Load it and try again.")
        })
    }
}

/// Two folders of one millisecond drew the same id.
const ID_TAKEN: &str = "id_taken";
/// Another folder was moved since the tree was read.
const MOVED: &str = "folders_moved";

/// What a write of a change is for, to tell who is to blame where it is refused.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Id,
    Folder,
    Title,
    Parent,
    Room,
    Tree,
}

fn read_folder(id: FolderId, item: Item) -> Result<Folder> {
    let FolderItem { parent, title } = from_item(item)?;
    let parent = keys::parse_place(&parent).ok_or_else(|| Error::internal(format!("{parent} is no folder")))?;
    Ok(Folder { id, title, parent: Some(parent) })
}

fn folder_item(owner: UserId, id: Id, parent: Place, title: &str) -> Result<Item> {
    to_item(&keys::folder(owner, id), &FolderItem { parent: keys::place(parent), title: title.to_owned() })
}

/// Makes a write of a folder depend on its title and parent being those that were read.
fn as_it_was(write: Write, folder: &Folder, parent: Place) -> Write {
    let write = write.only_if("#parent = :in AND #title = :titled");
    write.bind(":in", text(keys::place(parent))).bind(":titled", text(&folder.title))
}

/// The title in its parent, unless another folder has it.
fn take_title(owner: UserId, parent: Place, title: &str, id: Id) -> Result<Write> {
    let item = to_item(&keys::title(owner, parent, title), &TitleItem { id, title: title.to_owned() })?;
    Ok(Write::put(item).only_if(ABSENT))
}

/// The end of a title that is this folder's.
fn free_title(owner: UserId, parent: Place, title: &str, id: Id) -> Write {
    Write::delete(keys::title(owner, parent, title)).only_if("#id = :id").bind(":id", number(id))
}

/// So many folders less; not of an owner who is gone with all that was theirs.
fn fewer(owner: UserId, by: usize) -> Write {
    Write::update(keys::folders(owner)).add(COUNT, number(format!("-{by}"))).only_if(EXISTS)
}

/// The owner is there and not deleted.
fn owner_is_there(owner: UserId) -> Result<Write> {
    let deleted = serde_dynamo::to_attribute_value(Status::Deleted).map_err(Error::internal)?;
    Ok(Write::check(keys::auth(owner)).only_if("#status <> :deleted").only_if(EXISTS).bind(":deleted", deleted))
}

/// The folder in which another is put is there; special ones always are.
fn parent_is_there(owner: UserId, parent: Place) -> Option<(Write, Part)> {
    match parent {
        Place::Made(id) => Some((Write::check(keys::folder(owner, id)).only_if(EXISTS), Part::Parent)),
        Place::Inbox | Place::Home => None,
    }
}
