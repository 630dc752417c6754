//! Media of posts.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::post::media::{ImageFile, PostImage, host_of};
use crate::domain::time::rfc3339;
use crate::domain::{Content, Id, MediaContent, MediaUpload, PostMedia};
use crate::runtime::config::Config;

/// A picture or a link.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MediaView {
    /// The media's id.
    pub(super) id: Id,
    /// When it was added: RFC 3339, UTC.
    added_at: String,
    /// `image` or `url`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The title; empty if it has none.
    pub(super) title: String,
    /// The URL of a link; `null` for a picture.
    #[schema(required)]
    url: Option<String>,
    /// The URL of the picture, at most 1,200 pixels wide; `null` for a link.
    #[schema(required)]
    image: Option<String>,
    /// The width of the picture, in pixels; `null` for a link.
    #[schema(required)]
    image_width: Option<u32>,
    /// The height of the picture, in pixels; `null` for a link.
    #[schema(required)]
    image_height: Option<u32>,
    /// The media type of the picture, `image/jpeg` or `image/png`; `null` for a link.
    #[schema(required)]
    image_mimetype: Option<&'static str>,
    /// A smaller picture; `null` for a link.
    #[schema(required)]
    image_thumbnail: Option<ThumbnailView>,
    /// The place among the media of the post, from 0.
    order: usize,
    /// The link as an embedded object; `null` for a picture.
    #[schema(required)]
    embed: Option<EmbedView>,
}

/// A picture of at most 400 by 400 pixels.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct ThumbnailView {
    /// The URL of the thumbnail.
    url: String,
    /// The width, in pixels.
    width: u32,
    /// The height, in pixels.
    height: u32,
    /// The average colour of the picture, such as `#1f7a4d`.
    color: String,
}

/// A link as an embedded object.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct EmbedView {
    /// The id of the media.
    id: Id,
    /// Always `sc_link`.
    embed_type: &'static str,
    /// The id of the media.
    embed_id: Id,
    /// The URL of the link.
    url: String,
    /// What is shown of the link.
    metadata: LinkView,
}

/// What is shown of a link. The page is never fetched.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct LinkView {
    /// The URL of the link.
    url: String,
    /// The title of the media, or else the host of the URL.
    title: String,
    /// Always empty.
    description: &'static str,
    /// Always empty.
    images: Vec<String>,
}

/// A media of a post: with its content if kith has it, otherwise the id that the host application gave it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum MediaOfPostView {
    /// A media that kith has.
    Media(Box<MediaView>),
    /// The id of one that the host application keeps.
    Foreign(Id),
}

/// How far an upload in chunks has come.
#[derive(Debug, Serialize, ToSchema)]
pub struct MediaUploadView {
    /// The upload's id, as text. Send it with the next chunk, and to complete the upload.
    upload_id: String,
    /// The number of bytes that have come, as text.
    offset: String,
    /// Until when the upload can be continued: RFC 3339, UTC.
    expires: String,
}

impl MediaView {
    /// A media, at this place among those of a post.
    pub fn new(media: PostMedia, order: usize, config: &Config) -> Self {
        let PostMedia { id, title, content } = media;
        let view = Self {
            id,
            added_at: rfc3339(id.created()),
            kind: "image",
            title,
            url: None,
            image: None,
            image_width: None,
            image_height: None,
            image_mimetype: None,
            image_thumbnail: None,
            order,
            embed: None,
        };
        match content {
            MediaContent::Image(image) => view.with_image(image, config),
            MediaContent::Url(url) => view.with_link(url),
        }
    }

    fn with_image(self, PostImage { image, thumbnail, color }: PostImage, config: &Config) -> Self {
        let ImageFile { file, width, height } = thumbnail;
        Self {
            image: Some(config.picture_url(&image.file)),
            image_width: Some(image.width),
            image_height: Some(image.height),
            image_mimetype: Some(image.file.content_type()),
            image_thumbnail: Some(ThumbnailView { url: config.picture_url(&file), width, height, color }),
            ..self
        }
    }

    fn with_link(self, url: String) -> Self {
        let title = if self.title.is_empty() { host_of(&url) } else { self.title.clone() };
        let metadata = LinkView { url: url.clone(), title, description: "", images: Vec::new() };
        let embed = EmbedView { id: self.id, embed_type: "sc_link", embed_id: self.id, url: url.clone(), metadata };
        Self { kind: "url", url: Some(url), embed: Some(embed), ..self }
    }
}

impl MediaOfPostView {
    /// The media of a post, in their order.
    pub(super) fn all(content: &Content, config: &Config) -> Vec<Self> {
        let view = |(order, id): (usize, &Id)| match content.attached.iter().find(|media| media.id == *id) {
            Some(media) => Self::Media(Box::new(MediaView::new(media.clone(), order, config))),
            None => Self::Foreign(*id),
        };
        content.medias.iter().enumerate().map(view).collect()
    }
}

impl MediaUploadView {
    /// An upload.
    pub fn new(upload: &MediaUpload) -> Self {
        Self {
            upload_id: upload.id.to_string(),
            offset: upload.offset.to_string(),
            expires: Timestamp::from_second(upload.expires).map(rfc3339).unwrap_or_default(),
        }
    }
}
