//! `POST /api/v2/{discussion|post}/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::{CurrentUser, must_be_verified};
use shared::dialect::community::{AuthorView, PostView};
use shared::dialect::{Fields, Input};
use shared::domain::account::activity::Activity;
use shared::domain::post::PostCounters;
use shared::domain::post::review::texts_of;
use shared::domain::{
    Error, Held, HoldReason, Id, OwnReactions, Post, PostKind, PostWithCounters, Profile, Result, Viewer,
};
use shared::runtime::idempotency::{Idempotent, IdempotentResponse};
use shared::runtime::limits::must_have_room;
use shared::runtime::state::AppState;
use shared::store::{Consistency, IdAttempts, KeyClaim, MediaChange};
use shared::views::resolve_mentions;

use crate::path_kind::PathKind;
use crate::post_views::view_post;
use crate::review::{HeldPath, reason_to_hold};
use crate::{content, media};

/// Publishes a post, or holds it for review. `fanout` delivers it to feeds and notifies its audience.
pub async fn publish_post(
    State(state): State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    Idempotent(key, input): Idempotent<Input>,
) -> Result<IdempotentResponse<(StatusCode, Json<PostView>)>> {
    let author = state.store.profiles().get(caller.claimed_id(), Consistency::Eventual);
    let (viewer, author) = caller.with(author).await?;
    let author = author.ok_or_else(Error::invalid_token)?;
    must_be_verified(&state, &viewer, Some(&author)).await?;
    let fields = input.fields()?;
    let publish = |claim| publish(&state, &viewer, author, (kind.0, fields), claim);
    let replay = async |id| {
        let found = state.store.posts().get(id, true).await?;
        if found.is_none() {
            let view = HeldPath::Post(kind.0, id).view_post(&state, Some(&viewer)).await?;
            return Ok((StatusCode::CREATED, Json(view)));
        }
        let post = kind.must_match(found)?;
        Ok((StatusCode::CREATED, Json(view_post(&state, Some(&viewer), post).await?)))
    };
    key.once(&state, Some(&viewer), publish, replay).await
}

async fn publish(
    state: &AppState,
    viewer: &Viewer,
    author: Profile,
    (kind, fields): (PostKind, Fields),
    claim: KeyClaim,
) -> Result<(StatusCode, Json<PostView>)> {
    must_have_room(state, viewer, Activity::Posts)?;
    let now = state.clock.now();
    let mut content = content::read(fields, kind, None, now)?;
    let ids = std::mem::take(&mut content.medias);
    let media = media::read(state, viewer.id(), None, ids);
    let (media, _) = tokio::try_join!(media, resolve_mentions(&state.store, &mut content.html))?;
    let media = media.apply(&mut content);
    let mut post = Post::new(Id::generate(now), kind, viewer.id(), content);
    let reason = reason_to_hold(state, viewer, &author, &texts_of(&post)).await?;
    let mut attempts = IdAttempts::default();
    while !store(state, &post, &media, reason, &claim).await? {
        attempts.taken()?;
        post.id = Id::generate(state.clock.now());
    }
    let author = AuthorView::new(&author, Some(viewer), &state.config);
    let new = PostWithCounters { post, counters: PostCounters::default() };
    let view = PostView::new(new, author, &[], Some(viewer), now, &state.config).with_own(OwnReactions::default());
    Ok((StatusCode::CREATED, Json(if reason.is_some() { view.held() } else { view })))
}

/// Publishes the post, or holds it for a reason. Returns `false` if its id is taken.
async fn store(
    state: &AppState,
    post: &Post,
    media: &MediaChange,
    reason: Option<HoldReason>,
    claim: &KeyClaim,
) -> Result<bool> {
    match reason {
        None => state.store.posts().publish_with_media(post, media, claim).await,
        Some(reason) => state.store.held().hold(&Held::post(post.clone(), reason), media, claim).await,
    }
}
