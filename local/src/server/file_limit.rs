//! How many connections the limit on open files allows.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// The most connections, whatever the limit.
const CONNECTIONS_MAX: u64 = 4096;
/// A connection's socket, and a picture file or a call to the engine.
const FILES_PER_CONNECTION: u64 = 2;
/// Files of the engine and the runtime, and connections of other commands.
const OTHER_FILES: u64 = 64;

/// Raises the limit on open files as far as it is useful and allowed, and returns the number of connections that it
/// leaves room for.
pub fn connections() -> usize {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let useful = CONNECTIONS_MAX * FILES_PER_CONNECTION + OTHER_FILES;
    let raised = useful.min(maximum.unwrap_or(u64::MAX));
    let files = match current {
        Some(files) if files < raised => {
            let raise = setrlimit(Resource::Nofile, Rlimit { current: Some(raised), maximum });
            raise.map_or(files, |()| raised)
        }
        Some(files) => files,
        None => useful,
    };
    within(files)
}

fn within(files: u64) -> usize {
    let connections = files.saturating_sub(OTHER_FILES) / FILES_PER_CONNECTION;
    usize::try_from(connections.clamp(1, CONNECTIONS_MAX)).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_room_for_other_files() {
        for (files, connections) in [(0, 1), (64, 1), (256, 96), (1024, 480), (1_048_576, 4096)] {
            assert_eq!(within(files), connections, "{files} files");
        }
    }
}
