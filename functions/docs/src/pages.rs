//! `GET /`, `GET /docs/`, `GET /console/`, `GET /account/reset/`, `GET /account/restore/`, `GET /account/unsubscribe/`,
//! `GET /account/verify/`

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_SECURITY_POLICY, REFERRER_POLICY, VARY, X_FRAME_OPTIONS};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use shared::dialect::Origin;
use shared::domain::{Error, Result};
use shared::runtime::caching::{REVALIDATE, cacheable};
use shared::runtime::config::Config;
use shared::runtime::state::AppState;
use utoipa::ToSchema;

use crate::assets::{self, VERSION};

/// The name and version of the service, with links to its pages.
#[derive(Serialize, ToSchema)]
pub struct StartOut {
    /// Always `kith`.
    name: &'static str,
    /// The version of the service.
    version: &'static str,
    /// The URL of the API reference.
    docs: String,
    /// The URL of the OpenAPI document.
    openapi: String,
    /// The URL of the console.
    console: String,
    /// The URL of the health check.
    health: String,
}

/// Serves the start page: HTML for browsers, JSON for other clients.
pub async fn show_start(State(state): State<AppState>, origin: Origin, headers: HeaderMap) -> Result<Response> {
    let accepts = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let mut response = if accepts.into_iter().any(|types| types.contains("text/html")) {
        page("start.html", &state.config, &origin, &headers)?
    } else {
        let url = |path| origin.at(path);
        Json(StartOut {
            name: "kith",
            version: env!("CARGO_PKG_VERSION"),
            docs: url("/docs/"),
            openapi: url("/openapi.json"),
            console: url("/console/"),
            health: url("/health/"),
        })
        .into_response()
    };
    response.headers_mut().insert(VARY, ACCEPT.into());
    Ok(response)
}

/// Serves the API reference.
pub async fn show_docs(State(state): State<AppState>, origin: Origin, headers: HeaderMap) -> Result<Response> {
    page("docs.html", &state.config, &origin, &headers)
}

/// Serves the console.
pub async fn show_console(State(state): State<AppState>, origin: Origin, headers: HeaderMap) -> Result<Response> {
    page("console.html", &state.config, &origin, &headers)
}

/// Serves the form that resets a password. The code is in the fragment of the URL, which no request contains.
pub async fn show_reset(State(state): State<AppState>, origin: Origin, headers: HeaderMap) -> Result<Response> {
    page("reset.html", &state.config, &origin, &headers)
}

/// Serves the form that takes a change of e-mail address back. The code is in the fragment of the URL, which no request
/// contains.
pub async fn show_restoration(State(state): State<AppState>, origin: Origin, headers: HeaderMap) -> Result<Response> {
    page("restore.html", &state.config, &origin, &headers)
}

/// Serves the form that confirms an e-mail address. The code is in the fragment of the URL, which no request contains.
pub async fn show_verification(State(state): State<AppState>, origin: Origin, headers: HeaderMap) -> Result<Response> {
    page("verify.html", &state.config, &origin, &headers)
}

/// Serves the form that turns digests off. The code is in the fragment of the URL, which no request contains.
pub async fn show_unsubscription(
    State(state): State<AppState>,
    origin: Origin,
    headers: HeaderMap,
) -> Result<Response> {
    page("unsubscribe.html", &state.config, &origin, &headers)
}

/// Serves an HTML page. Its links are relative to the root of the API, including the path prefix of a gateway.
fn page(name: &str, config: &Config, origin: &Origin, request: &HeaderMap) -> Result<Response> {
    let root = format!("{}/", safe_prefix(origin.prefix()));
    let page =
        text(name)?.replace("{head}\n", &text("base/head.html")?).replace("{theme}\n", &text("base/theme.html")?);
    let page = page.replace("{version}", &VERSION).replace("{root}", &root);
    // `VERSION` covers the text of the page as well.
    let hash = format!("{}{}", *VERSION, root.replace('/', "."));
    let mut response = cacheable(request, &hash, "text/html; charset=utf-8", REVALIDATE, page.into());
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, content_security_policy(config).parse().map_err(Error::internal)?);
    headers.insert(REFERRER_POLICY, axum::http::HeaderValue::from_static("no-referrer"));
    headers.insert(X_FRAME_OPTIONS, axum::http::HeaderValue::from_static("DENY"));
    Ok(response)
}

fn text(name: &str) -> Result<String> {
    let file = assets::file(name).ok_or_else(|| Error::internal(format!("{name} is not embedded")))?;
    Ok(String::from_utf8_lossy(&file.data).into_owned())
}

/// The prefix if it is a plain path, or else "". It may come from a request header and becomes part of the page.
pub fn safe_prefix(prefix: &str) -> &str {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~".contains(c);
    if prefix.chars().all(plain) && !prefix.contains("//") { prefix } else { "" }
}

/// The content security policy: scripts and styles load from this server only, images also from where the community's
/// pictures are served, and archives of user data from their bucket. Inline scripts, form submission and framing by other pages are blocked.
fn content_security_policy(config: &Config) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: {}; connect-src 'self'{}; \
         base-uri 'self'; form-action 'none'; frame-ancestors 'none'",
        config.picture_origin(),
        config.archive_origin.as_ref().map(|origin| format!(" {origin}")).unwrap_or_default(),
    )
}
