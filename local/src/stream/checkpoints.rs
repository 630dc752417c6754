//! The progress of the stream's consumer, stored in the data directory.

use std::collections::BTreeMap;

use crate::data_directory::DataDirectory;
use crate::failure::Failure;

const FILE: &str = "checkpoints";

/// The last sequence number of each shard that has been processed.
pub type Checkpoints = BTreeMap<String, String>;

/// The stored checkpoints; empty if there are none or they cannot be read.
pub fn load(directory: &DataDirectory) -> Checkpoints {
    directory.read(FILE).and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default()
}

/// Stores the checkpoints. If this fails, the records after the old checkpoints are processed again at the next start;
/// `fanout` is idempotent, so that changes nothing.
pub fn save(directory: &DataDirectory, checkpoints: &Checkpoints) {
    let json = serde_json::to_string(checkpoints).map_err(Failure::new);
    if let Err(failure) = json.and_then(|json| directory.write(FILE, &json)) {
        tracing::warn!(%failure, "cannot store the checkpoints");
    }
}
