//! `GET /api/v2/feed/`, `GET /api/v2/feed/home/`

use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::ListBody;
use shared::dialect::{PageLinks, Params};
use shared::domain::Result;
use shared::domain::cursor::Start;
use shared::openapi::parameters::{Parameter, flag};
use shared::runtime::state::AppState;
use shared::store::COUNTED_MAX;

use crate::post_views::{Votes, read_units};

/// Adds the caller's own posts.
pub const OWN: Parameter = flag("own", "`1` adds the caller's own posts.");

/// Lists the posts of users whom the caller follows or is connected with, newest first, with `own=1` also the
/// caller's own. Deleted posts, and posts of users whom the caller hides, are left out of a page after it is read: such a
/// page is shorter, and `next` leads on.
pub async fn list_home_feed(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<ListBody> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        let (request, votes) = (params.page()?, Votes::of(&params)?);
        let own = params.flag(OWN.name)?.unwrap_or(false);
        let own_posts = async { if own { store.posts().count_by_author(me).await } else { Ok(0) } };
        let (pull_authors, hidden, entries, own_posts) = tokio::try_join!(
            store.pull_authors().of_reader(me),
            store.edge_lists().hidden_ids(Some(me)),
            store.feeds().count(me),
            own_posts
        )?;
        Ok((request, votes, own, pull_authors, hidden, COUNTED_MAX.min(entries + own_posts)))
    };
    let (viewer, (request, votes, own, pull_authors, hidden, count)) = caller.with(reads).await?;
    let mut page = store.feeds().page(viewer.id(), &pull_authors, own, &request).await?;
    page.rows.retain(|entry| !hidden.contains(&entry.row.author));
    let now = state.clock.now();
    // The event of a visit makes `fanout` fetch the posts of all pull authors into the feed.
    let visit = async {
        let due = request.start == Start::Offset(0) && pull_authors.is_due(now);
        if due { store.pull_authors().record_visit(viewer.id(), &pull_authors, now).await } else { Ok(()) }
    };
    let direction = request.direction();
    let (page, ()) = tokio::try_join!(read_units(&state, Some(&viewer), page, direction, votes), visit)?;
    ListBody::new(count as u64, page, direction, &links)
}
