//! Keys of folders.

use super::{id_sort, parse_id_sort, user};
use crate::domain::folder::Place;
use crate::domain::{Id, UserId};
use crate::dynamo::Key;

/// Sort-key prefix of a user's folders.
pub const FOLDERS: &str = "FOLDER#";
pub(in crate::store::item) const TITLES: &str = "TITLE#";
pub(in crate::store::item) const FOLDER_COUNT: &str = "FOLDERS";

/// A folder that a user created.
pub fn folder(owner: UserId, id: Id) -> Key {
    Key::new(user(owner), format!("{FOLDERS}{}", id_sort(id)))
}

/// A folder's place, as items hold it.
pub fn place(place: Place) -> String {
    match place {
        Place::Inbox => "INBOX".to_owned(),
        Place::Home => "HOME".to_owned(),
        Place::Created(id) => id_sort(id),
    }
}

/// Reads [`place`].
pub fn parse_place(text: &str) -> Option<Place> {
    match text {
        "INBOX" => Some(Place::Inbox),
        "HOME" => Some(Place::Home),
        id => Some(Place::Created(parse_id_sort(id)?)),
    }
}

/// Sort-key prefix of the titles in a folder, which are its list of children in order.
pub fn titles(parent: Place) -> String {
    format!("{TITLES}{}#", place(parent))
}

/// The title of a folder, unique in its parent.
pub fn title(owner: UserId, parent: Place, title: &str) -> Key {
    Key::new(user(owner), format!("{}{title}", titles(parent)))
}

/// How many folders a user has.
pub fn folder_count(owner: UserId) -> Key {
    Key::new(user(owner), FOLDER_COUNT)
}
