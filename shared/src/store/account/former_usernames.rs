//! Usernames that users have given up lately. They stay theirs for a while, so that no one else can pose as them.

use serde::{Deserialize, Serialize};

use crate::domain::{Profile, Result, UserId, Username};
use crate::dynamo::{Item, Query, Range, Table, Write};
use crate::store::account::claims::{claim_username, keep, release};
use crate::store::account::labelled_writes::WriteLabel;
use crate::store::item::{ItemKind, from_item, keys, to_item};

/// How long a username stays its former user's, in seconds.
const KEPT_FOR: i64 = 90 * 24 * 60 * 60;
/// Usernames that are kept for one user. One more releases that which was given up first.
const MAX: usize = 10;

/// A username that a user has given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct FormerUsername {
    username: Username,
    /// Until when it stays the user's, in seconds since 1970.
    expires: i64,
}

/// Usernames that users have given up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FormerUsernames<'a> {
    pub(crate) table: &'a Table,
}

impl FormerUsernames<'_> {
    /// The writes that claim the new username of a user and keep the old one for them, if they differ. A user can take back a
    /// username that is kept for them.
    pub(crate) async fn rename(self, before: &Profile, after: &Profile, now: i64) -> Result<Vec<(Write, WriteLabel)>> {
        let (id, old, new) = (before.id, before.username.folded(), after.username.folded());
        if old == new {
            return Ok(Vec::new());
        }
        let expires = now.saturating_add(KEPT_FOR);
        let left = FormerUsername { username: before.username.clone(), expires };
        let mut writes = vec![
            (claim_username(&new, id, now)?, WriteLabel::UsernameClaim),
            (keep(keys::username_claim(&old), id, expires)?, WriteLabel::Profile),
            (Write::put(to_item(&keys::former_username(id, &old), &left)?), WriteLabel::Profile),
        ];
        let mut kept = self.list(id).await?;
        kept.retain(|kept| ![&old, &new].contains(&&kept.username.folded()) && kept.expires > now);
        kept.sort_by_key(|kept| kept.expires);
        for oldest in kept.iter().take((kept.len() + 1).saturating_sub(MAX)) {
            let folded = oldest.username.folded();
            writes.push((release(keys::username_claim(&folded), id), WriteLabel::Profile));
            writes.push((Write::delete(keys::former_username(id, &folded)), WriteLabel::Profile));
        }
        Ok(writes)
    }

    async fn list(self, id: UserId) -> Result<Vec<FormerUsername>> {
        let partition = keys::user(id);
        let range = Range::Prefix(keys::FORMER_USERNAMES);
        let items = self.table.query(Query { range, ..Query::all(&partition) }).await?;
        items.into_iter().map(from_item).collect()
    }

    /// Releases the former usernames among the items of a deleted user. Idempotent.
    pub(crate) async fn release_all(self, id: UserId, items: &[Item]) -> Result<()> {
        for item in items {
            if matches!(ItemKind::of(item)?, ItemKind::FormerUsername(_)) {
                let former: FormerUsername = from_item(item.clone())?;
                self.table.write_if(release(keys::username_claim(&former.username.folded()), id)).await?;
            }
        }
        Ok(())
    }
}
