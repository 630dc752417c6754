//! Keys of items, and partitions and sort keys of the indexes. Stored data depends on every string here.

mod account;
mod comment;
mod device;
mod feed;
mod figures;
mod flag;
mod folder;
mod game;
mod graph;
mod idempotency;
mod mail;
mod maintenance;
mod media;
mod notification;
mod parked;
mod post;
mod realtime;
mod search;
mod user_list;

use crate::domain::{Id, UserId};

pub use account::*;
pub use comment::*;
pub use device::*;
pub use feed::*;
pub use figures::*;
pub use flag::*;
pub use folder::*;
pub use game::*;
pub use graph::*;
pub use idempotency::*;
pub use mail::*;
pub use maintenance::*;
pub use media::*;
pub use notification::*;
pub use parked::*;
pub use post::*;
pub use realtime::*;
pub use search::*;
pub use user_list::*;

const USER_PREFIX: &str = "U#";

/// The partition of a user's own items.
pub fn user(id: UserId) -> String {
    format!("{USER_PREFIX}{id}")
}

/// Reads the user from a partition of [`user`].
pub fn parse_user(pk: &str) -> Option<UserId> {
    UserId::parse(pk.strip_prefix(USER_PREFIX)?)
}

/// An id as a sort key: of fixed length, so that it sorts as the number does.
pub fn id_sort(id: Id) -> String {
    format!("{:016}", id.get())
}

/// Reads an id from [`id_sort`].
pub fn parse_id_sort(sort: &str) -> Option<Id> {
    Id::parse(sort.trim_start_matches('0'))
}
