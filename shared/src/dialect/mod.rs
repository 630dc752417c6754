//! The wire formats of the three public APIs: requests in, responses and errors out.

pub mod community;
pub mod directory;
mod errors;
pub mod extract;
pub mod oauth;
mod picture;
mod response_size;
mod routing;
pub mod site;

pub(crate) use errors::{Written, write_errors, wrong_header};
pub use extract::{
    Fields, InPath, Input, InputWithFiles, NoBody, Origin, PageLinks, Params, PathId, PathIdAndText, PathText, Upload,
};
pub use routing::Dialect;
