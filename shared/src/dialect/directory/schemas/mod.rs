//! Schemas of documents for OpenAPI. The documents themselves are read and written field by field.

#![expect(dead_code, reason = "the types are used for their schemas only")]

mod audit;
mod figures;
mod folders;
mod pages;
mod relationships;
mod users;

pub use audit::AuditList;
pub use figures::FiguresList;
pub use folders::{FolderChange, FolderDocument, FolderList, NewFolder};
pub use users::{AccountChange, AccountDocument, AccountList, NewAccount, NewPassword};
