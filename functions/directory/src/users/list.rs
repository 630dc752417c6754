//! `GET /users/`.

use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::PageLinks;
use shared::dialect::directory::{
    Fieldsets, JsonApi, NumberedList, Paging, Parameters, Query, Resource, Sorting, UserResource, wrong_parameter,
};
use shared::domain::cursor::Page;
use shared::domain::profile::search::{Search, SearchScope, matches_for_staff};
use shared::domain::{AccountAction, Error, Problem, Result, UserId};
use shared::runtime::state::AppState;
use shared::store::{Account, Matches, Selection, UserOrder};

use super::filter::Filter;

const SEARCH: &str = "filter[search]";

/// The list that the caller requests.
struct ListRequest {
    order: UserOrder,
    paging: Paging,
    filter: Filter,
    /// Prefixes of words, all of which must match; without any, the list is of all users who match the filter.
    words: Vec<String>,
}

/// The rows found, before their accounts are read.
enum Found {
    /// A page of the list of all users, and their number.
    All(Page<UserId>, u64),
    /// A page of users among whom are all that match the filter.
    Filtered(Page<UserId>),
    /// All candidates of a search.
    Candidates(Vec<UserId>),
}

/// Lists all users who are not deleted, or those whose names match.
pub async fn list_users(
    State(state): State<AppState>,
    caller: CurrentUser,
    query: Query,
    links: PageLinks,
) -> Result<JsonApi<NumberedList<Resource>>> {
    let request = read(query);
    let reads = async {
        match &request {
            Ok((request, _)) => find(&state, request).await.map(Some),
            // An error of the caller comes before an error of the query.
            Err(_) => Ok(None),
        }
    };
    let (viewer, found) = caller.with(reads).await?;
    viewer.may_act_on_users(AccountAction::List)?;
    let (request, fieldsets) = request?;
    let view = |account: &Account| UserResource::new(&account.profile, &account.auth, &fieldsets);
    match found.ok_or_else(Error::not_found)? {
        Found::All(page, count) => {
            let accounts = state.store.accounts().get_many(&page.rows, false).await?;
            let page = Page { rows: accounts.iter().map(view).collect(), next: page.next, previous: page.previous };
            Ok(JsonApi(request.paging.list(page, count, !request.order.descending, &links)))
        }
        Found::Filtered(page) => {
            let accounts = state.store.accounts().get_many(&page.rows, false).await?;
            let rows = accounts.iter().filter(|account| request.filter.matches(account)).map(view).collect();
            Ok(JsonApi(request.paging.uncounted(Page { rows, next: page.next, previous: page.previous }, &links)))
        }
        Found::Candidates(ids) => {
            let Matches { rows, count } = select(&state, &request, ids).await?;
            Ok(JsonApi(request.paging.slice(rows.iter().map(view).collect(), count, &links)))
        }
    }
}

fn read(query: Query) -> Result<(ListRequest, Fieldsets)> {
    let known = [&["sort", SEARCH][..], &Filter::PARAMETERS, &Paging::NUMBERED, &Paging::CURSORS].concat();
    let (parameters, fieldsets) = query.with(&known)?;
    let words = Search::parse(parameters.get(SEARCH).unwrap_or_default());
    let words = words.map_err(|problem| wrong_parameter(SEARCH, problem))?;
    let (order, paging) = (order(&parameters)?, Paging::parse(&parameters)?);
    let request = ListRequest { order, paging, filter: Filter::parse(&parameters)?, words };
    check_filtered(&request)?;
    Ok((request, fieldsets))
}

/// A list by a filter is as the table has it: not counted, and sorted by id where it is a list of its own.
fn check_filtered(request: &ListRequest) -> Result<()> {
    let ListRequest { order, paging, filter, words } = request;
    if filter.is_empty() || !words.is_empty() {
        return Ok(());
    }
    if order.by_username && filter.list().is_some() {
        let problem =
            Problem::new("invalid_choice", "With this filter the list is sorted by date_joined or -date_joined.");
        return Err(wrong_parameter("sort", problem));
    }
    if paging.skips() {
        let problem = Problem::new("max_value", "With a filter, pages have no number: follow the links.");
        return Err(wrong_parameter(Paging::NUMBERED[0], problem));
    }
    Ok(())
}

/// Both orders are total, so that further sort criteria never matter.
fn order(parameters: &Parameters) -> Result<UserOrder> {
    let Sorting { field, descending } = Sorting::parse(parameters, &["date_joined", "username"])?;
    Ok(UserOrder { by_username: field == "username", descending })
}

async fn find(state: &AppState, request: &ListRequest) -> Result<Found> {
    let store = &state.store;
    let ListRequest { order, paging, filter, words } = request;
    let Some(longest) = words.iter().rev().max_by_key(|word| word.chars().count()) else {
        if let Some(list) = filter.list() {
            return store.name_index().accounts(list, order.descending, &paging.request).await.map(Found::Filtered);
        }
        if !filter.is_empty() {
            return store.users().page(*order, &paging.request).await.map(Found::Filtered);
        }
        let page = store.users().page(*order, &paging.request);
        let (page, count) = tokio::try_join!(page, store.accounts().count_all())?;
        return Ok(Found::All(Paging::must_be_reached(page)?, count));
    };
    let lookup = (SearchScope::Staff, longest.clone());
    let candidates = match filter.list() {
        Some(list) => store.user_search().candidates_among(list, &lookup).await?,
        None => store.user_search().candidates(Some(&lookup), *order).await?,
    };
    Ok(Found::Candidates(candidates))
}

/// A page of the candidates that match. A single prefix of a word without a filter is decided by the name index.
async fn select(state: &AppState, request: &ListRequest, candidates: Vec<UserId>) -> Result<Matches<Account>> {
    let ListRequest { order, paging, filter, words } = request;
    let is_indexed = filter.is_empty() && words.len() == 1 && words.iter().all(|word| word.chars().count() > 1);
    let selection = Selection { is_indexed, order: *order, offset: paging.skipped(), limit: paging.request.limit };
    let plan = selection.plan(candidates);
    let accounts = state.store.accounts().get_many(&plan.ids, false).await?;
    Ok(plan.finish(accounts, |account| filter.matches(account) && matches_for_staff(words, &account.profile)))
}
