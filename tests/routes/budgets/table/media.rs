//! Media of posts.

use serde_json::json;
use tests::Routes as _;

use super::{Budget, budget};
use crate::budgets::fixtures::Fixtures;

const MEDIA: &str = "POST /api/v2/media/";
const CHUNK: &str = "POST /api/v2/media/upload/chunk/";
const CLICK: &str = "POST /api/v2/media/{id}/click/";

pub const BUDGETS: &[Budget] = &[
    // The auth state, the count of uploads, and the media.
    budget((MEDIA, "a link", 201), (3, 1.0, 2.0), |f| {
        f.owner.post("/api/v2/media/").json(&json!({"url": "https://example.org/"}))
    }),
    budget((MEDIA, "a picture", 201), (3, 1.0, 2.0), |f| {
        f.owner.post("/api/v2/media/").multipart(&[], &Fixtures::file())
    })
    .resizes(),
    budget((CHUNK, "the first", 200), (3, 1.0, 2.0), |f| {
        f.owner.post("/api/v2/media/upload/chunk/").multipart(&[], &Fixtures::file())
    }),
    budget((CHUNK, "one that has come", 200), (1, 2.0, 0.0), |f| {
        let upload = [("upload_id", f.upload.as_str().unwrap_or_default())];
        f.owner.post("/api/v2/media/upload/chunk/").multipart(&upload, &Fixtures::file())
    }),
    // The claim on the upload; then its end and the media in one transaction, at two units each.
    budget(("POST /api/v2/media/upload/complete/", "", 201), (3, 3.0, 5.0), |f| {
        f.owner.post("/api/v2/media/upload/complete/").json(&json!({"upload_id": f.upload}))
    })
    .resizes(),
    budget(("GET /api/v2/media/{id}/", "", 200), (1, 2.0, 0.0), |f| f.owner.get(&f.medium(0, ""))),
    budget(("PUT /api/v2/media/{id}/", "", 200), (2, 2.0, 1.0), |f| {
        f.owner.put(&f.medium(0, "")).json(&json!({"title": "The view"}))
    }),
    budget(("DELETE /api/v2/media/{id}/", "", 204), (2, 2.0, 1.0), |f| f.owner.delete(&f.medium(0, ""))),
    budget((CLICK, "anonymous", 204), (1, 0.5, 0.0), |f| f.app.post(&f.medium(1, "click/"))),
    budget((CLICK, "authenticated", 204), (1, 2.5, 0.0), |f| f.other.post(&f.medium(1, "click/"))),
    // The media is read between the checks and the write, which takes two units for it and one for each of its index
    // entries.
    budget(("POST /api/v2/post/", "with a picture", 201), (3, 2.5, 8.0), |f| {
        f.owner.post("/api/v2/post/").json(&json!({"medias": [f.media[0]]}))
    }),
];
