//! What is kept of the HTML that somebody writes: nothing that a browser could execute, and nothing that grows beyond
//! bounds on the way.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::domain::error::Problem;

/// Most characters of a text before it is cleaned.
pub const TEXT_MAX: usize = 10_000;
/// Most tags of a text: repairing tags that are not closed may copy each of them into every paragraph.
pub const TAGS_MAX: usize = 500;
/// Most bytes of a text after it was cleaned: an item of the table has room for 400 KB.
pub const CLEAN_MAX: usize = 64 * 1024;
/// Most characters of a summary.
pub const SUMMARY_MAX: usize = 300;
/// Most characters of a slug.
pub const SLUG_MAX: usize = 60;
/// What stands above and below letters of Europe; other scripts write vowels in this way.
const ACCENTS: RangeInclusive<char> = '\u{300}'..='\u{36f}';

/// Elements that are kept, with whatever attributes [`ATTRIBUTES`] names. Of all others the text is.
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
/// Attributes that are kept. Addresses among them are absolute, of one of [`SCHEMES`].
const ATTRIBUTES: [(&str, &[&str]); 2] = [("a", &["href"]), ("img", &["src", "alt", "width", "height"])];
/// Schemes of addresses that are kept.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];
/// Ends of a line of plain text.
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

/// The text with nothing left in it but [`ELEMENTS`] and their harmless attributes.
pub fn clean(text: &str) -> Result<String, Problem> {
    let text = crate::domain::text::block(text, TEXT_MAX)?;
    if text.matches('<').count() > TAGS_MAX {
        return Err(Problem::new("max_tags", format!("Ensure this field has no more than {TAGS_MAX} tags.")));
    }
    let clean = CLEANER.clean(&text).to_string();
    if clean.len() > CLEAN_MAX {
        return Err(Problem::new("max_length", "This text becomes too long when its tags are closed."));
    }
    Ok(clean)
}

/// The words of a cleaned text in one line, at most [`SUMMARY_MAX`] characters. It is plain text and not HTML: what
/// looks like a tag in it is somebody's words about one.
pub fn summary(clean: &str) -> String {
    let broken = BREAKS.iter().fold(clean.to_owned(), |text, end| text.replace(end, &format!("{end} ")));
    let escaped = STRIPPER.clean(&broken).to_string();
    // The four that the cleaner writes; the ampersand last, or what it begins would be read twice.
    let plain = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&");
    let words: Vec<&str> = plain.split_whitespace().collect();
    cut(&words.join(" "), SUMMARY_MAX)
}

/// A name for an address: lower-case letters and digits, joined by hyphens, at most [`SLUG_MAX`]; empty where the text has
/// none. Latin letters lose their accents; those of other scripts stay what they are, as browsers show them in addresses.
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

/// A Latin letter for one with an accent.
fn without_accent(letter: char) -> char {
    let mut plain = None;
    decompose_canonical(letter, |part| plain = plain.or(Some(part)));
    plain.filter(char::is_ascii).unwrap_or(letter)
}

/// The beginning of a text, with an ellipsis where something is missing.
fn cut(text: &str, max: usize) -> String {
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
    fn of_a_text_the_harmless_is_kept() {
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
    fn tags_that_multiply_are_refused() {
        let many = format!("{}{}", "<b>".repeat(250), "<p>".repeat(251));
        assert_eq!(clean(&many).map_err(|p| p.code), Err("max_tags"));
        let growing: String = (0..200).map(|_| "<i><b><u><s>x<p>").collect();
        assert!(clean(&growing).is_err());
    }

    #[test]
    fn slugs_are_plain_words() {
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
