//! The URL of the pictures as the client of a request reaches them: with the scheme and host of the request, which may
//! differ from the address that the server listens on.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::HOST;
use axum::middleware::Next;
use axum::response::Response;
use shared::dialect::Origin;
use shared::runtime::config::MediaUrl;
use url::Url;

use crate::media::FOLDER;

tokio::task_local! {
    static MEDIA_URL: String;
}

/// The URL of the folder of pictures, for the request that the current task answers.
pub const MEDIA_URL_OF_REQUEST: MediaUrl =
    MediaUrl::OfRequest(|| MEDIA_URL.try_with(String::clone).unwrap_or_default());

/// Sets the URL for the request. One that names no host gets `server`, the server's own URL.
pub async fn set(State(server): State<Arc<str>>, origin: Origin, request: Request, next: Next) -> Response {
    let origin = Some(origin.at("")).filter(|origin| request.headers().contains_key(HOST) && is_plain(origin));
    let origin = origin.as_deref().unwrap_or(&server);
    MEDIA_URL.scope(format!("{origin}{FOLDER}"), next.run(request)).await
}

/// Whether this is a scheme, a host and a plain path. It comes from the headers of a request and becomes part of others.
fn is_plain(origin: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]".contains(c);
    origin.chars().all(is_plain) && Url::parse(origin).is_ok_and(|url| url.has_host())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_a_host_and_a_plain_path() {
        for origin in ["http://192.168.1.20:9000", "https://example.org/kith", "http://[::1]:9000", "http://my_pc.lan"]
        {
            assert!(is_plain(origin), "{origin}");
        }
        for origin in
            ["http://", "http://a b", "http://user@host", "http://a;b", "http://a/?b", "http://a:b", "http://ä"]
        {
            assert!(!is_plain(origin), "{origin}");
        }
    }
}
