//! `GET /api/v2/{discussion|post|comment}/{id}/vote/`

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::community::{AuthorView, ListView, VoteView};
use shared::dialect::{PageLinks, Params, PathId};
use shared::domain::cursor::Page;
use shared::domain::{CountedComment, Error, Problem, Profile, Result, UserId, Viewer, VoteReaction, Voter};
use shared::openapi::parameters::{Parameter, id};
use shared::runtime::state::AppState;
use shared::store::{Consistency, HiddenUsers};

use crate::blocked_authors::{must_see, must_see_comment};
use crate::comments::id_param;
use crate::path_kind::PathKind;

/// Lists the votes with one reaction.
pub const OF_REACTION: Parameter = id(
    "reaction",
    "Leaves votes with other reactions out of a page after it is read, so that it can be shorter than `limit`.",
)
.or_empty();

/// Lists the users who voted for a post.
pub async fn list_post_voters(
    State(state): State<AppState>,
    kind: PathKind,
    caller: MaybeUser,
    PathId(id): PathId,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<VoteView>>> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        let (request, _) = (params.page()?, of_reaction(&params)?);
        let hidden = store.edge_lists().hidden(me, Consistency::Eventual);
        tokio::try_join!(store.posts().get(id, false), store.reactions().voters(id, &request), hidden)
    };
    let (viewer, (found, mut page, hidden)) = caller.with(reads).await?;
    keep(&mut page, &params)?;
    let found = kind.must_match(found)?;
    must_see(&state, viewer.as_ref(), &hidden, found.post.author).await?;
    let count = found.counters.votes;
    let users = users(&state, &page, viewer.as_ref(), &hidden).await?;
    Ok(list(&state, viewer.as_ref(), page, &users, count, &links))
}

/// Lists the users who voted for a comment, newest vote first.
pub async fn list_comment_voters(
    State(state): State<AppState>,
    caller: MaybeUser,
    PathId(id): PathId,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<VoteView>>> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        let (request, _) = (params.page()?, of_reaction(&params)?);
        let hidden = store.edge_lists().hidden(me, Consistency::Eventual);
        tokio::try_join!(store.comments().place(id), store.comment_votes().voters(id, &request), hidden)
    };
    let (viewer, (place, mut page, hidden)) = caller.with(reads).await?;
    keep(&mut page, &params)?;
    let place = place.ok_or_else(Error::not_found)?;
    let seen = must_see_comment(&state, viewer.as_ref(), &hidden, (place.at, place.author));
    let users = users(&state, &page, viewer.as_ref(), &hidden);
    let (found, users, ()) = tokio::try_join!(store.comments().get(place.at), users, seen)?;
    let found = found.filter(|found: &CountedComment| found.comment.is_live()).ok_or_else(Error::not_found)?;
    Ok(list(&state, viewer.as_ref(), page, &users, found.votes, &links))
}

fn of_reaction(params: &Params) -> Result<Option<VoteReaction>> {
    let wrong = || Error::field(OF_REACTION.name, Problem::new("invalid_choice", "There is no such reaction."));
    let id = id_param(params, OF_REACTION.name)?;
    id.map(|id| VoteReaction::new(id.get()).ok_or_else(wrong)).transpose()
}

/// Keeps the votes with the reaction that is asked for.
fn keep(page: &mut Page<Voter>, params: &Params) -> Result<()> {
    if let Some(reaction) = of_reaction(params)? {
        page.rows.retain(|voter| voter.reaction == reaction);
    }
    Ok(())
}

/// The profiles of these voters, but for those with whom a block of the caller stands.
async fn users(
    state: &AppState,
    page: &Page<Voter>,
    viewer: Option<&Viewer>,
    hidden: &HiddenUsers,
) -> Result<HashMap<UserId, Profile>> {
    let mut users: Vec<UserId> = page.rows.iter().map(|voter| voter.user).collect();
    let blocked = state.store.edge_lists().blocked(hidden, viewer, &users).await?;
    users.retain(|user| !blocked.contains(user));
    state.store.profiles().get_many(&users).await
}

fn list(
    state: &AppState,
    viewer: Option<&Viewer>,
    page: Page<Voter>,
    users: &HashMap<UserId, Profile>,
    count: u64,
    links: &PageLinks,
) -> Json<ListView<VoteView>> {
    let views = page.rows.iter().filter_map(|voter| {
        let user = AuthorView::new(users.get(&voter.user)?, viewer, &state.config);
        Some(VoteView::new(user, voter))
    });
    let (next, previous) = links.of(&page);
    Json(ListView { count, next, previous, results: views.collect() })
}
