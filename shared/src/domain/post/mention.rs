//! Mentions of users in texts: `<mention id="1" ext-id="null">@name</mention>`, as SelfCommunity's editor writes them. A
//! text is stored with the name that the user had then; readers get the current one.

use std::collections::HashMap;

use crate::domain::account::username::Username;
use crate::domain::id::UserId;
use crate::domain::post::Post;
use crate::domain::post::html;
use crate::domain::post::markup::{MENTION, Piece, escape, pieces, start_of_mention, user_of};

/// The usernames of mentioned users; `None` for a user who no longer exists.
pub type Names = HashMap<UserId, Option<Username>>;

/// The users whom a cleaned text mentions, each once, in the order of the text.
pub fn mentioned(clean: &str) -> Vec<UserId> {
    let mut users = Vec::new();
    if !clean.contains("<mention ") {
        return users;
    }
    let starts = pieces(clean).filter_map(|piece| match piece {
        Piece::Tag { name, source } if name == MENTION => user_of(source),
        _ => None,
    });
    for user in starts {
        if !users.contains(&user) {
            users.push(user);
        }
    }
    users
}

/// A cleaned text with the names of those whom it mentions. Of a user who no longer exists only the text stays. Mentions of
/// users who are not among the names stay as they are.
pub fn named(clean: &str, names: &Names) -> String {
    let mut text = String::with_capacity(clean.len());
    // The open mention: how many elements of its kind are open in it, and whether its content is replaced.
    let mut open: Option<(usize, Replaced)> = None;
    for piece in pieces(clean) {
        match (piece, &mut open) {
            (Piece::Tag { name, source }, None) if name == MENTION && !source.starts_with("</") => {
                let replaced = match user_of(source).map(|user| (user, names.get(&user))) {
                    Some((user, Some(Some(name)))) => {
                        text.push_str(&mention(user, &format!("@{}", escape(name.as_str()))));
                        Replaced::Whole
                    }
                    Some((_, Some(None))) => Replaced::Tags,
                    _ => {
                        text.push_str(source);
                        Replaced::Nothing
                    }
                };
                open = Some((1, replaced));
            }
            (Piece::Tag { name, source }, Some((depth, replaced))) if name == MENTION => {
                *depth = if source.starts_with("</") { *depth - 1 } else { *depth + 1 };
                if *depth == 0 {
                    if *replaced == Replaced::Nothing {
                        text.push_str(source);
                    }
                    open = None;
                }
            }
            (_, Some((_, Replaced::Whole))) => {}
            (Piece::Text(source) | Piece::Tag { source, .. }, _) => text.push_str(source),
        }
    }
    text
}

/// What takes the place of a mention.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Replaced {
    /// Another mention.
    Whole,
    /// Its content.
    Tags,
    /// It stays.
    Nothing,
}

/// Shows a post with the names of those whom it mentions.
pub fn name_in(post: &mut Post, names: &Names) {
    let html = named(&post.content.html, names);
    if html != post.content.html {
        (post.summary, post.summary_truncated) = html::summary(&html);
        post.content.html = html;
    }
}

/// The mention of a user. `content` is HTML.
fn mention(user: UserId, content: &str) -> String {
    format!("{}{content}</{MENTION}>", start_of_mention(user))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::post::html::MENTIONS_MAX;

    fn id(n: u64) -> UserId {
        UserId::try_from(n).unwrap()
    }

    fn name(name: &str) -> Option<Username> {
        Some(Username::parse(name).unwrap())
    }

    #[test]
    fn a_mention_survives_cleaning_in_one_form() {
        for (text, clean) in [
            (
                "<mention id=\"7\" ext-id=\"3\" onclick=\"x()\">@bob</mention>",
                "<mention id=\"7\" ext-id=\"null\">@bob</mention>",
            ),
            ("<mention ext-id=3 id='7'>@bob</mention>!", "<mention id=\"7\" ext-id=\"null\">@bob</mention>!"),
            ("<MENTION id=7>@bob", "<mention id=\"7\" ext-id=\"null\">@bob</mention>"),
            ("<mention>@bob</mention>", "@bob"),
            ("<mention id=\"x\">@bob</mention>", "@bob"),
            ("<mention id=\"0\">@bob</mention>", "@bob"),
            (
                "<mention id=\"7\"><script>x()</script>@bob</mention>",
                "<mention id=\"7\" ext-id=\"null\">@bob</mention>",
            ),
        ] {
            let cleaned = html::clean(text).unwrap();
            assert_eq!(cleaned, clean, "{text}");
            assert_eq!(html::clean(&cleaned).as_deref(), Ok(clean), "{text}");
        }
    }

    #[test]
    fn a_text_has_at_most_twenty_mentions() {
        let text = |n| "<mention id=\"7\">@bob</mention>".repeat(n);
        assert!(html::clean(&text(MENTIONS_MAX)).is_ok());
        assert_eq!(html::clean(&text(MENTIONS_MAX + 1)).map_err(|problem| problem.code), Err("max_mentions"));
    }

    #[test]
    fn users_are_mentioned_once_each() {
        let text = "<mention id=7>@a</mention> <mention id=5>@b</mention> <mention id=7>@a</mention> <b>@c</b>";
        assert_eq!(mentioned(&html::clean(text).unwrap()), [id(7), id(5)]);
        assert_eq!(mentioned("&lt;mention id=\"7\"&gt;"), []);
    }

    #[test]
    fn names_are_those_of_now_and_of_users_who_exist() {
        let clean = |text: &str| html::clean(text).unwrap();
        let names: Names = [(id(7), name("bobby")), (id(8), None)].into();
        for (text, expected) in [
            ("Hi <mention id=7>@bob</mention>!", "Hi <mention id=\"7\" ext-id=\"null\">@bobby</mention>!"),
            ("<mention id=7><b>@b</b>ob<br></mention>", "<mention id=\"7\" ext-id=\"null\">@bobby</mention>"),
            ("<b><mention id=8><i>@al</i></mention></b>", "<b><i>@al</i></b>"),
            ("<mention id=9>@eve</mention>", "<mention id=\"9\" ext-id=\"null\">@eve</mention>"),
            (
                "<mention id=7>a<mention id=9>b</mention>c</mention>d",
                "<mention id=\"7\" ext-id=\"null\">@bobby</mention>d",
            ),
            ("no one", "no one"),
        ] {
            let named = named(&clean(text), &names);
            assert_eq!(named, expected, "{text}");
            assert_eq!(clean(&named), named, "{text}");
        }
    }
}
