//! `POST /api/v2/comment/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::{CurrentUser, must_be_verified};
use shared::dialect::community::{AuthorView, CommentView};
use shared::dialect::{Fields, Input};
use shared::domain::account::activity::Activity;
use shared::domain::post::comment;
use shared::domain::{
    Comment, CommentRef, CountedComment, Error, Held, HoldReason, Id, Problem, Profile, Result, UserId, Viewer,
};
use shared::runtime::idempotency::{Idempotent, IdempotentResponse};
use shared::runtime::limits::must_have_room;
use shared::runtime::state::AppState;
use shared::store::{Consistency, HiddenUsers, IdAttempts, KeyClaim, MediaChange, Store};
use shared::views::resolve_mentions;

use crate::comments::retrieve::view_at;
use crate::comments::target::Target;
use crate::review::{HeldPath, reason_to_hold};

/// A comment as the body describes it.
struct Draft {
    target: Target,
    parent: Option<Id>,
    in_reply_to: Option<Id>,
    html: String,
}

/// Writes a comment on a post, or a reply to one, or holds it for review. `fanout` counts it and notifies the author of the post or comment.
pub async fn create_comment(
    State(state): State<AppState>,
    caller: CurrentUser,
    Idempotent(key, input): Idempotent<Input>,
) -> Result<IdempotentResponse<(StatusCode, Json<CommentView>)>> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        let draft = Draft::read(input.fields()?)?;
        let author = store.profiles().get(me, Consistency::Eventual);
        let hidden = store.edge_lists().hidden(Some(me), Consistency::Eventual);
        let (author, hidden, addressees) = tokio::join!(author, hidden, draft.addressees(store));
        Ok((draft, author?, hidden?, addressees))
    };
    let (viewer, (draft, author, hidden, addressees)) = caller.with(reads).await?;
    let author = author.ok_or_else(Error::invalid_token)?;
    must_be_verified(&state, &viewer, Some(&author)).await?;
    // What the comment is about may be gone when the request is repeated.
    let create = async |claim| {
        let notified = addressees?.notified(&state, &viewer, &hidden).await?;
        publish(&state, &viewer, author, (draft, notified), claim).await
    };
    let replay = async |id| {
        let place = store.comments().place(id).await?;
        if place.is_none() {
            let view = HeldPath::Comment(id).view_comment(&state, &viewer).await?;
            return Ok((StatusCode::CREATED, Json(view)));
        }
        Ok((StatusCode::CREATED, Json(view_at(&state, Some(&viewer), place, &hidden).await?)))
    };
    key.once(&state, Some(&viewer), create, replay).await
}

async fn publish(
    state: &AppState,
    viewer: &Viewer,
    author: Profile,
    (draft, notified): (Draft, UserId),
    claim: KeyClaim,
) -> Result<(StatusCode, Json<CommentView>)> {
    must_have_room(state, viewer, Activity::Comments)?;
    let Draft { target, parent, in_reply_to, mut html } = draft;
    resolve_mentions(&state.store, &mut html).await?;
    let at = CommentRef { post: target.post, parent, id: Id::generate(state.clock.now()) };
    let (edited, deleted, moderation, restored) = (None, None, None, None);
    let mut comment = Comment {
        at,
        kind: target.kind,
        author: viewer.id(),
        in_reply_to,
        notified,
        html,
        edited,
        deleted,
        moderation,
        restored,
    };
    let reason = reason_to_hold(state, viewer, &author, &[&comment.html]).await?;
    let mut attempts = IdAttempts::default();
    while !put(state, &comment, reason, &claim).await? {
        attempts.taken()?;
        comment.at.id = Id::generate(state.clock.now());
    }
    let author = AuthorView::new(&author, Some(viewer), &state.config);
    let counted =
        CountedComment { comment, votes: 0, reactions: Default::default(), flags: 0, replies: 0, latest: Vec::new() };
    let view = CommentView::new(counted, Some(author), None, Some(viewer)).ok_or_else(Error::not_found)?;
    let view = if reason.is_some() { view.held() } else { view };
    let view = if parent.is_none() { view.with_latest(Vec::new()) } else { view };
    Ok((StatusCode::CREATED, Json(view)))
}

/// Publishes the comment, or holds it for a reason. Returns `false` if its id is taken.
async fn put(state: &AppState, comment: &Comment, reason: Option<HoldReason>, claim: &KeyClaim) -> Result<bool> {
    match reason {
        None => state.store.comments().publish(comment, claim).await,
        Some(reason) => {
            state.store.held().hold(&Held::comment(comment.clone(), reason), &MediaChange::default(), claim).await
        }
    }
}

impl Draft {
    fn read(mut fields: Fields) -> Result<Self> {
        let target = Target::from_fields(&mut fields);
        let parent = fields.optional_id("parent");
        let in_reply_to = fields.optional_id("in_reply_to");
        let html = fields.required("text", comment::clean);
        if in_reply_to.is_some() && parent.is_none() {
            fields.refuse("in_reply_to", Problem::new("invalid", "Name the comment above it in `parent`."));
        }
        let draft = target.zip(html).map(|(target, html)| Self { target, parent, in_reply_to, html });
        fields.complete(draft)
    }

    /// Checks that what the body names exists, and finds out who wrote it.
    async fn addressees(&self, store: &Store) -> Result<Addressees> {
        let post = self.target.post;
        let parent = self.parent.map(|id| CommentRef::top(post, id));
        let answered = self.in_reply_to.filter(|id| Some(*id) != self.parent);
        let answered = answered.map(|id| CommentRef { post, parent: self.parent, id });
        let (found, parent_found, answered_found) =
            tokio::try_join!(self.target.find(store), find(store, parent), find(store, answered))?;
        let kind = self.target.kind.name();
        let author = found.ok_or_else(|| no_post(kind))?.post.author;
        if answered.is_some() && answered_found.is_none() {
            return Err(no_reply());
        }
        let parent = match (parent, parent_found) {
            (None, _) => None,
            (Some(_), Some(parent)) => Some(parent.author),
            (Some(_), None) => return Err(no_parent()),
        };
        Ok(Addressees { kind, author, parent, answered: answered_found.map(|answered| answered.author) })
    }
}

/// The authors of what a comment is about.
struct Addressees {
    kind: &'static str,
    author: UserId,
    parent: Option<UserId>,
    answered: Option<UserId>,
}

impl Addressees {
    /// Who is notified. Fails as if what the body names did not exist if a block stands between the caller and its author.
    async fn notified(&self, state: &AppState, viewer: &Viewer, hidden: &HiddenUsers) -> Result<UserId> {
        let all: Vec<UserId> = [Some(self.author), self.parent, self.answered].into_iter().flatten().collect();
        let blocked = state.store.edge_lists().blocked(hidden, Some(viewer), &all).await?;
        let is_blocked = |user: Option<UserId>| user.is_some_and(|user| blocked.contains(&user));
        match self {
            _ if is_blocked(Some(self.author)) => Err(no_post(self.kind)),
            _ if is_blocked(self.parent) => Err(no_parent()),
            _ if is_blocked(self.answered) => Err(no_reply()),
            _ => Ok(self.parent.unwrap_or(self.author)),
        }
    }
}

fn no_post(kind: &'static str) -> Error {
    missing(kind, "There is no such post.")
}

fn no_parent() -> Error {
    missing("parent", "There is no such comment on the post itself.")
}

fn no_reply() -> Error {
    missing("in_reply_to", "There is no such reply to the parent.")
}

async fn find(store: &Store, at: Option<CommentRef>) -> Result<Option<Comment>> {
    let Some(at) = at else { return Ok(None) };
    let found = store.comments().get(at).await?;
    Ok(found.map(|found| found.comment).filter(Comment::is_live))
}

fn missing(field: &'static str, message: &'static str) -> Error {
    Error::field(field, Problem::new("does_not_exist", message))
}
