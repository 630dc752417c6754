//! The directory dialect: JSON:API 1.1 (`docs/api/directory.md`).

mod document;
mod error;
mod incoming;
mod json_api;
mod negotiation;
mod pages;
mod path;
mod query;
mod resource;
pub mod schemas;
mod sorting;

pub use document::Document;
pub use error::wrong_parameter;
pub(crate) use error::{error_body, wrong_header};
pub use incoming::Incoming;
pub use json_api::{JsonApi, One};
pub use pages::{Links, NumberedList, Paging};
pub use path::{PathFolder, PathUser};
pub use query::{Fieldsets, Parameters, Query};
pub use resource::{AuditEntryResource, DailyFiguresResource, FolderResource, Resource, UserResource};
pub use sorting::Sorting;
