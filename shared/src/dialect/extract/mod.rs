//! Reads requests: bodies and their fields, path and query parameters, and the address that links start with.

pub(crate) mod body;
mod canonical;
mod fields;
mod files;
mod form;
mod header_parameters;
mod input;
mod multipart;
mod no_body;
mod numbers;
mod origin;
mod page_links;
mod parameters;
mod toggle;
pub(crate) mod truth;
mod values;

pub use canonical::canonical_body;
pub use fields::Fields;
pub use input::{Input, InputWithFiles};
pub use multipart::Upload;
pub use no_body::NoBody;
pub use origin::Origin;
pub(crate) use origin::Scheme;
pub use page_links::PageLinks;
pub use parameters::{InPath, Params, PathId, PathIdAndText, PathText};
