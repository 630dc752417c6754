//! `PUT /api/v2/{discussion|post}/{id}/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::PostView;
use shared::dialect::{Input, PathId};
use shared::domain::account::audit::AuditKind;
use shared::domain::post::review::texts_of;
use shared::domain::{Contribution, Error, PostWithCounters, Result};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;
use shared::views::resolve_mentions;

use crate::moderators::{audited_act, must_be_author_or_moderator};
use crate::path_kind::PathKind;
use crate::post_views::view_post;
use crate::review::{HeldPath, must_need_no_review};
use crate::{content, media};

/// Edits a post, for its author and for staff. Absent fields stay as they are.
pub async fn update_post(
    State(state): State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    PathId(id): PathId,
    input: Input,
) -> Result<Json<PostView>> {
    let store = &state.store;
    let (viewer, found) = caller.with(store.posts().get(id, true)).await?;
    if found.is_none() {
        return Err(HeldPath::Post(kind.0, id).edit_error(&state, &viewer).await);
    }
    let before = kind.must_match(found)?;
    let post = &before.post;
    must_be_author_or_moderator(&state, &viewer, post.author).await?;
    let now = state.clock.now();
    let mut content = content::read(input.fields()?, post.kind, Some(&before), now)?;
    let ids = std::mem::take(&mut content.medias);
    let media = media::read(&state, post.author, Some(&post.content), ids);
    let mentions = async {
        if content.html == post.content.html { Ok(()) } else { resolve_mentions(store, &mut content.html).await }
    };
    let (media, ()) = tokio::try_join!(media, mentions)?;
    let media = media.apply(&mut content);
    let edited = post.edit(content, now);
    must_need_no_review(&state, &viewer, &texts_of(post), &texts_of(&edited))?;
    let after = PostWithCounters { post: edited.clone(), counters: before.counters.clone() };
    let audited = audited_act(&viewer, AuditKind::EditContent, Contribution::Post(id), post.author, now);
    let (saved, view) = tokio::try_join!(
        store.posts().edit(post, &edited, &media, audited.as_ref()),
        view_post(&state, Some(&viewer), after)
    )?;
    if !saved {
        return Err(Error::not_found());
    }
    SecurityEvent::StaffEditedContent.log_by_staff(&viewer, post.author);
    Ok(Json(view))
}
