//! Beginnings of texts and of cleaned HTML that fit within a number of bytes of JSON.

use crate::domain::post::markup::{Piece, pieces};

const ELLIPSIS: &str = "…";
/// Kept elements without an end tag.
const VOID: [&str; 3] = ["br", "hr", "img"];
/// Kept elements with attributes, and so with long tags.
const LONG: [&str; 3] = ["a", "img", "mention"];
/// The end tags of lists.
const LISTS: [&str; 2] = ["</ol>", "</ul>"];

/// The size of a text in JSON, in bytes, without the quotes around it.
pub fn json_size(text: &str) -> usize {
    text.bytes().map(byte_size).sum()
}

fn byte_size(byte: u8) -> usize {
    match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 2,
        0..0x20 => 6,
        _ => 1,
    }
}

/// The beginning of a plain text within `max` bytes of JSON, with an ellipsis if the rest is cut off. It ends after a word
/// if it has more than one. `max` is at least the size of the ellipsis.
pub fn of_text(text: &str, max: usize) -> String {
    if json_size(text) <= max {
        return text.to_owned();
    }
    format!("{}{ELLIPSIS}", words_within(text, max.saturating_sub(ELLIPSIS.len())))
}

/// The beginning of a cleaned text, or of plain text that was escaped, within `max` bytes of JSON. Every element in it is
/// closed. An ellipsis takes the place of what is cut off. Links and pictures whose tags do not fit are left out; the
/// texts of links stay. `max` is at least the size of the ellipsis.
pub fn of_html(clean: &str, max: usize) -> String {
    if json_size(clean) <= max {
        return clean.to_owned();
    }
    let mut excerpt = Excerpt { html: String::new(), open: Vec::new(), left: max.saturating_sub(ELLIPSIS.len()) };
    for piece in pieces(clean) {
        let fits = match piece {
            Piece::Text(text) => excerpt.text(text),
            Piece::Tag { source, .. } if source.starts_with("</") => {
                excerpt.end_tag();
                true
            }
            Piece::Tag { name, source } => excerpt.start_tag(&name, source),
        };
        if !fits {
            break;
        }
    }
    excerpt.close()
}

/// An excerpt that is being made.
struct Excerpt {
    html: String,
    /// The end tags of the open elements; empty for those whose start tag was left out.
    open: Vec<String>,
    /// The bytes of JSON that are left beside the end tags and the ellipsis.
    left: usize,
}

impl Excerpt {
    /// Adds a text, or the words of it that fit. Returns `false` after those.
    fn text(&mut self, text: &str) -> bool {
        let size = json_size(text);
        if size <= self.left {
            self.left -= size;
            self.html.push_str(text);
            return true;
        }
        self.html.push_str(without_broken_entity(words_within(text, self.left)));
        self.html.push_str(ELLIPSIS);
        false
    }

    /// Opens an element, if its tags fit. Returns `false` if it ends the excerpt because they do not.
    fn start_tag(&mut self, name: &str, source: &str) -> bool {
        let is_void = VOID.contains(&name);
        let end = if is_void { String::new() } else { format!("</{name}>") };
        let size = json_size(source) + end.len();
        let fits = size <= self.left;
        if !fits && !LONG.contains(&name) {
            // A list has no text of its own.
            while self.open.last().is_some_and(|end| LISTS.contains(&end.as_str())) {
                self.end_tag();
            }
            self.html.push_str(ELLIPSIS);
            return false;
        }
        if fits {
            self.left -= size;
            self.html.push_str(source);
        }
        if !is_void {
            self.open.push(if fits { end } else { String::new() });
        }
        true
    }

    fn end_tag(&mut self) {
        self.html.extend(self.open.pop());
    }

    fn close(mut self) -> String {
        self.html.extend(self.open.drain(..).rev());
        self.html
    }
}

/// The words at the beginning of a text that fit within `max` bytes of JSON, or a part of the first word.
fn words_within(text: &str, max: usize) -> &str {
    let mut size = 0;
    let end = text.char_indices().find(|(at, c)| {
        size += json_size(&text[*at..at + c.len_utf8()]);
        size > max
    });
    let Some((end, next)) = end else { return text };
    let cut = &text[..end];
    if next.is_whitespace() {
        return cut.trim_end();
    }
    let words = cut.rfind(char::is_whitespace).map(|space| cut[..space].trim_end()).filter(|words| !words.is_empty());
    words.unwrap_or(cut)
}

/// A cut text without the part of an entity at its end. Every ampersand of a cleaned text begins an entity.
fn without_broken_entity(cut: &str) -> &str {
    match cut.rsplit_once('&') {
        Some((before, entity)) if !entity.contains(';') => before,
        _ => cut,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::post::html;

    #[test]
    fn a_text_is_cut_after_a_word() {
        for (text, max, expected) in [
            ("one two", 7, "one two"),
            ("one two three", 11, "one two…"),
            ("one two three", 10, "one two…"),
            ("one two three", 9, "one…"),
            ("one two", 5, "on…"),
            ("ééééé", 7, "éé…"),
            ("a \"\"\" b", 8, "a…"),
            ("  words", 6, "  w…"),
            ("one", 3, "one"),
        ] {
            let excerpt = of_text(text, max);
            assert_eq!(excerpt, expected, "{text} {max}");
            assert!(json_size(&excerpt) <= max, "{text} {max}");
        }
    }

    #[test]
    fn elements_are_closed_and_entities_whole() {
        for (clean, max, expected) in [
            ("<p>one <b>two</b></p>", 100, "<p>one <b>two</b></p>"),
            ("<p>one two three</p>", 17, "<p>one two…</p>"),
            ("<p>one <b>two three</b></p>", 24, "<p>one <b>two…</b></p>"),
            ("<ul><li>one</li><li>two</li></ul>", 28, "<ul><li>one</li></ul>…"),
            ("<p>one</p><p>two</p>", 18, "<p>one</p>…"),
            ("one &amp; two &lt; three", 17, "one &amp; two…"),
            ("a&amp;&amp;&amp;", 12, "a&amp;…"),
            ("one<br>two three", 14, "one<br>two…"),
            ("<a href=\"https://example.org/\">one</a> two", 12, "one two"),
            ("<img src=\"https://example.org/a.png\">one two", 10, "one two"),
        ] {
            let excerpt = of_html(clean, max);
            assert_eq!(excerpt, expected, "{clean} {max}");
            assert!(json_size(&excerpt) <= max, "{clean} {max}");
        }
    }

    fn tag() -> impl Strategy<Value = &'static str> {
        let tags = [
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<ul><li>",
            "</ul>",
            "<br>",
            "<img src=\"https://a.example/b.png\">",
            "<mention id=\"7\">",
            "</mention>",
        ];
        proptest::sample::select(tags.to_vec())
    }

    proptest! {
        #[test]
        fn the_size_is_that_of_json(text in ".*") {
            prop_assert_eq!(json_size(&text), serde_json::to_string(&text).unwrap().len() - 2);
        }

        #[test]
        fn an_excerpt_fits_and_is_clean_html(
            parts in proptest::collection::vec(prop_oneof![tag().prop_map(str::to_owned), "[a-z<>&\"é ]{0,12}"], 0..40),
            max in 3_usize..300,
        ) {
            let clean = html::clean(&parts.concat()).unwrap();
            let excerpt = of_html(&clean, max);
            prop_assert!(json_size(&excerpt) <= max, "{}", excerpt);
            prop_assert_eq!(html::clean(&excerpt).unwrap(), excerpt.trim(), "of {}", clean);
        }
    }
}
