//! `/console/mail/`: the mails that `kith serve` has written into files.
//!
//! The codes in them open accounts. So the pages are for staff, and show each of them only the mails to users whose passwords
//! they may set. Where the server listens on this machine alone, the pages need no login, but only a browser that shows them
//! itself gets them, and no page of another site.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use axum::Router;
use axum::extract::{Extension, Path as PathParameter, State};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_SECURITY_POLICY, HOST, ORIGIN};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use shared::auth::MaybeUser;
use shared::domain::{AccountAction, Email, Error, Result, Viewer};
use shared::runtime::state::AppState;

/// Mails that the list shows.
const LISTED_MAX: usize = 200;
const MAIL: &str = ".eml";
const PAGE: &str = include_str!("mail_pages/page.html");
/// What a proxy adds to the requests that it passes on, or the beginning of it.
const FORWARDED: [&str; 5] = ["forwarded", "via", "x-forwarded-", "x-real-ip", "cf-connecting-ip"];

/// The directory of the mails, and who may read them.
#[derive(Clone, Debug)]
pub struct MailPages {
    /// The directory.
    pub directory: PathBuf,
    /// Whether the server listens on loopback addresses alone, and trusts no proxy.
    pub is_local: bool,
}

/// Serves the list of mails and each of them.
pub fn routes(pages: MailPages) -> Router<AppState> {
    Router::new()
        .route("/console/mail/", get(list_mails))
        .route("/console/mail/{file}/", get(show_mail))
        .layer(Extension(pages))
}

async fn list_mails(
    State(state): State<AppState>,
    Extension(pages): Extension<MailPages>,
    caller: MaybeUser,
    headers: HeaderMap,
) -> Result<Response> {
    let mut reader = pages.admit(&state, caller, &headers).await?;
    let mut rows = String::new();
    for name in pages.names()? {
        let mail = pages.read(&name).unwrap_or_default();
        if !reader.may_read(&mail).await? {
            continue;
        }
        let [to, subject, date] = ["To", "Subject", "Date"].map(|name| escape(header(&mail, name)));
        rows.push_str(&format!("<li><a href=\"{name}/\">{subject}</a><br>{to}<br>{date}</li>\n"));
    }
    let list = if rows.is_empty() { "<p>No mail yet.</p>".to_owned() } else { format!("<ul>\n{rows}</ul>") };
    Ok(page("Mail", &format!("<h1>Mail</h1>\n{list}")))
}

async fn show_mail(
    State(state): State<AppState>,
    Extension(pages): Extension<MailPages>,
    PathParameter(name): PathParameter<String>,
    caller: MaybeUser,
    headers: HeaderMap,
) -> Result<Response> {
    let mut reader = pages.admit(&state, caller, &headers).await?;
    let mail = is_name(&name).then(|| pages.read(&name)).flatten().ok_or_else(Error::not_found)?;
    if !reader.may_read(&mail).await? {
        return Err(Error::not_found());
    }
    // Lines that quoted-printable has broken, such as those of links and codes, are put together again.
    let mail = mail.replace("=\r\n", "").replace("=3D", "=");
    let [to, subject] = ["To", "Subject"].map(|name| escape(header(&mail, name)));
    let text = linked(&escape(plain_text(&mail)));
    let content = format!(
        "<h1>{subject}</h1>\n<p>To {to}</p>\n<pre>{text}</pre>\n<details><summary>Source</summary><pre>{}</pre></details>",
        escape(&mail)
    );
    Ok(page(&subject, &content))
}

/// A page with this title and content, both HTML.
fn page(title: &str, content: &str) -> Response {
    let page = PAGE.replace("{title}", title).replace("{content}", content);
    let policy = "default-src 'none'; style-src 'self'; frame-ancestors 'none'";
    ([(CONTENT_SECURITY_POLICY, policy)], Html(page)).into_response()
}

/// The value of a header of a mail; empty if it has none.
fn header<'a>(mail: &'a str, name: &str) -> &'a str {
    mail.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).unwrap_or_default()
}

/// The plain text of a mail with several parts; empty if it has none.
fn plain_text(mail: &str) -> &str {
    let part = mail.split_once("Content-Type: text/plain").and_then(|(_, part)| part.split_once("\r\n\r\n"));
    part.map(|(_, text)| text.split("\r\n--").next().unwrap_or(text)).unwrap_or_default()
}

/// Makes links of the addresses in an escaped text.
fn linked(text: &str) -> String {
    let link = |word: &str| match word.trim_end() {
        address if address.starts_with("http://") || address.starts_with("https://") => {
            word.replacen(address, &format!("<a href=\"{address}\">{address}</a>"), 1)
        }
        _ => word.to_owned(),
    };
    text.split_inclusive(char::is_whitespace).map(link).collect()
}

impl MailPages {
    /// Fails unless the caller is staff, or looks at the page on this machine.
    async fn admit<'a>(&self, state: &'a AppState, caller: MaybeUser, headers: &HeaderMap) -> Result<Reader<'a>> {
        let (viewer, ()) = caller.with(async { Ok(()) }).await?;
        match &viewer {
            Some(viewer) if viewer.auth.is_staff || viewer.auth.is_superuser => {}
            Some(_) => return Err(Error::forbidden()),
            None if self.is_local && is_shown_itself(headers) => {}
            None => return Err(Error::credentials_missing()),
        }
        Ok(Reader { state, viewer, known: HashMap::new() })
    }

    /// The names of the newest mails, newest first.
    fn names(&self) -> Result<Vec<String>> {
        let entries = std::fs::read_dir(&self.directory).map_err(Error::internal)?;
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<_> = names.filter(|name| is_name(name)).collect();
        names.sort_unstable_by(|a, b| b.cmp(a));
        names.truncate(LISTED_MAX);
        Ok(names)
    }

    fn read(&self, name: &str) -> Option<String> {
        std::fs::read(self.directory.join(Path::new(name))).ok().map(|mail| String::from_utf8_lossy(&mail).into_owned())
    }
}

/// A reader of mails. Without a viewer it is the owner of this machine.
struct Reader<'a> {
    state: &'a AppState,
    viewer: Option<Viewer>,
    /// Whether the mails to these recipients are shown.
    known: HashMap<String, bool>,
}

impl Reader<'_> {
    /// Whether the reader may set the password of the mail's recipient, as a code in it can.
    async fn may_read(&mut self, mail: &str) -> Result<bool> {
        let Some(viewer) = &self.viewer else { return Ok(true) };
        let to = header(mail, "To");
        if let Some(known) = self.known.get(to) {
            return Ok(*known);
        }
        let may = viewer.auth.is_superuser || may_set_password(self.state, viewer, to).await?;
        self.known.insert(to.to_owned(), may);
        Ok(may)
    }
}

/// Whether staff may set the password of the user with this address. One that no user has opens no account.
async fn may_set_password(state: &AppState, viewer: &Viewer, address: &str) -> Result<bool> {
    let Ok(email) = Email::parse(address) else { return Ok(false) };
    let now = state.clock.now().as_second();
    let Some(id) = state.store.claimed_names().find_email(&email, now).await? else { return Ok(true) };
    let Some(auth) = state.store.auth_states().get(id).await? else { return Ok(true) };
    Ok(viewer.may(AccountAction::ChangePassword, id, &auth).is_ok())
}

/// Whether this is the name of a mail, which leads to no other directory.
fn is_name(name: &str) -> bool {
    name.ends_with(MAIL) && name.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c))
}

/// Whether a browser on this machine shows the page itself: under a name of this machine, through no proxy, and not for a
/// script of another site.
fn is_shown_itself(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(HOST.as_str()).unwrap_or_default();
    let host = host.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok()).map_or(host, |(host, _)| host);
    let is_local =
        host == "localhost" || host == "[::1]" || host.parse().is_ok_and(|ip: std::net::Ipv4Addr| ip.is_loopback());
    let is_direct = text("sec-fetch-site").is_none_or(|site| matches!(site, "none" | "same-origin"));
    let is_forwarded = headers.keys().any(|name| FORWARDED.iter().any(|start| name.as_str().starts_with(start)));
    is_local && is_direct && !is_forwarded && !headers.contains_key(ORIGIN)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_site_gets_no_mail_without_a_login() {
        for (headers, is_shown) in [
            (&[("host", "localhost:9000")][..], true),
            (&[("host", "127.0.0.1:9000"), ("sec-fetch-site", "none")], true),
            (&[("host", "[::1]:9000"), ("sec-fetch-site", "same-origin")], true),
            (&[("host", "[::1]")], true),
            (&[], false),
            (&[("host", "attacker.example:9000")], false),
            (&[("host", "192.168.1.2:9000")], false),
            (&[("host", "localhost:9000"), ("origin", "https://attacker.example")], false),
            (&[("host", "localhost:9000"), ("sec-fetch-site", "cross-site")], false),
            (&[("host", "localhost:9000"), ("sec-fetch-site", "same-site")], false),
            (&[("host", "127.0.0.1:9000"), ("x-forwarded-for", "192.0.2.1")], false),
            (&[("host", "127.0.0.1:9000"), ("x-forwarded-proto", "https")], false),
            (&[("host", "127.0.0.1:9000"), ("x-forwarded-prefix", "/kith")], false),
            (&[("host", "127.0.0.1:9000"), ("forwarded", "for=192.0.2.1")], false),
            (&[("host", "127.0.0.1:9000"), ("x-real-ip", "192.0.2.1")], false),
            (&[("host", "127.0.0.1:9000"), ("via", "1.1 proxy")], false),
        ] {
            let map: HeaderMap = headers
                .iter()
                .map(|(name, value)| (name.parse().expect("a name"), value.parse().expect("a value")))
                .collect::<Vec<(axum::http::HeaderName, axum::http::HeaderValue)>>()
                .into_iter()
                .collect();
            assert_eq!(is_shown_itself(&map), is_shown, "{headers:?}");
        }
    }

    #[test]
    fn a_mail_shows_its_text_with_links_and_nothing_that_it_says_is_html() {
        let mail = "Subject: A <b>\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\
            Open\r\nhttp://a.example/?x=1&y#7.c\r\n<i>\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>\r\n--b--";
        assert_eq!((header(mail, "Subject"), header(mail, "To")), ("A <b>", ""));
        assert_eq!(
            linked(&escape(plain_text(mail))),
            "Open\r\n<a href=\"http://a.example/?x=1&amp;y#7.c\">http://a.example/?x=1&amp;y#7.c</a>\r\n&lt;i&gt;"
        );
    }

    #[test]
    fn a_name_leads_to_no_other_directory() {
        for (name, is_mail) in
            [("20260131T120000.000Z-0af.eml", true), ("../jwt-secret", false), ("a/b.eml", false), ("a.new", false)]
        {
            assert_eq!(is_name(name), is_mail, "{name}");
        }
    }
}
