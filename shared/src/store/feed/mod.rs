//! Home feeds: entries, deliveries, and authors whose posts are read on demand.

pub(crate) mod deliveries;
pub(crate) mod entries;
pub(crate) mod feeds;
pub(crate) mod pull_authors;
