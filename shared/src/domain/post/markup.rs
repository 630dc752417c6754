//! The markup in a text that users write: which `<` begins an element of HTML, and which is just a character.

/// The element that stands for every block that is not kept.
pub(super) const BLOCK: &str = "div";

/// Elements that stand on lines of their own and are not kept, and those whose content is no markup or no text by the rules
/// of HTML. All of them become [`BLOCK`]s: what is in them is treated like the rest.
const BLOCKS: [&str; 61] = [
    "address",
    "article",
    "aside",
    "body",
    "caption",
    "center",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frameset",
    "h1",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "html",
    "iframe",
    "legend",
    "listing",
    "main",
    "menu",
    "nav",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "optgroup",
    "option",
    "plaintext",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "video",
    "audio",
    "canvas",
    "map",
    "marquee",
    "multicol",
    "xmp",
];
/// All other elements of HTML, including obsolete ones.
const OTHERS: [&str; 88] = [
    "a",
    "abbr",
    "acronym",
    "applet",
    "area",
    "b",
    "base",
    "basefont",
    "bdi",
    "bdo",
    "bgsound",
    "big",
    "blink",
    "blockquote",
    "br",
    "button",
    "cite",
    "code",
    "col",
    "command",
    "data",
    "datalist",
    "del",
    "dfn",
    "em",
    "embed",
    "font",
    "frame",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "image",
    "img",
    "input",
    "ins",
    "isindex",
    "kbd",
    "keygen",
    "label",
    "li",
    "link",
    "mark",
    "math",
    "menuitem",
    "meta",
    "meter",
    "nextid",
    "nobr",
    "ol",
    "output",
    "p",
    "param",
    "picture",
    "pre",
    "progress",
    "q",
    "rb",
    "rbc",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "script",
    "selectedcontent",
    "slot",
    "small",
    "source",
    "spacer",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "svg",
    "time",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
    "font-face",
    "nolayer",
];
/// Elements whose content is dropped.
const DROPPED: [&str; 2] = ["script", "style"];
/// Elements of other languages: what is in them is theirs.
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

/// Escapes each `<` that begins no element, drops comments and what is never shown, and turns blocks that are not kept into
/// [`BLOCK`]s.
pub(super) fn normalize(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    let mut rest = text;
    let mut foreign: Option<String> = None;
    while let Some(at) = rest.find('<') {
        normal.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = after_declaration(rest) {
            rest = after;
            continue;
        }
        let tag = tag(rest).filter(|tag| foreign.is_some() || is_element(&tag.name));
        let Some(Tag { name, is_end, length }) = tag else {
            normal.push_str("&lt;");
            rest = &rest[1..];
            continue;
        };
        let (source, after) = rest.split_at(length);
        rest = after;
        if DROPPED.contains(&&*name) {
            if !is_end {
                rest = after_end_tag(rest, &name);
            }
        } else if foreign.is_none() && BLOCKS.contains(&&*name) {
            normal.push_str(if is_end { "</div>" } else { "<div>" });
        } else {
            normal.push_str(source);
        }
        if FOREIGN.contains(&&*name) {
            foreign = (!is_end && !source.ends_with("/>")).then_some(name);
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

struct Tag {
    name: String,
    is_end: bool,
    /// Its length in bytes.
    length: usize,
}

/// The tag at the beginning of a text.
fn tag(text: &str) -> Option<Tag> {
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
    let mut quote = None;
    let mut previous = ' ';
    for (at, c) in attributes.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            // A quote opens a value only after an equals sign.
            None if (c == '"' || c == '\'') && previous == '=' => quote = Some(c),
            None if c == '>' => {
                let length = text.len() - attributes.len() + at + 1;
                return Some(Tag { name: name.to_ascii_lowercase(), is_end, length });
            }
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

/// What follows the end tag of an element, or nothing.
fn after_end_tag<'a>(text: &'a str, element: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = &rest[at..];
        match tag(rest) {
            Some(Tag { name, length, .. }) if name == element => return &rest[length..],
            _ => rest = &rest[2..],
        }
    }
    ""
}

fn is_element(name: &str) -> bool {
    BLOCKS.contains(&name) || OTHERS.contains(&name)
}
