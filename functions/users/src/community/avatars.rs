//! Routes on the caller's avatars: `/api/v2/user/avatar/...`

mod change;
mod create;
mod list;
mod upload;

use shared::dialect::community::{AvatarView, ListView, UploadView};
use shared::openapi::Routes;
use shared::openapi::parameters::{LIMIT, OFFSET};

use super::bodies::{AvatarChoice, AvatarUpload, FileToUpload};

const PATH: &str = "/api/v2/user/avatar/";
const INVALID_ID: &str = "`avatar_id` is missing or not an id.";
const NO_SUCH_AVATAR: &str = "The caller has no avatar with this id.";
const TOO_MANY_UPLOADS: &str = "Too many requests with a picture or for an upload address: 60 in an hour by default.";

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag("Avatars", "The avatars of a user, at most 20. The primary avatar is the one that other users see.")
        .get(PATH, list::list_avatars, |op| {
            op.operation_id("list_avatars", "List the caller's avatars")
                .description("Lists at most 20 avatars, newest first, and marks the primary one. Pages use `offset`.")
                .query(&[LIMIT, OFFSET])
                .response::<ListView<AvatarView>>(200, "A page of the caller's avatars, newest first.")
                .error(400, "`limit` or `offset` is invalid.")
        })
        .post(PATH, create::create_avatar, |op| {
            op.operation_id("create_avatar", "Upload an avatar")
                .description(
                    "Takes a PNG, JPEG, WebP or GIF of at most 5 MB and 40 megapixels, as the multipart file `avatar` \
                     or as base64 in `avatar_base64`. The format is read from the content, not from the name. The \
                     picture is encoded anew without its metadata and cropped to a square of 512 pixels. The first \
                     avatar becomes the primary. For a larger file, use `create_upload`.",
                )
                .request_body::<AvatarUpload>()
                .with_files(&["avatar"])
                .response::<AvatarView>(201, "The new avatar.")
                .error(400, "The file is missing, empty, too large or not a picture, or the caller has 20 avatars.")
                .error(413, "The body is larger than 6 MiB as multipart, or 7 MiB with `avatar_base64`.")
                .error(429, TOO_MANY_UPLOADS)
                .link(&[("retrieve_user", &[("id", "$response.body#/user")])])
        })
        .patch(PATH, change::make_primary, |op| {
            op.operation_id("make_avatar_primary", "Make an avatar the primary")
                .description(
                    "Shows this avatar to other users from now on. The previous primary stays in the collection.",
                )
                .request_body::<AvatarChoice>()
                .no_content("The avatar is the primary.")
                .error(400, INVALID_ID)
                .error(404, NO_SUCH_AVATAR)
        })
        .delete(PATH, change::delete_avatar, |op| {
            op.operation_id("delete_avatar", "Delete an avatar")
                .description(
                    "If the avatar was the primary, the newest of the others becomes the primary; if it was the last, \
                     the user has a Gravatar again. The file is removed a moment later.",
                )
                .request_body::<AvatarChoice>()
                .no_content("The avatar is deleted.")
                .error(400, INVALID_ID)
                .error(404, NO_SUCH_AVATAR)
        })
        .post("/api/v2/user/avatar/upload/", upload::create_upload, |op| {
            op.operation_id("create_upload", "Create an upload address for an avatar")
                .description(
                    "Returns a signed URL for a picture that is too large for a request: at most 20 MB and 64 \
                     megapixels. Send the file with `PUT` to `url` within 15 minutes. A file that has not exactly \
                     `size` bytes is refused with 403. The avatar appears under `id` a moment after the upload; a \
                     file that is not an accepted picture makes no avatar.",
                )
                .request_body::<FileToUpload>()
                .response::<UploadView>(201, "The upload address, and the id that the avatar will have.")
                .error(400, "`size` is missing or out of range, or the caller has 20 avatars (`max_avatars`).")
                .error(429, TOO_MANY_UPLOADS)
                .link(&[("list_avatars", &[])])
        })
}
