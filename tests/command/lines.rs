//! The output of a process.

use std::io::{BufRead as _, BufReader, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// After so long without a sign something hangs; a busy machine is slow.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// What a process writes, line by line.
pub struct Lines {
    coming: Receiver<String>,
    seen: Vec<String>,
}

impl Lines {
    /// Reads them as they come.
    pub fn of(output: impl Read + Send + 'static) -> Self {
        let (line, coming) = channel();
        std::thread::spawn(move || BufReader::new(output).lines().map_while(Result::ok).try_for_each(|l| line.send(l)));
        Self { coming, seen: Vec::new() }
    }

    /// The next line; `None` at the end.
    #[track_caller]
    pub fn next(&mut self) -> Option<String> {
        match self.coming.recv_timeout(PATIENCE) {
            Ok(line) => {
                self.seen.push(line.clone());
                Some(line)
            }
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => panic!("nothing came after {:?}", self.seen),
        }
    }

    /// The lines that came so far.
    pub fn seen(&self) -> &[String] {
        &self.seen
    }

    /// All lines up to the end.
    #[track_caller]
    pub fn all(&mut self) -> Vec<String> {
        while self.next().is_some() {}
        std::mem::take(&mut self.seen)
    }

    /// Lets this time go by, or less if a line comes.
    pub fn rest(&mut self, time: Duration) {
        self.seen.extend(self.coming.recv_timeout(time));
    }
}
