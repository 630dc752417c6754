//! The OpenAPI document is complete, and `openapi/` holds its current version. `just openapi` writes it.

mod document;
mod file;
mod other_responses;
mod refusals;
