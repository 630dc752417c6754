//! Texts of the OpenAPI document that several groups of routes share.

/// The description of a 409.
pub const CHANGED_MEANWHILE: &str =
    "The account was changed at the same time (`changed_meanwhile`). Load it and try again.";

/// The description of a 409 of operations that set a new e-mail address.
pub const CHANGED_MEANWHILE_OR_TOO_OFTEN: &str = "The account was changed at the same time (`changed_meanwhile`), or its address 20 times in 7 days (`too_many_changes`).";
