//! Lists of comments, and the newest replies to each.

use crate::domain::cursor::{Page, PageRequest, Positioned};
use crate::domain::post::comment;
use crate::domain::{CommentRef, CountedComment, Error, Id, LatestReply, Result, UserId};
use crate::dynamo::{Backoff, EXISTS, GSI1, MAIN, Query, Range, Write, text_of};
use crate::store::item::{from_item, keys, value};
use crate::store::paging;
use crate::store::paging::Source;
use crate::store::post::comments::{Comments, LATEST, counted};

/// The comments and replies on a post that are looked at for their authors: 7 read units.
const AUTHORED_MAX: usize = 500;

/// A list of comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentList {
    /// The comments on a post, without replies.
    OnPost(Id),
    /// The replies to a comment.
    Replies(Id),
}

impl CommentList {
    fn sources(self) -> Vec<Source> {
        match self {
            Self::OnPost(post) => keys::comments(post).map(|partition| (MAIN, partition)).collect(),
            Self::Replies(parent) => vec![(MAIN, keys::replies(parent))],
        }
    }
}

impl Comments<'_> {
    /// Reads a page of a list, by age.
    pub async fn page(
        self,
        list: CommentList,
        ascending: bool,
        request: &PageRequest,
    ) -> Result<Page<Positioned<CountedComment>>> {
        let page = paging::positioned_page(self.table, &list.sources(), ascending, request).await?;
        page.try_map(|Positioned { position, row }| Ok(Positioned { position, row: counted(row)? }))
    }

    /// Reads who wrote the newest [`AUTHORED_MAX`] comments and replies on a post: each user once, the newest first.
    pub async fn contributors(self, post: Id) -> Result<Vec<UserId>> {
        let list: Vec<Source> = keys::authored_on(post).chain(keys::replies_on(post)).map(|pk| (GSI1, pk)).collect();
        let mut contributors = Vec::new();
        for (_, row) in paging::merged(self.table, &list, Range::All, false, AUTHORED_MAX).await? {
            let author = keys::parse_comment_author(text_of(&row, GSI1.sk)?);
            contributors.extend(author.filter(|author| !contributors.contains(author)));
        }
        Ok(contributors)
    }

    /// Reads the newest replies to a comment, oldest first. They may lag behind: a reply that is gone is left out.
    pub async fn latest_replies(self, parent: Id, latest: &[LatestReply]) -> Result<Vec<CountedComment>> {
        let ids = || latest.iter().map(|reply| keys::comment_sort(reply.id));
        let (Some(first), Some(last)) = (ids().min(), ids().max()) else { return Ok(Vec::new()) };
        let partition = keys::replies(parent);
        let query = Query { range: Range::Between(&first, &last), limit: comment::LATEST, ..Query::all(&partition) };
        let replies: Vec<CountedComment> =
            self.table.query(query).await?.into_iter().map(counted).collect::<Result<_>>()?;
        let is_listed = |reply: &CountedComment| latest.iter().any(|one| one.id == reply.comment.at.id);
        Ok(replies.into_iter().filter(is_listed).collect())
    }

    /// Writes the newest replies to a comment beside it. They are read again after the write: of several concurrent
    /// calls, the one that writes last has read last, or corrects what it wrote.
    pub async fn update_latest(self, parent: CommentRef) -> Result<()> {
        let mut latest = self.read_latest(parent.id, true).await?;
        let mut backoff = Backoff::new();
        loop {
            let write = Write::update(keys::comment(parent)).set(LATEST, value(&latest)?);
            if self.table.write(write.only_if(EXISTS)).await?.is_err() {
                return Ok(());
            }
            let again = self.read_latest(parent.id, true).await?;
            if again == latest {
                return Ok(());
            }
            latest = again;
            backoff.wait("the newest replies kept changing").await?;
        }
    }

    /// Whether a comment on a post has other newest replies than are written beside it, or is a blank without replies.
    pub async fn is_wrong_thread(self, counted: &CountedComment, consistent: bool) -> Result<bool> {
        let latest = self.read_latest(counted.comment.at.id, consistent).await?;
        Ok(latest != counted.latest || latest.is_empty() && !counted.comment.is_live())
    }

    async fn read_latest(self, parent: Id, consistent: bool) -> Result<Vec<LatestReply>> {
        let partition = keys::replies(parent);
        let query = Query { ascending: false, consistent, limit: comment::LATEST, ..Query::all(&partition) };
        let newest = self.table.query(query).await?.into_iter().map(from_item::<crate::domain::Comment>);
        let mut latest = newest
            .map(|reply| reply.map(|reply| LatestReply { id: reply.at.id, author: reply.author }))
            .collect::<Result<Vec<_>, Error>>()?;
        latest.reverse();
        Ok(latest)
    }
}
