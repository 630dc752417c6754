//! The index of names: a row for each word of each user who is to be found, derived from the profiles.

use std::collections::{BTreeSet, HashSet};

use super::keys::{self, GSI2, SK, USERS};
use super::profiles::Consistency;
use super::table::{Query, Range, text_of};
use super::{Store, write::Item};
use crate::domain::names::words_of;
use crate::domain::{Error, Result, UserId};

/// Times that a user may be renamed while their names are mended.
const TRIES: usize = 8;

impl Store {
    /// Makes the index agree with a user's profile as it is now. `words` are those that may be in it: of what the
    /// profile was and became by the change that asks for this. Every change asks, so that in the end none is left that
    /// is not the user's, in whatever order and however often this is done.
    pub async fn index_names(&self, id: UserId, words: BTreeSet<String>) -> Result<()> {
        let present = self.words_now(id).await?;
        self.put_names(id, &words, &present).await
    }

    /// As [`Store::index_names`], for somebody who was not asked by a change: whoever is renamed meanwhile may have been
    /// dealt with before what is written here, so that is done until nobody is.
    pub async fn mend_names(&self, id: UserId, mut words: BTreeSet<String>) -> Result<()> {
        let mut present = self.words_now(id).await?;
        for _ in 0..TRIES {
            self.put_names(id, &words, &present).await?;
            let now = self.words_now(id).await?;
            if now == present {
                return Ok(());
            }
            words.extend(std::mem::replace(&mut present, now));
        }
        Err(Error::unavailable("a name kept changing"))
    }

    /// Which of these words of users the index lacks.
    pub async fn missing_names(&self, words: &[(UserId, String)], consistent: bool) -> Result<Vec<(UserId, String)>> {
        let keys = words.iter().map(|(id, word)| keys::name(word, *id)).collect();
        let rows = self.table.batch_get(keys, consistent).await?;
        let there: HashSet<&str> = rows.iter().map(|row| text_of(row, SK)).collect::<Result<_>>()?;
        let lacks = |(id, word): &&(UserId, String)| !there.contains(keys::name(word, *id).sk.as_str());
        Ok(words.iter().filter(lacks).cloned().collect())
    }

    async fn words_now(&self, id: UserId) -> Result<BTreeSet<String>> {
        let profile = self.profile(id, Consistency::Strong).await?;
        Ok(profile.as_ref().map(words_of).unwrap_or_default())
    }

    async fn put_names(&self, id: UserId, words: &BTreeSet<String>, present: &BTreeSet<String>) -> Result<()> {
        let stale = words.difference(present).map(|word| keys::name(word, id)).collect();
        self.table.batch_delete(stale).await?;
        self.table.batch_put(present.iter().map(|word| keys::name(word, id).item()).collect()).await
    }

    /// The first `limit` rows of the index whose word begins so, as users without repetition. A single letter is looked
    /// up at the start of usernames only.
    pub async fn find_names(&self, start: &str, limit: usize) -> Result<Vec<UserId>> {
        let partition = keys::names(start);
        let query = match &partition {
            Some(partition) => Query::all(partition),
            None => Query { index: Some(GSI2), ..Query::all(USERS) },
        };
        let rows = self.table.query(Query { range: Range::Prefix(start), limit, ..query }).await?;
        let mut seen = HashSet::new();
        let ids = rows.iter().map(found).collect::<Result<Vec<_>>>()?;
        Ok(ids.into_iter().filter(|id| seen.insert(*id)).collect())
    }
}

fn found(row: &Item) -> Result<UserId> {
    let sk = text_of(row, SK)?;
    let user = keys::parse_name(sk).or_else(|| keys::parse_user(text_of(row, keys::PK).ok()?));
    user.ok_or_else(|| Error::internal(format!("{sk} names nobody")))
}
