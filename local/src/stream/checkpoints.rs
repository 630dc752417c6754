//! The progress of the stream's consumers, stored in the data directory.

use std::collections::BTreeMap;

use crate::data_directory::DataDirectory;
use crate::failure::Failure;

/// The file of `fanout`.
pub const FANOUT: &str = "checkpoints";
/// The file of the mailer.
pub const MAILER: &str = "checkpoints-mail";

/// The last sequence number of each shard that has been processed.
pub type Checkpoints = BTreeMap<String, String>;

/// The checkpoints stored in this file; empty if there are none or they cannot be read.
pub fn load(directory: &DataDirectory, file: &str) -> Checkpoints {
    directory.read(file).and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default()
}

/// Stores the checkpoints. If this fails, the records after the old checkpoints are processed again at the next start;
/// consumers are idempotent, so that changes nothing.
pub fn save(directory: &DataDirectory, file: &str, checkpoints: &Checkpoints) {
    let json = serde_json::to_string(checkpoints).map_err(Failure::new);
    if let Err(failure) = json.and_then(|json| directory.write(file, &json)) {
        tracing::warn!(%failure, "cannot store the checkpoints");
    }
}

/// The last sequence number that every consumer has processed; `None` if one of them has processed nothing. An embedded
/// engine has one shard, so the smallest number is that of this shard.
pub fn processed_by_all(directory: &DataDirectory) -> Option<String> {
    let smallest = |numbers: Vec<String>| numbers.into_iter().min_by_key(|number| number.parse::<u128>().unwrap_or(0));
    // Before the first start of the server there is no file of the mailer.
    let mailer = directory.read(MAILER).map(|_| MAILER);
    let processed = [Some(FANOUT), mailer].into_iter().flatten();
    let processed = processed.map(|file| smallest(load(directory, file).into_values().collect()));
    processed.collect::<Option<_>>().and_then(smallest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_keeps_what_a_consumer_has_not_processed() {
        let path = tempfile::tempdir().unwrap();
        let directory = DataDirectory::open(path.path()).unwrap();
        let at = |number: &str| Checkpoints::from([("shard".to_owned(), number.to_owned())]);
        assert_eq!(processed_by_all(&directory), None);
        save(&directory, MAILER, &at("7"));
        assert_eq!(processed_by_all(&directory), None, "nothing is known of fanout");
        save(&directory, FANOUT, &at("10"));
        assert_eq!(processed_by_all(&directory).as_deref(), Some("7"));
        save(&directory, MAILER, &Checkpoints::new());
        assert_eq!(processed_by_all(&directory), None, "the mailer has begun");
    }
}
