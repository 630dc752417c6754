//! The users whom a viewer does not see in lists: those whom the viewer hides, and those with whom a block stands.

use std::collections::HashSet;

use crate::domain::{Result, SocialAction, UserId, Viewer};
use crate::dynamo::{Query, Range};
use crate::store::consistency::Consistency;
use crate::store::graph::edge_lists::{EdgeLists, HIDDEN_MAX};
use crate::store::graph::hide_rows::{HideRow, row};
use crate::store::item::keys;

/// The users whom a viewer does not see in lists, at most [`HIDDEN_MAX`].
#[derive(Clone, Debug, Default)]
pub struct HiddenUsers {
    rows: Vec<HideRow>,
}

impl HiddenUsers {
    /// The users whom the viewer hides, as they are listed to the viewer.
    pub fn hides(&self) -> Vec<UserId> {
        self.rows.iter().filter(|row| row.is_hide()).map(|row| row.to).collect()
    }

    /// The number of users whom the viewer blocks.
    pub fn blocks(&self) -> usize {
        self.rows.iter().filter(|row| row.blocked_at.is_some()).count()
    }

    /// Whether no block stands between the viewer and anyone.
    pub fn is_unblocked(&self) -> bool {
        !self.is_cut() && self.rows.iter().all(|row| row.block.is_none())
    }

    fn is_cut(&self) -> bool {
        self.rows.len() == HIDDEN_MAX
    }
}

impl EdgeLists<'_> {
    /// Reads the users whom a viewer does not see in lists; none for an anonymous caller.
    pub async fn hidden(self, viewer: Option<UserId>, consistency: Consistency) -> Result<HiddenUsers> {
        let Some(viewer) = viewer else { return Ok(HiddenUsers::default()) };
        let partition = keys::user(viewer);
        let (range, consistent) = (Range::Prefix(keys::HIDES), consistency.is_strong());
        let query = Query { range, consistent, limit: HIDDEN_MAX, ..Query::all(&partition) };
        let rows = self.table.query(query).await?.into_iter().map(row).collect::<Result<_>>()?;
        Ok(HiddenUsers { rows })
    }

    /// The users whom the viewer does not see in a list of these users: those whom the viewer hides, and those of whose content
    /// a block keeps the viewer.
    pub async fn unseen(
        self,
        hidden: &HiddenUsers,
        viewer: Option<&Viewer>,
        listed: &[UserId],
    ) -> Result<HashSet<UserId>> {
        let mut unseen = self.blocked(hidden, viewer, listed).await?;
        unseen.extend(hidden.rows.iter().filter(|row| row.hidden).map(|row| row.to));
        Ok(unseen)
    }

    /// The users of whose content a block keeps the viewer. Exact for these users, however many blocks there are: those beyond
    /// what was read are looked up.
    pub async fn blocked(
        self,
        hidden: &HiddenUsers,
        viewer: Option<&Viewer>,
        listed: &[UserId],
    ) -> Result<HashSet<UserId>> {
        let Some(viewer) = viewer else { return Ok(HashSet::new()) };
        let is_blocked = |row: &HideRow| SocialAction::ViewContent.must_pass(row.block, Some(viewer)).is_err();
        let read = |rows: &[HideRow]| -> HashSet<UserId> {
            rows.iter().filter(|row| is_blocked(row)).map(|row| row.to).collect()
        };
        let mut blocked = read(&hidden.rows);
        if hidden.is_cut() {
            let others: HashSet<UserId> = listed.iter().copied().filter(|id| !blocked.contains(id)).collect();
            let keys = others.into_iter().map(|id| keys::hide(viewer.id(), id)).collect();
            let rows = self.table.batch_get(keys, false).await?.into_iter().map(row).collect::<Result<Vec<_>>>()?;
            blocked.extend(read(&rows));
        }
        Ok(blocked)
    }
}
