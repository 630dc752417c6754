//! The `docs` function: the start page, the forms for codes from mails, the API reference and the console with their
//! assets, the OpenAPI document and health checks. No route reads `Authorization`, and only `/health/ready/` accesses the
//! table.

mod assets;
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
            op.operation_id("show_start", "Show the start page")
                .description(
                    "Returns HTML if `Accept` contains `text/html`, otherwise JSON with the version and absolute links \
                     to the API reference, the OpenAPI document, the console and the health check.",
                )
                .response_json::<StartOut>(200, "The name, the version and links, as JSON or as a web page.")
                .text_response("text/html", "")
                .not_modified()
        })
        .get("/docs/", pages::show_docs, |op| {
            op.operation_id("show_docs", "Show the API reference")
                .description(
                    "Returns a web page that describes every operation, with a form to try it and the call as code: \
                     `curl`, JavaScript and Python. It loads nothing from other hosts.",
                )
                .text_response("text/html", "The API reference.")
                .not_modified()
        })
        .get("/console/", pages::show_console, |op| {
            op.operation_id("show_console", "Show the console")
                .description("Returns a small web client for trying the community. It loads nothing from other hosts.")
                .text_response("text/html", "The console.")
                .not_modified()
        })
        .get("/account/reset/", pages::show_reset, |op| {
            op.operation_id("show_reset", "Show the form that resets a password")
                .description(
                    "Returns a web page to which recovery mails link: a form for the new password, or without a code one \
                     that asks for the mail. Loading it uses no code up.",
                )
                .text_response("text/html", "The form.")
                .not_modified()
        })
        .get("/account/verify/", pages::show_verification, |op| {
            op.operation_id("show_verification", "Show the form that confirms an e-mail address")
                .description("Returns a web page to which verification mails link. Loading it uses no code up.")
                .text_response("text/html", "The form.")
                .not_modified()
        })
        .get("/account/restore/", pages::show_restoration, |op| {
            op.operation_id("show_restoration", "Show the form that takes a change of e-mail address back")
                .description("Returns a web page to which mails to a former address link. Loading it uses no code up.")
                .text_response("text/html", "The form.")
                .not_modified()
        })
        .get("/account/unsubscribe/", pages::show_unsubscription, |op| {
            op.operation_id("show_unsubscription", "Show the form that turns digests off")
                .description("Returns a web page to which digests link. Loading it changes nothing.")
                .text_response("text/html", "The form.")
                .not_modified()
        })
        .get("/assets/{version}/{page}/{file}/", assets::retrieve_asset, |op| {
            op.operation_id("retrieve_asset", "Retrieve an asset of the web pages")
                .description(
                    "Returns a style sheet, a script, an icon or a chapter of the reference. With the current `version` the response may be cached \
                     for a year, with any other it must be revalidated: `version` never selects old content.",
                )
                .path_param(text("version", "The hash of all assets, from the links of the web pages."))
                .path_param(text("page", "The folder of the asset: `account`, `api`, `base`, `console` or `docs`."))
                .path_param(text("file", "The file name, ending in `.css`, `.js`, `.md` or `.svg`."))
                .text_response("text/css", "The content of the asset.")
                .text_response("text/javascript", "")
                .text_response("text/markdown", "")
                .text_response("image/svg+xml", "")
                .not_modified()
                .error(404, "There is no asset of this name.")
        })
        .get("/openapi.json/", openapi::retrieve_document, |op| {
            op.operation_id("retrieve_document", "Retrieve the OpenAPI document")
                .description(
                    "Returns this document, OpenAPI 3.1. Its server is `/`, or the path prefix of a gateway's stage, \
                     such as `/prod`. The response has an `ETag` to revalidate it with.",
                )
                .any_response("application/json", "The OpenAPI document.")
                .not_modified()
        })
        .get("/health/", health::check_process, |op| {
            op.operation_id("check_process", "Check the process")
                .description("Succeeds if requests reach the service. It does not access the table.")
                .response_json::<HealthOut>(200, "The service answers.")
        })
        .get("/health/ready/", health::check_table, |op| {
            op.operation_id("check_table", "Check the table")
                .description("Succeeds if the service can read its table. Each call takes half a read unit.")
                .response_json::<HealthOut>(200, "The table answers.")
                .error(503, "The table cannot be read (`table_unreachable`).")
        })
}
