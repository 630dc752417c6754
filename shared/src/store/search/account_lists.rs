//! Lists of accounts by role and status, in the name index.

use std::collections::HashSet;

use crate::domain::cursor::{Page, PageRequest};
use crate::domain::profile::search::{AccountList, SearchScope};
use crate::domain::{Result, UserId};
use crate::dynamo::MAIN;
use crate::store::item::keys;
use crate::store::paging;
use crate::store::search::name_index::{NameIndex, found};
use crate::store::search::user_search::CANDIDATES_MAX;

impl NameIndex<'_> {
    /// Reads a page of the ids in a list of accounts, in the order of registration or the reverse. The list lags behind a
    /// change of an account.
    pub async fn accounts(self, list: AccountList, descending: bool, request: &PageRequest) -> Result<Page<UserId>> {
        let source = (MAIN, keys::name_index(SearchScope::Accounts, list.word()));
        let page = paging::page(self.table, &[source], !descending, request).await?;
        let ids = page.rows.iter().map(found).collect::<Result<_>>()?;
        Ok(Page { rows: ids, next: page.next, previous: page.previous })
    }

    /// The users in a list of accounts; `None` if there are more of them than a search has candidates.
    pub async fn all_accounts(self, list: AccountList) -> Result<Option<HashSet<UserId>>> {
        let found = self.find_in(SearchScope::Accounts, list.word(), CANDIDATES_MAX).await?;
        Ok((found.len() < CANDIDATES_MAX).then(|| found.into_iter().collect()))
    }
}
