//! Cleaning of the HTML that users write. The result contains nothing that a browser could execute and is bounded in
//! size.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::domain::error::Problem;

/// Maximum length of a text before cleaning, in characters.
pub const TEXT_MAX: usize = 10_000;
/// Maximum number of tags in a text. Closing an unclosed tag may copy it into every paragraph.
pub const TAGS_MAX: usize = 500;
/// Maximum size of a text after cleaning, in bytes. An item of the table holds at most 400 KB.
pub const CLEAN_MAX: usize = 64 * 1024;
/// Maximum length of a summary, in characters.
pub const SUMMARY_MAX: usize = 300;
/// Maximum length of a slug, in characters.
pub const SLUG_MAX: usize = 60;
/// Combining accents of Latin, Greek and Cyrillic letters. Combining marks of other scripts are vowels, and stay.
const ACCENTS: RangeInclusive<char> = '\u{300}'..='\u{36f}';

/// Elements that are kept, with the attributes in [`ATTRIBUTES`]. Of all other elements only the text is kept.
const ELEMENTS: [&str; 24] = [
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
const ATTRIBUTES: [(&str, &[&str]); 2] = [("a", &["href"]), ("img", &["src", "alt", "width", "height"])];
/// Schemes of URLs that are kept.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];
/// Tags that separate words in plain text.
const BREAKS: [&str; 10] =
    ["<br>", "<hr>", "</p>", "</li>", "</h2>", "</h3>", "</h4>", "</pre>", "</blockquote>", "</ul>"];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    let attributes: HashMap<_, _> = ATTRIBUTES.map(|(tag, names)| (tag, names.iter().copied().collect())).into();
    builder
        .tags(ELEMENTS.into())
        .tag_attributes(attributes)
        .generic_attributes(HashSet::new())
        .url_schemes(SCHEMES.into())
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    builder
});

static STRIPPER: LazyLock<Builder<'static>> = LazyLock::new(Builder::empty);

/// Cleans a text: only [`ELEMENTS`] and their [`ATTRIBUTES`] are left.
pub fn clean(text: &str) -> Result<String, Problem> {
    let text = crate::domain::text::block(text, TEXT_MAX)?;
    if text.matches('<').count() > TAGS_MAX {
        return Err(Problem::new("max_tags", format!("Ensure this field has no more than {TAGS_MAX} tags.")));
    }
    let clean = CLEANER.clean(&text).to_string();
    if clean.len() > CLEAN_MAX {
        return Err(Problem::new("max_length", "The text is too long once its unclosed tags are closed."));
    }
    Ok(clean)
}

/// The words of a cleaned text in one line of at most [`SUMMARY_MAX`] characters. The result is plain text, not HTML: a
/// reader has to escape it.
pub fn summary(clean: &str) -> String {
    let separated = BREAKS.iter().fold(clean.to_owned(), |text, end| text.replace(end, &format!("{end} ")));
    let escaped = STRIPPER.clean(&separated).to_string();
    // The cleaner writes only these four entities. The ampersand comes last, so that none is decoded twice.
    let plain = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&");
    let words: Vec<&str> = plain.split_whitespace().collect();
    truncated(&words.join(" "), SUMMARY_MAX)
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
mod tests {
    use super::*;

    #[test]
    fn cleaning_keeps_only_what_is_harmless() {
        let text =
            "<p>Hi <b>you</b> <a href=\"https://example.org/\" onclick=\"x()\">there</a><script>x()</script></p>";
        assert_eq!(
            clean(text),
            Ok("<p>Hi <b>you</b> <a href=\"https://example.org/\" rel=\"noopener noreferrer nofollow\">there</a></p>"
                .to_owned())
        );
        assert_eq!(summary(&clean("<p>a &amp;lt; b</p><p>c&nbsp;&lt; d</p>").unwrap()), "a &lt; b c < d");
    }

    #[test]
    fn texts_with_too_many_or_multiplying_tags_are_refused() {
        let many = format!("{}{}", "<b>".repeat(250), "<p>".repeat(251));
        assert_eq!(clean(&many).map_err(|p| p.code), Err("max_tags"));
        let growing: String = (0..200).map(|_| "<i><b><u><s>x<p>").collect();
        assert!(clean(&growing).is_err());
    }

    #[test]
    fn slugs_are_lower_case_words_without_accents() {
        assert_eq!(slug("  Crème brûlée, again!  "), "creme-brulee-again");
        assert_eq!(slug("Tiếng Việt, Łódź"), "tieng-viet-łodz");
        assert_eq!(slug("Привет, Андрей"), "привет-андрей");
        assert_eq!(slug("हिन्दी / こんにちは"), "हिन्दी-こんにちは");
        assert_eq!(slug("x\u{30c}\u{301}y"), "xy");
        assert_eq!(slug("!!!"), "");
        assert_eq!(slug(&"long".repeat(50)).len(), SLUG_MAX);
        assert_eq!(slug(&"й".repeat(99)).chars().count(), SLUG_MAX);
        assert!(slug(&"word ".repeat(50)).len() <= SLUG_MAX);
    }
}
