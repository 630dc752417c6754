//! The game in a request body.

use shared::dialect::Fields;
use shared::domain::account::activity::Activity;
use shared::domain::game::{self, Game, GameDetails};
use shared::domain::{Id, Result, Viewer};
use shared::runtime::limits::must_have_room;
use shared::runtime::state::AppState;

/// A game as a client sends it.
pub struct SentGame {
    /// The id in the games database.
    pub igdb: String,
    name: String,
    details: GameDetails,
}

/// The names of a game's fields in a body.
struct Names {
    igdb: &'static str,
    cover_id: &'static str,
    backdrop_id: &'static str,
}

/// The names in requests of the front end.
const FLAT: Names = Names { igdb: "igdb", cover_id: "cover_id", backdrop_id: "backdrop_id" };
/// The names in the game that the front end sends with an entry of the journal.
const NESTED: Names = Names { igdb: "id", cover_id: "coverId", backdrop_id: "backdropId" };

impl SentGame {
    /// Reads the game from the fields of a body.
    pub fn read(fields: &mut Fields) -> Option<Self> {
        Self::read_named(fields, &FLAT)
    }

    /// Reads the game from the object `game` of a body. Its fields may have the names of the front end's own object.
    pub fn read_nested(fields: &mut Fields) -> Option<Self> {
        let mut inner = fields.required_object("game")?;
        let names = if inner.contains(FLAT.igdb) { &FLAT } else { &NESTED };
        let game = Self::read_named(&mut inner, names);
        fields.absorb("game", inner);
        game
    }

    fn read_named(fields: &mut Fields, names: &Names) -> Option<Self> {
        let igdb = fields.required(names.igdb, game::igdb);
        let name = fields.required("name", game::name);
        let details = GameDetails {
            slug: fields.optional("slug", game::slug).flatten(),
            cover_id: fields.optional(names.cover_id, game::picture_id).flatten(),
            backdrop_id: fields.optional(names.backdrop_id, game::picture_id).flatten(),
        };
        igdb.zip(name).map(|(igdb, name)| Self { igdb, name, details })
    }

    /// The game as it is `known`, or as a new one, with the name and the details that were sent: each user's lists show the name
    /// that the user has sent.
    pub async fn resolve(self, state: &AppState, viewer: &Viewer, known: Option<Game>) -> Result<Game> {
        let Self { igdb, name, details } = self;
        let game = match known {
            Some(game) => game,
            None => {
                must_have_room(state, viewer, Activity::Games)?;
                let (id, name, details) = (Id::generate(state.clock.now()), name.clone(), details.clone());
                state.store.games().add(Game { id, igdb, name, details }, viewer.id()).await?
            }
        };
        Ok(Game { name, ..game.with(details) })
    }
}
