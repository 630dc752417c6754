//! Folders: an item each in their owner's partition, and beside it the title among those of the same parent. The title
//! items make titles unique and are the list of the parent's children.

use serde::{Deserialize, Serialize};

use crate::domain::folder::{Place, Tree};
use crate::domain::{Error, Folder, FolderId, Id, Result, UserId};
use crate::dynamo::{ABSENT, EXISTS, Item, Query, Range, Table, Write, number, text, text_of};
use crate::store::item::{ItemKind, from_item, keys, to_item};

/// Attribute with the number of a user's folders.
pub(crate) const COUNT: &str = "n";
/// Attribute with the place of a folder's parent.
pub(crate) const PARENT: &str = "parent";
/// Folders that one transaction deletes: two items each, and the count.
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

/// Folders.
#[derive(Clone, Copy, Debug)]
pub struct Folders<'a> {
    pub(crate) table: &'a Table,
}

impl Folders<'_> {
    /// Reads a folder consistently. The owner may not exist any more. Special folders are not stored.
    pub async fn get(self, id: FolderId) -> Result<Option<Folder>> {
        match id.place {
            Place::Created(made) => {
                let item = self.table.get(&keys::folder(id.owner, made), true).await?;
                item.map(|item| read_folder(id, item)).transpose()
            }
            Place::Inbox | Place::Home => Ok(id.special()),
        }
    }

    /// Reads the children of a folder consistently, by title.
    pub async fn children(self, parent: FolderId) -> Result<Vec<Folder>> {
        let (partition, prefix) = (keys::user(parent.owner), keys::titles(parent.place));
        let query = Query { range: Range::Prefix(&prefix), consistent: true, ..Query::all(&partition) };
        let child = |item| {
            let TitleItem { id, title } = from_item(item)?;
            let id = FolderId { owner: parent.owner, place: Place::Created(id) };
            Ok(Folder { id, title, parent: Some(parent.place) })
        };
        self.table.query(query).await?.into_iter().map(child).collect()
    }

    /// Reads the parent of each of an owner's folders consistently.
    pub async fn tree(self, owner: UserId) -> Result<Tree> {
        let partition = keys::user(owner);
        let query = Query { range: Range::Prefix(keys::FOLDERS), consistent: true, ..Query::all(&partition) };
        let read = |item: Item| match (ItemKind::of(&item)?, keys::parse_place(text_of(&item, PARENT)?)) {
            (ItemKind::Folder(_, Place::Created(id)), Some(parent)) => Ok((id, parent)),
            (kind, parent) => Err(Error::internal(format!("{kind:?} in {parent:?}"))),
        };
        self.table.query(query).await?.into_iter().map(read).collect()
    }

    /// Deletes the children of a deleted folder; their own children follow by event. Idempotent.
    pub async fn clear(self, gone: FolderId) -> Result<()> {
        let children = self.children(gone).await?;
        for part in children.chunks(PART) {
            if self.clear_step(gone, part).await? {
                continue;
            }
            // One of them was moved or deleted meanwhile: delete the others one by one.
            for child in part {
                self.clear_step(gone, std::slice::from_ref(child)).await?;
            }
        }
        Ok(())
    }

    /// Deletes these children, all or none. Returns `false` if one of them is not a child any more.
    async fn clear_step(self, parent: FolderId, children: &[Folder]) -> Result<bool> {
        let owner = parent.owner;
        let mut writes = vec![fewer(owner, children.len())];
        for child in children {
            let Place::Created(id) = child.id.place else { continue };
            writes.push(as_it_was(Write::delete(keys::folder(owner, id)), child, parent.place));
            writes.push(free_title(owner, parent.place, &child.title, id));
        }
        Ok(self.table.transact(writes).await?.is_ok())
    }
}

fn read_folder(id: FolderId, item: Item) -> Result<Folder> {
    let FolderItem { parent, title } = from_item(item)?;
    let parent = keys::parse_place(&parent).ok_or_else(|| Error::internal(format!("{parent} is not a folder")))?;
    Ok(Folder { id, title, parent: Some(parent) })
}

pub(crate) fn folder_item(owner: UserId, id: Id, parent: Place, title: &str) -> Result<Item> {
    to_item(&keys::folder(owner, id), &FolderItem { parent: keys::place(parent), title: title.to_owned() })
}

/// Makes a write of a folder conditional on the title and parent that were read.
pub(crate) fn as_it_was(write: Write, folder: &Folder, parent: Place) -> Write {
    let write = write.only_if("#parent = :in AND #title = :titled");
    write.bind(":in", text(keys::place(parent))).bind(":titled", text(&folder.title))
}

/// Takes a title in a parent, unless another folder has it.
pub(crate) fn take_title(owner: UserId, parent: Place, title: &str, id: Id) -> Result<Write> {
    let item = to_item(&keys::title(owner, parent, title), &TitleItem { id, title: title.to_owned() })?;
    Ok(Write::put(item).only_if(ABSENT))
}

/// Frees the title of this folder.
pub(crate) fn free_title(owner: UserId, parent: Place, title: &str, id: Id) -> Write {
    Write::delete(keys::title(owner, parent, title)).only_if("#id = :id").bind(":id", number(id))
}

/// Reduces the number of folders, unless the owner was deleted.
pub(crate) fn fewer(owner: UserId, by: usize) -> Write {
    Write::update(keys::folder_count(owner)).add(COUNT, number(format!("-{by}"))).only_if(EXISTS)
}
