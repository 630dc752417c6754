//! Changes of folders, each in one transaction.

use crate::domain::account::audit::AuditedAction;
use crate::domain::folder::{FOLDERS_MAX, MOVE_DEPTH_MAX, Place, Tree, ancestors};
use crate::domain::{Error, Folder, FolderId, Id, Problem, Result, Status, UserId};
use crate::dynamo::{ABSENT, Backoff, Cancelled, EXISTS, Write, number, text};
use crate::store::account::audit::audit_writes;
use crate::store::folder::folders::{COUNT, Folders, PARENT, as_it_was, fewer, folder_item, free_title, take_title};
use crate::store::id_attempts::IdAttempts;
use crate::store::idempotency::{Completion, KeyClaim};
use crate::store::item::keys;

impl Folders<'_> {
    /// Creates a folder with a generated id. Fails if its owner or parent does not exist, if the title is taken in the
    /// parent, or if the owner has too many folders.
    pub async fn create(
        self,
        generate: impl Fn() -> Folder,
        audited: impl Fn(&Folder) -> Option<AuditedAction>,
        claim: &KeyClaim,
    ) -> Result<Folder> {
        let mut attempts = IdAttempts::default();
        loop {
            let folder = generate();
            match self.try_create(&folder, audited(&folder).as_ref(), claim).await {
                Ok(()) => return Ok(folder),
                Err(error) if error.code == ID_TAKEN => attempts.taken()?,
                Err(error) => return Err(error),
            }
        }
    }

    async fn try_create(self, folder: &Folder, audited: Option<&AuditedAction>, claim: &KeyClaim) -> Result<()> {
        let (FolderId { owner, place: Place::Created(id) }, Some(parent)) = (folder.id, folder.parent) else {
            return Err(Error::internal("special folders are not made"));
        };
        let room = Write::update(keys::folder_count(owner))
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
        self.write_with(claim.completion(id), owner, writes, audited).await
    }

    /// Renames and moves a folder, if it is still as `before`. Two folders never get the same title in one parent, and
    /// none ends up inside itself, whatever moves concurrently. `tree` is the owner's, as it was read, where the folder
    /// moves.
    pub async fn save(
        self,
        before: &Folder,
        after: &Folder,
        mut tree: Tree,
        audited: Option<&AuditedAction>,
    ) -> Result<()> {
        let (FolderId { owner, place: Place::Created(id) }, Some(from), Some(to)) =
            (before.id, before.parent, after.parent)
        else {
            return Err(Error::internal("special folders do not change"));
        };
        if before == after {
            return Ok(());
        }
        let mut backoff = Backoff::new();
        loop {
            let mut writes = vec![
                (take_title(owner, to, &after.title, id)?, Part::Title),
                (free_title(owner, from, &before.title, id), Part::Folder),
                (
                    as_it_was(Write::update_existing(keys::folder(owner, id)), before, from)
                        .set(PARENT, text(keys::place(to)))
                        .set("title", text(&after.title)),
                    Part::Folder,
                ),
                // Nothing is written for an owner who was deleted.
                (owner_is_there(owner)?, Part::Folder),
            ];
            if from != to {
                writes.extend(way_stays(owner, &tree, id, to)?);
            }
            match self.write(owner, writes, audited).await {
                // A folder on the way up has moved since the tree was read: read it again.
                Err(error) if error.code == MOVED => backoff.wait("folders kept moving").await?,
                outcome => return outcome,
            }
            tree = self.tree(owner).await?;
        }
    }

    /// Deletes a folder, if it is still as it was read; otherwise it is `changed_meanwhile`. Its contents are deleted by
    /// event.
    pub async fn delete(self, folder: &Folder, audited: Option<&AuditedAction>) -> Result<()> {
        let (FolderId { owner, place: Place::Created(id) }, Some(parent)) = (folder.id, folder.parent) else {
            return Err(Error::internal("special folders are not deleted"));
        };
        let writes = vec![
            (as_it_was(Write::delete(keys::folder(owner, id)), folder, parent), Part::Folder),
            (free_title(owner, parent, &folder.title, id), Part::Folder),
            (fewer(owner, 1), Part::Folder),
        ];
        self.write(owner, writes, audited).await
    }

    async fn write(self, owner: UserId, writes: Vec<(Write, Part)>, audited: Option<&AuditedAction>) -> Result<()> {
        self.write_with(Completion::none(), owner, writes, audited).await
    }

    async fn write_with(
        self,
        completion: Completion,
        owner: UserId,
        writes: Vec<(Write, Part)>,
        audited: Option<&AuditedAction>,
    ) -> Result<()> {
        let (mut writes, parts): (Vec<_>, Vec<_>) = writes.into_iter().unzip();
        if let Some(audited) = audited {
            writes.extend(audit_writes(owner, audited)?);
        }
        let Err(Cancelled(causes)) = completion.write(self.table, writes).await? else { return Ok(()) };
        let caused = |part| parts.iter().zip(&causes).any(|(p, caused)| *p == part && *caused);
        Err(if caused(Part::Id) {
            Error::conflict(ID_TAKEN, "A folder with this id exists.")
        } else if caused(Part::Parent) {
            Error::parent_not_found()
        } else if caused(Part::Title) {
            Error::field("title", Problem::new("unique", "The parent has another folder with that title."))
        } else if caused(Part::Room) {
            Error::conflict("too_many_folders", format!("A user has no more than {FOLDERS_MAX} folders."))
        } else if caused(Part::Way) {
            Error::conflict(MOVED, "Folders were moved at the same time.")
        } else {
            Error::changed_meanwhile("folder")
        })
    }
}

/// Two folders of one millisecond got the same id.
const ID_TAKEN: &str = "id_taken";
/// A folder on the way up has moved or was deleted since the tree was read.
const MOVED: &str = "folders_moved";

/// What a write is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Id,
    Folder,
    Title,
    Parent,
    Room,
    Way,
}

/// Checks that the owner exists and is not deleted.
fn owner_is_there(owner: UserId) -> Result<Write> {
    let deleted = serde_dynamo::to_attribute_value(Status::Deleted).map_err(Error::internal)?;
    Ok(Write::check(keys::auth_state(owner)).only_if("#status <> :deleted").only_if(EXISTS).bind(":deleted", deleted))
}

/// Checks that every folder from the new parent upwards stays where it is and is not the one that moves, so that the
/// move makes no circle.
fn way_stays(owner: UserId, tree: &Tree, id: Id, to: Place) -> Result<Vec<(Write, Part)>> {
    let way = ancestors(tree, to).ok_or_else(Error::parent_not_found)?;
    if way.iter().any(|(above, _)| *above == id) {
        return Err(Error::conflict("folder_within_itself", "A folder cannot be moved into itself."));
    }
    if way.len() > MOVE_DEPTH_MAX {
        let message = format!("A folder is moved below no more than {MOVE_DEPTH_MAX} others.");
        return Err(Error::conflict("too_deep", message));
    }
    let stays = |(above, parent)| {
        let check = Write::check(keys::folder(owner, above)).only_if("#parent = :in");
        (check.bind(":in", text(keys::place(parent))), Part::Way)
    };
    Ok(way.into_iter().map(stays).collect())
}

/// Checks that the parent exists. Special folders always do.
fn parent_is_there(owner: UserId, parent: Place) -> Option<(Write, Part)> {
    match parent {
        Place::Created(id) => Some((Write::check(keys::folder(owner, id)).only_if(EXISTS), Part::Parent)),
        Place::Inbox | Place::Home => None,
    }
}
