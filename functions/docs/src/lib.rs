//! The `docs` function: the start page, the API reference and the console with their assets, the OpenAPI document and
//! health checks. No route reads `Authorization`, and only `/health/ready/` accesses the table.

mod assets;
mod caching;
mod health;
mod openapi;
mod pages;

use shared::openapi::Routes;
use shared::openapi::parameters::text;

use health::HealthOut;
use pages::StartOut;

/// The routes of this function.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .about("Pages and monitors", "Web pages, the OpenAPI document and health checks. `Authorization` is ignored.")
        .get("/", pages::show_start, |op| {
            op.named("show_start", "Show the start page: HTML with `Accept: text/html`, otherwise JSON with links.")
                .answers_json::<StartOut>(200)
                .answers_text("text/html")
        })
        .get("/docs/", pages::show_docs, |op| {
            op.named("show_docs", "Show the API reference, where every operation has a form to try it.")
                .answers_text("text/html")
        })
        .get("/console/", pages::show_console, |op| {
            op.named("show_console", "Show the console, a small web client for trying the community.")
                .answers_text("text/html")
        })
        .get("/assets/{version}/{page}/{file}/", assets::retrieve_asset, |op| {
            op.named("retrieve_asset", "Retrieve a style sheet, a script or an icon of the web pages.")
                .at(text("version", "The hash of all assets. The current hash makes responses cacheable for a year."))
                .at(text("page", "The folder of the asset: `base`, `console` or `docs`."))
                .at(text("file", "The file name, which ends in `.css`, `.js` or `.svg`."))
                .answers_text("text/css")
                .answers_text("text/javascript")
                .answers_text("image/svg+xml")
        })
        .get("/openapi.json/", openapi::retrieve_document, |op| {
            op.named(
                "retrieve_document",
                "Retrieve the OpenAPI document. Its server is `/` or the gateway's path prefix.",
            )
            .answers_any("application/json")
        })
        .get("/health/", health::check_process, |op| {
            op.named("check_process", "Check that requests reach the service. Does not access the table.")
                .answers_json::<HealthOut>(200)
        })
        .get("/health/ready/", health::check_table, |op| {
            op.named("check_table", "Check that the service can read its table. If not, 503 `table_unreachable`.")
                .answers_json::<HealthOut>(200)
                .refuses(503)
        })
}
