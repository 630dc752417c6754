//! `GET /api/v2/feed/`, `GET /api/v2/feed/home/`

use axum::extract::State;
use axum::http::header::ETAG;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use shared::auth::CurrentUser;
use shared::dialect::community::ListBody;
use shared::dialect::{PageLinks, Params};
use shared::domain::cursor::{PageRequest, Start};
use shared::domain::{Result, UserId};
use shared::openapi::parameters::{Parameter, flag};
use shared::runtime::state::AppState;
use shared::store::{COUNTED_MAX, Consistency, Store};

use crate::feed_tag::FeedTag;
use crate::post_views::{VOTED, asks_for_seen, read_units};

/// Adds the caller's own posts.
pub const OWN: Parameter = flag("own", "`1` adds the caller's own posts.");

struct Query {
    request: PageRequest,
    /// Changes nothing but the tag.
    voted: Option<bool>,
    seen: bool,
    own: bool,
}

/// Lists the posts of users whom the caller follows or is connected with, newest first, with `own=1` also the
/// caller's own. Deleted posts, and posts of users whom the caller hides, are left out of a page after it is read: such a
/// page is shorter, and `next` leads on. The first page has a tag, by which a client learns for less that no post was added.
pub async fn list_home_feed(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
    headers: HeaderMap,
) -> Result<Response> {
    let (store, me, now) = (&state.store, caller.claimed_id(), state.clock.now());
    let reads = async {
        let query = Query::parse(&params)?;
        if let Some(known) = FeedTag::of_request(&headers, me, now.as_second()).filter(|_| query.is_first())
            && query.tag(store, me, &known.authors, now.as_second()).await? == known
        {
            return Ok(Err(known));
        }
        let own_posts = async { if query.own { store.posts().count_by_author(me).await } else { Ok(0) } };
        let (pull_authors, hidden, entries, own_posts) = tokio::try_join!(
            store.pull_authors().of_reader(me),
            store.edge_lists().hidden(Some(me), Consistency::Strong),
            store.feeds().count(me),
            own_posts
        )?;
        Ok(Ok((query, pull_authors, hidden, COUNTED_MAX.min(entries + own_posts))))
    };
    let (viewer, found) = caller.with(reads).await?;
    let (query, pull_authors, hidden, count) = match found {
        Ok(found) => found,
        Err(known) => return Ok((StatusCode::NOT_MODIFIED, [(ETAG, known.header())]).into_response()),
    };
    let (authors, request) = (pull_authors.read_on_demand(), &query.request);
    let mut page = store.feeds().page(me, authors, query.own, request).await?;
    let tag = query.is_first().then(|| FeedTag::of(me, &query.text(), authors, &page, now.as_second()));
    let listed: Vec<UserId> = page.rows.iter().map(|entry| entry.row.author).collect();
    let hidden = store.edge_lists().unseen(&hidden, Some(&viewer), &listed).await?;
    page.rows.retain(|entry| !hidden.contains(&entry.row.author));
    // The event of a visit makes `fanout` fetch the posts of all pull authors into the feed.
    let visit = async {
        let due = query.is_first() && pull_authors.is_due(now);
        if due { store.pull_authors().record_visit(me, &pull_authors, now).await } else { Ok(()) }
    };
    let direction = request.direction();
    let (page, ()) = tokio::try_join!(read_units(&state, Some(&viewer), page, direction, query.seen), visit)?;
    let body = ListBody::new(count as u64, page, direction, &links.with_offsets(request.limit))?;
    Ok((tag.map(|tag| [(ETAG, tag.header())]), body).into_response())
}

impl Query {
    fn parse(params: &Params) -> Result<Self> {
        let (request, seen) = (params.page()?, asks_for_seen(params)?);
        Ok(Self { request, voted: params.flag(VOTED.name)?, seen, own: params.flag(OWN.name)?.unwrap_or(false) })
    }

    fn is_first(&self) -> bool {
        self.request.start == Start::Offset(0)
    }

    /// What the response depends on.
    fn text(&self) -> String {
        format!("{} {} {:?} {}", self.request.limit, self.own, self.voted, self.seen)
    }

    /// The tag that the first page has now, if the posts of these authors are read with the feed.
    async fn tag(&self, store: &Store, reader: UserId, authors: &[UserId], now: i64) -> Result<FeedTag> {
        let page = store.feeds().page(reader, authors, self.own, &self.request).await?;
        Ok(FeedTag::of(reader, &self.text(), authors, &page, now))
    }
}
