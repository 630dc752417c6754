//! `GET /api/v2/comment/`

use std::collections::HashSet;

use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::community::{CommentView, ListBody, bounded};
use shared::dialect::{PageLinks, Params};
use shared::domain::cursor::{Page, PageRequest, Positioned, Start};
use shared::domain::post::comment::{CommentOrder, OFFSET_MAX};
use shared::domain::{CommentRef, CountedComment, Error, Id, Problem, Relation, Result, UserId, Viewer};
use shared::runtime::state::AppState;
use shared::store::{CommentList, Consistency, Store};

use crate::blocked_authors::must_see;
use crate::comments::target::{Target, id_param};
use crate::comments::views::Details;

struct Query {
    target: Target,
    parent: Option<Id>,
    order: CommentOrder,
    request: PageRequest,
}

/// Lists the comments on a post, or the replies to a comment. Comments of users whom the caller hides are left out of a
/// page after it is read.
pub async fn list_comments(
    State(state): State<AppState>,
    caller: MaybeUser,
    params: Params,
    links: PageLinks,
) -> Result<ListBody> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        let query = Query::parse(&params)?;
        let (count, hidden, page) = tokio::try_join!(
            query.count(store),
            store.edge_lists().hidden(me, Consistency::Strong),
            query.page(store)
        )?;
        Ok((query, count, hidden, page))
    };
    let (viewer, (query, count, hidden, mut page)) = caller.with(reads).await?;
    let (count, author) = count.ok_or_else(Error::not_found)?;
    must_see(&state, viewer.as_ref(), &hidden, author).await?;
    let hidden = store.edge_lists().unseen(&hidden, viewer.as_ref(), &authors_of(&page)).await?;
    let is_hidden = |one: &CountedComment| one.comment.is_live() && hidden.contains(&one.comment.author);
    page.rows.retain(|one| one.row.is_shown() && !is_hidden(&one.row));
    let linked = linked_authors(&state, viewer.as_ref(), &query, &page.rows);
    let details = Details::of_list(&state, viewer.as_ref(), page.rows.iter().map(|one| &one.row), &hidden);
    let (details, linked) = tokio::try_join!(details, linked)?;
    let by_linked = page.rows.iter().filter(|one| linked.contains(&one.row.comment.author));
    let first: HashSet<String> = by_linked.map(|one| one.position.clone()).collect();
    let page = views(&state, viewer.as_ref(), page, details);
    let mut page = bounded(page, query.request.direction())?;
    page.rows.sort_by_key(|comment| !first.contains(&comment.position));
    ListBody::of_bounded(count, page, &links)
}

impl Query {
    fn parse(params: &Params) -> Result<Self> {
        let target = Target::from_params(params)?;
        let parent = id_param(params, "parent")?;
        let order = CommentOrder::parse(params.get("ordering").unwrap_or_default());
        let order = order.map_err(|problem| Error::field("ordering", problem))?;
        let request = params.page()?;
        if matches!(request.start, Start::Offset(offset) if offset > OFFSET_MAX) {
            let message = format!("The offset can be at most {OFFSET_MAX}; follow `next` to read further.");
            return Err(Error::field("offset", Problem::new("max_value", message)));
        }
        Ok(Self { target, parent, order, request })
    }

    async fn page(&self, store: &Store) -> Result<Page<Positioned<CountedComment>>> {
        let list = self.parent.map_or(CommentList::OnPost(self.target.post), CommentList::Replies);
        store.comments().page(list, self.order == CommentOrder::Oldest, &self.request).await
    }

    /// The number of rows of the list, and the author of the post; `None` if there is no such post, or no such comment on it.
    async fn count(&self, store: &Store) -> Result<Option<(u64, UserId)>> {
        let Target { kind, post } = self.target;
        let Some(parent) = self.parent else {
            let found = self.target.find(store).await?;
            return Ok(found.map(|found| (found.counters.top_comments, found.post.author)));
        };
        let parent = store.comments().get(CommentRef::top(post, parent)).await?;
        let parent = parent.filter(|parent| parent.comment.kind == kind && parent.is_shown());
        // A comment on a post notifies the author of the post.
        Ok(parent.map(|parent| (parent.replies, parent.comment.notified)))
    }
}

/// The authors of the comments on a page, and of the replies that are shown with them.
fn authors_of(page: &Page<Positioned<CountedComment>>) -> Vec<UserId> {
    let replies =
        |one: &Positioned<CountedComment>| one.row.latest.iter().map(|reply| reply.author).collect::<Vec<_>>();
    let authors = page.rows.iter().flat_map(|one| [vec![one.row.comment.author], replies(one)].concat());
    authors.collect()
}

/// The authors on the page whom the caller follows or is connected with, if the order depends on it.
async fn linked_authors(
    state: &AppState,
    viewer: Option<&Viewer>,
    query: &Query,
    comments: &[Positioned<CountedComment>],
) -> Result<Vec<UserId>> {
    let Some(viewer) = viewer.filter(|_| query.order == CommentOrder::Connection) else { return Ok(Vec::new()) };
    let authors: Vec<UserId> = comments.iter().map(|one| one.row.comment.author).collect();
    let relations = state.store.users().relations(viewer.id(), &authors).await?;
    Ok(relations.into_iter().filter(|(_, relation)| Relation::is_linked(*relation)).map(|(author, _)| author).collect())
}

/// The views of a page.
fn views(
    state: &AppState,
    viewer: Option<&Viewer>,
    page: Page<Positioned<CountedComment>>,
    mut details: Details,
) -> Page<Positioned<CommentView>> {
    let Page { rows, next, previous } = page;
    let views = rows.into_iter().filter_map(|Positioned { position, row: comment }| {
        Some(Positioned { position, row: details.view(state, viewer, comment)? })
    });
    Page { rows: views.collect(), next, previous }
}
