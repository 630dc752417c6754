//! Runs `kith` as a process.

use std::io::Write as _;
use std::ops::Deref;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::client::Client;
use crate::output::{Lines, TIMEOUT};

/// A command line, not started yet.
pub struct Kith {
    command: Command,
    stdin: String,
    read_stderr: bool,
}

/// A running command, killed when it is dropped.
pub struct Process {
    child: Child,
    stdout: Lines,
    stderr: Lines,
}

/// A running `kith serve` that accepts connections, and an anonymous client of it.
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
    /// `kith` with these arguments, cheap password hashing and no settings from the environment of the tests.
    pub fn new(args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kith"));
        for (name, _) in std::env::vars_os() {
            if ["KITH_", "AWS_", "RUST_LOG"].iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
                command.env_remove(name);
            }
        }
        command.args(args).env("KITH_ARGON2_MEMORY_KIB", "8").env("KITH_ARGON2_ITERATIONS", "1");
        Self { command, stdin: String::new(), read_stderr: true }
    }

    /// `kith serve` with this data directory, on any free port.
    pub fn serve(data: &Path) -> Self {
        Self::new(&["serve", "--listen", "127.0.0.1:0"]).data(data)
    }

    /// Sets the data directory.
    pub fn data(mut self, data: &Path) -> Self {
        self.command.arg("--data").arg(data);
        self
    }

    /// Adds arguments.
    pub fn args(mut self, args: &[&str]) -> Self {
        self.command.args(args);
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sets the credentials of an engine's port.
    pub fn credentials(mut self, port: &EnginePort) -> Self {
        self.command.envs(port.credentials.iter().map(|(name, value)| (name, value)));
        self
    }

    /// Runs the process in place of a shell that has run this command, such as one that sets a limit.
    pub fn after(mut self, shell: &str) -> Self {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{shell}; exec \"$0\" \"$@\"")]);
        command.arg(self.command.get_program()).args(self.command.get_args());
        if let Some(directory) = self.command.get_current_dir() {
            command.current_dir(directory);
        }
        for (name, value) in self.command.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        self.command = command;
        self
    }

    /// Sets the working directory.
    pub fn within(mut self, directory: &Path) -> Self {
        self.command.current_dir(directory);
        self
    }

    /// Sets the input.
    pub fn stdin(mut self, text: &str) -> Self {
        text.clone_into(&mut self.stdin);
        self
    }

    /// Closes the reading end of stderr.
    pub fn with_closed_stderr(self) -> Self {
        Self { read_stderr: false, ..self }
    }

    /// Starts the process.
    pub fn spawn(mut self) -> Process {
        let command = self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let _ = child.stdin.take().unwrap().write_all(self.stdin.as_bytes());
        let stdout = Lines::of(child.stdout.take().unwrap());
        let stderr = child.stderr.take().filter(|_| self.read_stderr);
        let stderr = stderr.map_or_else(|| Lines::of(std::io::empty()), Lines::of);
        Process { child, stdout, stderr }
    }

    /// Starts a server, and waits for the line that announces its address.
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

    /// Runs the process to its end.
    pub fn run(self) -> Ended {
        self.spawn().wait()
    }
}

impl Process {
    /// Waits for a line on stderr that begins with `start`, and returns it. Lines that were read before do not count.
    #[track_caller]
    pub fn wait_for(&mut self, start: &str) -> String {
        while let Some(line) = self.stderr.next() {
            if line.starts_with(start) {
                return line;
            }
        }
        panic!("it ended without a line {start}: {:?}", self.stderr.seen());
    }

    /// The id of the process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends a signal by name, such as `TERM`.
    pub fn signal(&self, name: &str) {
        // `kill` is built into the shell; not every system has the program.
        let kill = format!("kill -{name} {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    }

    /// `kill -9`
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Polls until the condition holds. Panics after [`TIMEOUT`].
    #[track_caller]
    pub fn until(&mut self, mut condition: impl FnMut() -> bool) {
        let deadline = Instant::now() + TIMEOUT;
        while !condition() {
            assert!(Instant::now() < deadline, "the condition never held");
            self.stderr.wait(Duration::from_millis(2));
        }
    }

    /// Waits for the process to end.
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

/// The port of a server's engine.
pub struct EnginePort {
    /// `http://127.0.0.1:PORT`
    pub url: String,
    /// `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, with their values.
    pub credentials: Vec<(String, String)>,
}

impl Server {
    /// The port of the engine of a server that was started with `--engine-port 0`.
    #[track_caller]
    pub fn engine_port(&mut self) -> EnginePort {
        let line = self.process.wait_for("  engine     http://");
        let (url, path) = line.trim_start_matches("  engine     ").split_once(", with the credentials in ").unwrap();
        let credentials = std::fs::read_to_string(path).unwrap();
        let credentials = credentials.lines().map(|line| line.split_once('=').unwrap());
        let credentials = credentials.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        EnginePort { url: url.to_owned(), credentials }
    }

    /// Stops the server as a service manager does. Panics unless it ends with code 0.
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
    /// Panics unless the command succeeded.
    #[track_caller]
    pub fn done(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:?}");
        self
    }

    /// Panics unless the command failed with code 2 and one line on stderr, which this returns.
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
