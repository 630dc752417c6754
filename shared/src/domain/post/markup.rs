//! The markup in a text that users write: which `<` begins an element of HTML, and which is just a character.

use crate::domain::id::UserId;

/// The element that stands for every block that is not kept.
pub(super) const BLOCK: &str = "div";

/// The element of a mention of a user.
pub(super) const MENTION: &str = "mention";

/// Elements that stand on lines of their own and are not kept, and those whose content is no markup or no text by the rules
/// of HTML. All of them become [`BLOCK`]s. What is in them is treated like the rest, except in [`VERBATIM`] elements.
const BLOCKS: &str = "address article aside audio body canvas caption center colgroup dd details dialog dir div dl dt fieldset \
    figcaption figure footer form frameset h1 h5 h6 head header hgroup html iframe legend listing main map marquee \
    menu multicol nav noembed noframes noscript object optgroup option plaintext search section select summary table \
    tbody td template textarea tfoot th thead title tr video xmp";
/// All other elements of HTML, including obsolete ones, and mentions of users.
const OTHERS: &str = "a abbr acronym applet area b base basefont bdi bdo bgsound big blink blockquote br button cite code col command \
    data datalist del dfn em embed font frame h2 h3 h4 hr i image img input ins isindex kbd keygen label \
    li link mark mention menuitem meta meter nextid nobr nolayer ol output p param picture pre progress q rb rbc rp rt rtc \
    ruby s samp selectedcontent slot small source spacer span strike strong sub sup time track tt u ul var wbr";
/// Elements whose content is a program, not text. Without an end tag it goes on to the end.
const PROGRAMS: [&str; 2] = ["script", "style"];
/// Elements whose content is text as it is written, tags included. Without an end tag it goes on to the end.
const VERBATIM: [&str; 2] = ["plaintext", "xmp"];
/// Elements whose content is a drawing or a formula, in a language of its own.
const FOREIGN: [&str; 2] = ["math", "svg"];

/// A part of a text.
pub(super) enum Piece<'a> {
    /// Text, with entities.
    Text(&'a str),
    /// A start tag or an end tag.
    Tag {
        /// The element, in lower case.
        name: String,
        /// The tag as it is written.
        source: &'a str,
    },
}

impl Piece<'_> {
    /// Whether this is a tag of an element of which a condition holds.
    pub(super) fn is_tag(&self, condition: impl Fn(&str) -> bool) -> bool {
        matches!(self, Self::Tag { name, .. } if condition(name))
    }
}

/// Escapes each `<` that begins no element, drops comments and content that is no text, and turns blocks that are not kept
/// into [`BLOCK`]s.
pub(super) fn normalize(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        normal.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = after_declaration(rest) {
            rest = after;
            continue;
        }
        let Some(tag) = tag(rest).filter(Tag::is_of_html) else {
            normal.push_str("&lt;");
            rest = &rest[1..];
            continue;
        };
        let (source, after) = rest.split_at(tag.length);
        rest = after;
        match &*tag.name {
            name if PROGRAMS.contains(&name) && !tag.is_end => {
                rest = split_at_end_tag(after, name).map(|(_, after)| after).unwrap_or_default();
            }
            name if FOREIGN.contains(&name) && !tag.is_end => {
                rest = split_at_end_tag(after, name).map_or(after, |(_, after)| after);
            }
            name if VERBATIM.contains(&name) && !tag.is_end => {
                let (content, after) = split_at_end_tag(after, name).unwrap_or((after, ""));
                normal.extend(["<div>", &escape(content), "</div>"]);
                rest = after;
            }
            name if PROGRAMS.contains(&name) || FOREIGN.contains(&name) => {}
            name if is_among(BLOCKS, name) => normal.push_str(if tag.is_end { "</div>" } else { "<div>" }),
            _ => normal.push_str(source),
        }
    }
    normal + rest
}

/// The pieces of a text in which each `<` begins a tag.
pub(super) fn pieces(clean: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = clean;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let length = match tag(rest) {
            Some(Tag { name, length, .. }) => {
                let (source, after) = rest.split_at(length);
                rest = after;
                return Some(Piece::Tag { name, source });
            }
            None => rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(at, _)| at),
        };
        let (text, after) = rest.split_at(length);
        rest = after;
        Some(Piece::Text(text))
    })
}

struct Tag<'a> {
    name: String,
    /// What follows the name, up to the end of the tag.
    attributes: &'a str,
    is_end: bool,
    /// Its length in bytes.
    length: usize,
}

impl Tag<'_> {
    /// Whether this is a tag of an element of HTML, and not a comparison like `a<b and c>d`.
    fn is_of_html(&self) -> bool {
        let words = self.attributes.split_whitespace().count();
        let is_comparison = self.name.len() == 1 && words > 1 && !self.attributes.contains('=');
        !is_comparison && [BLOCKS, OTHERS].into_iter().any(|names| is_among(names, &self.name))
            || PROGRAMS.contains(&&*self.name)
            || FOREIGN.contains(&&*self.name)
    }
}

/// The tag at the beginning of a text.
fn tag(text: &str) -> Option<Tag<'_>> {
    let inside = text.strip_prefix('<')?;
    let is_end = inside.starts_with('/');
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let end = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inside.len());
    let (name, attributes) = inside.split_at(end);
    let begins_well = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && attributes.starts_with(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>');
    if !begins_well {
        return None;
    }
    let attributes = &attributes[..end_of_tag(attributes)?];
    let length = text.len() - inside.len() + end + attributes.len() + 1;
    Some(Tag { name: name.to_ascii_lowercase(), attributes, is_end, length })
}

/// Where the `>` is that ends a tag with these attributes.
fn end_of_tag(attributes: &str) -> Option<usize> {
    let mut quote = None;
    let mut previous = ' ';
    for (at, c) in attributes.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            // A quote opens a value only after an equals sign.
            None if (c == '"' || c == '\'') && previous == '=' => quote = Some(c),
            None if c == '>' => return Some(at),
            None => {}
        }
        if !c.is_ascii_whitespace() {
            previous = c;
        }
    }
    None
}

/// What follows a comment or a document type at the beginning of a text.
fn after_declaration(text: &str) -> Option<&str> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return comment.split_once("-->").map(|(_, after)| after);
    }
    let is_type = text.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"));
    text.split_once('>').filter(|_| is_type).map(|(_, after)| after)
}

/// What precedes and what follows the end tag of an element, if there is one.
fn split_at_end_tag<'a>(text: &'a str, element: &str) -> Option<(&'a str, &'a str)> {
    text.match_indices("</").find_map(|(at, _)| {
        let end = tag(&text[at..]).filter(|tag| tag.name == element)?;
        Some((&text[..at], &text[at + end.length..]))
    })
}

/// Plain text as HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

fn is_among(names: &str, name: &str) -> bool {
    names.split(' ').any(|known| known == name)
}

/// The start tag of a mention.
pub(super) fn start_of_mention(user: UserId) -> String {
    format!("<{MENTION} id=\"{user}\" ext-id=\"null\">")
}

/// The user in the start tag of a mention.
pub(super) fn user_of(start_tag: &str) -> Option<UserId> {
    UserId::parse(start_tag.split_once(" id=\"")?.1.split_once('"')?.0)
}
