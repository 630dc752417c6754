//! Routes on the media of posts: `/api/v2/media/...`

mod chunk;
mod click;
mod complete;
mod create;
mod delete;
mod existing;
mod retrieve;
mod update;

use shared::dialect::community::{MediaUploadView, MediaView};
use shared::openapi::Routes;

use crate::community::bodies::{MediaChunk, MediaEdit, NewMedia, UploadToComplete};

const NO_SUCH_MEDIA: &str = "The caller has no media with this id.";
const IN_USE: &str = "A post has the media (`in_use`), or another request has changed it meanwhile.";
const TOO_MANY_UPLOADS: &str = "Too many requests with a picture or for an upload address: 60 in an hour by default.";

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Media", "Pictures and links for posts. A post names them in `medias`. Those in no post are removed after a day.")
        .post("/api/v2/media/", create::create_media, |op| {
            op.operation_id("create_media", "Add a picture or a link for a post")
                .description(
                    "Takes a PNG, JPEG, WebP or GIF of at most 5 MB and 40 megapixels as the multipart file `image`, or the \
                     `url` of a link, which is never fetched. The picture is encoded anew without its metadata, at most \
                     1,200 pixels wide, with a thumbnail. Upload a larger file in chunks.",
                )
                .request_body::<NewMedia>()
                .with_files(&["image"])
                .response::<MediaView>(201, "The new media.")
                .error(400, "The file is missing, empty, too large or not a picture, or the URL is invalid.")
                .error(413, "The body is larger than 6 MiB.")
                .error(429, TOO_MANY_UPLOADS)
                .link(&[("retrieve_media", &[("id", "$response.body#/id")])])
        })
        .post("/api/v2/media/upload/chunk/", chunk::upload_chunk, |op| {
            op.operation_id("upload_media_chunk", "Upload a chunk of a picture")
                .description(
                    "Takes the next part of a file of at most 20 MB as the multipart file `image`. The header \
                     `Content-Range`, such as `bytes 0-204799/1000000`, says which part it is; without it the file is \
                     whole. The first chunk begins an upload, whose `upload_id` the others name. Every chunk but the last \
                     has at least 65,536 bytes. A chunk that has come already changes nothing. An upload can be continued \
                     for an hour.",
                )
                .request_body::<MediaChunk>()
                .with_files(&["image"])
                .response::<MediaUploadView>(200, "How far the upload has come.")
                .error(400, "The chunk is missing, too large or too small, or it is not the next one (`wrong_offset`).")
                .error(404, "The caller has no upload with this id.")
                .error(409, "The upload has changed meanwhile.")
                .error(413, "The body is larger than 6 MiB.")
                .error(429, TOO_MANY_UPLOADS)
        })
        .post("/api/v2/media/upload/complete/", complete::complete_upload, |op| {
            op.operation_id("complete_media_upload", "Complete the upload of a picture")
                .description(
                    "Makes a media of a file that was uploaded in chunks: at most 20 MB and 64 megapixels. If `md5` is \
                     given, the file must have this digest. A file that is refused is deleted. The media has the id of the \
                     upload, so that a repeated request returns the same one.",
                )
                .request_body::<UploadToComplete>()
                .response::<MediaView>(201, "The new media.")
                .error(400, "Chunks are missing (`incomplete`), the digest differs, or the file is not a picture.")
                .error(404, "The caller has no upload with this id.")
                .error(409, "Another request completes the upload (`in_progress`).")
                .link(&[("retrieve_media", &[("id", "$response.body#/id")])])
        })
        .get("/api/v2/media/{id}/", retrieve::retrieve_media, |op| {
            op.operation_id("retrieve_media", "Get a media of the caller")
                .description("Returns a picture or a link that the caller has added. Others see it in the post that has it.")
                .response::<MediaView>(200, "The media.")
                .error(404, NO_SUCH_MEDIA)
        })
        .put("/api/v2/media/{id}/", update::update_media, |op| {
            op.operation_id("update_media", "Change a media")
                .description(
                    "Changes the title, the URL of a link, or the picture. Absent fields stay as they are. A media that is \
                     in a post cannot change.",
                )
                .optional_body::<MediaEdit>()
                .with_files(&["image"])
                .response::<MediaView>(200, "The media after the change.")
                .error(400, "A field breaks its rule, or the file is not a picture.")
                .error(404, NO_SUCH_MEDIA)
                .error(409, IN_USE)
                .error(413, "The body is larger than 6 MiB.")
                .error(429, TOO_MANY_UPLOADS)
        })
        .delete("/api/v2/media/{id}/", delete::delete_media, |op| {
            op.operation_id("delete_media", "Delete a media")
                .description("Deletes a media that is in no post. The files are removed a moment later.")
                .no_content("The media is deleted.")
                .error(404, NO_SUCH_MEDIA)
                .error(409, IN_USE)
        })
        .post("/api/v2/media/{id}/click/", click::click_media, |op| {
            op.operation_id("click_media", "Report a click on a media")
                .description(
                    "Clients report here that a user has opened a link or a picture of a post. kith stores nothing of it: \
                     who opens what is no one's business.",
                )
                .no_content("There is such a media, in a post or among the caller's own.")
                .error(404, "No post has a media with this id.")
        })
}
