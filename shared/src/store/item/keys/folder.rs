//! Keys of folders, and of what others did to a user.

use crate::domain::folder::Place;
use crate::domain::{FolderId, Id, UserId};
use crate::dynamo::Key;
use crate::store::item::keys::{key, parse_user, user};

/// A folder that somebody made.
pub fn folder(owner: UserId, id: Id) -> Key {
    key(user(owner), format!("{FOLDER}{:016}", id.get()))
}

/// Sort-key prefix of the folders that a user has.
pub const FOLDER: &str = "FOLDER#";

/// The folder whose item has these keys.
pub fn parse_folder(pk: &str, sk: &str) -> Option<FolderId> {
    Some(FolderId { owner: parse_user(pk)?, place: parse_place(sk.strip_prefix(FOLDER)?)? })
}

/// A folder's place as items hold it.
pub fn place(place: Place) -> String {
    match place {
        Place::Inbox => "INBOX".to_owned(),
        Place::Home => "HOME".to_owned(),
        Place::Made(id) => format!("{:016}", id.get()),
    }
}

/// The place that [`place`] writes so.
pub fn parse_place(text: &str) -> Option<Place> {
    match text {
        "INBOX" => Some(Place::Inbox),
        "HOME" => Some(Place::Home),
        id => Some(Place::Made(Id::parse(id.trim_start_matches('0'))?)),
    }
}

/// Sort-key prefix of the titles in a folder: they are what it holds, in their order.
pub fn titles(parent: Place) -> String {
    format!("TITLE#{}#", place(parent))
}

/// The title of a folder among those of the same parent.
pub fn title(owner: UserId, parent: Place, title: &str) -> Key {
    key(user(owner), format!("{}{title}", titles(parent)))
}

/// How many folders a user has.
pub fn folders(owner: UserId) -> Key {
    key(user(owner), "FOLDERS")
}

/// The partition of what others did to a user. It is none of the user's own, and outlives them.
pub fn audit(target: UserId) -> String {
    format!("AUDIT#{target}")
}

/// One thing that somebody did to a user.
pub fn audit_entry(target: UserId, at: Id, id: &str) -> Key {
    key(audit(target), format!("{:016}#{id}", at.get()))
}
