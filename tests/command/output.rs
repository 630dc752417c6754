//! Reads the output of a process, line by line.

use std::io::{BufRead as _, BufReader, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// How long to wait before a process counts as hung; long enough for a busy machine.
pub const TIMEOUT: Duration = Duration::from_secs(180);

/// The lines that a process writes.
pub struct Lines {
    receiver: Receiver<String>,
    seen: Vec<String>,
}

impl Lines {
    /// Reads the lines in a thread.
    pub fn of(output: impl Read + Send + 'static) -> Self {
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            BufReader::new(output).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        Self { receiver, seen: Vec::new() }
    }

    /// The next line; `None` at the end. Panics after [`TIMEOUT`].
    #[track_caller]
    pub fn next(&mut self) -> Option<String> {
        match self.receiver.recv_timeout(TIMEOUT) {
            Ok(line) => {
                self.seen.push(line.clone());
                Some(line)
            }
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => panic!("no line after {:?}", self.seen),
        }
    }

    /// The lines that were read so far.
    pub fn seen(&self) -> &[String] {
        &self.seen
    }

    /// Reads to the end, and returns all lines.
    #[track_caller]
    pub fn all(&mut self) -> Vec<String> {
        while self.next().is_some() {}
        std::mem::take(&mut self.seen)
    }

    /// Waits for this time, or until the next line.
    pub fn wait(&mut self, time: Duration) {
        self.seen.extend(self.receiver.recv_timeout(time));
    }
}
