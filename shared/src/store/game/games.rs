//! Games and the users' lists of them.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::{Deserialize, Serialize};

use crate::domain::event::Event;
use crate::domain::game::{GAMES_MAX, Game, GameAction, MarkedGame, Marks};
use crate::domain::{Error, Result, Toggle, UserId};
use crate::dynamo::{ABSENT, Backoff, Item, PK, Query, Range, Refused, Table, Write, number, number_of, text_of};
use crate::store::item::{from_item, keys, to_item};

/// A game in a user's lists, with the name that the user has sent.
#[derive(Serialize, Deserialize)]
struct MarkedGameItem {
    #[serde(flatten)]
    game: Game,
    #[serde(flatten)]
    marks: Marks,
}

/// Attribute of a game with the user who was the first to name it, for the limit on new games.
const BY: &str = "by";

/// Games and the lists of users.
#[derive(Clone, Copy, Debug)]
pub struct Games<'a> {
    pub(crate) table: &'a Table,
}

impl Games<'_> {
    /// Reads all games in a user's lists.
    pub async fn list(self, id: UserId) -> Result<Vec<MarkedGame>> {
        let partition = keys::user(id);
        let query = Query { range: Range::Prefix(keys::GAMES), limit: GAMES_MAX, ..Query::all(&partition) };
        self.table.query(query).await?.into_iter().map(marked_game).collect()
    }

    /// Reads a game, if a user has ever listed it, and which lists of this user contain it. A game in one of them is as this
    /// user has sent it.
    pub async fn get(self, id: UserId, igdb: &str) -> Result<(Option<Game>, Marks)> {
        let (game, row) = (keys::game(igdb), keys::listed_game(id, igdb));
        let (mut first, mut own) = (None, None);
        for item in self.table.batch_get(vec![game.clone(), row], true).await? {
            if text_of(&item, PK)? == game.pk {
                first = Some(from_item(item)?);
            } else {
                own = Some(marked_game(item)?);
            }
        }
        Ok(own.map_or((first, Marks::default()), |MarkedGame { game, marks }| (Some(game), marks)))
    }

    /// Reads a game, if a user has ever named it.
    pub async fn find(self, igdb: &str) -> Result<Option<Game>> {
        self.table.get(&keys::game(igdb), true).await?.map(from_item).transpose()
    }

    /// Adds a game that a user is the first to name. A concurrent addition of the same game wins.
    pub async fn add(self, game: Game, by: UserId) -> Result<Game> {
        let mut item = to_item(&keys::game(&game.igdb), &game)?;
        item.insert(BY.to_owned(), number(by));
        let write = Write::put(item).only_if(ABSENT);
        match self.table.write(write).await? {
            Ok(_) => Ok(game),
            Err(Refused(Some(item))) => from_item(item),
            Err(Refused(None)) => Err(Error::internal("a refused game is not there")),
        }
    }

    /// Toggles one list of a user for a game whose marks were `seen`. Returns the marks before and after. A wish that is
    /// fulfilled writes nothing. Concurrent toggles apply one after the other.
    pub async fn toggle(
        self,
        toggle: Toggle,
        id: UserId,
        game: &Game,
        mut seen: Marks,
        action: GameAction,
    ) -> Result<(Marks, Marks)> {
        let mut backoff = Backoff::new();
        loop {
            let marks = seen.toggled(toggle, action);
            if marks == seen {
                return Ok((seen, marks));
            }
            let write = mark(id, game, seen, marks)?;
            let written = match toggle {
                Toggle::Flip => self.table.write(write).await?,
                Toggle::Set | Toggle::Unset => self.table.write_repeatable(write).await?,
            };
            match written {
                Ok(_) => return Ok((seen, marks)),
                Err(Refused(Some(item))) => seen = marked_game(item)?.marks,
                Err(Refused(None)) => seen = Marks::default(),
            }
            backoff.wait("a game's marks kept changing").await?;
        }
    }
}

/// The event of a change of a game.
pub(crate) fn added(old: Option<&Item>, new: Option<&Item>) -> Option<Event> {
    let new = new.filter(|_| old.is_none())?;
    UserId::try_from(number_of::<u64>(new, BY)).ok().map(Event::GameAdded)
}

/// The write that replaces the marks `seen` of a game by `marks`.
pub(crate) fn mark(id: UserId, game: &Game, seen: Marks, marks: Marks) -> Result<Write> {
    let key = keys::listed_game(id, &game.igdb);
    let write = if marks.any() {
        Write::put(to_item(&key, &MarkedGameItem { game: game.clone(), marks })?)
    } else {
        Write::delete(key)
    };
    Ok(if_seen(write, seen))
}

fn if_seen(write: Write, seen: Marks) -> Write {
    if !seen.any() {
        return write.only_if(ABSENT);
    }
    let marks =
        [("played", seen.played), ("liked", seen.liked), ("backlog", seen.backlog), ("wishlist", seen.wishlist)];
    marks.into_iter().fold(write, |write, (name, held)| {
        let value = AttributeValue::Bool(held);
        write.only_if(&format!("#{name} = :{name}")).bind(&format!(":{name}"), value)
    })
}

fn marked_game(item: Item) -> Result<MarkedGame> {
    let MarkedGameItem { game, marks } = from_item(item)?;
    Ok(MarkedGame { game, marks })
}
