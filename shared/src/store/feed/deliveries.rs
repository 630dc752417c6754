//! What an author's whole audience receives, part after part: an item says how far that has come, and its change asks
//! for the next part.

use crate::domain::event::{Event, Spread};
use crate::domain::{Entry, Id, Result, UserId};
use crate::dynamo::{ABSENT, Item, Key, PK, Table, Write, number, text, text_of};
use crate::store::counter::counters::BIG;
use crate::store::item::{from_item, keys, to_item};
use crate::store::notification::announcements::Progress;

/// Where the audience that was reached so far ends.
const REACHED: &str = "reached";

/// Deliveries of posts into feeds that are in progress.
#[derive(Clone, Copy, Debug)]
pub struct FeedDeliveries<'a> {
    pub(crate) table: &'a Table,
}

impl FeedDeliveries<'_> {
    /// Notes how far a spread has come, `after` an earlier place; who comes late with the same news changes nothing.
    pub async fn advance(self, spread: Spread, after: Option<&str>, progress: Progress) -> Result<()> {
        let key = spread_key(spread);
        let write = match (after, progress) {
            // Most audiences are reached at once, and nothing is noted.
            (None, Progress::Done) => return Ok(()),
            (None, Progress::Until(place)) => {
                let mut item = match spread {
                    Spread::Post(entry) => to_item(&key, &entry)?,
                    Spread::Big(_) => key.item(),
                };
                item.insert(REACHED.to_owned(), text(place));
                Write::put(item).only_if(ABSENT)
            }
            (Some(after), Progress::Until(place)) => {
                Write::update(key).set(REACHED, text(place)).only_if("#reached = :after").bind(":after", text(after))
            }
            (Some(after), Progress::Done) => {
                Write::delete(key).only_if("#reached = :after").bind(":after", text(after))
            }
        };
        self.table.write_if(write).await?;
        Ok(())
    }

    /// Notes that an author's posts are looked up from this one on. It stays so. `false`: it was so already.
    pub async fn mark_pull_author(self, author: UserId, from: Id) -> Result<bool> {
        let write = Write::update(keys::counters(author)).set(BIG, number(from));
        Ok(self.table.write(write.only_if("attribute_not_exists(#big)")).await?.is_ok())
    }
}

fn spread_key(spread: Spread) -> Key {
    match spread {
        Spread::Post(entry) => keys::post_spread(entry.post),
        Spread::Big(author) => keys::author_spread(author),
    }
}

/// What the change of such an item tells.
pub(crate) fn due(new: Option<Item>) -> Result<Option<Event>> {
    let Some(new) = new else { return Ok(None) };
    let after = text_of(&new, REACHED)?.to_owned();
    let spread = match keys::parse_user(text_of(&new, PK)?) {
        Some(author) => Spread::Big(author),
        None => Spread::Post(from_item::<Entry>(new)?),
    };
    Ok(Some(Event::SpreadDue { spread, after }))
}
