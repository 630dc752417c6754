//! Words as searches compare them: without case and accents.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Maximum length of a word, in characters. The rest of a longer word is ignored.
const WORD_MAX: usize = 40;

/// The words of a text, without case and accents. Every character that is neither a letter nor a digit separates words.
pub fn words(text: &str) -> Vec<String> {
    let letters = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let mut folded = String::with_capacity(text.len());
    for letter in letters {
        match basic_letters(letter) {
            Some(basic) => folded.push_str(basic),
            None => folded.push(letter),
        }
    }
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.chars().take(WORD_MAX).collect()).collect()
}

/// Whether a prefix begins any of the words, or a word inside of them.
pub(super) fn begins_any(prefix: &str, words: &[String]) -> bool {
    words.iter().any(|word| word.starts_with(prefix) || inner_words(word).any(|inner| inner.starts_with(prefix)))
}

/// The ends of a word that may be words of their own, because its script puts no spaces between words: `中太郎`, `太郎` and
/// `郎` of `田中太郎`.
pub(super) fn inner_words(word: &str) -> impl Iterator<Item = &str> {
    let mut previous = ' ';
    word.char_indices().filter_map(move |(at, letter)| {
        let before = std::mem::replace(&mut previous, letter);
        let begins = at > 0 && (is_unspaced(letter) || is_unspaced(before)) && !continues_syllable(letter);
        begins.then(|| &word[at..])
    })
}

/// What searches take for a small letter that Unicode does not take apart: a Latin letter with a stroke, a ligature, or
/// the final form of sigma.
fn basic_letters(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'đ' | 'ð' | 'ɖ' => "d",
        'ħ' => "h",
        'ı' | 'ɨ' => "i",
        'ȷ' => "j",
        'ĸ' => "k",
        'ł' => "l",
        'ŋ' => "n",
        'ŧ' => "t",
        'ƀ' => "b",
        'ǥ' => "g",
        'ƶ' => "z",
        'ς' => "σ",
        _ => return None,
    })
}

/// Whether the letter is of a script without spaces between words, or in which given name and family name touch.
fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' // Thai, Lao
        | '\u{1000}'..='\u{109f}' // Burmese
        | '\u{1100}'..='\u{11ff}' // Hangul, taken apart
        | '\u{1780}'..='\u{17ff}' // Khmer
        | '\u{3005}'..='\u{3007}' // marks that stand for ideographs
        | '\u{3040}'..='\u{312f}' // Hiragana, Katakana, Bopomofo
        | '\u{31a0}'..='\u{31ff}' // more of them
        | '\u{3400}'..='\u{9fff}' // ideographs
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether the letter is the vowel or the end of a Hangul syllable.
fn continues_syllable(letter: char) -> bool {
    matches!(letter, '\u{1160}'..='\u{11ff}')
}
