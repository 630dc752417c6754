//! Posts as a caller is shown them: with their authors, and with what the caller has chosen in their polls.

use std::collections::HashMap;

use shared::dialect::community::{AuthorView, PostView};
use shared::domain::{Ballot, Error, FeedEntry, Id, PostWithCounters, Profile, Result, UserId, Viewer};
use shared::runtime::state::AppState;

/// Posts and their authors, as they were read.
pub struct Found {
    posts: HashMap<Id, PostWithCounters>,
    authors: HashMap<UserId, Profile>,
}

/// Reads these posts in one trip. Authors that are known already are not read again.
pub async fn find(state: &AppState, entries: &[FeedEntry], known: Option<Profile>) -> Result<Found> {
    let ids: Vec<Id> = entries.iter().map(|entry| entry.post).collect();
    let is_known = |author: UserId| known.as_ref().is_some_and(|known| known.id == author);
    let others: Vec<UserId> = entries.iter().map(|entry| entry.author).filter(|author| !is_known(*author)).collect();
    let (posts, mut authors) =
        tokio::try_join!(state.store.posts().get_many(&ids), state.store.profiles().get_many(&others))?;
    authors.extend(known);
    Ok(Found {
        posts: posts.into_iter().map(|posted| (posted.post.id, posted)).collect(),
        authors: authors.into_iter().map(|author| (author.id, author)).collect(),
    })
}

impl Found {
    /// These of the posts in this order; those that are gone are left out.
    pub fn views(
        mut self,
        state: &AppState,
        viewer: Option<&Viewer>,
        entries: &[FeedEntry],
        ballots: Vec<Ballot>,
    ) -> Vec<PostView> {
        let ballots = by_post(ballots);
        let views = entries.iter().filter_map(|entry| {
            let posted = self.posts.remove(&entry.post)?;
            let author = self.authors.get(&posted.post.author)?;
            Some(view(state, viewer, posted, author, &ballots))
        });
        views.collect()
    }
}

/// One post that was read already.
pub async fn show_one(state: &AppState, viewer: Option<&Viewer>, posted: PostWithCounters) -> Result<PostView> {
    let (author, entry) = ([posted.post.author], [FeedEntry::of(&posted.post)]);
    let (authors, ballots) =
        tokio::try_join!(state.store.profiles().get_many(&author), ballots(state, viewer, &entry))?;
    let author = authors.first().ok_or_else(Error::not_found)?;
    Ok(view(state, viewer, posted, author, &by_post(ballots)))
}

/// What the caller has chosen in the polls of these posts.
pub async fn ballots(state: &AppState, viewer: Option<&Viewer>, entries: &[FeedEntry]) -> Result<Vec<Ballot>> {
    let polls: Vec<Id> = entries.iter().filter(|entry| entry.poll).map(|entry| entry.post).collect();
    match viewer {
        Some(viewer) if !polls.is_empty() => state.store.ballots().get_many(&polls, viewer.id()).await,
        _ => Ok(Vec::new()),
    }
}

fn by_post(ballots: Vec<Ballot>) -> HashMap<Id, Ballot> {
    ballots.into_iter().map(|ballot| (ballot.post, ballot)).collect()
}

fn view(
    state: &AppState,
    viewer: Option<&Viewer>,
    posted: PostWithCounters,
    author: &Profile,
    ballots: &HashMap<Id, Ballot>,
) -> PostView {
    let votes = ballots.get(&posted.post.id).map(|ballot| &ballot.votes[..]).unwrap_or_default();
    let author = AuthorView::new(author, viewer, &state.config);
    PostView::new(posted, author, votes, viewer.map(Viewer::id))
}
