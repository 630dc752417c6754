//! The one DynamoDB table: items to and from domain types, every key string, every conditional write.
//!
//! Functions here are named after what happens in the community. What must hold is in the conditions of the writes,
//! so that it holds whatever runs at the same time.

mod accounts;
mod avatars;
mod counting;
mod deletion;
mod edges;
mod games;
mod graph;
mod keys;
mod lists;
mod logins;
pub mod meter;
mod names;
mod pauses;
mod people;
mod profiles;
pub mod stream;
mod sweep;
mod table;
mod throttle;
mod tokens;
mod underway;
mod write;
mod writes;

pub use accounts::NewAccount;
pub use counting::Counted;
pub use edges::EdgeList;
pub use lists::UserOrder;
pub use logins::Login;
pub use profiles::{Consistency, EmailChange};
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
