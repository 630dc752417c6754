//! Routes on the archive of the caller's data: `/api/v2/udp/...`

mod download;
mod request;
mod status;

use shared::dialect::community::DataArchiveView;
use shared::openapi::Routes;

const PATH: &str = "/api/v2/udp/";

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Data portability", "An archive of everything that the community has stored of the caller.")
        .get(PATH, status::retrieve_data_archive, |op| {
            op.operation_id("retrieve_data_archive", "Get the state of the caller's archive")
                .description(
                    "Returns when the caller last asked for an archive, and whether it can be downloaded: \
                     `generated_at` is set then, until the archive is deleted after 7 days.",
                )
                .response::<DataArchiveView>(200, "The state of the last archive.")
        })
        .post(PATH, request::request_data_archive, |op| {
            op.operation_id("request_data_archive", "Request an archive of the caller's data")
                .description(
                    "Starts to generate a ZIP archive of everything that the community has stored of the caller, as JSON \
                     and pictures. It replaces the one before. Large archives take some minutes. While one is being \
                     generated, another request changes nothing. No mail is sent; ask for the state.",
                )
                .response::<DataArchiveView>(202, "The state of the archive, which is being generated.")
                .error(429, "The caller has asked for three archives within a day.")
                .link(&[("retrieve_data_archive", &[]), ("download_data_archive", &[])])
        })
        .get("/api/v2/udp/download/", download::download_data_archive, |op| {
            op.operation_id("download_data_archive", "Download the caller's archive")
                .description(
                    "Deployed, the response leads to a signed address that is valid for a minute. `kith serve` sends the \
                     file itself.",
                )
                .any_response("application/zip", "The archive.")
                .redirect("The archive is at the URL in `Location` for a minute.")
                .error(404, "The caller has no archive, or it is not generated yet.")
        })
}
