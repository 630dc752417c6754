//! Pictures that users upload: what is taken, what it is made into, and what the files are called.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::domain::error::Problem;
use crate::domain::id::{Id, UserId};

/// Largest file that a request brings, in bytes.
pub const UPLOAD_MAX: usize = 5 * 1024 * 1024;
/// Largest original that is put into the bucket, in bytes: there is no request that must hold it.
pub const ORIGINAL_MAX: usize = 20 * 1024 * 1024;
/// Most pixels that a picture has.
pub const PIXELS_MAX: u64 = 40_000_000;
/// Side of an avatar, in pixels.
pub const AVATAR_SIDE: u32 = 512;
/// Width of a cover, in pixels.
pub const COVER_WIDTH: u32 = 1_500;

/// What a picture is for, and so what it is cut to: always from the middle. Pictures that are too small are enlarged,
/// since pages are laid out for these sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A square of [`AVATAR_SIDE`].
    Avatar,
    /// As wide as [`COVER_WIDTH`], and no higher than wide.
    Cover,
}

impl Shape {
    /// What of a picture so wide and high is shown, and how wide and high that is in the end.
    pub fn cut(self, (width, height): (u32, u32)) -> ((u32, u32), (u32, u32)) {
        match self {
            Self::Avatar => {
                let side = width.min(height);
                ((side, side), (AVATAR_SIDE, AVATAR_SIDE))
            }
            Self::Cover => {
                let height = height.min(width);
                ((width, height), (COVER_WIDTH, scaled(COVER_WIDTH, height, width)))
            }
        }
    }
}

/// `length * part / whole`, at least 1.
fn scaled(length: u32, part: u32, whole: u32) -> u32 {
    let scaled = u64::from(length) * u64::from(part) / u64::from(whole).max(1);
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

/// The name of a picture's file, `<owner>/<id>-<hash of the content>.<jpg or png>`. No two uploads share one, so a file
/// never changes, and whoever removes it takes it from nobody else.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileName(String);

/// The text is no name of a picture's file.
#[derive(Debug, thiserror::Error)]
#[error("not the name of a picture: {0:?}")]
pub struct NotAFileName(String);

/// The kinds of file that pictures are made into.
const EXTENSIONS: [&str; 2] = ["jpg", "png"];
/// Hexadecimal digits of the content's hash in a name.
const HASH_DIGITS: usize = 32;

impl FileName {
    /// The name of a file of this owner, upload and content.
    pub fn new(owner: UserId, id: Id, content: &[u8], extension: &'static str) -> Self {
        let digest = Sha256::digest(content);
        let hash: String = digest.iter().take(HASH_DIGITS / 2).map(|byte| format!("{byte:02x}")).collect();
        Self(format!("{owner}/{id}-{hash}.{extension}"))
    }

    /// Reads a name; `None` for whatever is none, such as a path that leads elsewhere.
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
    /// The file has nothing in it.
    pub fn empty_file() -> Self {
        Self::new("empty", "The file is empty.")
    }

    /// The file is larger than [`UPLOAD_MAX`].
    pub fn large_file() -> Self {
        Self::new("too_large", "The file is larger than 5 MB.")
    }

    /// The content is of no format that is taken, whatever the file's name says.
    pub fn no_picture() -> Self {
        Self::new("invalid_image", "This is no picture: send PNG, JPEG, WebP or GIF.")
    }

    /// The content begins as a picture and does not go on as one.
    pub fn broken_picture() -> Self {
        Self::new("invalid_image", "The picture is broken or incomplete.")
    }

    /// The picture has more than [`PIXELS_MAX`].
    pub fn too_many_pixels() -> Self {
        Self::new("too_many_pixels", "The picture has more than 40 megapixels.")
    }
}
