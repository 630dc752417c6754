//! How many entries a response has.

use shared::dialect::Params;
use shared::domain::Result;
use shared::domain::cursor::OffsetRequest;

/// Most entries in one response: each may have a long review.
const ENTRIES_MAX: usize = 50;

/// How many entries the caller wants.
pub fn limit(params: &Params) -> Result<usize> {
    Ok(OffsetRequest::parse(params.get("limit"), None)?.limit.min(ENTRIES_MAX))
}
