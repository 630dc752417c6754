//! The table's stream: what a change of an item means.

pub(crate) mod sequence;

pub use sequence::Sequence;

use crate::domain::event::Event;
use crate::domain::{Avatars, EdgeKind, Error, Friendship, Profile, Result, UserId};
use crate::dynamo::{Item, PK, SK, number_of, text_of};
use crate::store::item::{from_item, keys};

/// What the change of an item from `old` to `new` (`None`: it was not, or is not any more) tells; `None` where it
/// tells nothing, as changes of derived items do.
pub fn event(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let Some(any) = new.as_ref().or(old.as_ref()) else { return Ok(None) };
    let sk = text_of(any, SK)?;
    if sk == keys::PROFILE {
        return profile(old, new);
    }
    if sk == keys::SWEEP {
        return sweep_due(new);
    }
    if sk == keys::POST {
        return crate::store::post::posts::event(old, new);
    }
    if sk == keys::SPREAD {
        return crate::store::feed::deliveries::due(new);
    }
    if sk == keys::VISIT {
        return crate::store::feed::pull_authors::visited(new);
    }
    if sk.starts_with(keys::BALLOTS) {
        return crate::store::post::ballots::event(old, new);
    }
    if let Some(kind) = keys::parse_reaction(sk) {
        return crate::store::post::reactions::event(kind, old, new);
    }
    if sk == keys::FRIENDSHIP {
        return friendship(old, new);
    }
    if sk == keys::NOTICE {
        return crate::store::notification::announcements::due(new);
    }
    if let Some(folder) = keys::parse_folder(text_of(any, PK)?, sk) {
        return Ok(new.is_none().then_some(Event::FolderDeleted(folder)));
    }
    if sk == keys::AVATARS {
        return avatars(old, new);
    }
    let kind = if sk.starts_with(keys::FOLLOWS) {
        EdgeKind::Follow
    } else if sk.starts_with(keys::HIDES) {
        EdgeKind::Hide
    } else {
        return Ok(None);
    };
    Ok(match (old, new) {
        (None, Some(new)) => Some(Event::Linked(kind, from_item(new)?)),
        (Some(old), None) => Some(Event::Unlinked(kind, from_item(old)?)),
        // Edges never change; an engine may tell of a write that changed nothing.
        _ => None,
    })
}

fn sweep_due(new: Option<Item>) -> Result<Option<Event>> {
    let Some(new) = new else { return Ok(None) };
    let pk = text_of(&new, PK)?;
    if let Some(post) = keys::parse_post(pk) {
        let author = UserId::try_from(number_of::<u64>(&new, "author")).map_err(Error::internal)?;
        return Ok(Some(Event::PostCleanupDue { post, author }));
    }
    let user = keys::parse_user(pk).ok_or_else(|| Error::internal("a sweep of nobody"))?;
    Ok(Some(Event::UserCleanupDue { user, all: crate::store::cleanup::deleted_users::is_of_all(&new) }))
}

fn friendship(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let read = |item: Option<Item>| item.map(from_item::<Friendship>).transpose();
    let (before, after) = (read(old)?, read(new)?);
    Ok((before != after).then_some(Event::FriendshipChanged { before, after }))
}

fn avatars(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let read = |item: Option<Item>| item.map_or(Ok(Avatars::default()), from_item);
    let gone = read(old)?.files_gone(&read(new)?);
    Ok((!gone.is_empty()).then_some(Event::AvatarsRemoved(gone)))
}

fn profile(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let read = |item: Option<Item>| item.map(from_item::<Profile>).transpose();
    Ok(match (read(old)?, read(new)?) {
        (None, Some(new)) => Some(Event::UserRegistered(Box::new(new))),
        (Some(old), None) => Some(Event::UserDeleted(Box::new(old))),
        (Some(before), Some(after)) if before != after => {
            Some(Event::UserUpdated { before: Box::new(before), after: Box::new(after) })
        }
        (Some(_), Some(_)) => None,
        (None, None) => return Err(Error::internal("a change of nothing")),
    })
}
