//! `POST /api/v2/{discussion|post}/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::Input;
use shared::dialect::community::{AuthorView, PostView};
use shared::domain::post::PostCounters;
use shared::domain::{Error, Id, Post, PostWithCounters, Result};
use shared::runtime::state::AppState;
use shared::store::{Consistency, IdAttempts};

use crate::content;
use crate::path_kind::PathKind;

/// Publishes a post. `fanout` delivers it to feeds and notifies its audience.
pub async fn publish_post(
    State(state): State<AppState>,
    PathKind(kind): PathKind,
    caller: CurrentUser,
    input: Input,
) -> Result<(StatusCode, Json<PostView>)> {
    let store = &state.store;
    let author = store.profiles().get(caller.claimed_id(), Consistency::Eventual);
    let (viewer, author) = caller.with(author).await?;
    let author = author.ok_or_else(Error::invalid_token)?;
    let now = state.clock.now();
    let content = content::read(input.fields()?, kind, None, now)?;
    let mut post = Post::new(Id::generate(now), kind, viewer.id(), content);
    let mut attempts = IdAttempts::default();
    while !store.posts().publish(&post).await? {
        attempts.taken()?;
        post.id = Id::generate(state.clock.now());
    }
    let author = AuthorView::new(&author, Some(&viewer), &state.config);
    let new = PostWithCounters { post, counters: PostCounters::default() };
    Ok((StatusCode::CREATED, Json(PostView::new(new, author, &[], Some(viewer.id()), now))))
}
