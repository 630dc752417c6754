//! `kith serve`: the routers of all functions in one process, on the embedded engine or another one.

mod options;
mod storage;

use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use axum::{Router, middleware};
use fanout::{Fanout, MailerRequests};
use mailer::{Mailer, Pusher};
use shared::mail::Transport;
use shared::media::Media;
use shared::runtime::config::{Config, MediaUrl, Secrets};
use shared::runtime::service::{App, app};
use shared::runtime::state::AppState;
use shared::runtime::telemetry;
use shared::web_push::WebPushSettings;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;
use tower::Layer as _;
use tower::util::MapRequestLayer;

pub use options::{LogOptions, Options};
use storage::Storage;

use crate::data_directory::{DataDirectory, random_web_push_key};
use crate::failure::Failure;
use crate::listen_address::Listening;
use crate::mail_pages::{self, MailPages};
use crate::media::{self, UploadSigner};
use crate::realtime::{self, OpenSockets};
use crate::stream::{Pump, Reader};
use crate::superuser::FirstSuperuser;
use crate::{api, archives, figures, log, request_url, server, superuser, terminal};

/// How long a shutdown waits for in-flight requests.
const GRACE: Duration = Duration::from_secs(10);
/// How often digests that are due are released.
const DIGESTS: Duration = Duration::from_secs(15 * 60);
/// The part of the connections that may be WebSockets, one in this many.
const SOCKETS_SHARE: usize = 2;

/// Serves until SIGINT or SIGTERM. Settings are validated before anything is opened or created.
pub async fn run(options: Options) -> Result<(), Failure> {
    let config = config(&options)?;
    telemetry::init_spans().map_err(Failure::new)?;
    let bus = options.events.bus()?;
    let mail = options.mail.settings((!options.memory).then(|| DataDirectory::mail(&options.data)))?;
    if config.requires_verified_email && mail.transport == Transport::Off {
        return Err(Failure::new("--require-verified-email needs --mail: without mail no address can be confirmed"));
    }
    let given_secrets = options.jwt_secret.clone().map(secrets).transpose()?;
    let given_media = options.media.as_deref().map(open_media).transpose()?;
    let Listening { listeners, address } = options.listen.listen().await?;
    let Storage { community, streams, directory, secret, description, engine } = storage::open(&options).await?;
    let secrets = match given_secrets {
        Some(secrets) => secrets,
        None => secrets(secret)?,
    };
    let media = match (given_media, &directory) {
        (Some(media), _) => media,
        (None, Some(directory)) => directory.media()?,
        (None, None) => open_media("memory:///")?,
    };
    let mail = options.mail.at(address.local_url(), mail);
    let (sends_mail, community_name) = (mail.transport != Transport::Off, mail.community.clone());
    let public_url = mail.public_url.clone();
    let web_push_key = match &directory {
        Some(directory) => directory.web_push_key()?,
        None => random_web_push_key()?,
    };
    let config = Config { sends_mail, community_name, web_push_key: Some(web_push_key.public_key()), ..config };
    let state = AppState::new(config, &secrets, community.store.clone())
        .map_err(|e| Failure::because("invalid settings", &e))?;
    let signer = UploadSigner::new(state.config.media_url.clone(), state.clock.clone());
    let state = state.with_media(media.or_signed_by(Arc::new(signer.clone())));
    let name = &state.config.community_name;
    let superuser = superuser::ensure(&state.store, &state.passwords, name, options.admin_password.as_deref()).await?;
    // Printed only now, so that a failed start prints a single line.
    terminal::print(format_args!("kith {}", env!("CARGO_PKG_VERSION")));
    terminal::print(format_args!("  data       {description}"));
    if let Some(engine) = engine {
        terminal::print(format_args!("  engine     {engine}"));
    }
    match &superuser {
        Some(superuser @ FirstSuperuser::WithGeneratedPassword(_)) => {
            terminal::print_always("INFO", format_args!("  superuser  {superuser}"));
        }
        Some(superuser) => terminal::print(format_args!("  superuser  {superuser}")),
        None => {}
    }
    if address.is_name() {
        let sockets: Vec<_> =
            listeners.iter().filter_map(|listener| Some(listener.local_addr().ok()?.to_string())).collect();
        terminal::print(format_args!("  sockets    {}", sockets.join(", ")));
    }
    if state.config.pages {
        terminal::print(format_args!("  console    {}/console/", address.local_url()));
        terminal::print(format_args!("  reference  {}/docs/", address.local_url()));
    }

    let web_push = WebPushSettings {
        key: web_push_key,
        subject: format!("mailto:{}", mail.from.email),
        community: mail.community.clone(),
    };
    let mail_directory = match &mail.transport {
        Transport::Files(directory) => Some(directory.clone()),
        Transport::Off | Transport::Smtp(_) | Transport::Ses(_) => None,
    };
    let mailer = Mailer::new(state.store.clone(), state.clock.clone(), mail).map_err(Failure::new)?;
    let mailer = mailer.with_pusher(Pusher::new(web_push));
    let connections_max = server::file_limit::connections();
    let sockets = OpenSockets::new(connections_max / SOCKETS_SHARE);
    let fanout = Fanout::new(state.store.clone(), state.clock.clone()).with_bus(bus).with_media(state.media.clone());
    let fanout = fanout.with_limits(state.config.limits);
    let fanout = fanout.with_sender(Arc::new(sockets.clone()), Arc::new(config_of_pushes(&state.config, &public_url)));
    let fanout = fanout.with_mailer(MailerRequests { web_pushes: true, digests: sends_mail });
    let releasing = tokio::spawn(release_digests(state.clone()));
    let exporting = tokio::spawn(telemetry::export_spans());
    let archiving = tokio::spawn(archives::make(state.clone()));
    let pumps = pumps(streams, fanout, mailer, directory);
    let counting = figures::keep_counting(state.store.clone(), state.clock.clone());
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::new)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::new)?;
    let (stop, stopping) = oneshot::channel::<()>();
    let mut routes = api::routes(Router::new()).merge(media::routes(signer));
    routes = routes.merge(realtime::routes(state.clone(), sockets.clone()));
    if let Some(directory) = mail_directory {
        let on_loopback =
            listeners.iter().all(|listener| listener.local_addr().is_ok_and(|address| address.ip().is_loopback()));
        // A proxy passes on the requests of other machines.
        let is_local = on_loopback && !state.config.trusted_proxies.any();
        routes = routes.merge(mail_pages::routes(MailPages { directory, is_local }));
        terminal::print(format_args!("  mail       {}/console/mail/", address.local_url()));
    }
    let proxies = state.config.trusted_proxies;
    let layers = (
        // The layers of the service do this too, within those that follow here.
        MapRequestLayer::new(move |request: Request| proxies.locate(request)),
        middleware::from_fn(log::observe),
        middleware::from_fn_with_state(Arc::from(address.local_url()), request_url::set),
    );
    let app = App::new(layers.layer(app(routes, state)));
    let mut server = tokio::spawn(server::serve(listeners, connections_max, app, async {
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
    sockets.close_all().await;
    if tokio::time::timeout(GRACE, server).await.is_err() {
        terminal::print(format_args!("closed connections whose requests took longer than {} s", GRACE.as_secs()));
    }
    counting.abort();
    // An archive that is not finished is made after the next start.
    archiving.abort();
    // Changes that the pump has not read yet are processed after the next start.
    for pump in pumps {
        pump.stop().await;
    }
    community.close().await;
    releasing.abort();
    exporting.abort();
    telemetry::flush_spans().await;
    Ok(())
}

/// Releases the digests that are due, which the janitor does in a deployment.
async fn release_digests(state: AppState) {
    let mut interval = tokio::time::interval(DIGESTS);
    loop {
        interval.tick().await;
        if let Err(error) = state.store.digests().release_due(state.clock.now()).await {
            tracing::warn!(%error, "cannot release digests");
        }
    }
}

/// The settings with which pushes are written: there is no request that names the host of pictures.
fn config_of_pushes(config: &Config, public_url: &str) -> Config {
    let media_url = match &config.media_url {
        MediaUrl::OfRequest(_) => MediaUrl::Fixed(format!("{}{}", public_url.trim_end_matches('/'), media::FOLDER)),
        fixed @ MediaUrl::Fixed(_) => fixed.clone(),
    };
    Config { media_url, ..config.clone() }
}

/// Starts to deliver the stream to `fanout` and to the mailer. Each has a pump of its own, so that a slow mail server or
/// push service delays no derived data.
fn pumps(streams: [Reader; 2], fanout: Fanout, mailer: Mailer, directory: Option<DataDirectory>) -> [Pump; 2] {
    let [for_fanout, for_mailer] = streams;
    [Pump::start(for_fanout, fanout, directory.clone()), Pump::start(for_mailer, mailer, directory)]
}

/// The settings of the environment, overridden by those of the command line.
fn config(options: &Options) -> Result<Config, Failure> {
    let config = Config::from_env(|name| std::env::var(name).ok()).map_err(Failure::new)?;
    let limits = if options.no_throttle { None } else { config.limits };
    let media_url = match &options.media_url {
        Some(url) => MediaUrl::parse(url).map_err(Failure::new)?,
        None => request_url::MEDIA_URL_OF_REQUEST,
    };
    Ok(Config {
        mode: options.mode,
        hybrid_buttons: options.hybrid_buttons,
        reactions: options.reactions.clone(),
        email_visibility: options.email_visibility,
        requires_verified_email: options.require_verified_email,
        foreign_media: options.foreign_media,
        second_factor: options.second_factor,
        pages: config.pages && !options.no_pages,
        server_timing: options.server_timing,
        trusted_proxies: options.trusted_proxies,
        limits,
        media_url,
        ..config
    })
}

fn open_media(url: &str) -> Result<Media, Failure> {
    Media::open(url).map_err(Failure::new)
}

fn secrets(current: String) -> Result<Secrets, Failure> {
    let previous = std::env::var("KITH_JWT_SECRET_PREVIOUS").ok();
    Secrets::new(current, previous).map_err(Failure::new)
}
