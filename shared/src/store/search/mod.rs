//! Search.

pub(crate) mod name_index;
