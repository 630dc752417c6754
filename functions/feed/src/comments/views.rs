//! Views of comments, with their authors, the caller's own votes, and the newest replies.

use std::collections::{HashMap, HashSet};

use futures::future::try_join_all;
use shared::dialect::community::{AuthorView, CommentView};
use shared::domain::post::mention::{Names, named};
use shared::domain::{
    CommentPlace, CommentRef, CountedComment, Error, Id, LatestReply, Profile, Result, UserId, Viewer, VoteReaction,
};
use shared::runtime::state::AppState;
use shared::store::HiddenUsers;
use shared::views::names_in;

/// A comment and the newest replies to it.
type Thread = (CommentRef, Vec<LatestReply>);

/// What the views of some comments need.
#[derive(Default)]
pub struct Details {
    authors: HashMap<UserId, Profile>,
    voted: HashMap<Id, VoteReaction>,
    replies: HashMap<Id, Vec<CountedComment>>,
    /// The names of those whom the comments mention.
    names: Names,
}

impl Details {
    /// Reads what the views of a list need, in one trip. Replies by `hidden` users are left out.
    pub async fn of_list<'a>(
        state: &AppState,
        viewer: Option<&Viewer>,
        comments: impl Iterator<Item = &'a CountedComment> + Clone,
        hidden: &HashSet<UserId>,
    ) -> Result<Self> {
        let threads: Vec<Thread> = comments.clone().map(|counted| thread(counted, hidden)).collect();
        let live = comments.clone().filter(|counted| counted.comment.is_live());
        let own = live.map(|counted| (counted.comment.at, counted.comment.author));
        let mut details = Self::read(state, viewer, own.collect(), threads).await?;
        details.look_up_names(state, &comments.collect::<Vec<_>>()).await?;
        Ok(details)
    }

    /// Looks up those whom these comments and the replies to them mention. Without any it takes no trip.
    async fn look_up_names(&mut self, state: &AppState, comments: &[&CountedComment]) -> Result<()> {
        let all = comments.iter().copied().chain(self.replies.values().flatten());
        let texts = all.map(|counted| counted.comment.html.as_str());
        self.names = names_in(&state.store, texts, &self.authors).await?;
        Ok(())
    }

    /// Reads what the view of one comment needs, except the replies to it.
    pub async fn of_one(state: &AppState, viewer: Option<&Viewer>, place: CommentPlace) -> Result<Self> {
        Self::read(state, viewer, vec![(place.at, place.author)], Vec::new()).await
    }

    async fn read(
        state: &AppState,
        viewer: Option<&Viewer>,
        mut comments: Vec<(CommentRef, UserId)>,
        threads: Vec<Thread>,
    ) -> Result<Self> {
        let store = &state.store;
        for (parent, latest) in &threads {
            let reply = |id| CommentRef { post: parent.post, parent: Some(parent.id), id };
            comments.extend(latest.iter().map(|one| (reply(one.id), one.author)));
        }
        let (comments, authors): (Vec<CommentRef>, Vec<UserId>) = comments.into_iter().unzip();
        let voted = async {
            match viewer {
                Some(viewer) => store.comment_votes().among(viewer.id(), &comments).await,
                None => Ok(HashMap::new()),
            }
        };
        let replies = threads.iter().map(async |(parent, latest)| {
            Ok::<_, Error>((parent.id, store.comments().latest_replies(parent.id, latest).await?))
        });
        let (authors, voted, replies) =
            tokio::try_join!(store.profiles().get_many(&authors), voted, try_join_all(replies))?;
        Ok(Self { authors, voted, replies: replies.into_iter().collect(), names: Names::new() })
    }

    /// The view of a comment; `None` if its author no longer exists.
    pub fn view(&mut self, state: &AppState, viewer: Option<&Viewer>, counted: CountedComment) -> Option<CommentView> {
        let at = counted.comment.at;
        let view = self.view_alone(state, viewer, counted)?;
        if at.parent.is_some() {
            return Some(view);
        }
        let replies = self.replies.remove(&at.id).unwrap_or_default();
        let latest = replies.into_iter().filter_map(|reply| self.view_alone(state, viewer, reply)).collect();
        Some(view.with_latest(latest))
    }

    fn view_alone(
        &self,
        state: &AppState,
        viewer: Option<&Viewer>,
        mut counted: CountedComment,
    ) -> Option<CommentView> {
        counted.comment.html = named(&counted.comment.html, &self.names);
        let author = self.authors.get(&counted.comment.author);
        let author = author.map(|author| AuthorView::new(author, viewer, &state.config));
        let voted = self.voted.get(&counted.comment.at.id).copied();
        CommentView::new(counted, author, voted, viewer)
    }
}

/// The view of one comment. Only the comment tells the newest replies, which take another trip.
pub async fn view_one(
    state: &AppState,
    viewer: Option<&Viewer>,
    counted: CountedComment,
    mut details: Details,
    hidden: &HiddenUsers,
) -> Result<CommentView> {
    if !counted.latest.is_empty() {
        let authors: Vec<UserId> = counted.latest.iter().map(|reply| reply.author).collect();
        let blocked = state.store.edge_lists().blocked(hidden, viewer, &authors).await?;
        let replies = Details::read(state, viewer, Vec::new(), vec![thread(&counted, &blocked)]).await?;
        details.authors.extend(replies.authors);
        details.voted.extend(replies.voted);
        details.replies.extend(replies.replies);
    }
    details.look_up_names(state, &[&counted]).await?;
    details.view(state, viewer, counted).ok_or_else(Error::not_found)
}

fn thread(counted: &CountedComment, hidden: &HashSet<UserId>) -> Thread {
    let is_hidden = |reply: &&LatestReply| hidden.contains(&reply.author);
    (counted.comment.at, counted.latest.iter().filter(|reply| !is_hidden(reply)).copied().collect())
}
