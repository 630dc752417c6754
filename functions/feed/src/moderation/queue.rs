//! `GET /api/v2/moderation/contribution/`

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use shared::auth::CurrentUser;
use shared::dialect::community::{
    AuthorView, CommentView, ContributionView, FlaggedContributionView, ListView, PostView,
};
use shared::dialect::{PageLinks, Params};
use shared::domain::cursor::Page;
use shared::domain::{
    CommentRef, Contribution, CountedComment, Error, Id, Moderation, PostWithCounters, Problem, Profile, QueueEntry,
    QueueStatus, Result, UserId, Viewer,
};
use shared::runtime::state::AppState;

/// Lists flagged contributions for staff, most flagged first.
pub async fn list_flagged_contributions(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<FlaggedContributionView>>> {
    let viewer = caller.alone().await?;
    viewer.must_be_staff()?;
    let statuses = statuses(&params)?;
    let request = params.page()?;
    let queue = state.store.moderations();
    let (page, count) = tokio::try_join!(queue.queue(&statuses, &request), queue.count(&statuses))?;
    let details = Details::read(&state, &page).await?;
    let (next, previous) = links.of(&page);
    let results = page.rows.into_iter().filter_map(|entry| details.view(&state, &viewer, entry)).collect();
    Ok(Json(ListView { count: count as u64, next, previous, results }))
}

fn statuses(params: &Params) -> Result<Vec<QueueStatus>> {
    let Some(name) = params.get("moderation_status").filter(|name| !name.is_empty()) else {
        return Ok(QueueStatus::ALL.to_vec());
    };
    let status = QueueStatus::ALL.into_iter().find(|status| status.name() == name);
    let wrong = || Problem::new("invalid_choice", "Take one of open, ignored, hidden.");
    Ok(vec![status.ok_or_else(|| Error::field("moderation_status", wrong()))?])
}

/// What the views of a page need.
struct Details {
    posts: HashMap<Id, PostWithCounters>,
    comments: HashMap<CommentRef, CountedComment>,
    users: HashMap<UserId, Profile>,
    last_flagged: HashMap<Id, Timestamp>,
}

impl Details {
    async fn read(state: &AppState, page: &Page<QueueEntry>) -> Result<Self> {
        let (mut posts, mut comments) = (Vec::new(), Vec::new());
        for entry in &page.rows {
            match entry.contribution {
                Contribution::Post(post) => posts.push(post),
                Contribution::Comment(at) => comments.push(at),
            }
        }
        let authors: Vec<UserId> = page.rows.iter().map(|entry| entry.author).collect();
        let store = &state.store;
        let (posts, comments, mut users, last_flagged) = tokio::try_join!(
            store.posts().get_many(&posts, &posts),
            store.comments().get_many(&comments),
            store.profiles().get_many(&authors),
            store.moderations().last_flagged(&page.rows)
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
