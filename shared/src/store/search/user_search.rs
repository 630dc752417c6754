//! The search for users, one for all dialects: candidates from the name index, in bounded number, and profiles only where
//! the index alone does not decide.

use crate::domain::cursor::{PageRequest, Start};
use crate::domain::profile::search::{AccountList, NameIndexEntry, SearchScope, is_findable};
use crate::domain::{Profile, Result, User, UserId};
use crate::dynamo::Table;
use crate::store::account::accounts::Account;
use crate::store::profile::user_list::UserOrder;
use crate::store::profile::users::Users;
use crate::store::search::name_index::NameIndex;

/// Rows of the name index that one search reads, in each scope.
pub(super) const CANDIDATES_MAX: usize = 1_000;
/// Candidates whose profiles are read where the index alone does not decide whether they match, or in which order.
const PROFILES_MAX: usize = 100;

/// The search for users.
#[derive(Clone, Copy, Debug)]
pub struct UserSearch<'a> {
    pub(crate) table: &'a Table,
}

/// What to return of the users who match.
#[derive(Clone, Copy, Debug)]
pub struct Selection {
    /// Whether the name index alone decides: every candidate matches.
    pub is_indexed: bool,
    /// The order.
    pub order: UserOrder,
    /// Matches to skip.
    pub offset: usize,
    /// Matches to return.
    pub limit: usize,
}

/// A page of matches.
#[derive(Debug)]
pub struct Matches<T> {
    /// The page.
    pub rows: Vec<T>,
    /// How many match within the bounds of the search.
    pub count: usize,
}

/// What a search reads of a candidate.
pub trait Candidate {
    /// Its profile.
    fn profile(&self) -> &Profile;
    /// Whether the search shows it. The name index lags behind a deletion.
    fn is_shown(&self) -> bool;
}

impl Candidate for User {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    fn is_shown(&self) -> bool {
        is_findable(&self.profile)
    }
}

/// Staff find deactivated users too.
impl Candidate for Account {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    fn is_shown(&self) -> bool {
        true
    }
}

impl UserSearch<'_> {
    /// The candidates for staff as [`UserSearch::candidates`] finds them, if they are in this list of accounts. A list that is
    /// longer than a search reads excludes no one.
    pub async fn candidates_among(self, list: AccountList, lookup: &NameIndexEntry) -> Result<Vec<UserId>> {
        let candidates = self.candidates(Some(lookup), UserOrder::default());
        let listed = NameIndex { table: self.table }.all_accounts(list);
        let (mut candidates, listed) = tokio::try_join!(candidates, listed)?;
        candidates.retain(|id| listed.as_ref().is_none_or(|listed| listed.contains(id)));
        Ok(candidates)
    }

    /// The candidates with a word of the scope that begins like this, or without one the first users of the list. In the
    /// scope of staff the words of everyone are looked up too.
    pub async fn candidates(self, lookup: Option<&NameIndexEntry>, order: UserOrder) -> Result<Vec<UserId>> {
        let index = NameIndex { table: self.table };
        match lookup {
            Some((SearchScope::Staff, start)) => index.find_for_staff(start, CANDIDATES_MAX).await,
            Some((scope, start)) => index.find_in(*scope, start, CANDIDATES_MAX).await,
            None => {
                let first = PageRequest { limit: PROFILES_MAX, start: Start::Offset(0) };
                Ok(Users { table: self.table }.page(order, &first).await?.rows)
            }
        }
    }
}

/// The candidates to read for a selection.
#[derive(Debug)]
pub struct Plan {
    /// The candidates.
    pub ids: Vec<UserId>,
    /// How many match, where the name index alone decides; then `ids` is the page.
    count: Option<usize>,
    selection: Selection,
}

impl Selection {
    /// Chooses the candidates to read: the page where the name index alone decides, else the first of them.
    pub fn plan(self, mut candidates: Vec<UserId>) -> Plan {
        if self.is_indexed && self.order.sort_ids(&mut candidates) {
            let count = Some(candidates.len());
            let ids = candidates.into_iter().skip(self.offset).take(self.limit).collect();
            return Plan { ids, count, selection: self };
        }
        candidates.truncate(PROFILES_MAX);
        Plan { ids: candidates, count: None, selection: self }
    }
}

impl Plan {
    /// The page of those among `rows`, the candidates as they were read, that match.
    pub fn finish<T: Candidate>(self, mut rows: Vec<T>, matches: impl Fn(&T) -> bool) -> Matches<T> {
        if let Some(count) = self.count {
            // The index lags behind a change of the profile, and of who may see it.
            rows.retain(|candidate| candidate.is_shown() && matches(candidate));
            return Matches { rows, count };
        }
        let Selection { order, offset, limit, .. } = self.selection;
        rows.retain(matches);
        order.sort_by(&mut rows, T::profile);
        let count = rows.len();
        Matches { rows: rows.into_iter().skip(offset).take(limit).collect(), count }
    }
}
