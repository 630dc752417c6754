//! Who may use which folder.

use shared::auth::CurrentUser;
use shared::domain::{Error, Folder, FolderId, Result, Viewer};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// Reads a folder for a caller who may use it. The error for any other caller does not reveal whether the folder
/// exists. Folders of deleted users, also of soft-deleted ones, do not exist.
pub async fn find_folder(state: &AppState, caller: CurrentUser, id: FolderId) -> Result<(Viewer, Folder)> {
    find_folder_with(state, caller, id, async { Ok(()) }).await.map(|(viewer, folder, ())| (viewer, folder))
}

/// As [`find_folder`], with further reads at the same time.
pub async fn find_folder_with<T>(
    state: &AppState,
    caller: CurrentUser,
    id: FolderId,
    reads: impl Future<Output = Result<T>>,
) -> Result<(Viewer, Folder, T)> {
    let own = caller.claimed_id() == id.owner;
    let owner_exists = async {
        // Authentication checks this for the caller.
        let owner =
            if own { return Ok(true) } else { state.store.profiles().get(id.owner, Consistency::Strong).await? };
        Ok(owner.is_some_and(|owner| !owner.is_deleted()))
    };
    let reads = async { tokio::try_join!(state.store.folders().get(id), owner_exists, reads) };
    let (viewer, (folder, owner_exists, output)) = caller.with(reads).await?;
    viewer.may_use_folders_of(id.owner)?;
    let folder = folder.filter(|_| owner_exists).ok_or_else(Error::not_found)?;
    Ok((viewer, folder, output))
}

/// Fails for inbox and home folders, which cannot be renamed, moved or deleted.
pub fn reject_special(folder: &Folder) -> Result<()> {
    if folder.parent.is_some() {
        return Ok(());
    }
    let message = "Inbox and home folders cannot be renamed, moved or deleted.";
    Err(Error { code: "special_folder", message: message.into(), ..Error::forbidden() })
}
