//! The `ETag` of the first page of a home feed: it says which posts the page lists, and for how long the response may be
//! taken for the current one.
//!
//! Which posts a page lists is known from the feed itself, at half a read unit. What else a response shows (counters, names,
//! the caller's votes) changes without a trace in the feed, so that a tag is good for at most [`WINDOW`].

use axum::http::HeaderMap;
use shared::domain::cursor::{Page, Positioned};
use shared::domain::feed::READ_ON_DEMAND_MAX;
use shared::domain::{FeedEntry, UserId};
use shared::runtime::caching::{if_none_match, short_hash};

/// How long a response may be taken for the current one while the page lists the same posts, in seconds.
const WINDOW: i64 = 60;

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedTag {
    window: i64,
    hash: String,
    /// The authors whose posts were read with the feed, so that the same are read to compare. They are the client's word: a
    /// forged tag matches nothing that was sent.
    pub authors: Vec<UserId>,
}

impl FeedTag {
    /// The tag of a page that `reader` gets now, in seconds since 1970. `query` is what the response depends on beside its
    /// posts.
    pub fn of(reader: UserId, query: &str, authors: &[UserId], page: &Page<Positioned<FeedEntry>>, now: i64) -> Self {
        let positions = page.rows.iter().map(|entry| entry.position.as_str());
        let more = if page.next.is_some() { "more" } else { "end" };
        let listed: Vec<&str> = [query, more].into_iter().chain(positions).collect();
        let hash = short_hash(format!("{reader}\n{}", listed.join("\n")).as_bytes());
        Self { window: window(reader, now), hash, authors: authors.iter().take(READ_ON_DEMAND_MAX).copied().collect() }
    }

    /// The tag that a request names, if it may still be good.
    pub fn of_request(headers: &HeaderMap, reader: UserId, now: i64) -> Option<Self> {
        if_none_match(headers).filter_map(Self::parse).find(|tag| tag.window == window(reader, now))
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix('"')?.strip_suffix('"')?.split('-');
        let window = i64::from_str_radix(parts.next()?, 16).ok()?;
        let hash = parts.next()?.to_owned();
        let authors: Vec<UserId> = parts.map(UserId::parse).collect::<Option<_>>()?;
        (authors.len() <= READ_ON_DEMAND_MAX).then_some(Self { window, hash, authors })
    }

    /// The value of the header. The tag is weak, since the response may differ.
    pub fn header(&self) -> String {
        let authors: String = self.authors.iter().map(|author| format!("-{author}")).collect();
        format!("W/\"{:x}-{}{authors}\"", self.window, self.hash)
    }
}

/// The time in which a tag is good. It begins at another second for each reader, so that not all read at once.
fn window(reader: UserId, now: i64) -> i64 {
    let offset = i64::try_from(reader.get() % 60).unwrap_or(0);
    (now + offset).div_euclid(WINDOW)
}

#[cfg(test)]
mod tests {
    use axum::http::header::IF_NONE_MATCH;
    use shared::domain::Id;

    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn page(posts: &[u64]) -> Page<Positioned<FeedEntry>> {
        let entry = |post: &u64| {
            let (post, author) = (Id::try_from(*post).unwrap(), Id::at(1, 1));
            let row = FeedEntry { post, author, kind: shared::domain::PostKind::Post, poll: false };
            Positioned { position: post.to_string(), row }
        };
        Page { rows: posts.iter().map(entry).collect(), next: None, previous: None }
    }

    fn headers(text: &str) -> HeaderMap {
        HeaderMap::from_iter([(IF_NONE_MATCH, text.parse().unwrap())])
    }

    #[test]
    fn a_tag_is_read_as_it_is_written_until_its_time_is_over() {
        let reader: UserId = Id::at(5, 60);
        let tag = FeedTag::of(reader, "limit=20", &[Id::at(7, 8), Id::at(9, 10)], &page(&[5, 4]), NOW);
        let named = headers(&format!("\"other\", {}", tag.header()));
        assert_eq!(FeedTag::of_request(&named, reader, NOW), Some(tag.clone()));
        assert_eq!(FeedTag::of_request(&named, reader, NOW + WINDOW), None);
        let strong = headers(tag.header().trim_start_matches("W/"));
        assert_eq!(FeedTag::of_request(&strong, reader, NOW), Some(tag));
    }

    #[test]
    fn readers_queries_and_posts_have_tags_of_their_own() {
        let [one, other] = [60, 61].map(|random_bits| Id::at(5, random_bits));
        let tag = FeedTag::of(one, "a", &[], &page(&[5, 4]), NOW);
        assert_eq!(tag, FeedTag::of(one, "a", &[], &page(&[5, 4]), NOW));
        for different in [
            FeedTag::of(other, "a", &[], &page(&[5, 4]), NOW),
            FeedTag::of(one, "b", &[], &page(&[5, 4]), NOW),
            FeedTag::of(one, "a", &[], &page(&[6, 5, 4]), NOW),
            FeedTag::of(one, "a", &[], &page(&[5]), NOW),
        ] {
            assert_ne!(tag.hash, different.hash);
        }
    }

    #[test]
    fn what_is_no_tag_names_nothing() {
        let many = format!("\"{:x}-a{}\"", window(Id::at(5, 60), NOW), "-1".repeat(READ_ON_DEMAND_MAX + 1));
        for text in ["", "*", "\"\"", "\"x\"", "\"1\"", "1-2", "\"1-2-x\"", "\"-\"", &many] {
            assert_eq!(FeedTag::of_request(&headers(text), Id::at(5, 60), NOW), None, "{text}");
        }
    }
}
