//! `GET /api/v2/moderation/user/`

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use shared::auth::CurrentUser;
use shared::dialect::community::{ListView, ModeratedUserView, UserView};
use shared::dialect::{PageLinks, Params};
use shared::domain::cursor::OffsetRequest;
use shared::domain::profile::search::{Search, SearchScope, matches_for_staff};
use shared::domain::{AuthState, Ban, Error, Problem, Result, User, UserId, UserQueue, Viewer};
use shared::runtime::state::AppState;
use shared::store::{Consistency, UserOrder};

/// Users whom a search considers.
const CANDIDATES_MAX: usize = 100;

/// Which users to list, and in which order.
struct Filter {
    banned: Option<bool>,
    forever: Option<bool>,
    ascending: bool,
    now: Timestamp,
}

/// Lists flagged and banned users, most flagged first, or those whose names match.
pub async fn list_moderated_users(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<ModeratedUserView>>> {
    let viewer = caller.alone().await?;
    viewer.must_be_staff()?;
    let filter = Filter::read(&params, state.clock.now())?;
    let words = Search::parse(params.get("search").unwrap_or_default());
    let words = words.map_err(|problem| Error::field("search", problem))?;
    if !words.is_empty() {
        return search(&state, &viewer, &filter, &words, &params, &links).await.map(Json);
    }
    let (request, parts, queue) = (params.page()?, filter.parts(), state.store.bans());
    let (page, count) = tokio::try_join!(queue.queue(parts, filter.ascending, &request), queue.count(parts))?;
    let ids: Vec<UserId> = page.rows.iter().map(|entry| entry.user).collect();
    let (next, previous) = links.of(&page);
    let results = filter.read_users(&state, &ids).await?.into_iter().map(|row| row.view(&state, &viewer));
    Ok(Json(ListView { count: count as u64, next, previous, results: results.collect() }))
}

async fn search(
    state: &AppState,
    viewer: &Viewer,
    filter: &Filter,
    words: &[String],
    params: &Params,
    links: &PageLinks,
) -> Result<ListView<ModeratedUserView>> {
    let request = OffsetRequest::parse(params.get("limit"), params.get("offset"))?;
    let longest = words.iter().max_by_key(|word| word.chars().count());
    let lookup = longest.map(|word| (SearchScope::Staff, word.clone()));
    let mut ids = state.store.user_search().candidates(lookup.as_ref(), UserOrder::default()).await?;
    ids.truncate(CANDIDATES_MAX);
    let mut rows = filter.read_users(state, &ids).await?;
    rows.retain(|row| matches_for_staff(words, &row.user.profile));
    rows.sort_by_key(|row| (row.flags, row.user.profile.id));
    if !filter.ascending {
        rows.reverse();
    }
    let (next, previous) = links.around(request, rows.len());
    let count = rows.len() as u64;
    let page = rows.into_iter().skip(request.offset).take(request.limit);
    Ok(ListView { count, next, previous, results: page.map(|row| row.view(state, viewer)).collect() })
}

/// A user, with what staff and other users have decided about them.
struct Row {
    user: User,
    flags: u64,
    ban: Option<Ban>,
}

impl Row {
    fn view(self, state: &AppState, viewer: &Viewer) -> ModeratedUserView {
        ModeratedUserView::new(UserView::new(self.user, Some(viewer), &state.config), self.flags, self.ban.as_ref())
    }
}

impl Filter {
    fn read(params: &Params, now: Timestamp) -> Result<Self> {
        let choice = |name: &'static str, choices: [&'static str; 2]| {
            let Some(value) = params.get(name) else { return Ok(None) };
            let wrong = || Problem::new("invalid_choice", format!("Take one of {}.", choices.join(", ")));
            let place = choices.iter().position(|choice| *choice == value);
            place.map(|place| Some(place == 1)).ok_or_else(|| Error::field(name, wrong()))
        };
        Ok(Self {
            banned: choice("status", ["a", "b"])?,
            forever: choice("days_blocked", ["days", "forever"])?,
            ascending: choice("order_by", ["-flags_received", "flags_received"])?.unwrap_or(false),
            now,
        })
    }

    /// The parts of the queue to list.
    fn parts(&self) -> &'static [UserQueue] {
        match (self.banned, self.forever) {
            (Some(false), _) => &[UserQueue::Open],
            (Some(true), _) | (None, Some(_)) => &[UserQueue::Banned],
            (None, None) => &UserQueue::ALL,
        }
    }

    /// The filter sees what is true now, while the queue lags a little behind a decision and the end of a ban.
    fn keeps(&self, ban: Option<&Ban>) -> bool {
        self.banned.is_none_or(|banned| banned == ban.is_some())
            && self.forever.is_none_or(|forever| ban.is_some_and(|one| one.days.is_none() == forever))
    }

    /// Reads those of these users whom the filter keeps.
    async fn read_users(&self, state: &AppState, ids: &[UserId]) -> Result<Vec<Row>> {
        let store = &state.store;
        let (users, mut states): (Vec<User>, HashMap<UserId, (AuthState, u64)>) =
            tokio::try_join!(store.users().get_many(ids, None, Consistency::Eventual), store.bans().states(ids))?;
        let rows = users.into_iter().filter_map(|user| {
            let (auth, flags) = states.remove(&user.profile.id)?;
            let ban = auth.ban_at(self.now);
            self.keeps(ban.as_ref()).then_some(Row { user, flags, ban })
        });
        Ok(rows.collect())
    }
}
