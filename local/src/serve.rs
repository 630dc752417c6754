//! `kith serve`: the routers of all functions in one process, over the embedded engine.

use std::future::IntoFuture as _;
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::serve::ListenerExt as _;
use fanout::{Bus, Fanout};
use shared::media::Media;
use shared::openapi::Routes;
use shared::runtime::config::{Config, Secrets, media_url};
use shared::runtime::service::app;
use shared::runtime::state::AppState;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;

use crate::cli::{Failure, ServeArgs, say};
use crate::data::{Community, DataDirectory, TABLE, random_secret};
use crate::engine::{Engine, EngineError, Location, client, streams_client};
use crate::media::{self, UploadSigner};
use crate::pump::Pump;
use crate::stream::Reader;
use crate::superuser;
use crate::table::Created;

/// How long a stop waits for requests under way.
const GRACE: Duration = Duration::from_secs(10);

/// The routes of all functions: what API Gateway tells apart when deployed.
pub fn routes<R: Routes>(routes: R) -> R {
    let routes = accounts::routes(routes.of_function("accounts"));
    let routes = directory::routes(routes.of_function("directory"));
    let routes = docs::routes(routes.of_function("docs"));
    let routes = feed::routes(routes.of_function("feed"));
    let routes = graph::routes(routes.of_function("graph"));
    let routes = notifications::routes(routes.of_function("notifications"));
    users::routes(routes.of_function("users"))
}

/// `kith serve`
pub async fn run(args: ServeArgs) -> Result<(), Failure> {
    // Settings that make no sense are refused before anything is opened or made.
    let mut config = config(&args)?;
    let bus = bus(args.events.as_deref())?;
    let given = args.jwt_secret.clone().map(secrets).transpose()?;
    let place = args.media.as_deref().map(place).transpose()?;
    let listener = listen(args.listen).await?;
    let address = listener.local_addr().map_err(|e| Failure(e.to_string()))?;
    config.media_url = match &args.media_url {
        Some(url) => media_url(url).map_err(|e| Failure(e.to_string()))?,
        None => format!("http://{address}{}", media::FOLDER),
    };
    let Opened { community, secret, data, stream, directory } = open(&args).await?;
    let secrets = match given {
        Some(secrets) => secrets,
        None => secrets(secret)?,
    };
    let media = match (place, &directory) {
        (Some(media), _) => media,
        (None, Some(directory)) => directory.media()?,
        (None, None) => self::place("memory:///")?,
    };
    let state = AppState::new(config, &secrets, community.store.clone()).map_err(|e| Failure::of("settings", &e))?;
    let signer = UploadSigner::new(&state.config.media_url, state.clock.clone());
    let state = state.with_media(media.or_signed_by(Arc::new(signer.clone())));
    let superuser = superuser::ensure(&state.store, &state.passwords, args.admin_password.as_deref()).await?;
    // Not earlier: a failure is one line.
    say(format_args!("kith {}", env!("CARGO_PKG_VERSION")));
    say(format_args!("  data       {data}"));
    if let Some(superuser) = superuser {
        say(format_args!("  superuser  {superuser}"));
    }

    let fanout = Fanout::new(state.store.clone(), state.clock.clone()).with_bus(bus).with_media(state.media.clone());
    let pump = Pump::start(stream, fanout, directory);
    let mut interrupt = signal(SignalKind::interrupt()).map_err(|e| Failure(e.to_string()))?;
    let mut terminate = signal(SignalKind::terminate()).map_err(|e| Failure(e.to_string()))?;
    let (stop, stopping) = oneshot::channel::<()>();
    let service = app(routes(Router::new()).merge(media::routes(signer)), state);
    let service = axum::ServiceExt::<Request>::into_make_service_with_connect_info::<SocketAddr>(service);
    let listener = listener.tap_io(|connection| {
        // Small answers must not wait for each other.
        let _ = connection.set_nodelay(true);
    });
    let server = axum::serve(listener, service).with_graceful_shutdown(async {
        let _ = stopping.await;
    });
    let mut server = tokio::spawn(server.into_future());

    // The one line on stdout: whoever started this may read it as a sign that requests are answered.
    let mut stdout = std::io::stdout();
    let _ = writeln!(stdout, "kith is listening on http://{address}").and_then(|()| stdout.flush());

    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        _ = &mut server => return Err(Failure("the server ended by itself".to_owned())),
    }
    say("stopping");
    let _ = stop.send(());
    if tokio::time::timeout(GRACE, server).await.is_err() {
        say(format_args!("some requests did not end in {} seconds and were cut off", GRACE.as_secs()));
    }
    // What the last requests left to do is done first, or after the next start.
    pump.stop().await;
    community.close().await;
    Ok(())
}

fn config(args: &ServeArgs) -> Result<Config, Failure> {
    let config = Config::from_env(|name| std::env::var(name).ok()).map_err(|e| Failure(e.to_string()))?;
    let limits = if args.no_throttle { None } else { config.limits };
    Ok(Config { mode: args.mode, email_visibility: args.email_visibility, limits, ..config })
}

/// Where domain events go: to this file, or nowhere.
pub fn bus(file: Option<&Path>) -> Result<Bus, Failure> {
    let Some(file) = file else { return Ok(Bus::Disabled) };
    Bus::file(file).map_err(|error| Failure(format!("cannot write events to {}: {error}", file.display())))
}

fn place(name: &str) -> Result<Media, Failure> {
    Media::open(name).map_err(|e| Failure(e.to_string()))
}

fn secrets(current: String) -> Result<Secrets, Failure> {
    let previous = std::env::var("KITH_JWT_SECRET_PREVIOUS").ok();
    Secrets::new(current, previous).map_err(|e| Failure(e.to_string()))
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            Failure(format!("{address} is in use: stop what listens there, or choose another address with --listen"))
        }
        _ => Failure(format!("cannot listen on {address}: {error}")),
    })
}

/// What there is to serve.
struct Opened {
    community: Community,
    /// Signs tokens where no other secret is given.
    secret: String,
    /// Where the data is, in words.
    data: String,
    /// The table's stream.
    stream: Reader,
    /// Where it is remembered how far the stream has been dealt with.
    directory: Option<DataDirectory>,
}

async fn open(args: &ServeArgs) -> Result<Opened, Failure> {
    if let Some(endpoint) = &args.dynamodb_endpoint {
        let community = Community::at(client(endpoint), &args.table, None).await?;
        let data = format!("table {} at {endpoint}{}", args.table, note(community.created));
        let directory = DataDirectory::open(&args.data)?;
        let (stream, secret) = (reader(endpoint, &args.table).await?, directory.token_secret()?);
        return Ok(Opened { community, secret, data, stream, directory: Some(directory) });
    }
    if args.memory {
        let engine = Engine::open(Location::Memory).map_err(|e| Failure::because("the data", &e))?;
        let endpoint = engine.endpoint().to_owned();
        let community = Community::at(client(&endpoint), TABLE, Some(engine)).await?;
        let data = "in memory: it is gone when this process ends".to_owned();
        let stream = reader(&endpoint, TABLE).await?;
        return Ok(Opened { community, secret: random_secret(), data, stream, directory: None });
    }
    let directory = DataDirectory::open(&args.data)?;
    let engine = directory.engine().map_err(|error| match error {
        EngineError::InUse { .. } => directory.in_use(),
        error => Failure::because("the data", &error),
    })?;
    directory.announce(&engine)?;
    let endpoint = engine.endpoint().to_owned();
    let community = Community::at(client(&endpoint), TABLE, Some(engine)).await?;
    let data = format!("{}{}", args.data.display(), note(community.created));
    let (stream, secret) = (reader(&endpoint, TABLE).await?, directory.token_secret()?);
    Ok(Opened { community, secret, data, stream, directory: Some(directory) })
}

async fn reader(endpoint: &str, table: &str) -> Result<Reader, Failure> {
    Reader::open(streams_client(endpoint), table).await.map_err(|e| Failure(e.to_string()))
}

fn note(created: Created) -> &'static str {
    match created {
        Created::New => " (new)",
        Created::Existing => "",
    }
}
