//! Views of posts, with their authors and the caller's own votes, in their polls and for them.

use std::collections::{HashMap, HashSet};

use shared::dialect::Params;
use shared::dialect::community::{AuthorView, FeedUnitView, PostView};
use shared::domain::cursor::{Direction, Page, Positioned};
use shared::domain::{Ballot, Error, FeedEntry, Id, PostWithCounters, Profile, ReactionKind, Result, UserId, Viewer};
use shared::openapi::parameters::{Parameter, flag};
use shared::runtime::state::AppState;

/// Asks for the caller's own votes for posts.
pub const VOTED: Parameter = flag("voted", "`1` adds `voted` to each post: whether the caller has voted for it.");

/// Posts and their authors.
pub struct PostsWithAuthors {
    posts: HashMap<Id, PostWithCounters>,
    authors: HashMap<UserId, Profile>,
}

impl PostsWithAuthors {
    /// Reads these posts and their authors in one trip. The author that is `known` is not read again.
    pub async fn read(state: &AppState, entries: &[FeedEntry], known: Option<Profile>) -> Result<Self> {
        let ids: Vec<Id> = entries.iter().map(|entry| entry.post).collect();
        let polls = with_polls(entries);
        let is_known = |author: UserId| known.as_ref().is_some_and(|known| known.id == author);
        let others: Vec<UserId> =
            entries.iter().map(|entry| entry.author).filter(|author| !is_known(*author)).collect();
        let (posts, mut authors) =
            tokio::try_join!(state.store.posts().get_many(&ids, &polls), state.store.profiles().get_many(&others))?;
        authors.extend(known.map(|known| (known.id, known)));
        Ok(Self { posts: posts.into_iter().map(|post| (post.post.id, post)).collect(), authors })
    }

    /// The views of a page. Posts that no longer exist are left out.
    pub fn into_views(
        mut self,
        state: &AppState,
        viewer: Option<&Viewer>,
        page: Page<Positioned<FeedEntry>>,
        own: &OwnVotes,
    ) -> Page<Positioned<PostView>> {
        let Page { rows, next, previous } = page;
        let views = rows.into_iter().filter_map(|Positioned { position, row: entry }| {
            let post = self.posts.remove(&entry.post)?;
            let author = self.authors.get(&post.post.author)?;
            Some(Positioned { position, row: view(state, viewer, post, author, own) })
        });
        Page { rows: views.collect(), next, previous }
    }
}

/// The view of one post, which is read already.
pub async fn view_post(
    state: &AppState,
    viewer: Option<&Viewer>,
    post: PostWithCounters,
    votes: Votes,
) -> Result<PostView> {
    let (author, entry) = ([post.post.author], [FeedEntry::of(&post.post)]);
    let own = OwnVotes::read(state, viewer, &entry, votes);
    let (authors, own) = tokio::try_join!(state.store.profiles().get_many(&author), own)?;
    let author = authors.get(&post.post.author).ok_or_else(Error::not_found)?;
    Ok(view(state, viewer, post, author, &own))
}

/// Reads the units of a page of a feed. The page may end earlier, where the caller's ballots for its polls would not fit.
pub async fn read_units(
    state: &AppState,
    viewer: Option<&Viewer>,
    page: Page<Positioned<FeedEntry>>,
    direction: Direction,
    votes: Votes,
) -> Result<Page<Positioned<FeedUnitView>>> {
    let entries = entries_of(&page);
    let posts = PostsWithAuthors::read(state, &entries, None);
    let ballots = async {
        match viewer {
            Some(viewer) => state.store.ballots().of_page(viewer.id(), page, direction).await,
            None => Ok((page, Vec::new())),
        }
    };
    let voted = read_voted(state, viewer, &entries, votes);
    let (posts, (page, ballots), voted) = tokio::try_join!(posts, ballots, voted)?;
    let page = posts.into_views(state, viewer, page, &OwnVotes::new(ballots, voted));
    Ok(page.map(|post| post.with(FeedUnitView::from)))
}

/// The entries of a page.
pub fn entries_of(page: &Page<Positioned<FeedEntry>>) -> Vec<FeedEntry> {
    page.rows.iter().map(|entry| entry.row).collect()
}

/// Whether the caller's votes for posts are asked for. Each takes a read of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Votes {
    /// Without them.
    Omitted,
    /// With `voted` in each post.
    Shown,
}

impl Votes {
    /// Reads the parameter `voted`.
    pub fn of(params: &Params) -> Result<Self> {
        Ok(if params.flag(VOTED.name)? == Some(true) { Self::Shown } else { Self::Omitted })
    }
}

/// The caller's own votes, in polls and for posts.
pub struct OwnVotes {
    ballots: HashMap<Id, Ballot>,
    /// The posts that the caller has voted for; `None` if that was not asked for.
    voted: Option<HashSet<Id>>,
}

impl OwnVotes {
    /// Reads the caller's votes in the polls of these posts, and for the posts if asked for.
    pub async fn read(state: &AppState, viewer: Option<&Viewer>, entries: &[FeedEntry], votes: Votes) -> Result<Self> {
        let voted = read_voted(state, viewer, entries, votes);
        let (ballots, voted) = tokio::try_join!(read_ballots(state, viewer, entries), voted)?;
        Ok(Self::new(ballots, voted))
    }

    fn new(ballots: Vec<Ballot>, voted: Option<HashSet<Id>>) -> Self {
        Self { ballots: ballots.into_iter().map(|ballot| (ballot.post, ballot)).collect(), voted }
    }
}

/// Reads which of these posts the caller has voted for, if asked for.
async fn read_voted(
    state: &AppState,
    viewer: Option<&Viewer>,
    entries: &[FeedEntry],
    votes: Votes,
) -> Result<Option<HashSet<Id>>> {
    let posts: Vec<Id> = entries.iter().map(|entry| entry.post).collect();
    match (votes, viewer) {
        (Votes::Omitted, _) => Ok(None),
        (Votes::Shown, None) => Ok(Some(HashSet::new())),
        (Votes::Shown, Some(viewer)) => {
            state.store.reactions().among(ReactionKind::Vote, &posts, viewer.id()).await.map(Some)
        }
    }
}

fn with_polls(entries: &[FeedEntry]) -> Vec<Id> {
    entries.iter().filter(|entry| entry.poll).map(|entry| entry.post).collect()
}

/// Reads the caller's votes in the polls of these posts.
async fn read_ballots(state: &AppState, viewer: Option<&Viewer>, entries: &[FeedEntry]) -> Result<Vec<Ballot>> {
    let polls = with_polls(entries);
    match viewer {
        Some(viewer) if !polls.is_empty() => state.store.ballots().get_many(&polls, viewer.id()).await,
        _ => Ok(Vec::new()),
    }
}

fn view(
    state: &AppState,
    viewer: Option<&Viewer>,
    post: PostWithCounters,
    author: &Profile,
    own: &OwnVotes,
) -> PostView {
    let ballot = own.ballots.get(&post.post.id).map(|ballot| &ballot.votes[..]).unwrap_or_default();
    let voted = own.voted.as_ref().map(|voted| voted.contains(&post.post.id));
    let author = AuthorView::new(author, viewer, &state.config);
    PostView::new(post, author, ballot, viewer, state.clock.now()).with_voted(voted)
}
