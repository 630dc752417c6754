//! `GET /`, `GET /docs/`, `GET /console/`

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_SECURITY_POLICY, REFERRER_POLICY, VARY, X_FRAME_OPTIONS};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use shared::config::Config;
use shared::dialect::Origin;
use shared::domain::{Error, Result};
use shared::state::AppState;
use utoipa::ToSchema;

use crate::document::{ASK, document};
use crate::files::{self, VERSION};

/// What this is, and where to go from here.
#[derive(Serialize, ToSchema)]
pub struct StartOut {
    name: &'static str,
    version: &'static str,
    docs: String,
    openapi: String,
    console: String,
    health: String,
}

/// The way in: a page for browsers, JSON for everybody else.
pub async fn show_start(State(state): State<AppState>, origin: Origin, asked: HeaderMap) -> Result<Response> {
    let accepts = asked.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let mut answer = if accepts.into_iter().any(|kinds| kinds.contains("text/html")) {
        page("start.html", &state.config, &origin, &asked)?
    } else {
        let at = |path| origin.at(path);
        Json(StartOut {
            name: "kith",
            version: env!("CARGO_PKG_VERSION"),
            docs: at("/docs/"),
            openapi: at("/openapi.json"),
            console: at("/console/"),
            health: at("/health/"),
        })
        .into_response()
    };
    answer.headers_mut().insert(VARY, ACCEPT.into());
    Ok(answer)
}

/// The interactive reference.
pub async fn show_docs(State(state): State<AppState>, origin: Origin, asked: HeaderMap) -> Result<Response> {
    page("docs.html", &state.config, &origin, &asked)
}

/// A community to try.
pub async fn show_console(State(state): State<AppState>, origin: Origin, asked: HeaderMap) -> Result<Response> {
    page("console.html", &state.config, &origin, &asked)
}

/// A page whose links begin at the root of the API, wherever a gateway has put that.
fn page(name: &str, config: &Config, origin: &Origin, asked: &HeaderMap) -> Result<Response> {
    let root = format!("{}/", root(origin.prefix()));
    let page = text(name)?.replace("{head}\n", &text("base/head.html")?);
    let page = page.replace("{version}", &VERSION).replace("{root}", &root);
    // The version stands for the text as well.
    let mark = format!("{}{}", *VERSION, root.replace('/', "."));
    let mut answer = document(asked, &mark, "text/html; charset=utf-8", ASK, page.into());
    let headers = answer.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, policy(config).parse().map_err(Error::internal)?);
    headers.insert(REFERRER_POLICY, axum::http::HeaderValue::from_static("no-referrer"));
    headers.insert(X_FRAME_OPTIONS, axum::http::HeaderValue::from_static("DENY"));
    Ok(answer)
}

fn text(name: &str) -> Result<String> {
    let file = files::file(name).ok_or_else(|| Error::internal(format!("there is no {name}")))?;
    Ok(String::from_utf8_lossy(&file.data).into_owned())
}

/// The prefix, if it is a plain path: it may come from a header of the client, and becomes part of the page.
pub fn root(prefix: &str) -> &str {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~".contains(c);
    if prefix.chars().all(plain) && !prefix.contains("//") { prefix } else { "" }
}

/// Scripts and styles are files of this server, pictures also those of the community; nothing else is loaded, nothing
/// in the page is executed, no form leads elsewhere, and no other page may show this one in a frame.
fn policy(config: &Config) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: {}; connect-src 'self'; \
         base-uri 'self'; form-action 'none'; frame-ancestors 'none'",
        config.picture_origin()
    )
}
