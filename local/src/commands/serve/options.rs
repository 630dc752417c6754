//! The options of `kith serve`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::BoolishValueParser;
use shared::domain::{EmailVisibility, HybridButtons, Mode, OfferedReactions, SecondFactorPolicy};
use shared::mail::{MailSettings, Templates, Transport};
use shared::runtime::proxies::TrustedProxies;

use crate::commands::options::{Events, endpoint};
use crate::community::TABLE;
use crate::failure::Failure;
use crate::listen_address::ListenAddress;
use crate::log::{self, Format, Verbosity};
use crate::terminal::{self, Style};

#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Host and port to listen on, such as localhost:9000 or 0.0.0.0:9000 (all addresses of this machine); port 0 picks a
    /// free port
    #[arg(long, env = "KITH_LISTEN", default_value = "127.0.0.1:9000")]
    pub listen: ListenAddress,
    /// Directory that stores the data
    #[arg(long, env = "KITH_DATA", default_value = ".kith")]
    pub data: PathBuf,
    /// Keep all data in memory; it is lost when the process ends
    #[arg(long, env = "KITH_MEMORY", value_parser = BoolishValueParser::new(), conflicts_with = "dynamodb_endpoint")]
    pub memory: bool,
    /// Use the DynamoDB engine at URL, such as http://127.0.0.1:8000, instead of the embedded one
    #[arg(long, env = "KITH_DYNAMODB_ENDPOINT", value_name = "URL", value_parser = endpoint)]
    pub dynamodb_endpoint: Option<String>,
    /// Name of the table at --dynamodb-endpoint
    #[arg(long, env = "KITH_TABLE", default_value = TABLE)]
    pub table: String,
    /// Open a port of 127.0.0.1 for the embedded engine; 0 picks a free one. Credentials are written to engine-credentials
    /// in the data directory
    #[arg(long, env = "KITH_ENGINE_PORT", value_name = "PORT", conflicts_with_all = ["memory", "dynamodb_endpoint"])]
    pub engine_port: Option<u16>,
    /// How users relate: hybrid, follow or friendship
    #[arg(long, env = "KITH_MODE", default_value = "hybrid")]
    pub mode: Mode,
    /// Which buttons SelfCommunity's widgets show in hybrid mode: follow or friendship
    #[arg(long, env = "KITH_HYBRID_BUTTONS", default_value = "follow")]
    pub hybrid_buttons: HybridButtons,
    /// Reactions of votes, with commas: like, love, haha, wow, sad, angry; like is always one
    #[arg(long, env = "KITH_REACTIONS", value_name = "NAMES", default_value = "like")]
    pub reactions: OfferedReactions,
    /// Who sees e-mail addresses: members, self or everyone
    #[arg(long, env = "KITH_EMAIL_VISIBILITY", default_value = "self")]
    pub email_visibility: EmailVisibility,
    /// Let only users with a confirmed e-mail address, and staff, publish, follow and request connections
    #[arg(long, env = "KITH_REQUIRE_VERIFIED_EMAIL", value_parser = BoolishValueParser::new())]
    pub require_verified_email: bool,
    /// Let posts name media that the host application keeps, beside those of kith
    #[arg(long, env = "KITH_FOREIGN_MEDIA", value_parser = BoolishValueParser::new())]
    pub foreign_media: bool,
    /// Who must have a second factor: optional (no user) or staff
    #[arg(long, env = "KITH_SECOND_FACTOR", default_value = "optional")]
    pub second_factor: SecondFactorPolicy,
    /// Secret that signs tokens, at least 32 bytes; by default one is generated and stored with the data
    #[arg(long, env = "KITH_JWT_SECRET", hide_env_values = true)]
    pub jwt_secret: Option<String>,
    /// Password of the first superuser, `admin`; by default a random one is generated and printed once
    #[arg(long, env = "KITH_ADMIN_PASSWORD", hide_env_values = true)]
    pub admin_password: Option<String>,
    #[command(flatten)]
    pub events: Events,
    /// Where to store pictures: file:///DIRECTORY, memory:/// or s3://BUCKET; by default with the data
    #[arg(long, env = "KITH_MEDIA", value_name = "URL")]
    pub media: Option<String>,
    /// Base URL from which pictures are served; by default /media on the host that a request names
    #[arg(long, env = "KITH_MEDIA_URL", value_name = "URL")]
    pub media_url: Option<String>,
    #[command(flatten)]
    pub mail: MailOptions,
    /// Serve neither the start page nor the console, the API reference and the OpenAPI document
    #[arg(long, env = "KITH_NO_PAGES", value_parser = BoolishValueParser::new())]
    pub no_pages: bool,
    /// Say in the header Server-Timing of each response what the request took and cost
    #[arg(long, env = "KITH_SERVER_TIMING", value_parser = BoolishValueParser::new())]
    pub server_timing: bool,
    /// Number of proxies in front of this server whose X-Forwarded headers are believed; 0 ignores the headers
    #[arg(long, env = "KITH_TRUSTED_PROXIES", value_name = "NUMBER", default_value_t)]
    pub trusted_proxies: TrustedProxies,
    /// Disable all limits on logins, registrations, uploads and what users do
    #[arg(long, env = "KITH_NO_THROTTLE", value_parser = BoolishValueParser::new())]
    pub no_throttle: bool,
    #[command(flatten)]
    pub log: LogOptions,
}

/// How mail is sent.
#[derive(Clone, Debug, Args)]
pub struct MailOptions {
    /// How to send mail: off, file:DIRECTORY, smtp://HOST or smtps://USER:PASSWORD@HOST; by default into files in the data
    /// directory, or with --memory not at all
    #[arg(id = "mail", long = "mail", env = "KITH_MAIL", value_name = "URL", hide_env_values = true)]
    transport: Option<String>,
    /// Sender of mails, such as "Summit <no-reply@example.org>"
    #[arg(id = "mail_from", long = "mail-from", env = "KITH_MAIL_FROM", value_name = "ADDRESS")]
    from: Option<String>,
    /// Directory with files that replace the texts of mails
    #[arg(long = "mail-templates", env = "KITH_MAIL_TEMPLATES", value_name = "DIRECTORY")]
    templates: Option<PathBuf>,
    /// Name of the community in mails
    #[arg(long, env = "KITH_COMMUNITY_NAME", value_name = "NAME")]
    community_name: Option<String>,
    /// URL of this server as users reach it, for links in mails; by default the address that it listens on
    #[arg(long, env = "KITH_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
}

impl MailOptions {
    /// The settings of mail. Mail goes into `files` unless an option says otherwise.
    pub fn settings(&self, files: Option<PathBuf>) -> Result<MailSettings, Failure> {
        let transport = match (&self.transport, files) {
            (Some(transport), _) => Transport::parse(transport).map_err(Failure::new)?,
            (None, Some(files)) => Transport::Files(files),
            (None, None) => Transport::Off,
        };
        if matches!(transport, Transport::Ses(_)) {
            return Err(Failure::new("KITH_MAIL: ses is for deployments: name the SMTP interface of SES, smtps://..."));
        }
        let (from, name) = (self.from.as_deref(), self.community_name.as_deref());
        let public_url = self.public_url.as_deref().unwrap_or("http://localhost");
        let settings = MailSettings::new(transport, from, name, public_url).map_err(Failure::new)?;
        match &self.templates {
            Some(directory) => Ok(settings.with_templates(Templates::open(directory).map_err(Failure::new)?)),
            None => Ok(settings),
        }
    }

    /// The settings of a server at this URL, to which links lead unless an option says otherwise.
    pub fn at(&self, server: String, settings: MailSettings) -> MailSettings {
        match self.public_url {
            Some(_) => settings,
            None => MailSettings { public_url: server, ..settings },
        }
    }
}

/// What is logged, and how.
#[derive(Clone, Debug, Default, Args)]
pub struct LogOptions {
    /// Log successful health checks, assets of the web pages and batches of events too
    #[arg(short, long, env = "KITH_VERBOSE", value_parser = BoolishValueParser::new())]
    verbose: bool,
    /// Print nothing on stderr but errors and the generated password of the first superuser
    #[arg(short, long, env = "KITH_QUIET", value_parser = BoolishValueParser::new())]
    quiet: bool,
    /// Format of the lines on stderr
    #[arg(long, env = "KITH_LOG_FORMAT", value_name = "FORMAT", value_enum, default_value_t)]
    log_format: Format,
}

impl LogOptions {
    /// Starts the log.
    pub fn init(&self) {
        let verbosity = match self {
            Self { quiet: true, .. } => Verbosity::Quiet,
            Self { verbose: true, .. } => Verbosity::Verbose,
            _ => Verbosity::Normal,
        };
        log::init(self.log_format, verbosity);
        terminal::set_style(Style { json: self.log_format == Format::Json, quiet: self.quiet });
    }
}
