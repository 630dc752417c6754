//! Media of posts: pictures and links, which their author adds before they publish (`docs/uploads.md`, "Media of posts").

use serde::{Deserialize, Serialize};
use url::Url;

use crate::domain::error::{Error, Problem, Result};
use crate::domain::id::{Id, UserId};
use crate::domain::profile::picture::FileName;
use crate::domain::text;

/// Maximum length of a title, in characters.
pub const TITLE_MAX: usize = 100;
/// Maximum length of the URL of a link, in characters.
pub const URL_MAX: usize = 500;
/// How long media are kept that are in no post, in seconds.
pub const UNUSED_FOR: i64 = 24 * 60 * 60;

/// A picture or a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostMedia {
    /// The id, which contains the time of creation.
    pub id: Id,
    /// The title; empty if it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What it is.
    pub content: MediaContent,
}

/// What a media is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaContent {
    /// A picture.
    Image(PostImage),
    /// The URL of a link. It is never fetched.
    Url(String),
}

/// A picture of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostImage {
    /// The picture.
    pub image: ImageFile,
    /// A smaller one.
    pub thumbnail: ImageFile,
    /// The average colour, such as `#1f7a4d`.
    pub color: String,
}

/// A file with a picture, and the picture's size in pixels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageFile {
    /// The name of the file.
    pub file: FileName,
    /// The width.
    pub width: u32,
    /// The height.
    pub height: u32,
}

/// A media as it is stored. Posts have copies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredMedia {
    /// The media.
    #[serde(flatten)]
    pub media: PostMedia,
    /// The user who added it.
    pub owner: UserId,
    /// Counts the changes.
    pub version: u64,
    /// The post that has it. It never changes as long as it is in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<Id>,
    /// The second since 1970 after which it is removed; `None` while it is in a post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<i64>,
}

impl PostMedia {
    /// The names of its files.
    pub fn files(&self) -> Vec<FileName> {
        match &self.content {
            MediaContent::Image(image) => vec![image.image.file.clone(), image.thumbnail.file.clone()],
            MediaContent::Url(_) => Vec::new(),
        }
    }
}

impl StoredMedia {
    /// A new media of this user, in no post.
    pub fn new(owner: UserId, media: PostMedia) -> Self {
        let expires = Some(media.id.created().as_second() + UNUSED_FOR);
        Self { media, owner, version: 0, post: None, expires }
    }

    /// Whether it is there at this second since 1970, whether or not an expired one is removed yet.
    pub fn exists_at(&self, now: i64) -> bool {
        self.expires.is_none_or(|expires| expires > now)
    }

    /// Checks that it is in no post. What a post shows changes with the post alone.
    pub fn must_be_unused(&self) -> Result<()> {
        if self.post.is_none() { Ok(()) } else { Err(Error::media_in_use()) }
    }
}

impl Error {
    /// A post has the media.
    pub fn media_in_use() -> Self {
        Self::conflict("in_use", "A post has this media. Edit the post to take it out.")
    }
}

impl Problem {
    /// The author has no media with this id.
    pub fn unknown_media() -> Self {
        Self::new("does_not_exist", "The author of the post has no media with one of these ids. Upload it first.")
    }

    /// Another post has the media.
    pub fn used_media() -> Self {
        Self::new("in_use", "Another post has one of these media. Upload it again.")
    }
}

/// Checks a title.
pub fn title(text: &str) -> Result<String, Problem> {
    text::line(text, TITLE_MAX)
}

/// Checks the URL of a link: `http` or `https` with a host, without credentials.
pub fn link(text: &str) -> Result<String, Problem> {
    let text = text::filled_line(text, URL_MAX)?;
    let is_valid = |url: &Url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
    };
    // As the parser writes it, so that no client reads another address in it.
    let url = Url::parse(&text).ok().filter(is_valid).map(String::from);
    match url {
        Some(url) if url.len() <= URL_MAX => Ok(url),
        Some(_) => Err(Problem::too_long(URL_MAX)),
        None => Err(Problem::new("invalid", "Enter a valid URL.")),
    }
}

/// The host of a link, as its title where it has none.
pub fn host_of(url: &str) -> String {
    let host = Url::parse(url).ok().and_then(|url| url.host_str().map(ToOwned::to_owned)).unwrap_or_default();
    host.strip_prefix("www.").map(ToOwned::to_owned).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_http_urls_with_a_host_and_without_credentials() {
        for (text, url) in [
            ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
            (" http://Example.org ", "http://example.org/"),
            ("https://example.org/a b\"<", "https://example.org/a%20b%22%3C"),
        ] {
            assert_eq!(link(text).unwrap(), url);
        }
        for text in [
            "example.org",
            "javascript:alert(1)",
            "https://",
            "ftp://example.org/",
            "https://a:b@example.org/",
            "data:,",
        ] {
            assert_eq!(link(text).unwrap_err().code, "invalid", "{text}");
        }
        assert_eq!(link("").unwrap_err().code, "blank");
        let long = format!("https://example.org/{}", "é".repeat(200));
        assert_eq!(link(&long).unwrap_err().code, "max_length");
        assert_eq!(host_of("https://www.example.org/a"), "example.org");
    }

    #[test]
    fn media_in_no_post_expire_after_a_day() {
        let id = |n: u64| Id::try_from(n).expect("an id");
        let media = PostMedia {
            id: Id::at(1_800_000_000_000, 7),
            title: String::new(),
            content: MediaContent::Url("https://example.org/".to_owned()),
        };
        let stored = StoredMedia::new(id(7), media);
        assert!(stored.exists_at(1_800_000_000 + UNUSED_FOR - 1) && !stored.exists_at(1_800_000_000 + UNUSED_FOR));
        assert!(stored.must_be_unused().is_ok());
        let used = StoredMedia { post: Some(id(9)), expires: None, ..stored };
        assert!(used.exists_at(i64::MAX) && used.must_be_unused().is_err());
    }
}
