//! Comments: an item each, with derived data as attributes beside the author's content, and a second item by which the
//! comment is found from its id alone.

use jiff::Timestamp;

use crate::domain::account::audit::AuditedAction;
use crate::domain::event::Event;
use crate::domain::post::mention::mentioned;
use crate::domain::{
    Comment, CommentPlace, CommentRef, Contribution, CountedComment, Error, Id, LatestReply, Result, UserId,
};
use crate::dynamo::{ABSENT, Cancelled, EXISTS, GSI1, GSI2, Item, Key, Query, Refused, Table, Write, number_of, text};
use crate::store::account::audit::{audit_writes, write_audited};
use crate::store::counter::counters::{COUNT, reactions_of};
use crate::store::idempotency::KeyClaim;
use crate::store::item::{from_item, keys, to_item, value};
use crate::store::post::decisions::{MODERATION, new_notice};

/// Attribute with the newest replies.
pub(crate) const LATEST: &str = "latest";
/// Attribute with the time when it was deleted.
pub(crate) const DELETED: &str = "deleted";
pub(crate) const RESTORED: &str = "restored";
const HTML: &str = "html";
const LIVE: &str = "attribute_exists(#PK) AND attribute_not_exists(#deleted)";

/// Comments and replies.
#[derive(Clone, Copy, Debug)]
pub struct Comments<'a> {
    pub(crate) table: &'a Table,
}

impl Comments<'_> {
    /// Publishes a comment, with its place. Returns `false` if its id is taken.
    pub async fn publish(self, comment: &Comment, claim: &KeyClaim) -> Result<bool> {
        Ok(claim.create(self.table, comment.at.id, publication(comment)?).await?.is_ok())
    }

    /// Reads where a comment is, consistently. The comment itself may be gone.
    pub async fn place(self, id: Id) -> Result<Option<CommentPlace>> {
        self.table.get(&keys::comment_place(id), true).await?.map(from_item).transpose()
    }

    /// Reads a comment. Reads consistently only if an eventually consistent read does not find it.
    pub async fn get(self, at: CommentRef) -> Result<Option<CountedComment>> {
        let key = keys::comment(at);
        let item = match self.table.get(&key, false).await? {
            None => self.table.get(&key, true).await?,
            found => found,
        };
        item.map(counted).transpose()
    }

    /// Reads a comment consistently.
    pub async fn get_consistently(self, at: CommentRef) -> Result<Option<CountedComment>> {
        self.table.get(&keys::comment(at), true).await?.map(counted).transpose()
    }

    /// Reads these comments, in no particular order, eventually consistently. Removed ones are left out.
    pub async fn get_many(self, comments: &[CommentRef]) -> Result<Vec<CountedComment>> {
        let items = self.table.batch_get(comments.iter().map(|at| keys::comment(*at)).collect(), false).await?;
        items.into_iter().map(counted).collect()
    }

    /// Replaces the text of a comment. The same text changes nothing. Returns the comment, or `None` if it is deleted.
    /// `audited` is set where the author is another user; it is `changed_meanwhile` if the role of the user who edits it has
    /// changed.
    pub async fn edit(
        self,
        at: CommentRef,
        author: UserId,
        html: &str,
        now: Timestamp,
        audited: Option<&AuditedAction>,
    ) -> Result<Option<CountedComment>> {
        let write = Write::update(keys::comment(at)).set(HTML, text(html)).set("edited", value(now)?);
        let write = write.only_if(LIVE).only_if("#html <> :same").bind(":same", text(html));
        if audited.is_some() {
            // Refused: the text is the same, or the comment is deleted.
            let _ = write_audited(self.table, author, vec![write], audited).await?;
            let found = self.get_consistently(at).await?;
            return Ok(found.filter(|found| found.comment.is_live() && found.comment.html == html));
        }
        match self.table.write(write).await? {
            Ok(item) => counted(item).map(Some),
            Err(Refused(item)) => {
                let found = item.map(counted).transpose()?;
                Ok(found.filter(|found| found.comment.is_live() && found.comment.html == html))
            }
        }
    }

    /// Deletes a comment: a reply is removed, any other comment is left as a blank, which `fanout` removes unless it has
    /// replies. Returns `false` if it was deleted before. `audited`, with the author, is set where a user deletes
    /// another's; it is `changed_meanwhile` if their role has changed.
    pub async fn delete(
        self,
        at: CommentRef,
        now: Timestamp,
        audited: Option<(UserId, &AuditedAction)>,
    ) -> Result<bool> {
        let write = match at.parent {
            Some(_) => Write::delete(keys::comment(at)).only_if(EXISTS),
            None => blank(Write::update(keys::comment(at)), at, now)?.only_if(LIVE),
        };
        match audited {
            None => Ok(self.table.write(write).await?.is_ok()),
            Some((author, audited)) => Ok(write_audited(self.table, author, vec![write], Some(audited)).await?.is_ok()),
        }
    }

    /// Restores a blank, whatever staff had decided about it. Returns `false` if it is not one, or if its text is gone with its author.
    /// `audited` is set where the author is another user. It is `changed_meanwhile` if the role of the user who restores
    /// it has changed.
    pub async fn restore(self, at: CommentRef, author: UserId, audited: Option<&AuditedAction>) -> Result<bool> {
        let write = Write::update(keys::comment(at)).remove(DELETED).remove(MODERATION);
        let write = write.set(GSI1.pk, text(keys::authored(at)));
        let write = write.set(GSI1.sk, text(keys::authored_comment_sort(at.id, author)));
        let write = match audited {
            Some(audited) => write.set(RESTORED, value(audited.entry.at)?),
            None => write.remove(RESTORED),
        };
        let mut writes = vec![write.only_if("attribute_exists(#deleted) AND attribute_exists(#html)")];
        if let Some(audited) = audited {
            writes.extend(audit_writes(author, audited)?);
        }
        match self.table.transact(writes).await? {
            Ok(()) => Ok(true),
            Err(Cancelled(failed)) if failed.first() == Some(&true) => Ok(false),
            Err(_) => Err(Error::changed_meanwhile("account")),
        }
    }

    /// Takes a comment away for good, because its author was deleted: its text does not stay, and the blank is in the
    /// list of no author.
    pub(crate) async fn erase(self, key: Key, now: Timestamp) -> Result<()> {
        let write = match keys::parse_comment_on(&key) {
            None => Write::delete(key),
            Some(at) => {
                let write = Write::update(key).remove(HTML).remove(GSI2.pk).remove(GSI2.sk);
                blank(write, at, now)?.only_if(EXISTS)
            }
        };
        Ok(self.table.write_if(write).await?)
    }

    /// Takes a comment away whose author was deleted meanwhile.
    pub async fn erase_late(self, at: CommentRef, now: Timestamp) -> Result<()> {
        self.erase(keys::comment(at), now).await
    }

    /// Removes a comment whose post or parent was deleted.
    pub async fn remove(self, at: CommentRef) -> Result<()> {
        Ok(self.table.write_if(Write::delete(keys::comment(at))).await?)
    }

    /// Removes a blank without replies.
    pub async fn remove_childless(self, at: CommentRef) -> Result<()> {
        let partition = keys::replies(at.id);
        let query = Query { consistent: true, limit: 1, ..Query::all(&partition) };
        if self.table.query(query).await?.is_empty() {
            self.table.write_if(Write::delete(keys::comment(at)).only_if("attribute_exists(#deleted)")).await?;
        }
        Ok(())
    }
}

/// Marks a comment as deleted, and lists it among the deleted ones of its post, which are not counted as comments.
fn blank(write: Write, at: CommentRef, now: Timestamp) -> Result<Write> {
    let write = write.set(DELETED, value(now)?);
    Ok(write.set(GSI1.pk, text(keys::deleted_comments(at.post))).set(GSI1.sk, text(keys::id_sort(at.id))))
}

/// The writes that publish a comment, with its place, unless its id is taken.
pub(crate) fn publication(comment: &Comment) -> Result<Vec<Write>> {
    let place = to_item(&keys::comment_place(comment.at.id), &CommentPlace::of(comment))?;
    Ok([comment_item(comment)?, place].map(|item| Write::put(item).only_if(ABSENT)).to_vec())
}

fn comment_item(comment: &Comment) -> Result<Item> {
    let mut item = to_item(&keys::comment(comment.at), comment)?;
    let (at, author) = (comment.at, comment.author);
    item.insert(GSI2.pk.to_owned(), text(keys::comments_by(author)));
    item.insert(GSI2.sk.to_owned(), text(keys::id_sort(at.id)));
    item.insert(GSI1.pk.to_owned(), text(keys::authored(at)));
    item.insert(GSI1.sk.to_owned(), text(keys::authored_comment_sort(at.id, author)));
    Ok(item)
}

pub(crate) fn counted(mut item: Item) -> Result<CountedComment> {
    let count = |what: &str| number_of(&item, &format!("{COUNT}{what}"));
    let (votes, flags, replies, reactions) = (count("votes"), count("flags"), count("replies"), reactions_of(&item));
    let latest: Option<Vec<LatestReply>> =
        item.remove(LATEST).map(serde_dynamo::from_attribute_value).transpose().map_err(Error::internal)?;
    let comment = from_item(item)?;
    Ok(CountedComment { comment, votes, reactions, flags, replies, latest: latest.unwrap_or_default() })
}

/// The event of a change of a comment.
pub(crate) fn event(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let read = |item: Option<Item>| item.map(counted).transpose();
    let notice = old.as_ref().zip(new.as_ref()).map(|(old, new)| new_notice(old, new)).transpose()?.flatten();
    let (before, after) = (read(old)?, read(new)?);
    let state = |counted: &Option<CountedComment>| counted.as_ref().map(|counted| counted.comment.is_live());
    if state(&before) != state(&after) {
        return Ok(Some(Event::CommentChanged { before: before.map(Box::new), after: after.map(Box::new) }));
    }
    let (Some(before), Some(after)) = (before, after) else { return Ok(None) };
    let Comment { at, author, moderation: decision, html, .. } = after.comment;
    let contribution = Contribution::Comment(at);
    if let Some(notice) = notice {
        return Ok(Some(Event::Noticed { contribution, notice }));
    }
    if before.comment.moderation != decision {
        let before = before.comment.moderation;
        return Ok(Some(Event::Moderated { contribution, author, post: None, before, after: decision }));
    }
    let (before, after) = (mentioned(&before.comment.html), mentioned(&html));
    Ok((before != after).then_some(Event::MentionsChanged { contribution, author, before, after }))
}
