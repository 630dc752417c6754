//! Requests in: bodies and their fields, ids in paths, query parameters.

pub(crate) mod body;
mod fields;
pub(crate) mod parameters;

pub use body::{Input, InputWithFiles, Upload};
pub use fields::Fields;
pub use parameters::{Origin, PageLinks, Params, PathId, PathIdAndText, PathText};
