//! Cleaning of the HTML that users write. The result contains nothing that a browser could execute and is bounded in
//! size.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::domain::error::Problem;
pub use crate::domain::post::markup::escape;
use crate::domain::post::markup::{self, Piece, pieces};

/// Maximum length of a text before cleaning, in characters.
pub const TEXT_MAX: usize = 10_000;
/// Maximum number of tags in a text. Closing an unclosed tag may copy it into every paragraph.
pub const TAGS_MAX: usize = 500;
/// Maximum number of mentions of users in a text.
pub const MENTIONS_MAX: usize = 20;
/// Maximum size of a text after cleaning, in bytes. An item of the table holds at most 400 KB.
pub const CLEAN_MAX: usize = 64 * 1024;
/// Maximum length of a summary, in characters.
pub const SUMMARY_MAX: usize = 300;
/// Maximum length of a slug, in characters.
pub const SLUG_MAX: usize = 60;
/// The line breaks of a plain text.
const LINE_BREAKS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];
/// Combining accents of Latin, Greek and Cyrillic letters. Combining marks of other scripts are vowels, and stay.
const ACCENTS: RangeInclusive<char> = '\u{300}'..='\u{36f}';

/// Elements that are kept, with the attributes in [`ATTRIBUTES`]. Of all other elements only the text is kept.
const ELEMENTS: [&str; 25] = [
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "img",
    "ins",
    "li",
    markup::MENTION,
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "sub",
    "sup",
    "u",
    "ul",
];
/// Attributes that are kept. URLs in them must be absolute and have one of [`SCHEMES`].
const ATTRIBUTES: [(&str, &[&str]); 3] =
    [("a", &["href"]), ("img", &["src", "alt", "width", "height"]), (markup::MENTION, &["id"])];
/// Schemes of URLs that are kept.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];
/// The kept elements that stand on lines of their own.
const KEPT_BLOCKS: [&str; 10] = ["blockquote", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "ul"];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    let attributes: HashMap<_, _> = ATTRIBUTES.map(|(tag, names)| (tag, names.iter().copied().collect())).into();
    builder
        .tags(ELEMENTS.into_iter().chain([markup::BLOCK]).collect())
        .tag_attributes(attributes)
        .generic_attributes(HashSet::new())
        .url_schemes(SCHEMES.into())
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    builder
});

/// Cleans a text: only [`ELEMENTS`] and their [`ATTRIBUTES`] are left. Other blocks become line breaks, and so do the line
/// breaks of a text without blocks. A `<` that begins no element of HTML stays as text.
pub fn clean(text: &str) -> Result<String, Problem> {
    let text = crate::domain::text::block(text, TEXT_MAX)?;
    let text = markup::normalize(text.trim());
    if text.matches('<').count() > TAGS_MAX {
        return Err(Problem::new("max_tags", format!("Ensure this field has no more than {TAGS_MAX} tags.")));
    }
    let clean = break_lines(&CLEANER.clean(&text).to_string());
    if clean.matches("<mention ").count() > MENTIONS_MAX {
        return Err(Problem::new(
            "max_mentions",
            format!("Ensure this field mentions no more than {MENTIONS_MAX} users."),
        ));
    }
    if clean.len() > CLEAN_MAX {
        return Err(Problem::new("max_length", "The text is too long once its unclosed tags are closed."));
    }
    Ok(clean)
}

/// Replaces blocks that are not kept, and the line breaks of a text without blocks, by `<br>`. Leaves out pictures without
/// an address, and the tags of mentions without the id of a user.
fn break_lines(clean: &str) -> String {
    let mut lines = Lines { html: String::with_capacity(clean.len()), is_started: false, is_pending: false };
    let is_plain = !pieces(clean).any(|piece| piece.is_tag(is_break));
    // Whether the open mentions are kept.
    let mut mentions: Vec<bool> = Vec::new();
    for piece in pieces(clean) {
        match piece {
            Piece::Text(text) if is_plain => lines.text(&text.replace("\r\n", "\n").replace(LINE_BREAKS, "<br>")),
            Piece::Text(text) => lines.text(text),
            Piece::Tag { name, .. } if name == markup::BLOCK => lines.is_pending = true,
            Piece::Tag { name, source, .. } if name == "img" && !has_address(source) => {}
            Piece::Tag { name, source, .. } if name == "img" => lines.text(source),
            Piece::Tag { name, source, .. } if name == "br" => lines.line_break(source),
            Piece::Tag { name, source, .. } if is_break(&name) => lines.block(source),
            Piece::Tag { name, source } if name == markup::MENTION => {
                if source.starts_with("</") {
                    mentions.pop().filter(|kept| *kept).inspect(|_| lines.inline(source));
                } else {
                    let user = markup::user_of(source);
                    user.inspect(|user| lines.inline(&markup::start_of_mention(*user)));
                    mentions.push(user.is_some());
                }
            }
            Piece::Tag { source, .. } => lines.inline(source),
        }
    }
    lines.html
}

/// HTML in which `<br>` takes the place of blocks.
struct Lines {
    html: String,
    /// Whether the last line has content.
    is_started: bool,
    /// Whether a block begins or ends here.
    is_pending: bool,
}

impl Lines {
    /// Ends the line if a block begins or ends here.
    fn settle(&mut self) {
        if std::mem::take(&mut self.is_pending) && std::mem::take(&mut self.is_started) {
            self.html.push_str("<br>");
        }
    }

    fn text(&mut self, text: &str) {
        let is_blank = text.trim().is_empty();
        if is_blank && self.is_pending {
            return;
        }
        self.settle();
        self.html.push_str(text);
        self.is_started |= !is_blank;
    }

    /// A tag within a line. An end tag belongs to what precedes it.
    fn inline(&mut self, tag: &str) {
        if !tag.starts_with("</") {
            self.settle();
        }
        self.html.push_str(tag);
    }

    fn line_break(&mut self, tag: &str) {
        self.settle();
        self.block(tag);
    }

    /// A tag of a block that is kept.
    fn block(&mut self, tag: &str) {
        self.html.push_str(tag);
        (self.is_started, self.is_pending) = (false, false);
    }
}

/// Whether a cleaned picture has an address on the web.
fn has_address(img: &str) -> bool {
    let address = img.split_once(" src=\"").map(|(_, address)| address.trim_start().to_ascii_lowercase());
    address.is_some_and(|address| address.starts_with("http:") || address.starts_with("https:"))
}

fn is_break(name: &str) -> bool {
    name == "br" || name == markup::BLOCK || KEPT_BLOCKS.contains(&name)
}

/// The words of a cleaned text in one line of at most [`SUMMARY_MAX`] characters, and whether there are more. The result is
/// plain text, not HTML.
pub fn summary(clean: &str) -> (String, bool) {
    let mut text = String::with_capacity(clean.len());
    for piece in pieces(clean) {
        match piece {
            Piece::Text(part) => text.push_str(part),
            Piece::Tag { name, .. } if is_break(&name) => text.push(' '),
            Piece::Tag { .. } => {}
        }
    }
    // The cleaner writes only these four entities. The ampersand comes last, so that none is decoded twice.
    let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&");
    let words = plain.split_whitespace().collect::<Vec<&str>>().join(" ");
    let summary = truncated(&words, SUMMARY_MAX);
    let is_truncated = summary != words;
    (summary, is_truncated)
}

/// Whether a cleaned text shows nothing: it has neither words nor pictures.
pub fn is_blank(clean: &str) -> bool {
    crate::domain::text::is_invisible(&summary(clean).0) && !clean.contains("<img")
}

/// A name for a URL: lower-case words joined by hyphens, at most [`SLUG_MAX`] characters; empty if the text has no
/// letters or digits. Latin letters lose their accents. Letters of other scripts stay: browsers show them in URLs.
pub fn slug(text: &str) -> String {
    let letters: String = text.to_lowercase().chars().filter(|c| !ACCENTS.contains(c)).map(without_accent).collect();
    let words = letters.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c)).filter(|word| !word.is_empty());
    let mut slug = String::new();
    let mut length = 0;
    for word in words {
        let hyphen = usize::from(length > 0);
        length += hyphen + word.chars().count();
        if length > SLUG_MAX {
            if slug.is_empty() {
                slug.extend(word.chars().take(SLUG_MAX));
            }
            break;
        }
        slug.push_str(&"-"[..hyphen]);
        slug.push_str(word);
    }
    slug
}

/// The Latin letter without its accent, or the character itself.
fn without_accent(letter: char) -> char {
    let mut base = None;
    decompose_canonical(letter, |part| base = base.or(Some(part)));
    base.filter(char::is_ascii).unwrap_or(letter)
}

/// The beginning of a text, with an ellipsis if the rest is cut off.
fn truncated(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(max - 1).collect();
    format!("{}…", beginning.trim_end())
}

#[cfg(test)]
mod tests;
