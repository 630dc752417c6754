//! A function's process, started as Lambda starts it.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use kith::engine::EnginePort;
use tokio::process::{Child, Command};

use crate::community::Community;
use crate::process::{Memory, cpu_time};
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

    /// CPU time of the process. It does not include the time that the function waits for other processes, such as the
    /// engine.
    pub fn cpu(&self) -> Duration {
        cpu_time(self.id())
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
