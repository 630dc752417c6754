//! `GET /api/v2/moderation/contribution/`

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use shared::auth::CurrentUser;
use shared::dialect::community::{
    AuthorView, CommentView, ContributionView, FlaggedContributionView, HELD, ListView, PostView,
};
use shared::dialect::{PageLinks, Params};
use shared::domain::cursor::OffsetRequest;
use shared::domain::{
    CommentRef, Contribution, CountedComment, Id, Moderation, PostWithCounters, Profile, QueueEntry, Result, UserId,
    Viewer,
};
use shared::runtime::state::AppState;

use super::filter::{Filter, Known, Order};
use super::held::list_held;

/// Lists flagged contributions for staff, most flagged first.
pub async fn list_flagged_contributions(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<FlaggedContributionView>>> {
    let viewer = caller.alone().await?;
    viewer.must_be_staff()?;
    if params.get("moderation_status") == Some(HELD) {
        return list_held(&state, &viewer, &params, &links).await.map(Json);
    }
    let filter = Filter::read(&params)?;
    if !filter.is_indexed() {
        return filtered(&state, &viewer, &filter, &params, &links).await.map(Json);
    }
    let (request, queue, statuses) = (params.page()?, state.store.moderations(), &filter.statuses);
    let (page, count) = tokio::try_join!(queue.queue(statuses, filter.ascending, &request), queue.count(statuses))?;
    let details = Details::read(&state, &page.rows).await?;
    let (next, previous) = links.of(&page);
    let results = page.rows.into_iter().filter_map(|entry| details.view(&state, &viewer, entry)).collect();
    Ok(Json(ListView { count: count as u64, next, previous, results }))
}

/// A page of those that pass a filter, of a bounded number of them.
async fn filtered(
    state: &AppState,
    viewer: &Viewer,
    filter: &Filter,
    params: &Params,
    links: &PageLinks,
) -> Result<ListView<FlaggedContributionView>> {
    let request = OffsetRequest::parse(params.get("limit"), params.get("offset"))?;
    let mut entries = filter.candidates(state).await?;
    let details = Details::read(state, &entries).await?;
    entries.retain(|entry| details.known(entry).is_some_and(|known| filter.keeps(&known)));
    // The entries are in the order of flags.
    let time = |entry: &QueueEntry| match filter.order {
        Order::Flags => None,
        Order::LastFlagged => details.last_flagged.get(&entry.contribution.id()).copied(),
        Order::Moderated => details.known(entry)?.decision.map(|decision| decision.at),
    };
    entries.reverse();
    entries.sort_by_key(time);
    if !filter.ascending {
        entries.reverse();
    }
    let (next, previous) = links.around(request, entries.len());
    let count = entries.len() as u64;
    let page = entries.into_iter().skip(request.offset).take(request.limit);
    Ok(ListView {
        count,
        next,
        previous,
        results: page.filter_map(|entry| details.view(state, viewer, entry)).collect(),
    })
}

/// What the views of a page need.
struct Details {
    posts: HashMap<Id, PostWithCounters>,
    comments: HashMap<CommentRef, CountedComment>,
    users: HashMap<UserId, Profile>,
    last_flagged: HashMap<Id, Timestamp>,
}

impl Details {
    async fn read(state: &AppState, rows: &[QueueEntry]) -> Result<Self> {
        let (mut posts, mut comments) = (Vec::new(), Vec::new());
        for entry in rows {
            match entry.contribution {
                Contribution::Post(post) => posts.push(post),
                Contribution::Comment(at) => comments.push(at),
            }
        }
        let authors: Vec<UserId> = rows.iter().map(|entry| entry.author).collect();
        let store = &state.store;
        let (posts, comments, mut users, last_flagged) = tokio::try_join!(
            store.posts().get_many(&posts, &posts),
            store.comments().get_many(&comments),
            store.profiles().get_many(&authors),
            store.moderations().last_flagged(rows)
        )?;
        let of_posts = posts.iter().filter_map(|found| found.post.moderation);
        let of_comments = comments.iter().filter_map(|found| found.comment.moderation);
        let moderators = of_posts.chain(of_comments).map(|decision| decision.by);
        let moderators: Vec<UserId> = moderators.filter(|by| !users.contains_key(by)).collect();
        if !moderators.is_empty() {
            users.extend(store.profiles().get_many(&moderators).await?);
        }
        Ok(Self {
            posts: posts.into_iter().map(|found| (found.post.id, found)).collect(),
            comments: comments.into_iter().map(|found| (found.comment.at, found)).collect(),
            users,
            last_flagged,
        })
    }

    /// What a filter looks at; `None` if the contribution is gone.
    fn known(&self, entry: &QueueEntry) -> Option<Known<'_>> {
        let author = self.users.get(&entry.author);
        Some(match entry.contribution {
            Contribution::Post(post) => {
                let post = &self.posts.get(&post)?.post;
                let texts = [post.content.title.as_str(), post.content.html.as_str()];
                Known { kind: Some(post.kind), author, texts, decision: post.moderation.as_ref() }
            }
            Contribution::Comment(at) => {
                let comment = &self.comments.get(&at)?.comment;
                Known { kind: None, author, texts: ["", &comment.html], decision: comment.moderation.as_ref() }
            }
        })
    }

    /// The view of an entry; `None` if the contribution or its author is gone.
    fn view(&self, state: &AppState, viewer: &Viewer, entry: QueueEntry) -> Option<FlaggedContributionView> {
        let author = |id: UserId| Some(AuthorView::new(self.users.get(&id)?, Some(viewer), &state.config));
        let (contribution, decision): (_, Option<Moderation>) = match entry.contribution {
            Contribution::Post(post) => {
                let found = self.posts.get(&post)?.clone();
                let (kind, decision) = (found.post.kind.name(), found.post.moderation);
                let (author, now) = (author(entry.author)?, state.clock.now());
                let view = PostView::new(found, author, &[], Some(viewer), now, &state.config);
                ((kind, ContributionView::Post(Box::new(view))), decision)
            }
            Contribution::Comment(at) => {
                let found = self.comments.get(&at)?.clone();
                let decision = found.comment.moderation;
                let view = CommentView::new(found, author(entry.author), None, Some(viewer))?;
                (("comment", ContributionView::Comment(Box::new(view))), decision)
            }
        };
        let by = decision.and_then(|decision| author(decision.by));
        let last_flagged = self.last_flagged.get(&entry.contribution.id()).copied();
        Some(FlaggedContributionView::new(contribution, entry.flags, last_flagged, decision.as_ref(), by))
    }
}
