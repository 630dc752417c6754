//! A function's process, started as Lambda starts it.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use kith::engine::EnginePort;
use tokio::process::{Child, Command};

use crate::community::Community;
use crate::runtime_api::{Invocation, RuntimeApi};

/// A running function.
pub struct Function {
    /// Time from the start of the process to its first poll.
    pub first_poll: Duration,
    /// CPU time used by then.
    pub first_poll_cpu: Duration,
    started: Instant,
    api: RuntimeApi,
    child: Child,
}

/// The memory of a process, in KiB.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// Resident now.
    pub resident: u64,
    /// The highest resident value so far.
    pub peak: u64,
}

impl Memory {
    /// Reads the memory of a process.
    pub fn of(pid: u32) -> Self {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("a process");
        let field = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).expect("a field");
            line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).expect("a number")
        };
        Self { resident: field("VmRSS:"), peak: field("VmHWM:") }
    }
}

/// The path of a function's binary in a build directory.
pub fn binary(directory: &Path, name: &str) -> PathBuf {
    // Cargo writes `<name>`, and cargo-lambda `<name>/bootstrap`.
    let path = directory.join(name);
    if path.is_file() { path } else { directory.join(name).join("bootstrap") }
}

impl Function {
    /// Starts the function with its `table`, and waits for its first poll. `wrapper` is a command to run the
    /// binary under, such as a profiler's.
    pub async fn start(binary: &Path, table: &EnginePort, wrapper: &[String]) -> Self {
        let mut api = RuntimeApi::start().await;
        let mut command = match wrapper {
            [] => Command::new(binary),
            [program, arguments @ ..] => {
                let mut command = Command::new(program);
                command.args(arguments).arg(binary);
                command
            }
        };
        command.env_clear().envs(environment(table)).env("AWS_LAMBDA_RUNTIME_API", api.address());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::inherit()).kill_on_drop(true);
        let started = Instant::now();
        let child = command.spawn().unwrap_or_else(|error| panic!("{}: {error}", binary.display()));
        let first_poll = api.polled().await - started;
        let mut function = Self { first_poll, first_poll_cpu: Duration::ZERO, started, api, child };
        function.first_poll_cpu = function.cpu();
        function
    }

    /// Invokes the function with an event, and waits for the response.
    pub async fn invoke(&mut self, event: &Bytes) -> Invocation {
        self.api.invoke(event.clone()).await
    }

    /// Time from the start of the process to `at`.
    pub fn since_start(&self, at: Instant) -> Duration {
        at - self.started
    }

    /// CPU time of all its threads, in the kernel's resolution of a nanosecond. It does not include the time that the
    /// function waits for other processes, such as the engine.
    pub fn cpu(&self) -> Duration {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.id())).expect("a process");
        let used = threads.filter_map(|thread| {
            let text = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
            text.split(' ').next()?.parse::<u64>().ok()
        });
        Duration::from_nanos(used.sum())
    }

    /// The memory of the process.
    pub fn memory(&self) -> Memory {
        Memory::of(self.id())
    }

    /// Terminates the process as Lambda does, and waits for its end.
    pub async fn stop(mut self) {
        let id = self.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().await.expect("kill");
        self.child.wait().await.expect("its end");
    }

    fn id(&self) -> u32 {
        self.child.id().expect("a running process")
    }
}

/// The environment of a function: what Lambda and the template set, and the address of the table. It contains nothing
/// else, so that no setting of this machine affects the measurements.
pub(crate) fn environment(EnginePort { url, credentials }: &EnginePort) -> Vec<(&'static str, String)> {
    vec![
        ("AWS_ACCESS_KEY_ID", credentials.access_key.clone()),
        ("AWS_ENDPOINT_URL", url.clone()),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256".into()),
        ("AWS_LAMBDA_FUNCTION_NAME", "kith".into()),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST".into()),
        ("AWS_LAMBDA_HTTP_IGNORE_STAGE_IN_PATH", "true".into()),
        ("AWS_REGION", "eu-west-1".into()),
        ("AWS_SECRET_ACCESS_KEY", credentials.secret.clone()),
        ("AWS_SESSION_TOKEN", "kith".into()),
        ("KITH_JWT_SECRET", Community::SECRET.into()),
        ("KITH_MEDIA", "s3://kith".into()),
        ("KITH_TABLE", Community::TABLE.into()),
        ("RUST_LOG", "info".into()),
    ]
}
