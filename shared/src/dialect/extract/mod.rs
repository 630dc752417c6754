//! Reads requests: bodies and their fields, path and query parameters, and the address that links start with.

pub(crate) mod body;
mod fields;
mod files;
mod form;
mod header_parameters;
mod input;
mod multipart;
mod numbers;
mod origin;
mod page_links;
mod parameters;
mod toggle;
pub(crate) mod truth;
mod values;

pub use fields::Fields;
pub use input::{Input, InputWithFiles};
pub use multipart::Upload;
pub use origin::Origin;
pub use page_links::PageLinks;
pub use parameters::{InPath, Params, PathId, PathIdAndText, PathText};
