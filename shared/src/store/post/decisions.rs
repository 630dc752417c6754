//! The attribute of a post and of a comment with the decision of staff.

use crate::domain::{Error, Moderation, Notice, Result};
use crate::dynamo::Item;

/// The name of the attribute.
pub(crate) const MODERATION: &str = "moderation";

/// The name of the attribute with the last reminder of the rules.
pub(crate) const NOTICE: &str = "notice";

/// A reminder that a change of a post or comment adds.
pub(crate) fn new_notice(old: &Item, new: &Item) -> Result<Option<Notice>> {
    let changed = new.get(NOTICE).filter(|_| old.get(NOTICE) != new.get(NOTICE)).cloned();
    changed.map(serde_dynamo::from_attribute_value).transpose().map_err(Error::internal)
}

/// The decisions before and after a change of a post or comment, if they differ.
pub(crate) fn decisions(old: &Item, new: &Item) -> Result<Option<(Option<Moderation>, Option<Moderation>)>> {
    let (before, after) = (decision_of(old)?, decision_of(new)?);
    Ok((before != after).then_some((before, after)))
}

/// The decision about a post or comment.
pub(crate) fn decision_of(item: &Item) -> Result<Option<Moderation>> {
    item.get(MODERATION).cloned().map(serde_dynamo::from_attribute_value).transpose().map_err(Error::internal)
}
