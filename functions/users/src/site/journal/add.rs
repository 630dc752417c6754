//! `POST /api/actions/journal/`

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use shared::auth::{CurrentUser, must_be_verified};
use shared::dialect::Fields;
use shared::dialect::site::{JournalEntryView, SiteInput};
use shared::domain::game::{self, EntryKind, Game, JournalEntry, Marks, REVIEW_MAX, Rating};
use shared::domain::{Error, Id, Result, UserId, text};
use shared::runtime::idempotency::{Idempotent, IdempotentResponse};
use shared::runtime::state::AppState;
use shared::store::{IdAttempts, KeyClaim};

use crate::site::ratings::stars;
use crate::site::sent_game::SentGame;

/// What a body says of an entry, beside its game.
struct Sent {
    date: jiff::civil::Date,
    kind: EntryKind,
    platform: String,
    review: String,
    spoilers: Option<bool>,
    liked: Option<bool>,
    rating: Option<Rating>,
}

/// Adds an entry to the caller's journal, and marks and rates its game.
pub async fn add_journal_entry(
    State(state): State<AppState>,
    caller: CurrentUser,
    Idempotent(key, input): Idempotent<SiteInput>,
) -> Result<IdempotentResponse<Json<JournalEntryView>>> {
    let id = caller.claimed_id();
    let found = async {
        let (game, sent) = read(input.fields()?, state.clock.now())?;
        let (known, marks) = state.store.games().get(id, &game.igdb).await?;
        Ok((game, sent, known, marks))
    };
    let (viewer, (game, sent, known, marks)) = caller.with(found).await?;
    must_be_verified(&state, &viewer, None).await?;
    let date = sent.date;
    let add = async |claim| {
        let game = game.resolve(&state, &viewer, known).await?;
        add(&state, sent.entry(Id::generate(state.clock.now()), viewer.id(), game), marks, &claim).await
    };
    let replay = async |id| {
        let entry = state.store.journals().get(viewer.id(), date, id).await?;
        Ok(Json(entry.ok_or_else(Error::not_found)?.into()))
    };
    key.once(&state, Some(&viewer), add, replay).await
}

async fn add(
    state: &AppState,
    mut entry: JournalEntry,
    marks: Marks,
    claim: &KeyClaim,
) -> Result<Json<JournalEntryView>> {
    let mut attempts = IdAttempts::default();
    while !state.store.journals().add(&entry, marks, claim).await? {
        attempts.taken()?;
        entry.id = Id::generate(state.clock.now());
    }
    Ok(Json(entry.into()))
}

impl Sent {
    fn entry(self, id: Id, user: UserId, game: Game) -> JournalEntry {
        let Self { date, kind, platform, review, spoilers, liked, rating } = self;
        JournalEntry { id, user, game, date, kind, platform, review, spoilers, liked, rating }
    }
}

fn read(fields: Fields, now: Timestamp) -> Result<(SentGame, Sent)> {
    let mut fields = fields.without_nulls();
    let game = SentGame::read_nested(&mut fields);
    let date = fields.required("date", |text| game::journal_date(text, now));
    let kind = fields.optional("entry_type", EntryKind::parse).unwrap_or_default();
    let platform = fields.optional("platform", game::platform).unwrap_or_default();
    let review = fields.optional("review", |text| text::block(text, REVIEW_MAX)).unwrap_or_default();
    let (spoilers, liked) = (fields.flag("spoilers"), fields.flag("liked"));
    let rating = if fields.contains("rating") { stars(&mut fields) } else { None };
    let sent = date.map(|date| Sent { date, kind, platform, review, spoilers, liked, rating });
    fields.complete(game.zip(sent))
}
