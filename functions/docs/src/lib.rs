//! Function `docs`: what people look at, and what monitors ask. It knows no callers: whatever stands in `Authorization`
//! is not read. All but `/health/ready/` is answered without the table.

mod document;
mod files;
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
        .about("Pages and monitors", "What people look at, and what monitors ask. Credentials are not looked at.")
        .get("/", pages::show_start, |op| {
            op.named("show_start", "What this is, and where to go from here: a page for browsers, or JSON.")
                .answers_json::<StartOut>(200)
                .answers_text("text/html")
        })
        .get("/docs/", pages::show_docs, |op| {
            op.named("show_docs", "The reference, with forms to try each call.").answers_text("text/html")
        })
        .get("/console/", pages::show_console, |op| {
            op.named("show_console", "A small front end to try the community with.").answers_text("text/html")
        })
        .get("/assets/{version}/{page}/{file}/", files::retrieve_asset, |op| {
            op.named("retrieve_asset", "A style, a script or a picture of a page.")
                .at(text("version", "Stands for the content of all files; of another one files are asked about anew."))
                .at(text("page", "The page that it belongs to."))
                .at(text("file", "Its name."))
                .answers_text("text/css")
                .answers_text("text/javascript")
                .answers_text("image/svg+xml")
        })
        .get("/openapi.json/", openapi::retrieve_document, |op| {
            op.named("retrieve_document", "This document.").answers_any("application/json")
        })
        .get("/health/", health::check_process, |op| {
            op.named("check_process", "Whether requests arrive here at all. Touches nothing else.")
                .answers_json::<HealthOut>(200)
        })
        .get("/health/ready/", health::check_table, |op| {
            op.named("check_table", "Whether the table answers, too.").answers_json::<HealthOut>(200).refuses(503)
        })
}
