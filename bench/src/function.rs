//! One process of a function, as Lambda starts it.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use tokio::process::{Child, Command};

use crate::community::Community;
use crate::runtime_api::{Invocation, RuntimeApi};

/// A running function.
pub struct Function {
    /// From its start to its first poll.
    pub first_poll: Duration,
    /// What it had used of the processor by then.
    pub first_poll_cpu: Duration,
    started: Instant,
    api: RuntimeApi,
    child: Child,
}

/// What a process holds of memory, in KiB.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// Now.
    pub resident: u64,
    /// At most so far.
    pub peak: u64,
}

impl Memory {
    /// That of the process with this id.
    pub fn of(process: u32) -> Self {
        let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("a process");
        let field = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).expect("a field");
            line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).expect("a number")
        };
        Self { resident: field("VmRSS:"), peak: field("VmHWM:") }
    }
}

/// The release binary of this name, beside whatever the build directory is.
pub fn binary(directory: &Path, name: &str) -> PathBuf {
    // As Cargo leaves it, or as cargo-lambda does.
    let plain = directory.join(name);
    if plain.is_file() { plain } else { directory.join(name).join("bootstrap") }
}

impl Function {
    /// Starts it with its table at this address, and waits for its first poll. `under` is a command in front of it, such
    /// as a profiler's.
    pub async fn start(binary: &Path, endpoint: &str, under: &[String]) -> Self {
        let mut api = RuntimeApi::start().await;
        let mut command = match under {
            [] => Command::new(binary),
            [program, arguments @ ..] => {
                let mut command = Command::new(program);
                command.args(arguments).arg(binary);
                command
            }
        };
        command.env_clear().envs(environment(endpoint)).env("AWS_LAMBDA_RUNTIME_API", api.address());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::inherit()).kill_on_drop(true);
        let started = Instant::now();
        let child = command.spawn().unwrap_or_else(|error| panic!("{}: {error}", binary.display()));
        let first_poll = api.polled().await - started;
        let mut function = Self { first_poll, first_poll_cpu: Duration::ZERO, started, api, child };
        function.first_poll_cpu = function.cpu();
        function
    }

    /// Hands it an event, and waits for the answer.
    pub async fn invoke(&mut self, event: &Bytes) -> Invocation {
        self.api.invoke(event.clone()).await
    }

    /// From its start until then.
    pub fn since_start(&self, at: Instant) -> Duration {
        at - self.started
    }

    /// What all its threads have used of the processor. The kernel counts in nanoseconds, and counts nothing of what a
    /// thread waits for: neither other processes nor the engine.
    pub fn cpu(&self) -> Duration {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.id())).expect("a process");
        let used = threads.filter_map(|thread| {
            let text = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
            text.split(' ').next()?.parse::<u64>().ok()
        });
        Duration::from_nanos(used.sum())
    }

    /// What it holds of memory.
    pub fn memory(&self) -> Memory {
        Memory::of(self.id())
    }

    /// Ends it as Lambda does, and waits until it has gone.
    pub async fn stop(mut self) {
        let id = self.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().await.expect("kill");
        self.child.wait().await.expect("its end");
    }

    fn id(&self) -> u32 {
        self.child.id().expect("a running process")
    }
}

/// The environment of a function: Lambda's, the template's, and where the table is. Nothing else, so that no setting
/// of this machine changes what is measured.
pub(crate) fn environment(endpoint: &str) -> Vec<(&'static str, String)> {
    vec![
        ("AWS_ACCESS_KEY_ID", "kith".into()),
        ("AWS_ENDPOINT_URL", endpoint.into()),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256".into()),
        ("AWS_LAMBDA_FUNCTION_NAME", "kith".into()),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST".into()),
        ("AWS_LAMBDA_HTTP_IGNORE_STAGE_IN_PATH", "true".into()),
        ("AWS_REGION", "eu-west-1".into()),
        ("AWS_SECRET_ACCESS_KEY", "kith".into()),
        ("AWS_SESSION_TOKEN", "kith".into()),
        ("KITH_JWT_SECRET", Community::SECRET.into()),
        ("KITH_MEDIA", "s3://kith".into()),
        ("KITH_TABLE", Community::TABLE.into()),
        ("RUST_LOG", "info".into()),
    ]
}
