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
        .tag("Pages and monitors", "Web pages, the OpenAPI document and health checks. `Authorization` is ignored.")
        .get("/", pages::show_start, |op| {
            op.operation_id(
                "show_start",
                "Show the start page: HTML with `Accept: text/html`, otherwise JSON with links.",
            )
            .response_json::<StartOut>(200, "")
            .text_response("text/html", "")
        })
        .get("/docs/", pages::show_docs, |op| {
            op.operation_id("show_docs", "Show the API reference, where every operation has a form to try it.")
                .text_response("text/html", "")
        })
        .get("/console/", pages::show_console, |op| {
            op.operation_id("show_console", "Show the console, a small web client for trying the community.")
                .text_response("text/html", "")
        })
        .get("/assets/{version}/{page}/{file}/", assets::retrieve_asset, |op| {
            op.operation_id("retrieve_asset", "Retrieve a style sheet, a script or an icon of the web pages.")
                .path_param(text(
                    "version",
                    "The hash of all assets. The current hash makes responses cacheable for a year.",
                ))
                .path_param(text("page", "The folder of the asset: `base`, `console` or `docs`."))
                .path_param(text("file", "The file name, which ends in `.css`, `.js` or `.svg`."))
                .text_response("text/css", "")
                .text_response("text/javascript", "")
                .text_response("image/svg+xml", "")
        })
        .get("/openapi.json/", openapi::retrieve_document, |op| {
            op.operation_id(
                "retrieve_document",
                "Retrieve the OpenAPI document. Its server is `/` or the gateway's path prefix.",
            )
            .any_response("application/json", "")
        })
        .get("/health/", health::check_process, |op| {
            op.operation_id("check_process", "Check that requests reach the service. Does not access the table.")
                .response_json::<HealthOut>(200, "")
        })
        .get("/health/ready/", health::check_table, |op| {
            op.operation_id(
                "check_table",
                "Check that the service can read its table. If not, 503 `table_unreachable`.",
            )
            .response_json::<HealthOut>(200, "")
            .error(503, "")
        })
}
