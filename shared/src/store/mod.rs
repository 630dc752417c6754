//! The one DynamoDB table: items to and from domain types, every key string, every conditional write.
//!
//! Functions here are named after what happens in the community. What must hold is in the conditions of the writes,
//! so that it holds whatever runs at the same time.

mod accounts;
mod audit;
mod avatars;
mod ballots;
mod big_authors;
mod counting;
mod deletion;
mod edges;
mod feeds;
mod folder_changes;
mod folders;
mod friendships;
mod games;
mod graph;
mod keys;
mod lists;
mod logins;
mod members;
pub mod meter;
mod names;
mod notices;
mod notifications;
mod pauses;
mod people;
mod post_facts;
mod posts;
mod probe;
mod profiles;
mod reactions;
mod recounts;
mod rows;
mod scan;
mod spreads;
pub mod stream;
mod sweep;
mod table;
mod throttle;
mod tokens;
mod underway;
mod write;
mod writes;

pub use accounts::NewAccount;
pub use ballots::{BALLOTS_MAX, Voting};
pub use big_authors::BigAuthors;
pub use counting::{Counted, Standing};
pub use edges::EdgeList;
pub use feeds::COUNTED_MAX;
pub use lists::UserOrder;
pub use logins::Login;
pub use members::Member;
pub use notices::Progress;
pub use notifications::{NotificationPage, NotificationsFrom, UNSEEN_MAX, Unseen};
pub use profiles::{Consistency, EmailChange};
pub use recounts::Recount;
pub use rows::{Link, Position, Present, Row, RowKind};
pub use table::Table;
pub use throttle::Attempts;
pub use underway::UnderWay;

/// The table, and all that kith does with it.
#[derive(Clone, Debug)]
pub struct Store {
    table: Table,
}

impl Store {
    /// A store over this table.
    pub fn new(table: Table) -> Self {
        Self { table }
    }
}
