//! Views of posts, with their authors, the caller's own votes in their polls, and what the caller has done about them.

use std::collections::{HashMap, HashSet};

use shared::dialect::Params;
use shared::dialect::community::{AuthorView, FeedUnitView, PostView};
use shared::domain::cursor::{Direction, Page, Positioned};
use shared::domain::post::mention::name_in;
use shared::domain::{
    Ballot, Error, FeedEntry, Id, OwnReactions, PostWithCounters, Profile, ReactionKind, Result, UserId, Viewer,
};
use shared::openapi::parameters::{Parameter, flag};
use shared::runtime::state::AppState;
use shared::views::names_in;

/// Asked for the caller's votes for posts when they were not in every response. It is checked, and changes nothing.
pub const VOTED: Parameter = flag("voted", "Has no effect: `voted` is in each post.");
/// Asks whether the caller has seen the posts of a feed.
pub const SEEN: Parameter =
    flag("seen", "`1` looks up for each post whether the caller has seen it; otherwise `seen` is `false`.");

/// Whether `seen` is asked for. Each post takes a read of its own.
pub fn asks_for_seen(params: &Params) -> Result<bool> {
    params.flag(VOTED.name)?;
    Ok(params.flag(SEEN.name)?.unwrap_or(false))
}

/// Posts and their authors.
pub struct PostsWithAuthors {
    posts: HashMap<Id, PostWithCounters>,
    authors: HashMap<UserId, Profile>,
}

impl PostsWithAuthors {
    /// Reads these posts and their authors in one trip, and in another those whom they mention, if any. The author that is `known` is not read again.
    pub async fn read(state: &AppState, entries: &[FeedEntry], known: Option<Profile>) -> Result<Self> {
        let ids: Vec<Id> = entries.iter().map(|entry| entry.post).collect();
        let polls = with_polls(entries);
        let is_known = |author: UserId| known.as_ref().is_some_and(|known| known.id == author);
        let others: Vec<UserId> =
            entries.iter().map(|entry| entry.author).filter(|author| !is_known(*author)).collect();
        let (posts, mut authors) =
            tokio::try_join!(state.store.posts().get_many(&ids, &polls), state.store.profiles().get_many(&others))?;
        authors.extend(known.map(|known| (known.id, known)));
        let names = names_in(&state.store, posts.iter().map(|post| post.post.content.html.as_str()), &authors).await?;
        let named = posts.into_iter().map(|mut post| {
            name_in(&mut post.post, &names);
            (post.post.id, post)
        });
        Ok(Self { posts: named.collect(), authors })
    }

    /// Whether a post has no comments.
    pub fn is_uncommented(&self, post: Id) -> bool {
        self.posts.get(&post).is_some_and(|post| post.counters.comments == 0)
    }

    /// The views of a page, each made into an entry, which knows whether the caller has seen the post. Posts that no longer
    /// exist are left out.
    pub fn into_entries<T>(
        mut self,
        state: &AppState,
        viewer: Option<&Viewer>,
        page: Page<Positioned<FeedEntry>>,
        own: &Own,
        entry_of: impl Fn(PostView, bool) -> T,
    ) -> Page<Positioned<T>> {
        let Page { rows, next, previous } = page;
        let views = rows.into_iter().filter_map(|Positioned { position, row: entry }| {
            let post = self.posts.remove(&entry.post)?;
            let author = self.authors.get(&post.post.author)?;
            let view = view(state, viewer, post, author, own);
            Some(Positioned { position, row: entry_of(view, own.seen.contains(&entry.post)) })
        });
        Page { rows: views.collect(), next, previous }
    }
}

/// The view of one post, which is read already.
pub async fn view_post(state: &AppState, viewer: Option<&Viewer>, mut post: PostWithCounters) -> Result<PostView> {
    let (author, entry, id) = ([post.post.author], [FeedEntry::of(&post.post)], [post.post.id]);
    let own = async {
        let Some(viewer) = viewer else { return Ok(Own::default()) };
        let (ballots, reactions) =
            tokio::try_join!(read_ballots(state, viewer, &entry), state.store.reactions().own_of(viewer.id(), &id))?;
        Ok(Own::new(ballots, reactions, HashSet::new()))
    };
    let text = post.post.content.html.clone();
    let known = HashMap::new();
    let names = names_in(&state.store, std::iter::once(text.as_str()), &known);
    let (authors, own, names) = tokio::try_join!(state.store.profiles().get_many(&author), own, names)?;
    name_in(&mut post.post, &names);
    let author = authors.get(&post.post.author).ok_or_else(Error::not_found)?;
    Ok(view(state, viewer, post, author, &own))
}

/// Reads the units of a page of a feed. The page may end earlier, where the caller's ballots for its polls would not fit.
pub async fn read_units(
    state: &AppState,
    viewer: Option<&Viewer>,
    page: Page<Positioned<FeedEntry>>,
    direction: Direction,
    asks_for_seen: bool,
) -> Result<Page<Positioned<FeedUnitView>>> {
    let entries = entries_of(&page);
    let posts = PostsWithAuthors::read(state, &entries, None);
    let ballots = async {
        match viewer {
            Some(viewer) => state.store.ballots().of_page(viewer.id(), page, direction).await,
            None => Ok((page, Vec::new())),
        }
    };
    let reactions = read_reactions(state, viewer, &entries, asks_for_seen);
    let (posts, (page, ballots), (reactions, seen)) = tokio::try_join!(posts, ballots, reactions)?;
    Ok(posts.into_entries(state, viewer, page, &Own::new(ballots, reactions, seen), FeedUnitView::new))
}

/// The entries of a page.
pub fn entries_of(page: &Page<Positioned<FeedEntry>>) -> Vec<FeedEntry> {
    page.rows.iter().map(|entry| entry.row).collect()
}

/// What the caller has done about the posts of a page.
#[derive(Default)]
pub struct Own {
    ballots: HashMap<Id, Ballot>,
    reactions: HashMap<Id, OwnReactions>,
    /// The posts that the caller has seen, if that was asked for.
    seen: HashSet<Id>,
}

impl Own {
    /// Reads the caller's votes in the polls of these posts, and what the caller has done about the posts.
    pub async fn read(
        state: &AppState,
        viewer: Option<&Viewer>,
        entries: &[FeedEntry],
        asks_for_seen: bool,
    ) -> Result<Self> {
        let ballots = async {
            match viewer {
                Some(viewer) => read_ballots(state, viewer, entries).await,
                None => Ok(Vec::new()),
            }
        };
        let reactions = read_reactions(state, viewer, entries, asks_for_seen);
        let (ballots, (reactions, seen)) = tokio::try_join!(ballots, reactions)?;
        Ok(Self::new(ballots, reactions, seen))
    }

    fn new(ballots: Vec<Ballot>, reactions: HashMap<Id, OwnReactions>, seen: HashSet<Id>) -> Self {
        Self { ballots: ballots.into_iter().map(|ballot| (ballot.post, ballot)).collect(), reactions, seen }
    }
}

/// Reads the caller's votes for and follows of these posts, and if asked for, which of them the caller has seen.
async fn read_reactions(
    state: &AppState,
    viewer: Option<&Viewer>,
    entries: &[FeedEntry],
    asks_for_seen: bool,
) -> Result<(HashMap<Id, OwnReactions>, HashSet<Id>)> {
    let Some(me) = viewer.map(Viewer::id) else { return Ok(Default::default()) };
    let posts: Vec<Id> = entries.iter().map(|entry| entry.post).collect();
    let seen = async {
        if asks_for_seen {
            state.store.reactions().among(ReactionKind::View, &posts, me).await
        } else {
            Ok(HashSet::new())
        }
    };
    tokio::try_join!(state.store.reactions().own(me, &posts), seen)
}

fn with_polls(entries: &[FeedEntry]) -> Vec<Id> {
    entries.iter().filter(|entry| entry.poll).map(|entry| entry.post).collect()
}

/// Reads the caller's votes in the polls of these posts.
async fn read_ballots(state: &AppState, viewer: &Viewer, entries: &[FeedEntry]) -> Result<Vec<Ballot>> {
    let polls = with_polls(entries);
    if polls.is_empty() { Ok(Vec::new()) } else { state.store.ballots().get_many(&polls, viewer.id()).await }
}

fn view(state: &AppState, viewer: Option<&Viewer>, post: PostWithCounters, author: &Profile, own: &Own) -> PostView {
    let id = post.post.id;
    let ballot = own.ballots.get(&id).map(|ballot| &ballot.votes[..]).unwrap_or_default();
    let author = AuthorView::new(author, viewer, &state.config);
    let view = PostView::new(post, author, ballot, viewer, state.clock.now(), &state.config);
    view.with_own(own.reactions.get(&id).copied().unwrap_or_default())
}
