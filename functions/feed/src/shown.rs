//! Posts as a caller is shown them: with their authors, and with what the caller has chosen in their polls.

use std::collections::HashMap;

use shared::dialect::community::{AuthorView, PostView};
use shared::domain::{Ballot, Entry, Error, Id, Posted, Profile, Result, UserId, Viewer};
use shared::state::AppState;

/// These posts in this order, in one trip; those that are gone are left out. Authors that are known already are not
/// read again.
pub async fn show(
    state: &AppState,
    viewer: Option<&Viewer>,
    entries: &[Entry],
    known: Option<Profile>,
) -> Result<Vec<PostView>> {
    let ids: Vec<Id> = entries.iter().map(|entry| entry.post).collect();
    let is_known = |author: UserId| known.as_ref().is_some_and(|known| known.id == author);
    let others: Vec<UserId> = entries.iter().map(|entry| entry.author).filter(|author| !is_known(*author)).collect();
    let (posts, mut authors, ballots) = tokio::try_join!(
        state.store.posts(&ids),
        state.store.authors(&others),
        ballots(state, viewer, entries.iter().copied())
    )?;
    authors.extend(known);
    let authors: HashMap<UserId, Profile> = authors.into_iter().map(|author| (author.id, author)).collect();
    let mut posts: HashMap<Id, Posted> = posts.into_iter().map(|posted| (posted.post.id, posted)).collect();
    let views = ids.iter().filter_map(|id| {
        let posted = posts.remove(id)?;
        let author = authors.get(&posted.post.author)?;
        Some(view(state, viewer, posted, author, &ballots))
    });
    Ok(views.collect())
}

/// One post that was read already.
pub async fn show_one(state: &AppState, viewer: Option<&Viewer>, posted: Posted) -> Result<PostView> {
    let authors = [posted.post.author];
    let (authors, ballots) =
        tokio::try_join!(state.store.authors(&authors), ballots(state, viewer, [posted.post.entry()].into_iter()))?;
    let author = authors.first().ok_or_else(Error::not_found)?;
    Ok(view(state, viewer, posted, author, &ballots))
}

async fn ballots(
    state: &AppState,
    viewer: Option<&Viewer>,
    entries: impl Iterator<Item = Entry>,
) -> Result<HashMap<Id, Ballot>> {
    let polls: Vec<Id> = entries.filter(|entry| entry.poll).map(|entry| entry.post).collect();
    let ballots = match viewer {
        Some(viewer) if !polls.is_empty() => state.store.ballots(&polls, viewer.id()).await?,
        _ => Vec::new(),
    };
    Ok(ballots.into_iter().map(|ballot| (ballot.post, ballot)).collect())
}

fn view(
    state: &AppState,
    viewer: Option<&Viewer>,
    posted: Posted,
    author: &Profile,
    ballots: &HashMap<Id, Ballot>,
) -> PostView {
    let votes = ballots.get(&posted.post.id).map(|ballot| &ballot.votes[..]).unwrap_or_default();
    let author = AuthorView::new(author, viewer, &state.config);
    PostView::new(posted, author, votes, viewer.map(Viewer::id))
}
