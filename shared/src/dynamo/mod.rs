//! How DynamoDB is called: reads, conditional writes, transactions, batches and scans, each with its retries and its
//! consumed capacity. Nothing here knows kith.

mod backoff;
mod batch;
pub mod capacity;
mod conditional;
mod error;
mod item;
mod key;
mod query;
mod retries;
mod scan;
mod span;
mod table;
mod transaction;
mod write;

pub(crate) use backoff::Backoff;
pub use conditional::Refused;
pub use error::{Error, Misconfigured, Result};
pub use item::{Item, number, number_of, text, text_of};
pub use key::{EXPIRES, GSI1, GSI2, Index, Key, MAIN, PK, SK};
pub use query::{Query, Range};
pub use scan::{Part, PartPage};
pub use table::Table;
pub use transaction::Cancelled;
pub use write::{ABSENT, EXISTS, Write};
