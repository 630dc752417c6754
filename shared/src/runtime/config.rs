//! The configuration of a deployment, read once at the start: from the environment in a function, from flags in `kith
//! serve`.

mod env;

use std::borrow::Cow;
use std::time::Duration;

use crate::domain::account::throttle::Limits;
use crate::domain::realtime::heartbeats::Heartbeats;
use crate::domain::{
    EmailVisibility, FileName, HybridButtons, Mode, OfferedReactions, ReviewRules, SecondFactorPolicy,
};
use crate::runtime::proxies::TrustedProxies;

pub use env::ConfigError;
use env::Env;

/// The shortest secret that signs tokens, in bytes: the length of the digest (RFC 7518, section 3.2).
pub const SECRET_MIN: usize = 32;

/// The name of a community that has none.
pub const COMMUNITY_NAME: &str = "kith";

/// The configuration of a deployment.
#[derive(Clone, Debug)]
pub struct Config {
    /// The community mode.
    pub mode: Mode,
    /// Which buttons SelfCommunity's widgets show in hybrid mode.
    pub hybrid_buttons: HybridButtons,
    /// How votes can be meant.
    pub reactions: OfferedReactions,
    /// Who sees e-mail addresses.
    pub email_visibility: EmailVisibility,
    /// The lifetime of an access token of a login or registration in the site API.
    pub token_lifetime: Duration,
    /// The lifetime of an access token of the token endpoint.
    pub access_lifetime: Duration,
    /// How long a refresh token is good unless it is used.
    pub refresh_lifetime: Duration,
    /// How long after a login the credentials may be changed without the password.
    pub privileged_age: Duration,
    /// Who must have a second factor.
    pub second_factor: SecondFactorPolicy,
    /// Which heartbeats of SelfCommunity's client are sent back.
    pub heartbeats: Heartbeats,
    /// The name of the community.
    pub community_name: String,
    /// Whether mails are sent, by this process or another one.
    pub sends_mail: bool,
    /// The public key with which browsers subscribe to web pushes, in base64url; `None` if web push is off.
    pub web_push_key: Option<String>,
    /// Whether only users with a confirmed e-mail address, and staff, may publish, follow and request connections.
    pub requires_verified_email: bool,
    /// Whether a post may name media that the host application keeps, beside those that kith has.
    pub foreign_media: bool,
    /// Whether the start page, the console, the API reference and the OpenAPI document are served.
    pub pages: bool,
    /// Whether responses say in `Server-Timing` what the request took and cost.
    pub server_timing: bool,
    /// How many proxies before the service tell where requests come from.
    pub trusted_proxies: TrustedProxies,
    /// Limits on attempts. `None` disables throttling.
    pub limits: Option<Limits>,
    /// What is held for review.
    pub review: ReviewRules,
    /// The cost of hashing a password.
    pub hashing: Hashing,
    /// Origins whose pages may call the API; `*` allows any.
    pub cors_origins: Vec<String>,
    /// The address of the folder of pictures.
    pub media_url: MediaUrl,
    /// Scheme and host from which clients download archives, where a bucket serves them.
    pub archive_origin: Option<String>,
}

/// The address of the folder of pictures, without a trailing slash.
#[derive(Clone, Debug)]
pub enum MediaUrl {
    /// The same for every client.
    Fixed(String),
    /// That of the request that the current task answers.
    OfRequest(fn() -> String),
}

/// The cost of argon2id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hashing {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Iterations.
    pub iterations: u32,
    /// Lanes.
    pub lanes: u32,
}

/// The secrets that sign and verify tokens.
#[derive(Clone)]
pub struct Secrets {
    /// Signs and verifies tokens.
    pub current: String,
    /// Still verifies tokens, during a rotation.
    pub previous: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            mode: Mode::default(),
            hybrid_buttons: HybridButtons::default(),
            reactions: OfferedReactions::default(),
            email_visibility: EmailVisibility::default(),
            token_lifetime: Duration::from_secs(12 * 60 * 60),
            access_lifetime: Duration::from_secs(15 * 60),
            refresh_lifetime: Duration::from_secs(30 * 24 * 60 * 60),
            privileged_age: Duration::from_secs(10 * 60),
            second_factor: SecondFactorPolicy::default(),
            heartbeats: Heartbeats::default(),
            community_name: COMMUNITY_NAME.to_owned(),
            sends_mail: false,
            web_push_key: None,
            requires_verified_email: false,
            foreign_media: false,
            pages: true,
            server_timing: false,
            trusted_proxies: TrustedProxies::default(),
            limits: Some(Limits::default()),
            review: ReviewRules::default(),
            hashing: Hashing::default(),
            cors_origins: vec!["*".to_owned()],
            media_url: MediaUrl::Fixed("http://127.0.0.1:9000/media".to_owned()),
            archive_origin: None,
        }
    }
}

impl Default for Hashing {
    fn default() -> Self {
        Self { memory_kib: 19 * 1024, iterations: 2, lanes: 1 }
    }
}

impl Config {
    /// Reads the `KITH_*` variables. Unset ones keep their defaults.
    pub fn from_env(var: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let env = Env(var);
        let default = Self::default();
        Ok(Self {
            mode: env.or("KITH_MODE", default.mode)?,
            hybrid_buttons: env.or("KITH_HYBRID_BUTTONS", default.hybrid_buttons)?,
            reactions: env.or("KITH_REACTIONS", default.reactions)?,
            email_visibility: env.or("KITH_EMAIL_VISIBILITY", default.email_visibility)?,
            token_lifetime: env.seconds("KITH_TOKEN_LIFETIME", default.token_lifetime)?,
            access_lifetime: env.seconds("KITH_ACCESS_LIFETIME", default.access_lifetime)?,
            refresh_lifetime: env.seconds("KITH_REFRESH_LIFETIME", default.refresh_lifetime)?,
            privileged_age: env.seconds("KITH_PRIVILEGED_AGE", default.privileged_age)?,
            second_factor: env.or("KITH_SECOND_FACTOR", default.second_factor)?,
            heartbeats: env.or("KITH_HEARTBEATS", default.heartbeats)?,
            community_name: (env.0)("KITH_COMMUNITY_NAME").unwrap_or(default.community_name),
            sends_mail: (env.0)("KITH_MAIL").is_some_and(|mail| mail != "off"),
            web_push_key: (env.0)("KITH_WEB_PUSH_KEY").filter(|key| !key.is_empty()),
            requires_verified_email: env.flag("KITH_REQUIRE_VERIFIED_EMAIL", default.requires_verified_email)?,
            foreign_media: env.flag("KITH_FOREIGN_MEDIA", default.foreign_media)?,
            pages: env.flag("KITH_PAGES", default.pages)?,
            server_timing: env.flag("KITH_SERVER_TIMING", default.server_timing)?,
            trusted_proxies: env.or("KITH_TRUSTED_PROXIES", default.trusted_proxies)?,
            limits: env.limits()?,
            review: env.review()?,
            hashing: Hashing {
                memory_kib: env.or("KITH_ARGON2_MEMORY_KIB", default.hashing.memory_kib)?,
                iterations: env.or("KITH_ARGON2_ITERATIONS", default.hashing.iterations)?,
                lanes: env.or("KITH_ARGON2_LANES", default.hashing.lanes)?,
            },
            cors_origins: match (env.0)("KITH_CORS_ORIGINS") {
                Some(list) => origins(&list)?,
                None => default.cors_origins,
            },
            media_url: match (env.0)("KITH_MEDIA_URL") {
                Some(url) => MediaUrl::parse(&url)?,
                None => default.media_url,
            },
            // As the client of the bucket addresses it.
            archive_origin: (env.0)("KITH_MEDIA")
                .filter(|place| place.starts_with("s3://"))
                .and_then(|_| Some(format!("https://s3.{}.amazonaws.com", (env.0)("AWS_REGION")?))),
        })
    }

    /// The longest lifetime of an access token.
    pub fn longest_access(&self) -> Duration {
        self.token_lifetime.max(self.access_lifetime)
    }

    /// Scheme and host of all pictures.
    pub fn picture_origin(&self) -> String {
        url::Url::parse(&self.media_url.get()).map(|url| url.origin().ascii_serialization()).unwrap_or_default()
    }

    /// The address of a picture.
    pub fn picture_url(&self, file: &FileName) -> String {
        format!("{}/{file}", self.media_url.get())
    }
}

/// Reads a list such as `https://a.example.org, https://b.example.org`.
fn origins(list: &str) -> Result<Vec<String>, ConfigError> {
    let wrong =
        |origin: &str| ConfigError::new("KITH_CORS_ORIGINS", format!("{origin:?} is neither * nor scheme://host"));
    let origins = list.split(',').map(str::trim).filter(|origin| !origin.is_empty());
    let readable =
        |origin: &str| origin == "*" || (origin.contains("://") && origin.chars().all(|c| c.is_ascii_graphic()));
    origins.map(|origin| if readable(origin) { Ok(origin.to_owned()) } else { Err(wrong(origin)) }).collect()
}

impl MediaUrl {
    /// Reads an address that is the same for every client.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let wrong = || ConfigError::new("KITH_MEDIA_URL", format!("{text:?} is not an http or https address"));
        let url = url::Url::parse(text).map_err(|_| wrong())?;
        let plain = matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none();
        if plain { Ok(Self::Fixed(text.trim_end_matches('/').to_owned())) } else { Err(wrong()) }
    }

    /// The address for the request that the current task answers.
    pub fn get(&self) -> Cow<'_, str> {
        match self {
            Self::Fixed(url) => url.into(),
            Self::OfRequest(url) => url().into(),
        }
    }
}

impl Secrets {
    /// The secrets. Fails if one is too short to be safe.
    pub fn new(current: String, previous: Option<String>) -> Result<Self, ConfigError> {
        if [Some(&current), previous.as_ref()].into_iter().flatten().any(|secret| secret.len() < SECRET_MIN) {
            return Err(ConfigError::new("the token secret", format!("must have at least {SECRET_MIN} bytes")));
        }
        Ok(Self { current, previous })
    }

    /// Reads `KITH_JWT_SECRET` and `KITH_JWT_SECRET_PREVIOUS`. `None` if the first is not set.
    pub fn from_env(var: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, ConfigError> {
        let previous = var("KITH_JWT_SECRET_PREVIOUS");
        var("KITH_JWT_SECRET").map(|current| Self::new(current, previous)).transpose()
    }
}
