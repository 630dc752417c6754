//! Folders and what lies in them: `/folders/...`, `/nodes/...`

pub mod create;
pub mod delete;
pub mod nodes;
pub mod retrieve;
pub mod update;

use shared::auth::CurrentUser;
use shared::domain::{Error, Folder, FolderId, Result, Viewer};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// A folder of somebody who is there and not deleted, for a caller who may use it. Whether there is such a folder learns
/// nobody else.
async fn find(state: &AppState, caller: CurrentUser, id: FolderId) -> Result<(Viewer, Folder)> {
    with(state, caller, id, async { Ok(()) }).await.map(|(viewer, folder, ())| (viewer, folder))
}

/// As [`find`], with further reads at the same time.
async fn with<T>(
    state: &AppState,
    caller: CurrentUser,
    id: FolderId,
    reads: impl Future<Output = Result<T>>,
) -> Result<(Viewer, Folder, T)> {
    let own = caller.claimed_id() == id.owner;
    let owner_is_there = async {
        // Of the caller themself that is known from the auth state.
        let owner =
            if own { return Ok(true) } else { state.store.profiles().get(id.owner, Consistency::Strong).await? };
        Ok(owner.is_some_and(|owner| !owner.is_deleted()))
    };
    let reads = async { tokio::try_join!(state.store.folders().get(id), owner_is_there, reads) };
    let (viewer, (folder, there, output)) = caller.with(reads).await?;
    viewer.may_use_folders_of(id.owner)?;
    let folder = folder.filter(|_| there).ok_or_else(Error::not_found)?;
    Ok((viewer, folder, output))
}

/// Special folders are neither renamed nor moved nor deleted.
fn refuse_special(folder: &Folder) -> Result<()> {
    if folder.parent.is_some() {
        return Ok(());
    }
    let message = "The inbox and the home folder can be neither renamed nor moved nor deleted.";
    Err(Error { code: "special_folder", message: message.into(), ..Error::forbidden() })
}
