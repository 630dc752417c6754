//! Review: what is held for staff before others see it (`docs/moderation.md`, "Held for review").

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::id::UserId;
use crate::domain::post::Post;
use crate::domain::post::comment::Comment;
use crate::domain::post::contribution::Contribution;
use crate::domain::post::moderation::Moderation;

/// The most posts and comments of a new account that are held.
pub const FIRST_MAX: u32 = 99;

/// What is held. By default nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewRules {
    /// The first posts and comments of an account, as many as this together.
    pub first: u32,
    /// What an account writes in so many hours after the registration.
    pub hours: u32,
    /// What has one of these words or phrases, in lower case.
    pub words: Vec<String>,
    /// What has more links than this; `None` for no limit.
    pub links: Option<u32>,
}

/// Why something is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    /// The account is new.
    NewAccount,
    /// It has a word of the list.
    Word,
    /// It has too many links.
    Links,
}

impl HoldReason {
    /// The name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::NewAccount => "new_account",
            Self::Word => "word",
            Self::Links => "links",
        }
    }
}

impl ReviewRules {
    /// Reads `first,hours,links`, such as `3,24,5`. What is left out at the end is not a reason.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("{text:?} is not a number of posts and comments, one of hours and one of links, as in 3,24,5");
        let mut numbers = text.split(',').map(|number| match number {
            "" => Ok(None),
            number => number.parse::<u32>().map(Some).map_err(|_| wrong()),
        });
        let mut next = || numbers.next().unwrap_or(Ok(None));
        let (first, hours, links) = (next()?.unwrap_or(0), next()?.unwrap_or(0), next()?);
        match numbers.next() {
            Some(_) => Err(wrong()),
            None if first > FIRST_MAX => Err(format!("the first number must be at most {FIRST_MAX}")),
            None => Ok(Self { first, hours, words: Vec::new(), links }),
        }
    }

    /// Reads the words from a list with commas or a word on each line.
    pub fn words_of(list: &str) -> Vec<String> {
        list.split([',', '\n']).map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty()).collect()
    }

    /// Whether the text, as HTML or plain, is a reason.
    pub fn of_text(&self, texts: &[&str]) -> Option<HoldReason> {
        let plain = || texts.iter().map(|text| without_tags(text).to_lowercase());
        if !self.words.is_empty() && plain().any(|text| self.words.iter().any(|word| has_word(&text, word))) {
            return Some(HoldReason::Word);
        }
        let links = texts.iter().map(|text| links(text)).sum::<usize>();
        self.links.is_some_and(|max| links > max as usize).then_some(HoldReason::Links)
    }

    /// Whether the age of the account is a reason.
    pub fn of_age(&self, joined: Timestamp, now: Timestamp) -> Option<HoldReason> {
        let is_young = now.as_second() - joined.as_second() < i64::from(self.hours) * 60 * 60;
        is_young.then_some(HoldReason::NewAccount)
    }

    /// Whether it is a reason that the account has published so much before.
    pub fn of_number(&self, published: usize) -> Option<HoldReason> {
        (published < self.first as usize).then_some(HoldReason::NewAccount)
    }
}

/// The texts of a post.
pub fn texts_of(post: &Post) -> Vec<&str> {
    let poll = post.content.poll.iter();
    let poll =
        poll.flat_map(|poll| poll.choices.iter().map(|choice| choice.choice.as_str()).chain([poll.title.as_str()]));
    poll.chain([post.content.title.as_str(), post.content.html.as_str()]).collect()
}

/// What is held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeldContent {
    /// A post, with its poll.
    Post(Box<Post>),
    /// A comment.
    Comment(Box<Comment>),
}

/// A post or comment that is held until staff release or delete it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// What the author has written.
    pub content: HeldContent,
    /// Why it is held.
    pub reason: HoldReason,
    /// The author.
    pub author: UserId,
    /// That staff have decided to delete it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moderation: Option<Moderation>,
}

impl Held {
    /// A post that is held.
    pub fn post(post: Post, reason: HoldReason) -> Self {
        Self { author: post.author, content: HeldContent::Post(Box::new(post)), reason, moderation: None }
    }

    /// A comment that is held.
    pub fn comment(comment: Comment, reason: HoldReason) -> Self {
        Self { author: comment.author, content: HeldContent::Comment(Box::new(comment)), reason, moderation: None }
    }

    /// What it is.
    pub fn contribution(&self) -> Contribution {
        match &self.content {
            HeldContent::Post(post) => Contribution::Post(post.id),
            HeldContent::Comment(comment) => Contribution::Comment(comment.at),
        }
    }
}

/// The text without its tags.
fn without_tags(html: &str) -> String {
    let mut parts = html.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('>').map_or("", |(_, after)| after))
}

/// Whether a text has a word that is no part of a longer one.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// The number of links, those that are only text included.
fn links(html: &str) -> usize {
    let bare = |part: &str| without_tags(part).matches("://").count();
    let (mut count, mut rest) = (0, html);
    while let Some((before, anchor)) = rest.split_once("<a ") {
        count += bare(before) + 1;
        rest = anchor.split_once("</a>").map_or("", |(_, after)| after);
    }
    count + bare(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(words: &str, links: Option<u32>) -> ReviewRules {
        ReviewRules { words: ReviewRules::words_of(words), links, ..ReviewRules::default() }
    }

    #[test]
    fn the_numbers_are_read_from_one_text() {
        let rules = |first, hours, links| Ok(ReviewRules { first, hours, words: Vec::new(), links });
        for (text, read) in [
            ("", rules(0, 0, None)),
            ("3", rules(3, 0, None)),
            ("3,24", rules(3, 24, None)),
            ("3,24,", rules(3, 24, None)),
            ("0,0,0", rules(0, 0, Some(0))),
            (",,5", rules(0, 0, Some(5))),
            ("99,999,99", rules(99, 999, Some(99))),
        ] {
            assert_eq!(ReviewRules::parse(text), read, "{text}");
        }
        for wrong in ["100", "-1", "x", "1,2,3,4", "1;2", "1.5", "3, 24"] {
            assert!(ReviewRules::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn nothing_is_held_without_rules() {
        let off = ReviewRules::default();
        assert_eq!(off.of_text(&["casino", "<a href=\"https://a.example\">a</a>"]), None);
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!((off.of_age(now, now), off.of_number(0)), (None, None));
    }

    #[test]
    fn a_word_is_found_whole_in_any_case_and_across_tags() {
        let rules = rules(" Casino, free money ,\n", None);
        for held in ["CASINO!", "the <b>cas</b>ino", "x (casino)", "Get Free Money now", "<p>casino</p>"] {
            assert_eq!(rules.of_text(&["a title", held]), Some(HoldReason::Word), "{held}");
        }
        for fine in ["casinos", "occasino", "free moneys", "<a href=\"casino\">x</a>", ""] {
            assert_eq!(rules.of_text(&[fine]), None, "{fine}");
        }
    }

    #[test]
    fn links_are_counted_once_each() {
        let anchor = "<a href=\"https://a.example/\">https://a.example/</a>";
        for (html, number) in [
            ("", 0),
            ("no link", 0),
            ("see https://a.example and http://b.example", 2),
            (anchor, 1),
            (&*format!("{anchor} and {anchor}, https://c.example"), 3),
            ("<img src=\"https://a.example/x.png\">", 0),
        ] {
            assert_eq!(links(html), number, "{html}");
        }
        assert_eq!(rules("", Some(1)).of_text(&[anchor]), None);
        assert_eq!(rules("", Some(1)).of_text(&[anchor, "https://b.example"]), Some(HoldReason::Links));
        assert_eq!(rules("", Some(0)).of_text(&[anchor]), Some(HoldReason::Links));
    }

    #[test]
    fn new_accounts_are_those_of_the_first_hours_and_with_few_contributions() {
        let rules = ReviewRules { first: 2, hours: 1, ..ReviewRules::default() };
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!(rules.of_age(at(0), at(3_599)), Some(HoldReason::NewAccount));
        assert_eq!(rules.of_age(at(0), at(3_600)), None);
        assert_eq!([0, 1, 2].map(|n| rules.of_number(n).is_some()), [true, true, false]);
    }
}
