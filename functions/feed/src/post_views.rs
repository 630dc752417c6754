//! Views of posts, with their authors and the caller's own votes in their polls.

use std::collections::HashMap;

use shared::dialect::community::{AuthorView, FeedUnitView, PostView};
use shared::domain::cursor::Page;
use shared::domain::{Ballot, Error, FeedEntry, Id, PostWithCounters, Profile, Result, UserId, Viewer};
use shared::runtime::state::AppState;

/// Posts and their authors.
pub struct PostsWithAuthors {
    posts: HashMap<Id, PostWithCounters>,
    authors: HashMap<UserId, Profile>,
}

impl PostsWithAuthors {
    /// Reads these posts and their authors in one trip. The author that is `known` is not read again.
    pub async fn read(state: &AppState, entries: &[FeedEntry], known: Option<Profile>) -> Result<Self> {
        let ids: Vec<Id> = entries.iter().map(|entry| entry.post).collect();
        let is_known = |author: UserId| known.as_ref().is_some_and(|known| known.id == author);
        let others: Vec<UserId> =
            entries.iter().map(|entry| entry.author).filter(|author| !is_known(*author)).collect();
        let (posts, mut authors) =
            tokio::try_join!(state.store.posts().get_many(&ids), state.store.profiles().get_many(&others))?;
        authors.extend(known.map(|known| (known.id, known)));
        Ok(Self { posts: posts.into_iter().map(|post| (post.post.id, post)).collect(), authors })
    }

    /// The views in the order of the entries. Posts that no longer exist are left out.
    pub fn into_views(
        mut self,
        state: &AppState,
        viewer: Option<&Viewer>,
        entries: &[FeedEntry],
        ballots: Vec<Ballot>,
    ) -> Vec<PostView> {
        let ballots = by_post(ballots);
        let views = entries.iter().filter_map(|entry| {
            let post = self.posts.remove(&entry.post)?;
            let author = self.authors.get(&post.post.author)?;
            Some(view(state, viewer, post, author, &ballots))
        });
        views.collect()
    }
}

/// The view of one post, which is read already.
pub async fn view_post(state: &AppState, viewer: Option<&Viewer>, post: PostWithCounters) -> Result<PostView> {
    let (author, entry) = ([post.post.author], [FeedEntry::of(&post.post)]);
    let (authors, ballots) =
        tokio::try_join!(state.store.profiles().get_many(&author), read_ballots(state, viewer, &entry))?;
    let author = authors.get(&post.post.author).ok_or_else(Error::not_found)?;
    Ok(view(state, viewer, post, author, &by_post(ballots)))
}

/// Reads the units of a page of a feed. The page may end earlier, where the caller's ballots for its polls would not fit.
pub async fn read_units(
    state: &AppState,
    viewer: Option<&Viewer>,
    page: Page<FeedEntry>,
) -> Result<(Page<FeedEntry>, Vec<FeedUnitView>)> {
    let entries = page.rows.clone();
    let posts = PostsWithAuthors::read(state, &entries, None);
    let ballots = async {
        match viewer {
            Some(viewer) => state.store.ballots().of_page(viewer.id(), page).await,
            None => Ok((page, Vec::new())),
        }
    };
    let (posts, (page, ballots)) = tokio::try_join!(posts, ballots)?;
    let views = posts.into_views(state, viewer, &page.rows, ballots);
    Ok((page, views.into_iter().map(FeedUnitView::from).collect()))
}

/// Reads the caller's votes in the polls of these posts.
pub async fn read_ballots(state: &AppState, viewer: Option<&Viewer>, entries: &[FeedEntry]) -> Result<Vec<Ballot>> {
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
    post: PostWithCounters,
    author: &Profile,
    ballots: &HashMap<Id, Ballot>,
) -> PostView {
    let votes = ballots.get(&post.post.id).map(|ballot| &ballot.votes[..]).unwrap_or_default();
    let author = AuthorView::new(author, viewer, &state.config);
    PostView::new(post, author, votes, viewer.map(Viewer::id), state.clock.now())
}
