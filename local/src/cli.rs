//! The commands of `kith` and their options; each option is an environment variable as well.

use std::fmt;
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use axum::http::Uri;
use axum::http::uri::Scheme;
use clap::builder::BoolishValueParser;
use clap::{Args, Parser, Subcommand};
use shared::domain::{EmailVisibility, Mode};

use crate::{reconcile, seed, serve, superuser};

/// Why a command ended: one line for the person who gave it.
#[derive(Debug)]
pub struct Failure(pub String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Failure {
    /// A failure with this cause and everything behind it.
    pub fn because(what: impl fmt::Display, error: &dyn std::error::Error) -> Self {
        let mut line = format!("{what}: {error}");
        let mut source = error.source();
        while let Some(cause) = source {
            line = format!("{line}: {cause}");
            source = cause.source();
        }
        Self(line.replace('\n', " "))
    }

    /// A failure of the domain: what lies behind it says more than its public sentence.
    pub fn of(what: impl fmt::Display, error: &shared::domain::Error) -> Self {
        match &error.cause {
            Some(cause) => Self::because(what, cause.as_ref()),
            None => Self(format!("{what}: {}", error.message)),
        }
    }
}

/// Tells the person at the terminal. It may be gone: unlike `eprintln!`, that ends nothing.
pub fn say(line: impl fmt::Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// A community backend: accounts, profiles, a follow graph.
#[derive(Debug, Parser)]
#[command(name = "kith", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: ServeArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the whole API (what `kith` does without a command)
    Serve(ServeArgs),
    /// Make an account that administers everybody; the password comes from KITH_PASSWORD or from stdin
    CreateSuperuser(SuperuserArgs),
    /// Fill a community with believable people
    Seed(SeedArgs),
    /// Hold the whole table against the facts, repair what differs and print what it was
    Reconcile(ReconcileArgs),
}

/// Options of `kith serve`.
#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    /// Address to listen on; port 0 takes any free port
    #[arg(long, env = "KITH_LISTEN", default_value = "127.0.0.1:9000")]
    pub listen: SocketAddr,
    /// Directory that keeps the data
    #[arg(long, env = "KITH_DATA", default_value = ".kith")]
    pub data: PathBuf,
    /// Keep everything in memory: it is gone when the process ends
    #[arg(long, env = "KITH_MEMORY", value_parser = BoolishValueParser::new(), conflicts_with = "dynamodb_endpoint")]
    pub memory: bool,
    /// Another DynamoDB engine to use, such as http://127.0.0.1:8000
    #[arg(long, env = "KITH_DYNAMODB_ENDPOINT", value_name = "URL", value_parser = endpoint)]
    pub dynamodb_endpoint: Option<String>,
    /// Name of the table at --dynamodb-endpoint
    #[arg(long, env = "KITH_TABLE", default_value = "kith")]
    pub table: String,
    /// hybrid, follow or friendship
    #[arg(long, env = "KITH_MODE", default_value = "hybrid")]
    pub mode: Mode,
    /// Who sees e-mail addresses: members, self or everyone
    #[arg(long, env = "KITH_EMAIL_VISIBILITY", default_value = "members")]
    pub email_visibility: EmailVisibility,
    /// Secret that signs tokens, at least 32 bytes; without it one is made and kept with the data
    #[arg(long, env = "KITH_JWT_SECRET", hide_env_values = true)]
    pub jwt_secret: Option<String>,
    /// Password of the first superuser, `admin`; without it a random one is printed once
    #[arg(long, env = "KITH_ADMIN_PASSWORD", hide_env_values = true)]
    pub admin_password: Option<String>,
    /// File to which domain events are added, a line of JSON each, as EventBridge would deliver them
    #[arg(long, env = "KITH_EVENTS", value_name = "FILE")]
    pub events: Option<PathBuf>,
    /// Where pictures are kept: file:///DIRECTORY, memory:/// or s3://BUCKET; without it, beside the data
    #[arg(long, env = "KITH_MEDIA", value_name = "PLACE")]
    pub media: Option<String>,
    /// Address under which pictures are served, where it is not that of --listen
    #[arg(long, env = "KITH_MEDIA_URL", value_name = "URL")]
    pub media_url: Option<String>,
    /// Take any number of logins and registrations
    #[arg(long, env = "KITH_NO_THROTTLE", value_parser = BoolishValueParser::new())]
    pub no_throttle: bool,
}

/// Which community a command works on.
#[derive(Clone, Debug, Args)]
pub struct Target {
    /// Directory that keeps the data of `kith serve`, running or not
    #[arg(long, env = "KITH_DATA", default_value = ".kith")]
    pub data: PathBuf,
    /// Another DynamoDB engine to use
    #[arg(long, env = "KITH_DYNAMODB_ENDPOINT", value_name = "URL", value_parser = endpoint)]
    pub dynamodb_endpoint: Option<String>,
    /// A deployed table, reached with the AWS credentials and region of the environment; with
    /// --dynamodb-endpoint, a table there
    #[arg(long)]
    pub table: Option<String>,
}

/// Options of `kith create-superuser`.
#[derive(Clone, Debug, Args)]
pub struct SuperuserArgs {
    /// Name to log in with
    #[arg(long)]
    pub username: String,
    /// E-mail address
    #[arg(long)]
    pub email: String,
    /// Which community
    #[command(flatten)]
    pub target: Target,
}

/// Options of `kith seed`.
#[derive(Clone, Debug, Args)]
pub struct SeedArgs {
    /// How many people there are in the end; those that an earlier run made are kept
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(1..))]
    pub users: u64,
    /// Which community
    #[command(flatten)]
    pub target: Target,
}

/// Options of `kith reconcile`.
#[derive(Clone, Debug, Args)]
pub struct ReconcileArgs {
    /// Repair nothing; the exit code is 1 if something differs
    #[arg(long)]
    pub dry_run: bool,
    /// Seconds between the two looks at what is suspected: more than fanout may be behind. 5 for a data directory, 60
    /// for a table elsewhere
    #[arg(long, value_name = "SECONDS")]
    pub pause: Option<u64>,
    /// As for `kith serve`: changes that nobody has dealt with yet are dealt with first
    #[arg(long, env = "KITH_EVENTS", value_name = "FILE")]
    pub events: Option<PathBuf>,
    /// Which community
    #[command(flatten)]
    pub target: Target,
}

fn endpoint(text: &str) -> Result<String, String> {
    match text.parse::<Uri>() {
        Ok(uri) if uri.scheme() == Some(&Scheme::HTTP) && uri.host().is_some() => Ok(text.to_owned()),
        _ => Err("it must look like http://127.0.0.1:8000".to_owned()),
    }
}

impl Cli {
    /// Does what the command line says; the answer is the exit code.
    pub async fn run(self) -> Result<ExitCode, Failure> {
        let done = match self.command {
            Some(Command::Reconcile(args)) => return reconcile::run(args).await,
            None => serve::run(self.serve).await,
            Some(Command::Serve(args)) => serve::run(args).await,
            Some(Command::CreateSuperuser(args)) => superuser::run(args).await,
            Some(Command::Seed(args)) => seed::run(args).await,
        };
        done.map(|()| ExitCode::SUCCESS)
    }
}
