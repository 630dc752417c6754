//! `PUT`, `PATCH /api/v2/comment/{id}/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::CommentView;
use shared::dialect::{Input, PathId};
use shared::domain::account::audit::AuditKind;
use shared::domain::post::comment;
use shared::domain::{Contribution, CountedComment, Error, Result};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;
use shared::store::Consistency;
use shared::views::resolve_mentions;

use crate::comments::views::{Details, view_one};
use crate::moderators::{audited_act, must_be_author_or_moderator};
use crate::review::{HeldPath, must_need_no_review};

/// Edits a comment, for its author and for staff. Without a text it stays as it is.
pub async fn update_comment(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    input: Input,
) -> Result<Json<CommentView>> {
    let comments = state.store.comments();
    let hidden = state.store.edge_lists().hidden(Some(caller.claimed_id()), Consistency::Eventual);
    let reads = async { tokio::try_join!(comments.place(id), hidden) };
    let (viewer, (place, hidden)) = caller.with(reads).await?;
    let Some(place) = place else { return Err(HeldPath::Comment(id).edit_error(&state, &viewer).await) };
    must_be_author_or_moderator(&state, &viewer, place.author).await?;
    let mut fields = input.fields()?;
    let html = fields.optional("text", comment::clean);
    fields.finish()?;
    if let Some(html) = &html {
        must_need_no_review(&state, &viewer, &[], &[html])?;
    }
    let (author, edits) = (place.author, html.is_some());
    let (now, contribution) = (state.clock.now(), Contribution::Comment(place.at));
    let audited = audited_act(&viewer, AuditKind::EditContent, contribution, author, now);
    let edited = async {
        match html {
            Some(mut html) => {
                resolve_mentions(&state.store, &mut html).await?;
                comments.edit(place.at, author, &html, now, audited.as_ref()).await
            }
            None => Ok(comments.get(place.at).await?.filter(|counted| counted.comment.is_live())),
        }
    };
    let (edited, details): (Option<CountedComment>, _) =
        tokio::try_join!(edited, Details::of_one(&state, Some(&viewer), place))?;
    let edited = edited.ok_or_else(Error::not_found)?;
    if edits {
        SecurityEvent::StaffEditedContent.log_by_staff(&viewer, author);
    }
    view_one(&state, Some(&viewer), edited, details, &hidden).await.map(Json)
}
