//! Cleaning of the HTML that users write. The result contains nothing that a browser could execute and is bounded in
//! size.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::domain::error::Problem;
use crate::domain::post::markup::{self, Piece, pieces};

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
    if clean.len() > CLEAN_MAX {
        return Err(Problem::new("max_length", "The text is too long once its unclosed tags are closed."));
    }
    Ok(clean)
}

/// Replaces blocks that are not kept, and the line breaks of a text without blocks, by `<br>`. Leaves out pictures without
/// an address.
fn break_lines(clean: &str) -> String {
    let breaks_lines = |piece: &Piece<'_>| piece.is_tag(|name| is_break(name));
    let is_plain = !pieces(clean).any(|piece| breaks_lines(&piece));
    let mut lines = String::with_capacity(clean.len());
    let mut at_start = true;
    let mut is_pending = false;
    for piece in pieces(clean) {
        match piece {
            Piece::Tag { name, .. } if name == markup::BLOCK => is_pending = true,
            Piece::Tag { name, source, .. } if name == "img" && !source.contains(" src=\"") => {}
            Piece::Text(text) if (is_pending || at_start) && text.trim().is_empty() => {}
            piece => {
                let breaks = breaks_lines(&piece);
                if is_pending && !at_start && !breaks {
                    lines.push_str("<br>");
                }
                match piece {
                    Piece::Text(text) if is_plain => {
                        lines.push_str(&text.replace("\r\n", "\n").replace(['\r', '\n'], "<br>"))
                    }
                    Piece::Text(source) | Piece::Tag { source, .. } => lines.push_str(source),
                }
                (is_pending, at_start) = (false, breaks);
            }
        }
    }
    lines
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

/// Plain text as HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
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
        assert_eq!(summary(&clean("<p>a &amp;lt; b</p><p>c&nbsp;&lt; d</p>").unwrap()).0, "a &lt; b c < d");
    }

    #[test]
    fn blocks_that_are_not_kept_break_lines_and_words() {
        for (text, html, words) in [
            ("<div>one</div><div>two</div>", "one<br>two", "one two"),
            ("<h1>Title</h1>text<h6>end</h6>", "Title<br>text<br>end", "Title text end"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a<br>b<br>c", "a b c"),
            ("<td>a</td><td>b</td>", "a<br>b", "a b"),
            ("<dl><dt>x</dt><dd>y</dd></dl>z", "x<br>y<br>z", "x y z"),
            ("<section>a<p>b</p></section><ARTICLE class='x'>c</ARTICLE>", "a<p>b</p>c", "a b c"),
            (
                "<details><summary>s</summary>d</details><figure>f<figcaption>g</figcaption></figure>",
                "s<br>d<br>f<br>g",
                "s d f g",
            ),
            ("<div>\n  <div>a</div>\n  <div>b</div>\n</div>", "a<br>b", "a b"),
            ("<select><option>a<option>b</select>", "a<br>b", "a b"),
            ("text<p>next</p>", "text<p>next</p>", "text next"),
            ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>", "a b"),
            ("a<div>b</div>", "a<br>b", "a b"),
            ("<div><b>a</b></div><div><i>b</i></div>", "<b>a</b><br><i>b</i>", "a b"),
            ("<div><ul><li>a</li></ul></div>b", "<ul><li>a</li></ul>b", "a b"),
            ("one\ntwo\r\nthree", "one<br>two<br>three", "one two three"),
            ("one\n\n<b>two</b>", "one<br><br><b>two</b>", "one two"),
            ("<p>one\ntwo</p>", "<p>one\ntwo</p>", "one two"),
        ] {
            let clean = clean(text).unwrap();
            assert_eq!(clean, html, "{text}");
            assert_eq!(summary(&clean).0, words, "{text}");
        }
    }

    #[test]
    fn a_less_than_sign_that_begins_no_element_is_text() {
        for (text, html) in [
            ("a<b", "a&lt;b"),
            ("C++ vector<int> v", "C++ vector&lt;int&gt; v"),
            ("mail me <bob@example.org>", "mail me &lt;bob@example.org&gt;"),
            ("x<y and y>z", "x&lt;y and y&gt;z"),
            ("1 < 2 <= 3 <3 <- <", "1 &lt; 2 &lt;= 3 &lt;3 &lt;- &lt;"),
            ("</nothing> <a.b> <?php x", "&lt;/nothing&gt; &lt;a.b&gt; &lt;?php x"),
            ("Map<String, List<i32>> is <b>bold</b>", "Map&lt;String, List&lt;i32&gt;&gt; is <b>bold</b>"),
            ("<!-- a comment -->b<!doctype html>", "b"),
            ("<!-- no comment", "&lt;!-- no comment"),
            ("<script>if (a<b) x()</script>c<STYLE>p{}</STYLE >", "c"),
            ("&lt;b&gt; &amp; &copy;", "&lt;b&gt; &amp; \u{a9}"),
            ("<svg onload=x()><path d='M0'/><text>t</text></svg>u", "u"),
            ("<xmp><img src=x onerror=alert(1)></xmp>", ""),
            ("<b title='a>b'>c</b>", "<b>c</b>"),
        ] {
            assert_eq!(clean(text).unwrap(), html, "{text}");
        }
        // Not one of these is a tag.
        assert!(clean(&"a < b ".repeat(600)).is_ok());
    }

    #[test]
    fn a_picture_without_an_address_is_left_out() {
        for text in [
            "<img src=\"data:image/png;base64,AAAA\">",
            "<img>",
            "<img alt='x' src='/relative'>",
            "<p><img src=\"javascript:x\"></p>",
        ] {
            assert!(!clean(text).unwrap().contains("<img"), "{text}");
        }
        let kept = "<img src=\"https://example.org/a.png\" alt=\"a > b\">";
        assert!(clean(kept).unwrap().starts_with("<img src=\"https://example.org/a.png\""));
    }

    #[test]
    fn escaped_text_is_the_same_text_in_html() {
        assert_eq!(escape("<b> & \"x\" 'y'"), "&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;");
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
