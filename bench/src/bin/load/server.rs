//! The command under test.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use bench::Memory;

/// The command, and the directory that keeps its data.
pub struct Kith {
    /// Where the release binary is.
    pub binary: PathBuf,
    /// The data.
    pub data: PathBuf,
}

/// A running `kith serve`.
pub struct Server {
    child: Child,
    base: String,
}

impl Kith {
    /// Runs a command to its end, which must be good.
    pub fn run(&self, arguments: &[&str]) {
        let output = self.command(arguments).output().expect("a process");
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        assert!(output.status.success(), "{arguments:?}: {text}");
    }

    /// Serves the data, and waits until it listens.
    pub fn serve(&self) -> Server {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0", "--no-throttle"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().expect("a process");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("its output");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let base = line.trim().strip_prefix("kith is listening on ").expect("that it listens").to_owned();
        Server { child, base }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        assert!(self.binary.is_file(), "there is no {}: build it first (just bench-load)", self.binary.display());
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

    /// The most memory that it has held so far, in MB.
    pub fn peak_memory(&self) -> u64 {
        Memory::of(self.child.id()).peak / 1024
    }

    /// What it has used of the processors, in seconds.
    pub fn cpu_seconds(&self) -> f64 {
        // Of threads that have ended, too, of which a server has many.
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("a process");
        // After the name, which may hold anything: the 12th and 13th are the user's and the kernel's, in hundredths.
        let fields = stat.rsplit(')').next().expect("fields").split_whitespace().skip(11).take(2);
        fields.map(|ticks| ticks.parse::<f64>().expect("a number")).sum::<f64>() / 100.0
    }

    /// Stops it as a shell would, and waits for its end.
    pub fn stop(mut self) {
        let killed = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(killed.expect("a process").success(), "it had ended");
        let status = self.child.wait().expect("its end");
        assert!(status.success(), "{status}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Where the measurement failed before it was stopped.
        let _ = self.child.kill();
    }
}
