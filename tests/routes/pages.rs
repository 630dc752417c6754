//! `GET /`, `GET /docs/`, `GET /console/`, `GET /account/...`, and the files that these load.

use rstest::rstest;
use scraper::{Html, Selector};
use tests::{App, Request, Routes as _, TestResponse};

const PAGES: [&str; 7] =
    ["/", "/docs/", "/console/", "/account/reset/", "/account/restore/", "/account/unsubscribe/", "/account/verify/"];

fn as_browser(request: Request) -> Request {
    request.header("accept", "text/html,application/xhtml+xml,*/*;q=0.8")
}

/// The values of an attribute of all elements that match a selector.
fn attributes(page: &TestResponse, selector: &str, attribute: &str) -> Vec<String> {
    let html = Html::parse_document(&page.body);
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).filter_map(|element| element.value().attr(attribute)).map(str::to_owned).collect()
}

#[tokio::test]
async fn the_root_is_a_page_for_browsers_and_json_for_other_clients() {
    let app = App::new().await;
    let page = as_browser(app.get("/")).await.expect(200);
    assert_eq!((page.header("content-type"), page.header("vary")), ("text/html; charset=utf-8", "accept"));
    for accept in ["*/*", "application/json", "application/vnd.api+json"] {
        let json = app.get("/").header("accept", accept).await.expect(200);
        assert_eq!(json.header("vary"), "accept");
        for name in ["docs", "openapi", "console", "health"] {
            let address = json.json()[name].as_str().unwrap().to_owned();
            let path = address.strip_prefix("http://kith.test").unwrap();
            app.get(path).await.expect(200);
        }
    }
}

/// Follows all files that a page loads, including scripts that scripts import: each exists, has the right type and is
/// cached permanently.
#[tokio::test]
async fn every_file_that_a_page_loads_exists_and_is_cached() {
    let app = App::new().await;
    let mut loaded = std::collections::BTreeSet::new();
    for path in PAGES {
        let page = as_browser(app.get(path)).await.expect(200);
        assert_eq!(page.header("cache-control"), "no-cache");
        let mut next = attributes(&page, "link[href]", "href");
        next.extend(attributes(&page, "script[src]", "src"));
        assert!(next.len() > 2, "{page:?}");
        while let Some(file) = next.pop() {
            let answer = app.get(&format!("/{file}")).await.expect(200);
            assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable", "{file}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            let kind = match file.rsplit('.').next().unwrap() {
                "js" => "text/javascript; charset=utf-8",
                "css" => "text/css; charset=utf-8",
                "svg" => "image/svg+xml",
                other => panic!("{other}"),
            };
            assert_eq!(answer.header("content-type"), kind);
            if loaded.insert(file.clone()) && kind.starts_with("text/javascript") {
                let imports = answer.body.lines().filter_map(|line| line.split_once(" from \"."));
                let imports = imports.map(|(_, name)| name.split('"').next().unwrap());
                let (page, _) = file.rsplit_once('/').unwrap();
                let (version, _) = page.rsplit_once('/').unwrap();
                // The split took the first dot off "./name.js" and "../page/name.js".
                next.extend(imports.map(|name| match name.strip_prefix("./") {
                    Some(elsewhere) => format!("{version}/{elsewhere}"),
                    None => format!("{page}{name}"),
                }));
            }
        }
    }
    assert!(loaded.len() > 20, "{loaded:?}");
}

/// The reference shows the pages of `docs/api/` as chapters.
#[tokio::test]
async fn the_chapters_of_the_reference_are_those_of_the_repository() {
    let app = App::new().await;
    let folder = tests::sources::root().join("docs/api");
    let mut chapters = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let chapter = app.get(&format!("/assets/any/api/{name}/")).await.expect(200);
        assert_eq!(chapter.header("content-type"), "text/markdown; charset=utf-8");
        assert_eq!(chapter.body, std::fs::read_to_string(&path).unwrap());
        chapters += 1;
    }
    assert!(chapters > 5);
}

#[tokio::test]
async fn pages_run_and_load_nothing_from_elsewhere() {
    let app = App::behind_proxies(1).await;
    for path in PAGES {
        let page = as_browser(app.get(path)).await.expect(200);
        let policy = page.header("content-security-policy");
        assert_eq!(
            policy,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: http://kith.test; \
             connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'"
        );
        for (selector, attribute) in [("*", "style"), ("*", "onclick"), ("script:not([src])", "type")] {
            assert_eq!(attributes(&page, selector, attribute), [""; 0], "{path}");
        }
        // A header that a proxy passes on unchecked puts nothing into the page.
        for prefix in ["/\"><script>", "//example.com", "/a b", "https://example.com"] {
            let page = as_browser(app.get(path)).header("x-forwarded-prefix", prefix).await.expect(200);
            assert_eq!(attributes(&page, "base", "href"), ["/"], "{prefix}");
        }
    }
}

#[tokio::test]
async fn links_include_the_prefix_of_a_trusted_proxy() {
    let app = App::behind_proxies(1).await;
    for path in PAGES {
        let page = as_browser(app.get(path)).header("x-forwarded-prefix", "/prod").await.expect(200);
        assert_eq!(attributes(&page, "base", "href"), ["/prod/"]);
        for link in [attributes(&page, "[href]:not(base)", "href"), attributes(&page, "[src]", "src")].concat() {
            assert!(!link.starts_with('/') && !link.starts_with('#') && !link.contains(':'), "{path}: {link}");
        }
    }
}

#[tokio::test]
async fn a_matching_etag_is_a_304() {
    let app = App::new().await;
    for path in ["/docs/", "/openapi.json", "/console/", "/assets/any/base/base.css/"] {
        let first = app.get(path).await.expect(200);
        let etag = first.header("etag").to_owned();
        for condition in [etag.clone(), format!("W/{etag}"), format!("\"other\", {etag}"), "*".to_owned()] {
            let again = app.get(path).header("if-none-match", &condition).await.expect(304);
            assert_eq!((again.body.as_str(), again.header("etag")), ("", etag.as_str()));
        }
        app.get(path).header("if-none-match", "\"other\"").await.expect(200);
    }
    // With another prefix the page is a different one.
    let app = App::behind_proxies(1).await;
    let page = app.get("/docs/").await.header("etag").to_owned();
    app.get("/docs/").header("x-forwarded-prefix", "/prod").header("if-none-match", &page).await.expect(200);
}

#[rstest]
#[case("any/base/nothing.css")]
#[case("any/api/nothing.md")]
#[case("any/api/..%2fmail.md")]
#[case("any/base/..%2fstart.html")]
#[case("any/..%2fbase/base.css")]
#[case("any/%2e%2e/Cargo.toml")]
#[case("any/base/base")]
#[case("any/base/%00.css")]
#[case("any/base")]
#[tokio::test]
async fn unknown_files_are_not_found(#[case] path: &str) {
    let answer = App::new().await.get(&format!("/assets/{path}/")).await.expect(404);
    assert_eq!(answer.json()["errors"][0]["code"], "not_found");
}

#[tokio::test]
async fn a_file_of_another_version_must_be_revalidated() {
    let answer = App::new().await.get("/assets/older/base/base.css").await.expect(200);
    assert_eq!(answer.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn the_openapi_document_names_its_own_server() {
    let app = App::behind_proxies(1).await;
    let document = app.get("/openapi.json").await.expect(200);
    assert_eq!(document.header("content-type"), "application/json");
    let file = tests::sources::read("openapi/kith.json");
    assert_eq!(document.json(), serde_json::from_str::<serde_json::Value>(&file).unwrap());
    assert!(document.body.len() < file.len() * 2 / 3, "white space is left out");
    assert_eq!(document.json()["servers"][0]["url"], "/");
    let behind = app.get("/openapi.json").header("x-forwarded-prefix", "/prod").await.expect(200);
    assert_eq!(behind.json()["servers"][0]["url"], "/prod");
    assert_eq!(behind.json()["paths"], document.json()["paths"]);
    assert_ne!(behind.header("etag"), document.header("etag"));
}
