//! Pictures that users upload: their limits, the shapes they are cropped to, and the names of their files
//! (`docs/uploads.md`).

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::domain::error::Problem;
use crate::domain::id::{Id, UserId};

/// Maximum size of a file in a request, in bytes.
pub const UPLOAD_MAX: usize = 5 * 1024 * 1024;
/// Maximum size of an original that is sent to a signed address, in bytes. No request has to hold it.
pub const ORIGINAL_MAX: usize = 20 * 1024 * 1024;
/// Maximum number of pixels of a picture in a request.
pub const PIXELS_MAX: u64 = 40_000_000;
/// Maximum number of pixels of an original. Phones take photos of 48 and 50 megapixels.
pub const ORIGINAL_PIXELS_MAX: u64 = 64_000_000;
/// Side of an avatar, in pixels.
pub const AVATAR_SIDE: u32 = 512;
/// Width of a cover, in pixels.
pub const COVER_WIDTH: u32 = 1_500;

/// Most width and height of a picture of a post, in pixels.
pub const POST_SIZE: (u32, u32) = (1_200, 3_600);
/// Most width and height of a thumbnail, in pixels.
pub const THUMBNAIL_SIZE: (u32, u32) = (400, 400);

/// What a picture is for, which determines its shape. Those of users are cropped to the centre, and smaller ones are enlarged,
/// because pages are designed for these sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A square with the side [`AVATAR_SIDE`].
    Avatar,
    /// [`COVER_WIDTH`] wide, and at most as high.
    Cover,
    /// A whole picture of a post, within [`POST_SIZE`]. A smaller one keeps its size.
    Post,
    /// A whole picture within [`THUMBNAIL_SIZE`]. A smaller one keeps its size.
    Thumbnail,
}

impl Shape {
    /// The size of the part of a picture that is kept, and the size to which it is scaled.
    pub fn crop(self, (width, height): (u32, u32)) -> ((u32, u32), (u32, u32)) {
        match self {
            Self::Avatar => {
                let side = width.min(height);
                ((side, side), (AVATAR_SIDE, AVATAR_SIDE))
            }
            Self::Cover => {
                let height = height.min(width);
                ((width, height), (COVER_WIDTH, scaled(COVER_WIDTH, height, width)))
            }
            Self::Post => ((width, height), within(POST_SIZE, (width, height))),
            Self::Thumbnail => ((width, height), within(THUMBNAIL_SIZE, (width, height))),
        }
    }
}

/// The largest size of these proportions that is neither larger than `max` nor larger than the picture.
fn within(max: (u32, u32), (width, height): (u32, u32)) -> (u32, u32) {
    let (w, h) = if width > max.0 { (max.0, scaled(max.0, height, width)) } else { (width, height) };
    if h > max.1 { (scaled(max.1, width, height).min(max.0), max.1) } else { (w, h) }
}

/// `length * part / whole`, at least 1.
fn scaled(length: u32, part: u32, whole: u32) -> u32 {
    let scaled = u64::from(length) * u64::from(part) / u64::from(whole).max(1);
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

/// The name of a picture's file, `<owner>/<id>-<hash of the content>.<jpg or png>`. No two uploads share a file, so a
/// file never changes, and deleting one affects no other upload.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileName(String);

/// The text is not the name of a picture's file.
#[derive(Debug, thiserror::Error)]
#[error("not the name of a picture: {0:?}")]
pub struct NotAFileName(String);

/// The extensions of the formats in which pictures are encoded.
const EXTENSIONS: [&str; 2] = ["jpg", "png"];
/// Number of hexadecimal digits of the content's hash in a name.
const HASH_DIGITS: usize = 32;

impl FileName {
    /// The name of the file for this owner, upload and content.
    pub fn new(owner: UserId, id: Id, content: &[u8], extension: &'static str) -> Self {
        let digest = Sha256::digest(content);
        let hash: String = digest.iter().take(HASH_DIGITS / 2).map(|byte| format!("{byte:02x}")).collect();
        Self(format!("{owner}/{id}-{hash}.{extension}"))
    }

    /// Parses a name; `None` for any other text, such as a path that leads elsewhere.
    pub fn parse(text: &str) -> Option<Self> {
        let (owner, rest) = text.split_once('/')?;
        let (id, rest) = rest.split_once('-')?;
        let (hash, extension) = rest.split_once('.')?;
        UserId::parse(owner)?;
        Id::parse(id)?;
        let is_hash = hash.len() == HASH_DIGITS && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        (is_hash && EXTENSIONS.contains(&extension)).then(|| Self(text.to_owned()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The media type of the file.
    pub fn content_type(&self) -> &'static str {
        if self.0.ends_with(".png") { "image/png" } else { "image/jpeg" }
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for FileName {
    type Error = NotAFileName;

    fn try_from(text: String) -> Result<Self, NotAFileName> {
        Self::parse(&text).ok_or(NotAFileName(text))
    }
}

impl From<FileName> for String {
    fn from(name: FileName) -> Self {
        name.0
    }
}

impl Problem {
    /// The file is empty.
    pub fn empty_file() -> Self {
        Self::new("empty", "The file is empty.")
    }

    /// The file is larger than [`UPLOAD_MAX`].
    pub fn file_too_large() -> Self {
        Self::new("too_large", "The file is larger than 5 MB.")
    }

    /// The content has no accepted format, whatever the file's name says.
    pub fn not_a_picture() -> Self {
        Self::new("invalid_image", "Not a supported picture. Upload a PNG, JPEG, WebP or GIF file.")
    }

    /// The content begins like a picture, but the rest is missing or damaged.
    pub fn damaged_picture() -> Self {
        Self::new("invalid_image", "The picture is damaged or incomplete.")
    }

    /// The picture has more than this number of pixels.
    pub fn too_many_pixels(max: u64) -> Self {
        Self::new("too_many_pixels", format!("The picture has more than {} megapixels.", max / 1_000_000))
    }

    /// The decoder would get its colours wrong.
    pub fn unsupported_jpeg() -> Self {
        Self::new(
            "invalid_image",
            "This JPEG stores its colours in an unusual way. Save it again with another program, or as PNG.",
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(n: u64) -> Id {
        n.try_into().expect("an id")
    }

    proptest! {
        #[test]
        fn a_name_is_parsed_as_it_is_displayed(
            owner in 1..1_u64 << 53, n in 1..1_u64 << 53, content: Vec<u8>, png: bool,
        ) {
            let name = FileName::new(id(owner), id(n), &content, if png { "png" } else { "jpg" });
            prop_assert_eq!(FileName::parse(name.as_str()), Some(name.clone()));
            prop_assert_eq!(name.content_type(), if png { "image/png" } else { "image/jpeg" });
        }

        #[test]
        fn a_name_never_leads_to_another_directory(
            text in "[0-9a-f./%\\\\-]{0,60}|[0-9]{1,3}/[0-9]{1,3}-[0-9a-fA-F]{31,33}\\.(jpg|png|gif|html)",
        ) {
            if let Some(name) = FileName::parse(&text) {
                prop_assert_eq!(name.as_str(), &text);
                prop_assert!(!text.contains("..") && text.matches('/').count() == 1 && !text.contains(['%', '\\']));
            }
        }

        #[test]
        fn a_picture_of_a_post_is_whole_and_never_enlarged(width in 1..100_000_u32, height in 1..100_000_u32) {
            for (shape, max) in [(Shape::Post, POST_SIZE), (Shape::Thumbnail, THUMBNAIL_SIZE)] {
                let (part, size) = shape.crop((width, height));
                prop_assert_eq!(part, (width, height));
                prop_assert!(size.0 >= 1 && size.1 >= 1 && size.0 <= max.0.min(width) && size.1 <= max.1.min(height));
                prop_assert!(size == (width, height) || size.0 == max.0 || size.1 == max.1, "{size:?}");
                let (a, b) = (u64::from(width) * u64::from(size.1), u64::from(height) * u64::from(size.0));
                prop_assert!(a.abs_diff(b) <= u64::from(width).max(u64::from(height)), "{part:?} {size:?}");
            }
        }

        #[test]
        fn a_crop_lies_within_the_picture_and_keeps_its_proportions(
            width in 1..100_000_u32,
            height in 1..100_000_u32,
        ) {
            for shape in [Shape::Avatar, Shape::Cover] {
                let (part, size) = shape.crop((width, height));
                prop_assert!(part.0 >= 1 && part.1 >= 1 && part.0 <= width && part.1 <= height);
                prop_assert!(size.0 >= 1 && size.1 >= 1 && size.0 <= 1_500 && size.1 <= 1_500);
                // The same proportions, to a pixel.
                let (a, b) = (u64::from(part.0) * u64::from(size.1), u64::from(part.1) * u64::from(size.0));
                prop_assert!(a.abs_diff(b) <= u64::from(part.0).max(u64::from(part.1)), "{part:?} {size:?}");
            }
        }
    }
}
