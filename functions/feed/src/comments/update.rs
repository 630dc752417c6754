//! `PUT`, `PATCH /api/v2/comment/{id}/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::CommentView;
use shared::dialect::{Input, PathId};
use shared::domain::post::comment;
use shared::domain::{CountedComment, Error, Result};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;

use crate::comments::views::{Details, view_one};
use crate::moderators::must_be_author_or_moderator;
use crate::review::{HeldPath, must_need_no_review};

/// Edits a comment, for its author and for staff. Without a text it stays as it is.
pub async fn update_comment(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    input: Input,
) -> Result<Json<CommentView>> {
    let comments = state.store.comments();
    let (viewer, place) = caller.with(comments.place(id)).await?;
    let Some(place) = place else { return Err(HeldPath::Comment(id).edit_error(&state, &viewer).await) };
    must_be_author_or_moderator(&state, &viewer, place.author).await?;
    let mut fields = input.fields()?;
    let html = fields.optional("text", comment::clean);
    fields.finish()?;
    if let Some(html) = &html {
        must_need_no_review(&state, &viewer, &[], &[html])?;
    }
    let (author, edits) = (place.author, html.is_some());
    let edited = async {
        match html {
            Some(html) => comments.edit(place.at, &html, state.clock.now()).await,
            None => Ok(comments.get(place.at).await?.filter(|counted| counted.comment.is_live())),
        }
    };
    let (edited, details): (Option<CountedComment>, _) =
        tokio::try_join!(edited, Details::of_one(&state, Some(&viewer), place))?;
    let edited = edited.ok_or_else(Error::not_found)?;
    if edits {
        SecurityEvent::StaffEditedContent.log_by_staff(&viewer, author);
    }
    view_one(&state, Some(&viewer), edited, details).await.map(Json)
}
