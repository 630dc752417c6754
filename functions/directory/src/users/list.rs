//! `GET /users/`

use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::PageLinks;
use shared::dialect::directory::{
    Fieldsets, JsonApi, NumberedList, Paging, Parameters, Query, Resource, Sorting, UserResource, wrong_parameter,
};
use shared::domain::cursor::Page;
use shared::domain::profile::search::{Search, fits_member};
use shared::domain::{AccountAction, Error, Result, UserId};
use shared::runtime::state::AppState;
use shared::store::{Account, UserOrder};

const SEARCH: &str = "filter[search]";

/// Rows of the index of names that one search reads, of either shelf.
const CANDIDATES_MAX: usize = 1_000;
/// Candidates whose profiles are read where the index alone does not tell whether they fit, or in which order.
const PROFILES_MAX: usize = 100;

/// What the caller asks for.
struct Asked {
    order: UserOrder,
    paging: Paging,
    /// Starts of words, all of which must fit; none is no search.
    words: Vec<String>,
}

/// The rows found, before they are read.
enum Found {
    /// A page of the list of all, and how many they are.
    All(Page<UserId>, u64),
    /// All candidates of a search.
    Candidates(Vec<UserId>),
}

/// A page of all users who are not deleted, or of those who are called so.
pub async fn list_users(
    State(state): State<AppState>,
    caller: CurrentUser,
    query: Query,
    links: PageLinks,
) -> Result<JsonApi<NumberedList<Resource>>> {
    let asked = read(query);
    let reads = async {
        match &asked {
            Ok((asked, _)) => find(&state, asked).await.map(Some),
            // What is wrong with the query comes up after what is wrong with the caller.
            Err(_) => Ok(None),
        }
    };
    let (viewer, found) = caller.with(reads).await?;
    viewer.may_act_on_users(AccountAction::List)?;
    let (asked, fieldsets) = asked?;
    let view = |member: &Account| UserResource::new(&member.profile, &member.auth, &fieldsets);
    match found.ok_or_else(Error::not_found)? {
        Found::All(page, count) => {
            let members = state.store.accounts().get_many(&page.rows, false).await?;
            let page = Page { rows: members.iter().map(view).collect(), next: page.next, previous: page.previous };
            Ok(JsonApi(asked.paging.list(page, count, !asked.order.descending, &links)))
        }
        Found::Candidates(ids) => {
            let (members, count) = choose(&state, &asked, ids).await?;
            Ok(JsonApi(asked.paging.slice(members.iter().map(view).collect(), count, &links)))
        }
    }
}

fn read(query: Query) -> Result<(Asked, Fieldsets)> {
    let known = [&["sort", SEARCH][..], &Paging::NUMBERED, &Paging::CURSORS].concat();
    let (parameters, fieldsets) = query.with(&known)?;
    let words = Search::parse(parameters.get(SEARCH).unwrap_or_default());
    let words = words.map_err(|problem| wrong_parameter(SEARCH, problem))?;
    Ok((Asked { order: order(&parameters)?, paging: Paging::parse(&parameters)?, words }, fieldsets))
}

/// Both orders tell all users apart: what further criteria say never counts.
fn order(parameters: &Parameters) -> Result<UserOrder> {
    let Sorting { field, descending } = Sorting::parse(parameters, &["date_joined", "username"])?;
    Ok(UserOrder { by_username: field == "username", descending })
}

async fn find(state: &AppState, asked: &Asked) -> Result<Found> {
    let store = &state.store;
    let Some(longest) = asked.words.iter().rev().max_by_key(|word| word.chars().count()) else {
        let page = store.users().page(asked.order, &asked.paging.request);
        let (page, count) = tokio::try_join!(page, store.accounts().count_all())?;
        return Ok(Found::All(page, count));
    };
    store.name_index().find_for_staff(longest, CANDIDATES_MAX).await.map(Found::Candidates)
}

/// The members of the page, and how many were found.
async fn choose(state: &AppState, asked: &Asked, mut ids: Vec<UserId>) -> Result<(Vec<Account>, usize)> {
    let (skip, size) = (asked.paging.skipped(), asked.paging.request.limit);
    // One start of a word: every candidate fits. Their ids tell the order of joining.
    let alone = asked.words.len() == 1 && asked.words.iter().all(|word| word.chars().count() > 1);
    if alone && asked.order.sort_ids(&mut ids) {
        let page: Vec<_> = ids.iter().copied().skip(skip).take(size).collect();
        return Ok((state.store.accounts().get_many(&page, false).await?, ids.len()));
    }
    ids.truncate(PROFILES_MAX);
    let mut members = state.store.accounts().get_many(&ids, false).await?;
    members.retain(|member| fits_member(&asked.words, &member.profile));
    asked.order.sort_by(&mut members, |member| &member.profile);
    let count = members.len();
    Ok((members.into_iter().skip(skip).take(size).collect(), count))
}
