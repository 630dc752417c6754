//! `GET /api/v2/user/avatar/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::{AvatarView, ListView};
use shared::dialect::{PageLinks, Params};
use shared::domain::Result;
use shared::domain::cursor::OffsetRequest;
use shared::runtime::state::AppState;

/// Lists the caller's avatars, newest first.
pub async fn list_avatars(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<AvatarView>>> {
    let me = caller.claimed_id();
    let (_, avatars) = caller.with(state.store.avatars().get(me)).await?;
    let request = OffsetRequest::parse(params.get("limit"), params.get("offset"))?;
    let all = avatars.clone().newest_first();
    let (next, previous) = links.around(request, all.len());
    let page = all.iter().skip(request.offset).take(request.limit);
    Ok(Json(ListView {
        count: all.len() as u64,
        next,
        previous,
        results: page.map(|avatar| AvatarView::new(me, avatar, &avatars, &state.config)).collect(),
    }))
}
