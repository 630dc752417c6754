//! Characters that are not seen, and texts that are written differently and read the same.

use std::ops::RangeInclusive;

use unicode_normalization::UnicodeNormalization as _;

/// Characters that show nothing by themselves, beside white space: those that Unicode lets fonts ignore
/// (`Default_Ignorable_Code_Point`) except [`OVERRIDES`], and blanks.
const INVISIBLE: [RangeInclusive<char>; 18] = [
    '\u{ad}'..='\u{ad}',       // soft hyphen
    '\u{34f}'..='\u{34f}',     // grapheme joiner
    '\u{61c}'..='\u{61c}',     // Arabic letter mark
    '\u{115f}'..='\u{1160}',   // Hangul fillers
    '\u{17b4}'..='\u{17b5}',   // Khmer inherent vowels
    '\u{180b}'..='\u{180f}',   // Mongolian selectors
    '\u{200b}'..='\u{200f}',   // zero-width space and joiners, direction marks
    '\u{2060}'..='\u{2065}',   // word joiner, invisible operators
    '\u{206a}'..='\u{206f}',   // deprecated format characters
    '\u{2800}'..='\u{2800}',   // Braille blank
    '\u{3164}'..='\u{3164}',   // Hangul filler
    '\u{fe00}'..='\u{fe0f}',   // variation selectors
    '\u{feff}'..='\u{feff}',   // byte order mark
    '\u{ffa0}'..='\u{ffa0}',   // half-width Hangul filler
    '\u{fff0}'..='\u{fffb}',   // specials
    '\u{1bca0}'..='\u{1bca3}', // shorthand format characters
    '\u{1d173}'..='\u{1d17a}', // musical format characters
    '\u{e0000}'..='\u{e0fff}', // tags, supplementary variation selectors
];

/// Characters that change the direction of the text after them, even beyond the end of a name.
const OVERRIDES: [RangeInclusive<char>; 2] = ['\u{202a}'..='\u{202e}', '\u{2066}'..='\u{2069}'];

/// The text without the space around it, be it white space or a character that looks like it or like nothing. Marks that
/// belong to the letter before them stay.
pub fn trim(text: &str) -> &str {
    let blanks = ['\u{180e}', '\u{200b}', '\u{2060}', '\u{2800}', '\u{3164}', '\u{feff}', '\u{ffa0}'];
    text.trim_matches(|c: char| c.is_whitespace() || blanks.contains(&c))
}

/// Whether a reader sees nothing of a text.
pub fn is_invisible(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_in(&INVISIBLE, c))
}

/// Whether the direction of what follows the text may change.
pub fn overrides_direction(text: &str) -> bool {
    text.chars().any(|c| is_in(&OVERRIDES, c))
}

/// The one form of all texts that Unicode calls equivalent (NFC): `é` is one character, whatever the keyboard sent.
pub fn normalized(text: &str) -> String {
    text.nfc().collect()
}

fn is_in(ranges: &[RangeInclusive<char>], c: char) -> bool {
    ranges.iter().any(|range| range.contains(&c))
}
