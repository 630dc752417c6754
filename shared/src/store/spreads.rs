//! What an author's whole audience receives, part after part: an item says how far that has come, and its change asks
//! for the next part.

use super::Store;
use super::keys::{self, Key};
use super::notices::Progress;
use super::table::{from_item, text_of, to_item};
use super::write::{ABSENT, Item, Write, number, text};
use crate::domain::event::{Event, Spread};
use crate::domain::{Entry, Id, Result, UserId};

/// Where the audience that was reached so far ends.
const REACHED: &str = "reached";
/// That an author's posts are looked up, beside their numbers.
pub(super) const BIG: &str = "big";

impl Store {
    /// Notes how far a spread has come, `after` an earlier place; who comes late with the same news changes nothing.
    pub async fn advance_spread(&self, spread: Spread, after: Option<&str>, progress: Progress) -> Result<()> {
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
        self.table.write(write).await.map(drop)
    }

    /// Notes that an author's posts are looked up from this one on. It stays so. `false`: it was so already.
    pub async fn mark_big(&self, author: UserId, from: Id) -> Result<bool> {
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
pub(super) fn due(new: Option<Item>) -> Result<Option<Event>> {
    let Some(new) = new else { return Ok(None) };
    let after = text_of(&new, REACHED)?.to_owned();
    let spread = match keys::parse_user(text_of(&new, keys::PK)?) {
        Some(author) => Spread::Big(author),
        None => Spread::Post(from_item::<Entry>(new)?),
    };
    Ok(Some(Event::SpreadDue { spread, after }))
}
