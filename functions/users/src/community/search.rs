//! `GET /api/v2/user/search/`, `GET /api/v2/user/autocomplete/`, and the filters of `GET /api/v2/user/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::community::{BriefUserView, ListView, UserView};
use shared::dialect::{PageLinks, Params};
use shared::domain::cursor::{OffsetRequest, PageRequest, Start};
use shared::domain::profile::search::{Search, is_findable};
use shared::domain::{Error, Gender, Result, User, UserId};
use shared::runtime::state::AppState;
use shared::store::{Consistency, UserOrder};

/// Rows of the index of names that one search reads.
const CANDIDATES_MAX: usize = 1_000;
/// Candidates whose profiles are read where the index alone does not tell whether they fit.
const PROFILES_MAX: usize = 100;

/// Users by name and other filters.
pub async fn search_users(
    State(state): State<AppState>,
    caller: MaybeUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<UserView>>> {
    let me = caller.claimed_id();
    let found = async { find(&state, me, me, read(&params)?, &params, UserOrder::default()).await };
    let (viewer, found) = caller.with(found).await?;
    let view = |user| UserView::new(user, viewer.as_ref(), &state.config);
    Ok(Json(found.page(&links, view)))
}

/// As [`search_users`], with no more of each user than a list of suggestions shows.
pub async fn autocomplete_users(
    State(state): State<AppState>,
    caller: MaybeUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<BriefUserView>>> {
    let me = caller.claimed_id();
    let found = async { find(&state, me, None, read(&params)?, &params, UserOrder::default()).await };
    let (viewer, found) = caller.with(found).await?;
    let view = |user| BriefUserView::new(user, viewer.as_ref(), &state.config);
    Ok(Json(found.page(&links, view)))
}

/// What a search found.
pub struct Found {
    users: Vec<User>,
    count: usize,
    request: OffsetRequest,
}

impl Found {
    /// The page, with links to its neighbours.
    pub fn page<T>(self, links: &PageLinks, view: impl Fn(User) -> T) -> ListView<T> {
        let (next, previous) = links.around(self.request, self.count);
        ListView { count: self.count as u64, next, previous, results: self.users.into_iter().map(view).collect() }
    }
}

/// Reads what is searched for; `user` is the name that autocompletion has for `search`.
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

/// Finds users. Candidates come from the index of names, or without a name to look up from the list of all users; their
/// number is bounded, and so is that of the profiles that are read to see whether they fit. Those whom `me` hides are left
/// out; the relation to `viewer` is read.
pub async fn find(
    state: &AppState,
    me: Option<UserId>,
    viewer: Option<UserId>,
    search: Search,
    params: &Params,
    order: UserOrder,
) -> Result<Found> {
    let request = OffsetRequest::parse(params.get("limit"), params.get("offset"))?;
    let OffsetRequest { limit, offset } = request;
    let store = &state.store;
    let candidates = async {
        match search.lookup() {
            Some(start) => store.name_index().find(start, CANDIDATES_MAX).await,
            None => {
                let all = PageRequest { limit: PROFILES_MAX, start: Start::Offset(0) };
                Ok(store.users().page(order, &all).await?.rows)
            }
        }
    };
    let (mut ids, hidden) = tokio::try_join!(candidates, store.edge_lists().hidden_ids(me))?;
    ids.retain(|id| !hidden.contains(id));
    if search.is_lookup_alone() && order.sort_ids(&mut ids) {
        let count = ids.len();
        let page: Vec<_> = ids.into_iter().skip(offset).take(limit).collect();
        let mut users = store.users().get_many(&page, viewer, Consistency::Eventual).await?;
        // The index may lag behind a deletion.
        users.retain(|user| is_findable(&user.profile));
        return Ok(Found { users, count, request });
    }
    ids.truncate(PROFILES_MAX);
    let mut users = store.users().get_many(&ids, viewer, Consistency::Eventual).await?;
    users.retain(|user| search.fits(&user.profile));
    order.sort(&mut users);
    let count = users.len();
    let users = users.into_iter().skip(offset).take(limit).collect();
    Ok(Found { users, count, request })
}
