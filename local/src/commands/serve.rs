//! `kith serve`: the routers of all functions in one process, on the embedded engine or another one.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::{Router, middleware};
use clap::Args;
use clap::builder::BoolishValueParser;
use fanout::Fanout;
use shared::domain::{EmailVisibility, Mode};
use shared::media::Media;
use shared::runtime::config::{Config, MediaUrl, Secrets};
use shared::runtime::service::{App, app};
use shared::runtime::state::AppState;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;
use tower::Layer as _;

use super::options::{Events, endpoint};
use crate::community::{Community, TABLE};
use crate::data_directory::{DataDirectory, random_secret};
use crate::engine::{Endpoint, EnginePort, client};
use crate::failure::Failure;
use crate::listen_address::{ListenAddress, Listening};
use crate::media::{self, UploadSigner};
use crate::stream::{Pump, Reader};
use crate::table::Created;
use crate::{api, request_url, server, superuser, terminal};

/// How long a shutdown waits for in-flight requests.
const GRACE: Duration = Duration::from_secs(10);

#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Host and port to listen on, such as localhost:9000 or 0.0.0.0:9000 (all addresses of this machine); port 0 picks a
    /// free port
    #[arg(long, env = "KITH_LISTEN", default_value = "127.0.0.1:9000")]
    listen: ListenAddress,
    /// Directory that stores the data
    #[arg(long, env = "KITH_DATA", default_value = ".kith")]
    data: PathBuf,
    /// Keep all data in memory; it is lost when the process ends
    #[arg(long, env = "KITH_MEMORY", value_parser = BoolishValueParser::new(), conflicts_with = "dynamodb_endpoint")]
    memory: bool,
    /// Use the DynamoDB engine at URL, such as http://127.0.0.1:8000, instead of the embedded one
    #[arg(long, env = "KITH_DYNAMODB_ENDPOINT", value_name = "URL", value_parser = endpoint)]
    dynamodb_endpoint: Option<String>,
    /// Name of the table at --dynamodb-endpoint
    #[arg(long, env = "KITH_TABLE", default_value = TABLE)]
    table: String,
    /// Open a port of 127.0.0.1 for the embedded engine; 0 picks a free one. Credentials are written to engine-credentials
    /// in the data directory
    #[arg(long, env = "KITH_ENGINE_PORT", value_name = "PORT", conflicts_with_all = ["memory", "dynamodb_endpoint"])]
    engine_port: Option<u16>,
    /// How users relate: hybrid, follow or friendship
    #[arg(long, env = "KITH_MODE", default_value = "hybrid")]
    mode: Mode,
    /// Who sees e-mail addresses: members, self or everyone
    #[arg(long, env = "KITH_EMAIL_VISIBILITY", default_value = "members")]
    email_visibility: EmailVisibility,
    /// Secret that signs tokens, at least 32 bytes; by default one is generated and stored with the data
    #[arg(long, env = "KITH_JWT_SECRET", hide_env_values = true)]
    jwt_secret: Option<String>,
    /// Password of the first superuser, `admin`; by default a random one is generated and printed once
    #[arg(long, env = "KITH_ADMIN_PASSWORD", hide_env_values = true)]
    admin_password: Option<String>,
    #[command(flatten)]
    events: Events,
    /// Where to store pictures: file:///DIRECTORY, memory:/// or s3://BUCKET; by default with the data
    #[arg(long, env = "KITH_MEDIA", value_name = "URL")]
    media: Option<String>,
    /// Base URL from which pictures are served; by default /media on the host that a request names
    #[arg(long, env = "KITH_MEDIA_URL", value_name = "URL")]
    media_url: Option<String>,
    /// Disable the limits on logins, registrations and uploads
    #[arg(long, env = "KITH_NO_THROTTLE", value_parser = BoolishValueParser::new())]
    no_throttle: bool,
}

/// Serves until SIGINT or SIGTERM. Settings are validated before anything is opened or created.
pub async fn run(options: Options) -> Result<(), Failure> {
    let config = config(&options)?;
    let bus = options.events.bus()?;
    let given_secrets = options.jwt_secret.clone().map(secrets).transpose()?;
    let given_media = options.media.as_deref().map(open_media).transpose()?;
    let Listening { listeners, address } = options.listen.listen().await?;
    let Storage { community, stream, directory, secret, description, engine } = open(&options).await?;
    let secrets = match given_secrets {
        Some(secrets) => secrets,
        None => secrets(secret)?,
    };
    let media = match (given_media, &directory) {
        (Some(media), _) => media,
        (None, Some(directory)) => directory.media()?,
        (None, None) => open_media("memory:///")?,
    };
    let state = AppState::new(config, &secrets, community.store.clone())
        .map_err(|e| Failure::because("invalid settings", &e))?;
    let signer = UploadSigner::new(state.config.media_url.clone(), state.clock.clone());
    let state = state.with_media(media.or_signed_by(Arc::new(signer.clone())));
    let superuser = superuser::ensure(&state.store, &state.passwords, options.admin_password.as_deref()).await?;
    // Printed only now, so that a failed start prints a single line.
    terminal::print(format_args!("kith {}", env!("CARGO_PKG_VERSION")));
    terminal::print(format_args!("  data       {description}"));
    if let Some(engine) = engine {
        terminal::print(format_args!("  engine     {engine}"));
    }
    if let Some(superuser) = superuser {
        terminal::print(format_args!("  superuser  {superuser}"));
    }
    if address.is_name() {
        let sockets: Vec<_> =
            listeners.iter().filter_map(|listener| Some(listener.local_addr().ok()?.to_string())).collect();
        terminal::print(format_args!("  sockets    {}", sockets.join(", ")));
    }
    terminal::print(format_args!("  console    {}/console/", address.local_url()));
    terminal::print(format_args!("  reference  {}/docs/", address.local_url()));

    let fanout = Fanout::new(state.store.clone(), state.clock.clone()).with_bus(bus).with_media(state.media.clone());
    let pump = Pump::start(stream, fanout, directory);
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::new)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::new)?;
    let (stop, stopping) = oneshot::channel::<()>();
    let own_url = Arc::from(address.local_url());
    let layer = middleware::from_fn_with_state(own_url, request_url::set);
    let app = App::new(layer.layer(app(api::routes(Router::new()).merge(media::routes(signer)), state)));
    let mut server = tokio::spawn(server::serve(listeners, app, async {
        let _ = stopping.await;
    }));

    // The only line on stdout: scripts wait for it before they send requests.
    let mut stdout = std::io::stdout();
    let _ = writeln!(stdout, "kith is listening on http://{address}").and_then(|()| stdout.flush());

    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        _ = &mut server => return Err(Failure::new("the server stopped unexpectedly")),
    }
    terminal::print("stopping");
    let _ = stop.send(());
    if tokio::time::timeout(GRACE, server).await.is_err() {
        terminal::print(format_args!("closed connections whose requests took longer than {} s", GRACE.as_secs()));
    }
    // Changes that the pump has not read yet are processed after the next start.
    pump.stop().await;
    community.close().await;
    Ok(())
}

/// The settings of the environment, overridden by those of the command line.
fn config(options: &Options) -> Result<Config, Failure> {
    let config = Config::from_env(|name| std::env::var(name).ok()).map_err(Failure::new)?;
    let limits = if options.no_throttle { None } else { config.limits };
    let media_url = match &options.media_url {
        Some(url) => MediaUrl::parse(url).map_err(Failure::new)?,
        None => request_url::MEDIA_URL_OF_REQUEST,
    };
    Ok(Config { mode: options.mode, email_visibility: options.email_visibility, limits, media_url, ..config })
}

fn open_media(url: &str) -> Result<Media, Failure> {
    Media::open(url).map_err(Failure::new)
}

fn secrets(current: String) -> Result<Secrets, Failure> {
    let previous = std::env::var("KITH_JWT_SECRET_PREVIOUS").ok();
    Secrets::new(current, previous).map_err(Failure::new)
}

/// What the server stores its data in.
struct Storage {
    community: Community,
    /// The stream of the table.
    stream: Reader,
    /// Where checkpoints and dead letters are stored, if anywhere.
    directory: Option<DataDirectory>,
    /// The secret that signs tokens if `--jwt-secret` is not set.
    secret: String,
    /// The location of the data, for the terminal.
    description: String,
    /// The port of the engine and its credentials, for the terminal.
    engine: Option<String>,
}

async fn open(options: &Options) -> Result<Storage, Failure> {
    if let Some(endpoint) = &options.dynamodb_endpoint {
        let community = Community::create(client(endpoint.as_str()), &options.table).await?;
        let description = format!("table {} at {endpoint}{}", options.table, note(community.created));
        let directory = DataDirectory::open(&options.data)?;
        let (stream, secret) =
            (open_stream(endpoint.as_str().into(), &options.table).await?, directory.token_secret()?);
        return Ok(Storage { community, stream, directory: Some(directory), secret, description, engine: None });
    }
    if options.memory {
        let community = Community::in_memory().await?;
        let description = "in memory, lost when this process ends".to_owned();
        let stream = own_stream(&community).await?;
        return Ok(Storage { community, stream, directory: None, secret: random_secret(), description, engine: None });
    }
    let directory = DataDirectory::open(&options.data)?;
    let mut community = Community::try_open(&directory).await?.ok_or_else(|| directory.in_use())?;
    let mut engine = None;
    if let Some(port) = options.engine_port {
        let EnginePort { url, credentials } = community.listen_at_port(port).await?;
        let path = directory.write_engine_credentials(&credentials)?;
        engine = Some(format!("{url}, with the credentials in {}", path.display()));
    }
    let description = format!("{}{}", options.data.display(), note(community.created));
    let (stream, secret) = (own_stream(&community).await?, directory.token_secret()?);
    Ok(Storage { community, stream, directory: Some(directory), secret, description, engine })
}

async fn own_stream(community: &Community) -> Result<Reader, Failure> {
    let endpoint = community.endpoint().ok_or_else(|| Failure::new("no engine is running"))?;
    open_stream(endpoint.clone(), TABLE).await
}

async fn open_stream(endpoint: Endpoint, table: &str) -> Result<Reader, Failure> {
    Reader::open(endpoint, table).await.map_err(Failure::new)
}

fn note(created: Created) -> &'static str {
    match created {
        Created::New => " (new)",
        Created::Existing => "",
    }
}
