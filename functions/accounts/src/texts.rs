//! Texts of the OpenAPI document that several groups of routes share.

/// The description of a 409.
pub const CHANGED_MEANWHILE: &str =
    "The account was changed at the same time (`changed_meanwhile`). Load it and try again.";
