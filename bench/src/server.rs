//! The `kith` command under measurement.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::process::{Memory, cpu_time};

/// The command and its data directory.
pub struct Kith {
    /// Path of the release binary.
    pub binary: PathBuf,
    /// The data directory.
    pub data: PathBuf,
}

/// A running `kith serve`.
pub struct Server {
    child: Child,
    base: String,
}

impl Kith {
    /// Runs a command to its end. It must succeed.
    pub fn run(&self, arguments: &[&str]) {
        let output = self.command(arguments).output().expect("a process");
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        assert!(output.status.success(), "{arguments:?}: {text}");
    }

    /// Starts `kith serve` and waits until it is listening.
    pub fn serve(&self) -> Server {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0", "--no-throttle"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().expect("a process");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("its output");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let base =
            line.trim().strip_prefix("kith is listening on ").expect("the line that names the address").to_owned();
        Server { child, base }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        assert!(
            self.binary.is_file(),
            "{} does not exist: run `just bench-load` or `just bench-serve`, which build it",
            self.binary.display()
        );
        let mut command = Command::new(&self.binary);
        command.args(arguments).env("KITH_DATA", &self.data).env("RUST_LOG", "error");
        command
    }
}

impl Server {
    /// `http://127.0.0.1:PORT`
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Its memory now, in KiB.
    pub fn memory(&self) -> u64 {
        Memory::of(self.child.id()).resident
    }

    /// The peak of its memory so far, in MB.
    pub fn peak_memory(&self) -> u64 {
        Memory::of(self.child.id()).peak / 1024
    }

    /// CPU time used so far.
    pub fn cpu(&self) -> Duration {
        cpu_time(self.child.id())
    }

    /// Stops the server with SIGTERM and waits for its end.
    pub fn stop(mut self) {
        let killed = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(killed.expect("a process").success(), "the server has already ended");
        let status = self.child.wait().expect("its end");
        assert!(status.success(), "{status}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // If the measurement failed, the server is still running.
        let _ = self.child.kill();
    }
}
