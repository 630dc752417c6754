//! `GET /api/v2/user/search/`, `GET /api/v2/user/autocomplete/`, `GET /api/v2/suggestion/`, and the filters of
//! `GET /api/v2/user/`.

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::community::{BriefUserView, ListView, SuggestionView, UserView};
use shared::dialect::{PageLinks, Params};
use shared::domain::cursor::OffsetRequest;
use shared::domain::profile::audience::ViewerClass;
use shared::domain::profile::search::Search;
use shared::domain::{Error, Gender, Result, User, UserId, Viewer};
use shared::runtime::state::AppState;
use shared::store::{Consistency, HiddenUsers, Matches, Selection, UserOrder};

/// Finds users by name and other filters.
pub async fn search_users(
    State(state): State<AppState>,
    caller: MaybeUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<UserView>>> {
    let me = caller.claimed_id();
    let candidates = async { candidates(&state, me, read(&params)?, &params, UserOrder::default()).await };
    let (viewer, candidates) = caller.with(candidates).await?;
    let found = candidates.find(&state, viewer.as_ref(), me).await?;
    let view = |user| UserView::new(user, viewer.as_ref(), &state.config);
    Ok(Json(found.page(&links, view)))
}

/// Finds users as [`search_users`] does, and returns only the fields that a list of suggestions shows.
pub async fn autocomplete_users(
    State(state): State<AppState>,
    caller: MaybeUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<BriefUserView>>> {
    let me = caller.claimed_id();
    let candidates = async { candidates(&state, me, read(&params)?, &params, UserOrder::default()).await };
    let (viewer, candidates) = caller.with(candidates).await?;
    let found = candidates.find(&state, viewer.as_ref(), None).await?;
    let view = |user| BriefUserView::new(user, viewer.as_ref(), &state.config);
    Ok(Json(found.page(&links, view)))
}

/// Finds users as [`search_users`] does, as suggestions for a search field.
pub async fn suggest_results(
    State(state): State<AppState>,
    caller: MaybeUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<SuggestionView>>> {
    let me = caller.claimed_id();
    let candidates = async { candidates(&state, me, read(&params)?, &params, UserOrder::default()).await };
    let (viewer, candidates) = caller.with(candidates).await?;
    let found = candidates.find(&state, viewer.as_ref(), me).await?;
    let view = |user| SuggestionView::from(UserView::new(user, viewer.as_ref(), &state.config));
    Ok(Json(found.page(&links, view)))
}

/// Users who may match a search, before they are read.
pub struct Candidates {
    search: Search,
    class: ViewerClass,
    request: OffsetRequest,
    order: UserOrder,
    ids: Vec<UserId>,
    hidden: HiddenUsers,
}

impl Candidates {
    /// Reads those who match, with the relation of `related` to each. Users whom the viewer hides, and those with whom a block
    /// stands, are left out.
    pub async fn find(self, state: &AppState, viewer: Option<&Viewer>, related: Option<UserId>) -> Result<Found> {
        let Self { search, class, request, order, mut ids, hidden } = self;
        let OffsetRequest { limit, offset } = request;
        let hidden = state.store.edge_lists().unseen(&hidden, viewer, &ids).await?;
        ids.retain(|id| !hidden.contains(id));
        let plan = Selection { is_indexed: search.is_single_prefix(), order, offset, limit }.plan(ids);
        let users = state.store.users().get_many(&plan.ids, related, Consistency::Eventual).await?;
        Ok(Found { matches: plan.finish(users, |user| search.matches(&user.profile, class)), request })
    }
}

/// What a search found.
pub struct Found {
    matches: Matches<User>,
    request: OffsetRequest,
}

impl Found {
    /// The page, with links to its neighbours.
    pub fn page<T>(self, links: &PageLinks, view: impl Fn(User) -> T) -> ListView<T> {
        let Matches { rows, count } = self.matches;
        let (next, previous) = links.around(self.request, count);
        ListView { count: count as u64, next, previous, results: rows.into_iter().map(view).collect() }
    }
}

/// Reads the search from the query parameters; `user` is the name that autocompletion has for `search`.
pub fn read(params: &Params) -> Result<Search> {
    let words = |name: &'static str| {
        let text = params.get(name).unwrap_or_default();
        Search::parse(text).map_err(|problem| Error::field(name, problem))
    };
    let gender = params.get("gender").filter(|text| !text.is_empty()).map(Gender::parse).transpose();
    Ok(Search {
        any_name: [words("search")?, words("user")?].concat(),
        username: words("username")?,
        real_name: words("real_name")?,
        gender: gender.map_err(|problem| Error::field("gender", problem))?,
        location: words("location")?,
        description: words("description")?,
    })
}

/// Reads the candidates of a search by `me`.
pub async fn candidates(
    state: &AppState,
    me: Option<UserId>,
    search: Search,
    params: &Params,
    order: UserOrder,
) -> Result<Candidates> {
    let request = OffsetRequest::parse(params.get("limit"), params.get("offset"))?;
    let (store, class) = (&state.store, ViewerClass::of_search(me.is_some()));
    let lookup = search.lookup(class);
    let (candidates, hidden) = tokio::try_join!(
        store.user_search().candidates(lookup.as_ref(), order),
        store.edge_lists().hidden(me, Consistency::Strong)
    )?;
    Ok(Candidates { search, class, request, order, ids: candidates, hidden })
}
