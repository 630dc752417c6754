//! Processes of the command.

use std::io::Write as _;
use std::ops::Deref;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::client::Client;
use crate::lines::{Lines, PATIENCE};

/// A command line, not started yet.
pub struct Kith {
    command: Command,
    stdin: String,
    heard: bool,
}

/// A running command, killed when it is dropped.
pub struct Process {
    child: Child,
    stdout: Lines,
    stderr: Lines,
}

/// A running `kith serve` that has said that it listens, and an anonymous client of it.
pub struct Server {
    pub process: Process,
    /// `127.0.0.1:PORT`
    pub address: String,
    client: Client,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    /// `None` after a signal.
    pub code: Option<i32>,
    pub stdout: Vec<String>,
    pub stderr: Vec<String>,
}

impl Kith {
    /// `kith` with these arguments, and none of the settings that the tests themselves may run with. Hashing is cheap.
    pub fn new(args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kith"));
        for (name, _) in std::env::vars_os() {
            if ["KITH_", "AWS_", "RUST_LOG"].iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
                command.env_remove(name);
            }
        }
        command.args(args).env("KITH_ARGON2_MEMORY_KIB", "8").env("KITH_ARGON2_ITERATIONS", "1");
        Self { command, stdin: String::new(), heard: true }
    }

    /// `kith serve` of this directory, on any free port.
    pub fn serve(data: &Path) -> Self {
        Self::new(&["serve", "--listen", "127.0.0.1:0"]).data(data)
    }

    /// With this data directory.
    pub fn data(mut self, data: &Path) -> Self {
        self.command.arg("--data").arg(data);
        self
    }

    /// With more arguments.
    pub fn args(mut self, args: &[&str]) -> Self {
        self.command.args(args);
        self
    }

    /// With an environment variable.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// In this directory.
    pub fn within(mut self, directory: &Path) -> Self {
        self.command.current_dir(directory);
        self
    }

    /// With this input.
    pub fn stdin(mut self, text: &str) -> Self {
        text.clone_into(&mut self.stdin);
        self
    }

    /// With nobody at the other end of stderr.
    pub fn unheard(self) -> Self {
        Self { heard: false, ..self }
    }

    /// Starts it.
    pub fn spawn(mut self) -> Process {
        let command = self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let _ = child.stdin.take().unwrap().write_all(self.stdin.as_bytes());
        let stdout = Lines::of(child.stdout.take().unwrap());
        let stderr = child.stderr.take().filter(|_| self.heard);
        let stderr = stderr.map_or_else(|| Lines::of(std::io::empty()), Lines::of);
        Process { child, stdout, stderr }
    }

    /// Starts a server, and waits for no more than its word that it listens.
    #[track_caller]
    pub fn listen(self) -> Server {
        let mut process = self.spawn();
        let Some(line) = process.stdout.next() else {
            panic!("it did not start: {:?}", process.wait());
        };
        let address = line.strip_prefix("kith is listening on http://").unwrap_or_else(|| panic!("{line}")).to_owned();
        let client = Client::new(&format!("http://{address}"));
        Server { process, address, client }
    }

    /// Runs it to its end.
    pub fn run(self) -> Ended {
        self.spawn().wait()
    }
}

impl Process {
    /// Waits for a line on stderr that begins like this.
    #[track_caller]
    pub fn wait_for(&mut self, start: &str) {
        while let Some(line) = self.stderr.next() {
            if line.starts_with(start) {
                return;
            }
        }
        panic!("it ended without a line {start}: {:?}", self.stderr.seen());
    }

    /// Sends it a signal, by its name.
    pub fn signal(&self, name: &str) {
        // A shell has it built in; not every system has the program.
        let kill = format!("kill -{name} {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    }

    /// `kill -9`
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks again and again until it is so, with short rests.
    #[track_caller]
    pub fn until(&mut self, mut so: impl FnMut() -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !so() {
            assert!(Instant::now() < deadline, "waited in vain");
            self.stderr.rest(Duration::from_millis(2));
        }
    }

    /// Waits for its end.
    #[track_caller]
    pub fn wait(mut self) -> Ended {
        let (stdout, stderr) = (self.stdout.all(), self.stderr.all());
        Ended { code: self.child.wait().unwrap().code(), stdout, stderr }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Stops it as a service manager would, which must work, and returns what it said.
    #[track_caller]
    pub fn stop(self) -> Ended {
        self.process.signal("TERM");
        let ended = self.process.wait();
        assert_eq!(ended.code, Some(0), "{ended:?}");
        ended
    }
}

impl Deref for Server {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Ended {
    /// It did what it was told.
    #[track_caller]
    pub fn done(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }

    /// It gave up with code 2 and one line on stderr, which this returns.
    #[track_caller]
    pub fn refused(self) -> String {
        assert_eq!((self.code, &*self.stdout), (Some(2), &[] as &[String]), "{self:?}");
        let [line] = &*self.stderr else { panic!("not one line: {self:?}") };
        line.clone()
    }

    /// The password of the first superuser, if it was shown.
    pub fn shown_password(&self) -> Option<&str> {
        let mut lines = self.stderr.iter().filter_map(|line| line.split_once("superuser  admin, password "));
        let (_, shown) = lines.next()?;
        assert!(lines.next().is_none(), "shown twice: {self:?}");
        shown.split_whitespace().next()
    }
}
